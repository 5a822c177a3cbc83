"""From which day to which day an approval holds, and whether accreditations in a row cover some days."""

from collections.abc import Iterable
from datetime import date, timedelta

LAST_MONTHS = 11  # approved from the first of November on, it holds to the end of the next year


def validity_of_new(approved_on: date) -> tuple[date, date]:
    """First and last day of a new accreditation: from the day of approval to a 31 December."""
    year = approved_on.year + (approved_on.month >= LAST_MONTHS)
    return approved_on, date(year, 12, 31)


def covered_until(first: date, last: date, periods: Iterable[tuple[date, date]]) -> date | None:
    """The last day of the unbroken cover of ``first`` to ``last``, or None where a day of it is not covered.

    ``periods``: first and last days, inclusive. Two accreditations in a row cover together (B11).
    """
    reached = None
    for begins, ends in sorted(periods):
        if reached is None:
            if begins <= first <= ends:
                reached = ends
        elif begins <= reached + timedelta(days=1):
            reached = max(reached, ends)
    return reached if reached is not None and reached >= last else None
