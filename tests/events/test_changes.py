"""What changed, as a reader needs it (P7)."""

import copy
from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from events import changes, publishing
from tests.factories.events import changed, event, summit_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(press):
    meeting = summit_away(text_en="First.\n\nThe **hall** opens at 8. Bring a card.", text_fr="Premier. La salle.")
    meeting.registration_deadline = datetime(2026, 10, 20, 21, 59, tzinfo=UTC)
    return publishing.state_of(meeting) | {
        "deadline_zone": "Europe/Brussels", "registration_deadline": meeting.registration_deadline.isoformat()
    }  # fmt: skip


def test_p7_a_deadline_moves_in_its_zone_with_the_zones_name(before):
    after = before | {"registration_deadline": "2026-10-26T22:59:00+00:00"}
    assert changes.lines(before, after) == [
        "Deadline: Tuesday 20 October 2026, 23:59, Brussels time (UTC+2) → "
        "Monday 26 October 2026, 23:59, Brussels time (UTC+1)"
    ]


def test_p7_of_a_text_the_changed_sentences_are_said_not_two_texts(before):
    after = before | {"text_en": "First.\n\nThe **hall** opens at [9](https://example.org). Bring a card. Come early."}
    assert changes.lines(before, after) == [
        "Text, no longer: “The hall opens at 8.”",
        "Text, new: “The hall opens at 9.”",
        "Text, new: “Come early.”",
    ]


def test_p7_of_a_text_written_anew_only_the_first_sentences_are_said(before):
    after = before | {"text_en": " ".join(f"Sentence {n}." for n in range(40)) + " " + "x" * 900}
    found = changes.readable(before, after)
    assert len(found[0].new) == changes.MOST + 1
    assert found[0].new[-1].startswith("… and more")
    assert len(changes.sentences("x" * 900)[0]) == changes.LONGEST


def test_p7_what_is_new_or_gone_is_said_so(before):
    after = copy.deepcopy(before) | {"venue": "", "accredited_by": "Palace"}
    session = next(item for item in after["programme"] if item["title_en"] == "Working session")
    session["title_en"] = session["title_fr"] = "Plenary"
    lines = changes.lines(before, after)
    assert "Venue: Palace (no longer)" in lines
    assert "Accredited by: Palace (new)" in lines
    assert any(line.startswith("Programme: Plenary: ") and line.endswith("(new)") for line in lines)
    assert any(line.startswith("Programme: Working session: ") and line.endswith("(no longer)") for line in lines)


def test_b5_a_reader_of_one_language_reads_nothing_of_the_other(before):
    after = before | {"text_fr": "Premier. La tente.", "title_fr": "Sommet tout près"}
    assert changes.lines(before, after) == []
    with translation.override("fr"):
        found = changes.readable(before, after)
    assert [(one.before, one.after, one.gone, one.new) for one in found] == [
        ("Sommet au loin", "Sommet tout près", (), ()), ("", "", ("La salle.",), ("La tente.",)),
    ]  # fmt: skip


def test_p7_the_first_version_changes_nothing(before):
    assert changes.lines(None, before) == []


def test_p7_the_event_page_says_of_each_version_what_changed(client, press):
    meeting = summit_away(by=press)
    changed(meeting, press, city="Toledo")
    changed(meeting, press, city="Burgos", text_en="A **summit**. Come early.")
    page = client.get(meeting.get_absolute_url()).content.decode()

    for words in ("<del>Madrid</del>", "<ins>Toledo</ins>", "<del>Toledo</del>", "<ins>Burgos</ins>",
                  "<ins>Come early.</ins>"):  # fmt: skip
        assert words in page
    assert page.count("What changed in detail") == 2


def test_a_version_that_a_file_only_names_changes_nothing_in_detail(client, press):
    meeting = event()
    meeting.advisories.create(number=1, issued_on=timezone.localdate(), title_en="Named")
    meeting.advisories.create(number=2, issued_on=timezone.localdate(), title_en="Newest")
    publishing.publish(meeting, by=press, at=timezone.now())
    assert "What changed in detail" not in client.get(meeting.get_absolute_url()).content.decode()
