"""Instants and days in words, and local hours that do not exist or come twice."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from events.times import (
    day_begins,
    instant,
    last_minute,
    month_named,
    shown_days,
    shown_instant,
    shown_span,
    zone_words,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
NEW_YORK = ZoneInfo("America/New_York")


def test_a_local_hour_is_an_instant_of_its_zone():
    assert instant(date(2026, 7, 1), time(12), BRUSSELS) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert instant(date(2026, 1, 1), time(12), NEW_YORK) == datetime(2026, 1, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "words"),
    [
        (date(2026, 3, 29), BRUSSELS, "does not exist"),
        (date(2026, 10, 25), BRUSSELS, "comes twice"),
        (date(2026, 3, 8), NEW_YORK, "does not exist"),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_refused_in_words(day, zone, words):
    with pytest.raises(ValidationError, match=words):
        instant(day, time(2, 30), zone)


def test_a_day_whose_midnight_is_skipped_begins_and_ends_all_the_same():
    beirut = ZoneInfo("Asia/Beirut")  # clocks go from 00:00 to 01:00
    assert day_begins(date(2026, 3, 29), beirut) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert last_minute(date(2026, 3, 29), beirut) == datetime(2026, 3, 29, 20, 59, tzinfo=UTC)


def test_p1_a_zone_is_named_as_people_call_it_in_both_languages():
    at = datetime(2026, 6, 20, 21, 59, tzinfo=UTC)
    assert zone_words(at, BRUSSELS) == "Brussels time (UTC+2)"
    assert shown_instant(at, NEW_YORK) == "Saturday 20 June 2026, 17:59, New York time (UTC-4)"
    with translation.override("fr"):
        assert "samedi 20 juin 2026" in shown_instant(at, BRUSSELS)
        assert "Bruxelles" in shown_instant(at, BRUSSELS)


@pytest.mark.parametrize(
    ("starts", "last", "ends", "words"),
    [
        (None, 9, None, "Thursday 9 July 2026"),
        (None, 11, None, "Thursday 9 July 2026 to Saturday 11 July 2026"),
        (time(11), 9, time(11, 45), "Thursday 9 July 2026, 11:00–11:45, Brussels time (UTC+2)"),
        (time(11), 9, None, "Thursday 9 July 2026, 11:00, Brussels time (UTC+2)"),
        (None, 9, time(12), "Thursday 9 July 2026, until 12:00, Brussels time (UTC+2)"),
        (time(9), 11, None, "Thursday 9 July 2026, 09:00 to Saturday 11 July 2026, Brussels time (UTC+2)"),
    ],
)
def test_an_hour_that_nobody_published_is_not_shown(starts, last, ends, words):
    assert shown_span(date(2026, 7, 9), starts, date(2026, 7, last), ends, BRUSSELS) == words


def test_a_month_is_named_like_2026_12_or_not_at_all():
    assert month_named("2026-12") == date(2026, 12, 1)
    for name in ("", "2026-13", "12-2026", "2026-1", "9999-99", "2026-12-01", "x"):
        assert month_named(name) is None


def test_b5_a_span_of_days_names_the_first_of_a_month_in_french():
    with translation.override("fr"):
        assert shown_days(date(2026, 11, 1), date(2026, 11, 2)) == (
            "du dimanche 1er novembre 2026 au lundi 2 novembre 2026"
        )
