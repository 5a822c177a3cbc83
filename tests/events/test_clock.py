"""The deadline clock: two zones, and how long it still is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from events.times import shown_left

DEADLINE = datetime(2026, 6, 4, 23, 59, tzinfo=ZoneInfo("America/New_York"))


def clock(zone="America/New_York"):
    page = Template("{% load deadlines %}{% deadline_clock deadline zone %}")
    return page.render(Context({"deadline": DEADLINE, "zone": ZoneInfo(zone)}))


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_p1_a_deadline_is_said_in_its_own_zone_and_in_the_office_s():
    html = clock()
    assert "Thursday 4 June 2026, 23:59, New York time (UTC-4)" in html
    assert "Friday 5 June 2026, 05:59, Brussels time (UTC+2)" in html
    assert 'data-offset="-240"' in html
    assert "3 days, 18 hours left" in html


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_where_both_zones_say_the_same_hour_it_is_said_once():
    html = clock("Europe/Madrid")
    assert '<p class="clock-elsewhere" hidden></p>' in html


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_b5_the_clock_speaks_french():
    with translation.override("fr"):
        html = clock()
    assert "3 jours, 18 heures" in html
    assert "left" not in html.replace("data-left", "").replace("clock-left", "").replace("{left}", "")


@time_machine.travel(DEADLINE + timedelta(minutes=1), tick=False)
def test_p1_the_named_minute_is_the_last_one():
    html = clock()
    assert "The deadline has passed." in html.split("clock-left")[1]
    assert 'class="clock past"' in html


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=12, hours=5, minutes=3), "12 days, 5 hours"),
        (timedelta(days=1, minutes=3), "1 day"),
        (timedelta(hours=2, minutes=1), "2 hours, 1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(seconds=20), "1 minute"),
    ],
)
def test_how_long_in_the_two_largest_units(left, words):
    assert shown_left(left) == words
