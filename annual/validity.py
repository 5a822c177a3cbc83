"""From which day to which day an approval holds, and whether accreditations in a row cover some days."""

from collections.abc import Iterable
from datetime import date, timedelta

LAST_MONTHS = 11  # approved from the first of November on, it holds to the end of the next year
ONE_DAY = timedelta(days=1)


def validity_of_new(approved_on: date) -> tuple[date, date]:
    """First and last day of a new accreditation: from the day of approval to a 31 December."""
    year = approved_on.year + (approved_on.month >= LAST_MONTHS)
    return approved_on, date(year, 12, 31)


def validity_of_renewal(approved_on: date, current_end: date) -> tuple[date, date]:
    """First and last day of a renewal: from the day after the current end, at once if lapsed, to the 31 December after.

    ``current_end``: the last day of the accreditation that is renewed.
    """
    first = max(approved_on, current_end + ONE_DAY)
    return first, date(first.year, 12, 31)


def validity_of_change(approved_on: date, current_end: date) -> tuple[date, date]:
    """First and last day where another organisation is approved while an accreditation is in force: its end stays."""
    return approved_on, max(approved_on, current_end)


def cut_to(days: tuple[date, date], last_days: Iterable[date | None]) -> tuple[date, date]:
    """The same validity, ending with the first of these days that comes before its end; never before it begins."""
    first, last = days
    return first, max(first, min([last, *(day for day in last_days if day)]))


def covered_until(first: date, last: date, periods: Iterable[tuple[date, date]]) -> date | None:
    """The last day of the unbroken cover of ``first`` to ``last``, or None where a day of it is not covered.

    ``periods``: first and last days, inclusive. Two accreditations in a row cover together (B11).
    """
    reached = None
    for begins, ends in sorted(periods):
        if reached is None:
            if begins <= first <= ends:
                reached = ends
        elif begins <= reached + ONE_DAY:
            reached = max(reached, ends)
    return reached if reached is not None and reached >= last else None
