"""What the charts count: by the office's day, by size of group, by the time that a decision took."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone, translation

from accreditation_portal.review import figures
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.events import event

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def submitted_at(anna, press):
    """Make a registration of anna that was submitted at an instant; time is what no step brings about."""

    def made(*instants):
        for number, instant in enumerate(instants):
            case = event_registration(anna, event(f"meeting-{number}", by=press))
            EventRegistration.objects.filter(pk=case.pk).update(submitted_at=instant)

    return made


@pytest.fixture
def decided_after(anna, press, officer):
    """Make decided registrations of anna that took so long, decided now unless it is said."""

    def made(*waits, at=None, state=State.APPROVED):
        at = at or timezone.now()
        for number, wait in enumerate(waits):
            meeting = event(f"{state}-{at:%m%d}-{number}", by=press)
            case = event_registration(anna, meeting, at=state, officer=officer)
            EventRegistration.objects.filter(pk=case.pk).update(submitted_at=at - wait, decided_at=at)

    return made


def per_day(at=AT):
    return figures.submitted_per_day(EventRegistration.objects.all(), at)


def waits(at=None):
    return figures.waits(EventRegistration.objects.all(), at or timezone.now())


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 4, 22, 59, tzinfo=UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 23, 30, tzinfo=UTC), date(2026, 3, 5)),  # half past midnight in Brussels
    ],
)
def test_a_case_counts_on_the_day_of_the_office(submitted_at, instant, day):
    submitted_at(instant)

    assert [(day, number) for day, number in per_day().items() if number] == [(day, 1)]


def test_the_days_are_thirty_with_today_the_last_and_empty_ones_among_them(submitted_at):
    first = datetime(2026, 2, 8, 23, 0, tzinfo=UTC)  # the first minute of 9 February in Brussels
    submitted_at(first, first - timedelta(minutes=1), AT, AT)

    found = per_day()

    assert list(found) == [date(2026, 2, 9) + timedelta(days=number) for number in range(30)]
    assert (found[date(2026, 2, 9)], found[date(2026, 3, 10)], sum(found.values())) == (1, 2, 3)


def test_late_in_the_evening_the_last_day_is_the_office_s_tomorrow(submitted_at):
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    submitted_at(late)

    assert list(per_day(late).items())[-1] == (date(2026, 3, 11), 1)


def test_drafts_are_not_submitted_and_withdrawn_cases_were(anna, bruno, stranger, press, officer):
    meeting = event(by=press)
    event_registration(anna, meeting, at=State.DRAFT)
    event_registration(bruno, meeting, at=State.WITHDRAWN)
    event_registration(stranger, meeting, at=State.DENIED, officer=officer)

    assert sum(per_day(timezone.now()).values()) == 2


@pytest.mark.parametrize(
    ("counts", "smallest", "shown", "others"),
    [
        ({}, 1, [], 0),
        ({"a": 1, "b": 3}, 1, [("b", 3), ("a", 1)], 0),
        ({"b": 2, "a": 2}, 1, [("a", 2), ("b", 2)], 0),
        (dict.fromkeys("abcdefghijklm", 1), 1, [(name, 1) for name in "abcdefghij"], 3),
        ({"a": 9, "b": 4, "c": 3}, 5, [("a", 9)], 7),
        ({"a": 9, "b": 8, "c": 4}, 5, [("a", 9)], 12),  # four alone would be known by what is left
        ({"a": 9, "b": 1}, 5, [], 10),
        ({"a": 2, "b": 1}, 5, [], 3),
        ({"a": 5, "b": 6}, 5, [("b", 6), ("a", 5)], 0),
    ],
)
def test_small_groups_are_counted_with_the_others(counts, smallest, shown, others):
    assert figures.largest(counts, smallest=smallest) == (shown, others)


def test_the_times_to_decision_are_counted_by_their_length(decided_after):
    day, minute = timedelta(days=1), timedelta(minutes=1)
    decided_after(minute, day, day + minute, 3 * day, 5 * day, 14 * day, 14 * day + minute)

    found = waits()

    assert found == {"numbers": [2, 2, 1, 1, 1], "median": 3 * day}


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(decided_after):
    decided_after(*(timedelta(hours=hours) for hours in (1, 10, 20, 400)))

    assert waits()["median"] == timedelta(hours=15)


def test_only_decisions_of_the_last_ninety_days_that_stand_count(decided_after, anna, press, officer):
    now = timezone.now()
    decided_after(timedelta(hours=2), at=now - timedelta(days=91))
    decided_after(timedelta(hours=4), at=now - timedelta(days=89), state=State.DENIED)
    event_registration(anna, event("revoked", by=press), at=State.REVOKED, officer=officer)
    event_registration(anna, event("open", by=press))

    assert waits() == {"numbers": [1, 0, 0, 0, 0], "median": timedelta(hours=4)}


def test_nothing_decided_has_no_median_and_a_sentence(db):
    chart = figures.time_to_decision("waits", "Time", waits(), AT)

    assert waits() == {"numbers": [0, 0, 0, 0, 0], "median": None}
    assert chart.is_empty
    assert chart.sentence == "No case was decided in the last 90 days."


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(minutes=3), "1 hour"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=2, hours=12), "2.5 days"),
        (timedelta(days=40), "40 days"),
    ],
)
def test_the_median_stands_in_the_sentence(wait, words):
    chart = figures.time_to_decision("waits", "Time", {"numbers": [0, 1, 0, 1, 0], "median": wait}, AT)

    assert chart.sentence == f"2 cases were decided in the last 90 days; the median time is {words}."


def test_the_median_is_written_as_the_language_writes_it():
    with translation.override("fr"):
        assert figures.shown_wait(timedelta(days=2, hours=12)).startswith("2,5")


def test_numbers_are_kept_for_ten_minutes_and_say_when_they_were_counted(db):
    asked = []

    def count(at):
        asked.append(at)
        return {"number": len(asked)}

    with time_machine.travel(AT, tick=False) as clock:
        first = figures.kept("test", count, timezone.now())
        clock.shift(timedelta(minutes=9, seconds=59))
        again = figures.kept("test", count, timezone.now())
        other = figures.kept("test:others", count, timezone.now())
        clock.shift(timedelta(seconds=2))
        later = figures.kept("test", count, timezone.now())
        cache.clear()

    assert first == again == ({"number": 1}, AT)
    assert other[0] == {"number": 2}
    assert later == ({"number": 3}, AT + timedelta(minutes=10, seconds=1))
