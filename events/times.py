"""Instants and days in words: in the event's zone, with the zone's name, in the active language."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def zone_words(at: datetime, zone: ZoneInfo) -> str:
    """The zone as people call it at that instant: "Brussels time (UTC+1)"."""
    offset = int(at.astimezone(zone).utcoffset().total_seconds() // 60)
    hours, minutes = divmod(abs(offset), 60)
    utc = f"UTC{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
    if zone.key in ("UTC", "Etc/UTC"):
        return "UTC"
    city = get_timezone_location(zone, locale=(get_language() or "en")[:2], return_city=True)
    return _("%(city)s time (%(utc)s)") % {"city": city, "utc": utc}


def shown_instant(at: datetime, zone: ZoneInfo) -> str:
    """A moment in words: "Monday 20 June 2022, 23:59, Madrid time (UTC+2)"."""
    local = at.astimezone(zone)
    return f"{shown_day(local.date())}, {local:%H:%M}, {zone_words(at, zone)}"


def shown_day(day: date) -> str:
    """A day in words, with its weekday."""
    return date_format(day, "l j F Y")


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
