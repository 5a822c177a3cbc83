"""The file that the authorities get and the one that they send back: columns, what each cell must be, results."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from accreditation_portal.review.cells import neutralised
from profiles.models.latin import latin

if TYPE_CHECKING:
    from adhoc.models import EventRegistration

# What of a person is frozen in a batch; whoever changes one of these is new to the authorities.
FROZEN = (
    "FAMILY_NAME", "GIVEN_NAMES", "FORMER_NAMES", "BIRTH_DATE", "BIRTH_PLACE", "NATIONALITY", "DOCUMENT_KIND",
    "DOCUMENT_NUMBER", "DOCUMENT_COUNTRY", "DOCUMENT_VALID_UNTIL",
)  # fmt: skip
COLUMNS = ("REFERENCE", *FROZEN, "KIND")

STATELESS = {"XX": "XXA"}  # travel documents' own code, which no list of countries holds
LATIN_LINE = re.compile(r"(?=.*[A-Z])[A-Z'][A-Z' -]*")  # the zone of a document knows no dot

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 20_000
MOST_OF_A_CELL = 30  # no reference and no result is longer


class Kind(TextChoices):
    """Whether the authorities see a person for the first time."""

    NEW = "new", pgettext_lazy("person in a batch", "New")
    CHANGED = "changed", pgettext_lazy("person in a batch", "Changed")


class Outcome(TextChoices):
    """What the authorities answer about one person."""

    CLEARED = "cleared", pgettext_lazy("result of the authorities", "Cleared")
    NOT_CLEARED = "not_cleared", pgettext_lazy("result of the authorities", "Not cleared")
    MORE_INFORMATION = "more_information", pgettext_lazy("result of the authorities", "More information")


# The file that goes out ----------------------------------------------------------------------------------------------


def cells_of(registration: "EventRegistration") -> dict[str, str]:
    """The frozen cells of a person: the names of the document's machine-readable zone, codes of three letters."""
    return {
        "FAMILY_NAME": registration.latin_family_name,
        "GIVEN_NAMES": registration.latin_given_names,
        "FORMER_NAMES": latin(registration.former_names) or registration.former_names,
        "BIRTH_DATE": _iso(registration.birth_date),
        "BIRTH_PLACE": latin(registration.birth_place) or registration.birth_place,
        "NATIONALITY": alpha_3(registration.nationality),
        "DOCUMENT_KIND": registration.document_kind.upper(),
        "DOCUMENT_NUMBER": registration.document_number,
        "DOCUMENT_COUNTRY": alpha_3(registration.document_country),
        "DOCUMENT_VALID_UNTIL": _iso(registration.document_valid_until),
    }


def digest_of(cells: dict[str, str]) -> str:
    """A short name for these very cells: another one, and the person is marked as changed."""
    return sha256(json.dumps([cells[column] for column in FROZEN], ensure_ascii=False).encode()).hexdigest()


def alpha_3(country: Any) -> str:
    """The three letters that travel documents use; empty where there are none."""
    return STATELESS.get(str(country), countries.alpha3(country) if country else "")


def written(rows: Iterable[dict[str, str]]) -> bytes:
    """The exact bytes of a batch: UTF-8, commas, CRLF, a line of heads; no cell that a spreadsheet would compute."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([neutralised(row[column]) for column in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# What is checked before ----------------------------------------------------------------------------------------------


def faults(registration: "EventRegistration", cells: dict[str, str], last_day: date) -> list[Any]:
    """Why this person cannot enter a batch, every reason at once; ``last_day`` is the event's."""
    needed = {
        "BIRTH_DATE": _("The date of birth is missing."),
        "BIRTH_PLACE": _("The place of birth is missing."),
        "NATIONALITY": _("The nationality is missing, or has no code of three letters."),
        "DOCUMENT_KIND": _("The kind of the identity document is missing."),
        "DOCUMENT_NUMBER": _("The number of the identity document is missing."),
        "DOCUMENT_COUNTRY": _("The country of the identity document is missing, or has no code of three letters."),
        "DOCUMENT_VALID_UNTIL": _("The day until which the identity document is valid is missing."),
    }
    found = [sentence for column, sentence in needed.items() if not cells[column]]
    if not cells["FAMILY_NAME"]:
        found.append(_("The family name in Latin letters is missing."))
    elif not LATIN_LINE.fullmatch(cells["FAMILY_NAME"]):
        found.append(_("The family name in Latin letters may hold A to Z, spaces, hyphens and apostrophes only."))
    if cells["GIVEN_NAMES"] and not LATIN_LINE.fullmatch(cells["GIVEN_NAMES"]):
        found.append(_("The given names in Latin letters may hold A to Z, spaces, hyphens and apostrophes only."))
    if registration.given_names and not cells["GIVEN_NAMES"]:
        found.append(_("The given names in Latin letters are missing."))
    if _are_swapped(registration):
        found.append(_("In Latin letters the given names stand where the family name belongs."))
    if registration.document_valid_until and registration.document_valid_until < last_day:
        found.append(_("The identity document is not valid any more on the last day of the event."))
    return found


def doubts(registration: "EventRegistration") -> list[Any]:
    """What an officer should compare with the document before; it keeps nobody out."""
    found = []
    pairs = (
        (registration.family_name, registration.latin_family_name),
        (registration.given_names, registration.latin_given_names),
    )
    for name, line in pairs:
        if line and name and not _fits(name, line):
            proposed = latin(name)
            found.append(
                _("“%(line)s” does not follow from “%(name)s”, which gives %(proposed)s.")
                % {"line": line, "name": name, "proposed": proposed}
                if proposed
                else _("Whether “%(line)s” follows from “%(name)s” cannot be told here.") % {"line": line, "name": name}
            )
    for text in (registration.former_names, registration.birth_place):
        if text and not latin(text) and not text.isascii():
            found.append(_("“%(text)s” goes as it was written: no transliteration is certain.") % {"text": text})
    return found


def _fits(name: str, line: str) -> bool:
    """Whether the line is one of the usual ways to write the name: MUELLER and MULLER for Müller."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return _letters(line) in {_letters(latin(name)), _letters(plain)}


def _are_swapped(registration: "EventRegistration") -> bool:
    family, given = registration.family_name, registration.given_names
    lines = _letters(registration.latin_family_name), _letters(registration.latin_given_names)
    crossed = _fits(given, lines[0]) and _fits(family, lines[1]) if all(lines) else False
    return crossed and lines[0] != lines[1] and not _fits(family, lines[0])


def _letters(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalpha())


# The file that comes back --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResultLine:
    """One line of a file of results, as it was typed."""

    number: int
    reference: str
    result: str

    @property
    def outcome(self) -> str:
        """The result that this word names; empty where it names none."""
        word = "_".join(re.split(r"[\s_-]+", self.result.strip().lower()))
        return word if word in Outcome.values else ""


def read_results(data: bytes) -> tuple[list[ResultLine], list[str]]:
    """The lines of a file, and the heads of columns that are not read; ValidationError says why it is no such file."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is too large: at most 2 MB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The file is not a CSV file in UTF-8.")) from None
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    try:
        heads = [head.strip().upper() for head in next(rows, [])]
        columns = [_column(heads, name) for name in ("REFERENCE", "RESULT")]
        lines = []
        for row in rows:
            reference, result = (_cell(row[at]) if at < len(row) else "" for at in columns)
            if not any(cell.strip() for cell in row):
                continue
            if len(lines) >= MOST_LINES:
                raise ValidationError(_("The file has more than %(most)s lines.") % {"most": MOST_LINES})
            lines.append(ResultLine(rows.line_num, reference, result))
    except csv.Error:
        raise ValidationError(_("The file is not a CSV file in UTF-8.")) from None
    if not lines:
        raise ValidationError(_("The file holds no result."))
    return lines, [head[:MOST_OF_A_CELL] for at, head in enumerate(heads) if at not in columns and head]


def _cell(text: str) -> str:
    """The cell as it is shown; one that is longer than any answer keeps a mark that makes it none."""
    text = text.strip()
    return text if len(text) <= MOST_OF_A_CELL else f"{text[: MOST_OF_A_CELL - 1]}…"


def _column(heads: list[str], name: str) -> int:
    if heads.count(name) != 1:
        raise ValidationError(_now("The first line must name the columns REFERENCE and RESULT, each once."))
    return heads.index(name)
