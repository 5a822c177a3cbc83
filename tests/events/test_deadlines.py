"""Open, late or closed: the edges of a deadline (P1)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.deadlines import Registration, is_late, registration_at, time_left
from events.models import Event

BRUSSELS = ZoneInfo("Europe/Brussels")
DEADLINE = datetime(2026, 6, 1, 23, 59, tzinfo=BRUSSELS).astimezone(UTC)
MINUTE = timedelta(minutes=1)


def at(moment: datetime, **values) -> Registration:
    given = {
        "opens": None,
        "deadline": DEADLINE,
        "late_is_flagged": False,
        "starts": DEADLINE + timedelta(days=5),
        "ends": DEADLINE + timedelta(days=6),
        **values,
    }
    return registration_at(moment, **given)


def test_p1_the_whole_minute_that_the_deadline_names_is_on_time():
    assert not is_late(DEADLINE + timedelta(seconds=59), DEADLINE)
    assert is_late(DEADLINE + MINUTE, DEADLINE)
    assert at(DEADLINE + timedelta(seconds=59)) == Registration.OPEN
    assert at(DEADLINE + MINUTE) == Registration.CLOSED


def test_p1_late_is_flagged_until_the_event_ends_where_it_says_so():
    ends = DEADLINE + timedelta(days=6)
    assert at(DEADLINE + MINUTE, late_is_flagged=True) == Registration.LATE
    assert at(ends - timedelta(seconds=1), late_is_flagged=True) == Registration.LATE
    assert at(ends, late_is_flagged=True) == Registration.CLOSED


def test_before_it_opens_nobody_registers():
    opens = DEADLINE - timedelta(days=20)
    assert at(opens - timedelta(seconds=1), opens=opens) == Registration.NOT_YET_OPEN
    assert at(opens, opens=opens) == Registration.OPEN


def test_without_a_deadline_one_is_on_time_until_the_event_starts():
    starts = DEADLINE + timedelta(days=5)
    assert at(starts - timedelta(seconds=1), deadline=None) == Registration.OPEN
    assert at(starts, deadline=None) == Registration.CLOSED
    assert not is_late(starts, None)


def test_p1_a_deadline_over_the_change_of_clocks_stays_at_its_local_minute():
    winter = datetime(2026, 10, 25, 23, 59, tzinfo=BRUSSELS)
    assert winter.astimezone(UTC).hour == 22
    days = {"deadline": winter, "starts": winter + timedelta(days=5), "ends": winter + timedelta(days=6)}
    assert at(datetime(2026, 10, 25, 22, 59, 30, tzinfo=UTC), **days) == Registration.OPEN
    assert at(datetime(2026, 10, 25, 23, 0, tzinfo=UTC), **days) == Registration.CLOSED


def test_time_left_counts_the_last_minute():
    assert time_left(DEADLINE, DEADLINE) == MINUTE
    assert time_left(DEADLINE + timedelta(days=1), DEADLINE) == timedelta(0)
    assert time_left(DEADLINE, None) is None


@pytest.mark.parametrize(
    "state",
    [{"published_at": None}, {"cancelled_at": DEADLINE}, {"accredited_by": "Ministry"}, {"accredited_with_id": 7}],
)
def test_s23_nothing_registers_for_what_is_unpublished_cancelled_or_accredited_elsewhere(state):
    event = Event(
        starts_on=DEADLINE.date() + timedelta(days=5),
        ends_on=DEADLINE.date() + timedelta(days=5),
        registration_deadline=DEADLINE,
        **{"published_at": DEADLINE - timedelta(days=9), **state},
    )
    assert event.registration(DEADLINE) == Registration.CLOSED
