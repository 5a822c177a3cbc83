"""A pass that nobody collected: its person is reminded on the last morning of collection (P4, B4)."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from adhoc import due
from adhoc.models import EventRegistration, PassHandOver
from events.models import CollectionHours, CollectionPoint
from tests.adhoc.reminded import cancelled, look, told
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.times import hour

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def desk(press):
    """A summit of Tokyo, begun: passes are collected to 11:00 and, at another place, to 13:00 on the last day."""
    today = hour(zone=TOKYO).date()
    event = stage.event("tokyo", by=press, kind="summit", at_headquarters=False, annual_accreditation_suffices=False,
                        time_zone="Asia/Tokyo", starts_on=today + timedelta(days=10),
                        ends_on=today + timedelta(days=12))  # fmt: skip
    for place, opens, closes, days in (("Hotel", 8, 18, 9), ("Hotel", 8, 11, 10), ("Airport", 9, 13, 10)):
        point = CollectionPoint.objects.create(event=event, place_en=place)
        CollectionHours.objects.create(
            point=point, day=today + timedelta(days=days), opens=time(opens), closes=time(closes)
        )
    return event


@pytest.fixture
def with_pass(anna, desk, officer):
    return event_registration(anna, desk, at=State.APPROVED, officer=officer)


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (hour(10, days=9, zone=TOKYO), 0),
        (hour(6, 59, days=10, zone=TOKYO), 0),
        (hour(7, days=10, zone=TOKYO), 1),
        (hour(12, 59, days=10, zone=TOKYO), 1),
        (hour(13, days=10, zone=TOKYO), 0),
        (hour(8, days=11, zone=TOKYO), 0),
    ],
)
def test_p4_a_pass_that_nobody_collected_is_reminded_of_on_the_last_morning(with_pass, at, number):
    look(at)
    assert told("pass_reminder").count() == number


def test_the_letter_of_a_pass_says_where_and_until_when_with_the_zone(with_pass):
    look(hour(8, days=10, zone=TOKYO))

    text = told("pass_reminder").get().text
    assert "- Hotel, 08:00–11:00, Tokyo time (UTC+9)" in text
    assert "- Airport, 09:00–13:00, Tokyo time (UTC+9)" in text
    assert "18:00" not in text
    assert "the same identity document" in text
    assert reverse("adhoc:confirmation", args=[with_pass.shown_reference]) in text


def test_a_pass_that_is_handed_over_is_not_reminded_of_until_that_is_struck_out(with_pass, passoffice):
    hand_over = PassHandOver.objects.record(with_pass, by=passoffice)
    look(hour(8, days=10, zone=TOKYO))
    assert not told("pass_reminder").exists()

    hand_over.strike_out(by=passoffice, why="Somebody else's.")
    look(hour(8, 30, days=10, zone=TOKYO))
    assert told("pass_reminder").count() == 1


def test_whoever_is_approved_on_the_last_morning_has_just_read_it(with_pass):
    EventRegistration.objects.filter(pk=with_pass.pk).update(decided_at=hour(7, days=10, zone=TOKYO))
    look(hour(9, days=10, zone=TOKYO))
    assert not told("pass_reminder").exists()


def test_p5_no_pass_is_reminded_of_where_no_hours_are_published(with_pass, desk):
    CollectionHours.objects.filter(point__event=desk).delete()
    look(hour(8, days=10, zone=TOKYO))
    assert not told("pass_reminder").exists()


def test_no_pass_is_reminded_of_that_is_not_approved(anna, bruno, desk, officer, with_pass):
    with_pass.revoke(by=officer, words="Left.")
    event_registration(bruno, desk)
    look(hour(8, days=10, zone=TOKYO))
    assert not told("pass_reminder").exists()


def test_p13_nobody_is_sent_for_a_pass_to_an_event_that_is_cancelled(with_pass, desk):
    cancelled(desk)
    look(hour(8, days=10, zone=TOKYO))
    assert not told("pass_reminder").exists()


def test_a_round_with_nothing_due_is_a_few_queries(anna, away, officer, desk, django_assert_num_queries):
    event_registration(anna, away)
    with django_assert_num_queries(3):
        due.remind_of_drafts(at=hour())
        due.remind_of_information(at=hour())
        due.remind_of_passes(at=hour())
