"""Instants and days in words: in the event's zone, with the zone's name, in the active language."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accreditation_portal.dates import shown_date

END_OF_DAY = time(23, 59)  # a deadline on a date alone, or at 'midnight', is the last minute of that day (P1)
FIRST_YEAR, LAST_YEAR = 1949, 2100


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The instant of a local day and hour; ValidationError where clocks skip that hour or strike it twice."""
    local = datetime.combine(day, hour, zone)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if first == second:
        return local.astimezone(UTC)
    values = {"hour": f"{day} {hour:%H:%M}", "zone": zone.key}
    if first < second:
        raise ValidationError(_("%(hour)s does not exist in %(zone)s: clocks are put forward then.") % values)
    raise ValidationError(_("%(hour)s comes twice in %(zone)s: clocks are put back then; choose another.") % values)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, also where clocks skip its midnight."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def last_minute(day: date, zone: ZoneInfo) -> datetime:
    """The last minute of a local day, the later one where clocks strike it twice."""
    return datetime.combine(day, END_OF_DAY, zone).replace(fold=1).astimezone(UTC)


def is_sane_day(day: date) -> None:
    """Raise ValidationError for a year that nobody means."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("The year %(year)s cannot be right.") % {"year": day.year})


def zone_words(at: datetime, zone: ZoneInfo) -> str:
    """The zone as people call it at that instant: "Brussels time (UTC+1)"."""
    offset = int(at.astimezone(zone).utcoffset().total_seconds() // 60)
    hours, minutes = divmod(abs(offset), 60)
    utc = f"UTC{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
    if zone.key in ("UTC", "Etc/UTC"):
        return "UTC"
    city = _city(zone.key, (get_language() or "en")[:2])
    return _("%(city)s time (%(utc)s)") % {"city": city, "utc": utc}


@lru_cache(maxsize=256)
def _city(zone: str, language: str) -> str:
    return get_timezone_location(ZoneInfo(zone), locale=language, return_city=True)


def shown_instant(at: datetime, zone: ZoneInfo) -> str:
    """A moment in words: "Monday 20 June 2022, 23:59, Madrid time (UTC+2)"."""
    local = at.astimezone(zone)
    return f"{shown_day(local.date())}, {local:%H:%M}, {zone_words(at, zone)}"


def shown_left(left: timedelta) -> str:
    """How long, in the two largest of days, hours and minutes: "3 days, 18 hours"; a last minute counts whole."""
    minutes = max(int(left.total_seconds() // 60), 1)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    said = [
        ngettext("%(number)d day", "%(number)d days", days) % {"number": days} if days else "",
        ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours} if hours else "",
        ngettext("%(number)d minute", "%(number)d minutes", rest) % {"number": rest} if rest else "",
    ]
    return ", ".join(filter(None, said[:2] if days else said))


def shown_day(day: date) -> str:
    """A day in words, with its weekday."""
    return shown_date(day, "l j F Y")


def shown_days(first: date, last: date) -> str:
    """One day, or the first and the last."""
    if first == last:
        return shown_day(first)
    return _("%(first)s to %(last)s") % {"first": shown_day(first), "last": shown_day(last)}


def shown_hours(starts: time | None, ends: time | None) -> str:
    """The hours that are published, or nothing: an hour that nobody published is never shown as 00:00."""
    if starts is None:
        return ""
    return f"{starts:%H:%M}" + (f"–{ends:%H:%M}" if ends else "")


def shown_span(first: date, starts: time | None, last: date, ends: time | None, zone: ZoneInfo) -> str:
    """From when to when, with the zone's name where an hour is published."""
    if starts is None and ends is None:
        return shown_days(first, last)
    words = zone_words(datetime.combine(first, starts or ends, zone), zone)
    if first == last:
        if starts is None:
            return _("%(day)s, until %(hour)s, %(zone)s") % {
                "day": shown_day(first),
                "hour": f"{ends:%H:%M}",
                "zone": words,
            }
        return f"{shown_day(first)}, {shown_hours(starts, ends)}, {words}"
    day_and_hour = [
        shown_day(day) + (f", {hour:%H:%M}" if hour else "") for day, hour in ((first, starts), (last, ends))
    ]
    return _("%(first)s to %(last)s") % dict(zip(("first", "last"), day_and_hour, strict=True)) + f", {words}"


def month_named(name: str) -> date | None:
    """The first day of a month written like 2026-12, or None."""
    if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", name):
        return None
    return date.fromisoformat(f"{name}-01")
