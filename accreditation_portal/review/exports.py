"""Cases as a table: chosen columns of what a list shows, row by row, however many there are."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from xlsxwriter import Workbook

from accreditation_portal import office
from accreditation_portal.review.cells import neutralised
from accreditation_portal.review.models import Case, Export
from accreditation_portal.review.references import shown
from accreditation_portal.review.states import State

ROWS_AT_A_TIME = 500  # of the database, and of the answer
MOST_ROWS_OF_A_WORKBOOK = 200_000  # written before it is sent: a browser waits for it
LONGEST_CELL = 32_767  # of a workbook


@dataclass(frozen=True)
class Column:
    """One column: where its value is found from the case on, and how it is put in words."""

    name: str
    label: Any
    path: Any  # names from the case on, or an expression
    words: Callable[[Any], Any] | None = None
    is_usual: bool = True  # ticked unless the officer unticks it

    @property
    def head(self) -> str:
        return str(capfirst(str(self.label)))


def chosen_of(choices: Iterable[tuple[Any, Any]]) -> Callable[[Any], str]:
    """The words for a value of a field with choices, looked up once for all rows in the language that is active."""
    names: dict[Any, str] = {}

    def words(value: Any) -> str:
        if not names:
            names.update({key: str(name) for key, name in choices})
        return names.get(value, value or "")

    return words


def moment(value: datetime | None) -> str:
    """An instant in the office's zone, as spreadsheets sort it."""
    return f"{timezone.localtime(value, office.ZONE):%Y-%m-%d %H:%M}" if value else ""


def cells_of(cases: QuerySet, columns: Sequence[Column]) -> Iterator[list[str]]:
    """The rows of the table, fetched as they are asked for; nothing is kept."""
    words = [column.words for column in columns]
    found = cases.values_list(*(column.path for column in columns))
    for row in found.iterator(chunk_size=ROWS_AT_A_TIME):
        yield [
            str(put(value)) if put else ("" if value is None else str(value))
            for put, value in zip(words, row, strict=True)
        ]


def as_csv(cases: QuerySet, columns: Sequence[Column], export: Export) -> Iterator[bytes]:
    """The table as CSV, in chunks; the record is told how many rows went out, also when somebody breaks it off."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write("\ufeff")  # without it a spreadsheet takes accents for something else
    writer.writerow([neutralised(column.head) for column in columns])
    number, complete = 0, False
    try:
        for number, row in enumerate(cells_of(cases, columns), start=1):
            writer.writerow(map(neutralised, row))
            if number % ROWS_AT_A_TIME == 0:
                yield _taken_from(text)
        yield _taken_from(text)
        complete = True
    finally:
        note(export, number, complete=complete)


def as_workbook(cases: QuerySet, columns: Sequence[Column], export: Export) -> IO[bytes]:
    """The table as an XLSX file on disk, which is gone when it is closed; every cell is text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    number, complete = 0, False
    try:
        with Workbook(file, {"constant_memory": True, **text_only}) as book:
            sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.head, bold)
            for number, row in enumerate(cells_of(cases, columns), start=1):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell[:LONGEST_CELL])
        complete = True
    finally:
        note(export, number, complete=complete)
    file.seek(0)
    return file


def note(export: Export, number: int, *, complete: bool) -> None:
    """Put down in the export's record how many rows went out."""
    export.number, export.ended_at = number, timezone.now() if complete else None
    export.save(update_fields=["number", "ended_at"])


def _taken_from(text: io.StringIO) -> bytes:
    chunk = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return chunk


def columns_of_case(kind: type[Case]) -> list[Column]:
    """What every kind of case has: reference, state and times; who works on it, who decided."""
    field = kind._meta.get_field
    return [
        Column("reference", field("reference").verbose_name, "reference", shown),
        Column("state", field("state").verbose_name, "state", chosen_of(State.choices)),
        Column("submitted_at", field("submitted_at").verbose_name, "submitted_at", moment),
        Column("decided_at", field("decided_at").verbose_name, "decided_at", moment),
        Column("state_since", field("state_since").verbose_name, "state_since", moment, is_usual=False),
        Column("assigned_to", field("assigned_to").verbose_name, "assigned_to__username", is_usual=False),
        Column("decided_by", field("decided_by").verbose_name, "decided_by__username", is_usual=False),
    ]
