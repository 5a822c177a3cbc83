"""Files of this room's tests."""

from pathlib import Path

import pytest

from events import demo

WHOLE = """\
source: media advisory of 1 May 2026
event:
  title: {en: Spring meeting, fr: Réunion de printemps}
  kind: ministerial
  at_headquarters: true
  venue: Press Theatre
  city: Brussels
  country: BE
  time_zone: Europe/Brussels
  starts: 2026-06-10 09:00
  ends: 2026-06-11
registration:
  opens: 2026-05-01
  deadline: 2026-06-01
  late: flagged
  documents: [identity]
advisories:
  - {reference: PR 1, date: 2026-05-01, title: Spring meeting}
  - {date: 2026-05-10, title: {en: Update, fr: Mise à jour}, changes: hours added}
programme:
  - {starts: 2026-06-10 10:00, ends: 2026-06-10 11:00, title: Remarks, access: pool, media: [photographer]}
  - {starts: 2026-06-11, title: {en: Press conference, fr: Conférence de presse}, place: Press Theatre}
collection:
  - place: Main Entrance
    hours:
      - {day: 2026-06-09, opens: "10:00", closes: "16:00"}
    bring: [ID card, {en: press card, fr: carte de presse}]
contacts:
  - {for: media queries, name: Press Office, phone: "+32 2 000"}
notes:
  - {en: Bring a print-out., fr: Apportez une copie.}
  - Doors close early.
"""


@pytest.fixture
def advisory():
    """The bytes of a complete file, with pieces of its text replaced."""

    def written(*replacements: tuple[str, str]) -> bytes:
        text = WHOLE
        for old, new in replacements:
            assert old in text, old
            text = text.replace(old, new)
        return text.encode()

    return written


@pytest.fixture
def real_advisories() -> list[Path]:
    return sorted(demo.ADVISORIES.glob("*.yaml"))
