"""A time zone as calendar programs read it: the change of clocks as a yearly rule (B10).

Outlook, Apple and Google know zones by their own tables, and take a VTIMEZONE whose rule they recognise; the lists of
seventy years of days that libraries make they read differently, and they are long.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Rule = tuple[int, int, int]  # month, weekday, and which of that weekday: 1 to 4, -1 for the last


def vtimezone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """What the zone does from the year ``first`` to ``last``."""
    made = Timezone()
    made.add("tzid", zone.key)
    forward, back = changes_of(zone, first - 1, last + 1)
    rules = [rule_of(moments, zone) if len(moments) == last - first + 3 else None for moments in (forward, back)]
    if all(rules):
        made.add_component(_part(zone, forward[0], rules[0]))
        made.add_component(_part(zone, back[0], rules[1]))
        return made
    # A zone that keeps its clocks, or that changes them otherwise than by a rule: each change by itself.
    for moment in (datetime(first - 1, 1, 1, tzinfo=UTC), *sorted(forward + back)):
        made.add_component(_part(zone, moment, None))
    return made


@lru_cache(maxsize=256)
def changes_of(zone: ZoneInfo, first: int, last: int) -> tuple[list[datetime], list[datetime]]:
    """The instants from ``first`` to ``last`` at which the clocks of this zone are put forward, and back."""
    forward: list[datetime] = []
    back: list[datetime] = []
    day = datetime(first, 1, 1, tzinfo=UTC)
    while day.year <= last:
        low, high = day, day + timedelta(days=1)
        before, after = _offset(zone, low), _offset(zone, high)
        if before != after:
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            (forward if after > before else back).append(high.replace(microsecond=0))
        day += timedelta(days=1)
    return forward, back


def rule_of(moments: Iterable[datetime], zone: ZoneInfo) -> Rule | None:
    """The rule by which these instants come every year, or None."""
    fitting: set[Rule] | None = None
    hours = set()
    for moment in moments:
        local = _wall_before(zone, moment)
        days = monthrange(local.year, local.month)[1]
        which = {(local.day - 1) // 7 + 1} | ({-1} if local.day + 7 > days else set())
        here = {(local.month, local.weekday(), n) for n in which if n < 5}
        fitting = here if fitting is None else fitting & here
        hours.add(local.time())
    return min(fitting) if fitting and len(hours) == 1 else None


def _part(zone: ZoneInfo, moment: datetime, rule: Rule | None) -> TimezoneStandard | TimezoneDaylight:
    before, after = _offset(zone, moment - timedelta(seconds=1)), _offset(zone, moment)
    made = TimezoneDaylight() if after > before else TimezoneStandard()
    made.add("dtstart", _wall_before(zone, moment))
    if rule:
        month, weekday, which = rule
        made.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{which}{WEEKDAYS[weekday]}"})
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", after)
    made.add("tzname", moment.astimezone(zone).tzname())
    return made


def _wall_before(zone: ZoneInfo, moment: datetime) -> datetime:
    """What clocks show at that instant if they have not been changed yet."""
    return (moment + _offset(zone, moment - timedelta(seconds=1))).replace(tzinfo=None)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
