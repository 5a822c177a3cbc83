"""What a room tells the start page of the staff: how many wait for what, since when, and where they are listed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from accreditation_portal import office

MOST_COUNTED = 10_000  # more than that is told as such: nobody works through it by its number


def days_since(moment: datetime, at: datetime) -> int:
    """How many days ago that was on the office's calendar; 0 is today, and said in words."""
    return max((timezone.localdate(at, office.ZONE) - timezone.localdate(moment, office.ZONE)).days, 0)


@dataclass(frozen=True)
class Number:
    """How many, and the list that shows them; no address for those who may read the number alone."""

    count: int
    url: str = ""
    label: Any = ""
    or_more: bool = False  # counting stopped there


@dataclass(frozen=True)
class Line:
    """One queue: what waits, how many, and since when the oldest does."""

    label: Any
    number: Number
    oldest: datetime | None = None

    @property
    def days(self) -> int | None:
        """For how many days the oldest has been waiting."""
        return days_since(self.oldest, timezone.now()) if self.oldest else None


def line_of(label: Any, queue: QuerySet, url: str, since: str = "state_since") -> Line:
    """The line of a queue, in one query that reads at most so many of its rows, the longest waiting first."""
    first = queue.order_by(since)[: MOST_COUNTED + 1]
    found = first.aggregate(number=Count("pk"), oldest=Min(since))
    number = Number(min(found["number"], MOST_COUNTED), url, or_more=found["number"] > MOST_COUNTED)
    return Line(label, number, found["oldest"])


@dataclass(frozen=True)
class Act:
    """What somebody starts from here every day, without looking for a case first."""

    label: Any
    url: str


@dataclass(frozen=True)
class Row:
    """One line of a panel's table: what it is about, until when, and its numbers."""

    label: Any
    until: Any
    numbers: list[Number]
    url: str = ""


@dataclass(frozen=True)
class Panel:
    """What one room has waiting: ``waiting(user, at)`` of its admin module returns a list of these, or nothing."""

    title: Any
    lines: list[Line] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    until: Any = ""  # what the second column of the rows says, where it is not the deadline
    heads: list[Any] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
