"""Hours as other programs work them out from a file alone, around the changes of clocks (B10)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from events.vtimezone import changes_of, vtimezone
from tests.factories.events import event

BRUSSELS, WASHINGTON = ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York")


def offset_by_rules(zone, wall: datetime):
    """The offset that the VTIMEZONE alone gives to a time on the wall: of the last part that had begun by then."""
    begun = []
    for part in zone.subcomponents:
        start = part["dtstart"].dt
        if "rrule" in part:
            start = rrulestr(part["rrule"].to_ical().decode(), dtstart=start).before(wall, inc=True)
        if start and start <= wall:
            begun.append((start, part["tzoffsetto"].td))
    return max(begun)[1]


@pytest.mark.parametrize("zone", [BRUSSELS, WASHINGTON, ZoneInfo("Europe/Dublin"), ZoneInfo("Asia/Tokyo"),
                                  ZoneInfo("Africa/Casablanca"), ZoneInfo("Australia/Sydney")])  # fmt: skip
def test_b10_a_zone_says_on_every_day_of_its_years_what_the_clocks_say(zone):
    made = vtimezone(zone, 2026, 2027)
    for day in range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal()):
        wall = datetime.combine(date.fromordinal(day), time(12))
        assert offset_by_rules(made, wall) == wall.replace(tzinfo=zone).utcoffset(), wall


def test_b10_zones_with_a_rule_are_written_as_one():
    rules = [part["rrule"].to_ical().decode() for part in vtimezone(BRUSSELS, 2026, 2026).subcomponents]
    assert rules == ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"]
    rules = [part["rrule"].to_ical().decode() for part in vtimezone(WASHINGTON, 2026, 2026).subcomponents]
    assert rules == ["FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"]


def test_b10_a_zone_that_keeps_its_clocks_has_one_part():
    assert len(vtimezone(ZoneInfo("Asia/Tokyo"), 2026, 2026).subcomponents) == 1


def test_the_changes_of_2026_are_the_published_ones():
    assert changes_of(BRUSSELS, 2026, 2026) == (
        [datetime(2026, 3, 29, 1, tzinfo=UTC)], [datetime(2026, 10, 25, 1, tzinfo=UTC)]
    )  # fmt: skip
    assert changes_of(WASHINGTON, 2026, 2026) == (
        [datetime(2026, 3, 8, 7, tzinfo=UTC)], [datetime(2026, 11, 1, 6, tzinfo=UTC)]
    )  # fmt: skip


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        (BRUSSELS, date(2026, 3, 28), date(2026, 3, 29)), (BRUSSELS, date(2026, 10, 24), date(2026, 10, 25)),
        (WASHINGTON, date(2026, 3, 7), date(2026, 3, 8)), (WASHINGTON, date(2026, 10, 31), date(2026, 11, 1)),
    ],
)  # fmt: skip
def test_b10_an_event_across_the_change_begins_before_it_and_ends_after_it(client, press, zone, first, last):
    event("night", by=press, time_zone=zone.key, starts_on=first, starts_time=time(18), ends_on=last,
          ends_time=time(12), registration_deadline=None)  # fmt: skip
    calendar = Calendar.from_ical(client.get("/events/night/event.ics").content)
    made, entry = calendar.walk("VTIMEZONE")[0], calendar.walk("VEVENT")[0]

    assert made["tzid"] == entry["dtstart"].params["TZID"] == entry["dtend"].params["TZID"] == zone.key
    for name, day, hour in (("dtstart", first, 18), ("dtend", last, 12)):
        wall = entry[name].dt.replace(tzinfo=None)
        assert wall == datetime.combine(day, time(hour))
        assert offset_by_rules(made, wall) == datetime.combine(day, time(hour), zone).utcoffset()
    before, after = (offset_by_rules(made, entry[name].dt.replace(tzinfo=None)) for name in ("dtstart", "dtend"))
    assert before != after


@pytest.mark.both_databases
@pytest.mark.django_db
def test_b10_hours_in_utc_need_no_zone(client, press):
    event("far", by=press, time_zone="UTC", starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 4),
          starts_time=time(9), registration_deadline=None)  # fmt: skip
    content = client.get("/events/far/event.ics").content
    assert b"DTSTART:20260504T090000Z" in content
    assert b"VTIMEZONE" not in content
