"""Whoever has begun a registration and not sent it is reminded before its deadline, once, while it is true (B4)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from adhoc import due
from adhoc.models import EventRegistration, LostCover
from events.models import Event
from tests.adhoc.reminded import begun, cancelled, look, told
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.times import hour

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def closing(away):
    """The meeting away closes in five days, one minute before midnight in Brussels."""
    Event.objects.filter(pk=away.pk).update(registration_deadline=hour(23, 59, days=5))
    away.refresh_from_db()
    return away


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (hour(21, days=1), 0),
        (hour(6, 59, days=2), 0),
        (hour(7, 0, days=2), 1),
        (hour(12, days=4), 1),
        (hour(23, 59, days=5), 1),
        (hour(0, 1, days=6), 0),
    ],
)
def test_p1_a_draft_is_told_once_that_its_deadline_comes(anna, closing, at, number):
    begun(anna, closing)
    look(at)
    assert told("draft_reminder").count() == number


def test_the_letter_of_a_draft_names_deadline_and_zone_and_leads_to_the_form(anna, closing):
    draft = begun(anna, closing)
    look(hour(days=3))

    mail = told("draft_reminder").get()
    assert mail.about == draft.reference
    assert closing.title_en in mail.subject
    assert "23:59, Brussels time (UTC+" in mail.text
    assert reverse("adhoc:register", args=[closing.slug]) in mail.text
    assert "You receive this because" in mail.text


def test_a_draft_is_reminded_in_the_morning_of_the_deadlines_zone(anna, closing):
    midnight = datetime.combine(hour(days=5).date(), time(23, 59), TOKYO).astimezone(UTC)
    Event.objects.filter(pk=closing.pk).update(registration_deadline=midnight, deadline_zone="Asia/Tokyo")
    begun(anna, closing)
    morning = datetime.combine(hour(days=2).date(), time(7), TOKYO)

    look(morning - timedelta(minutes=1))
    assert not told("draft_reminder").exists()
    look(morning)
    assert "Tokyo time (UTC+9)" in told("draft_reminder").get().text


def test_a_draft_for_an_event_without_deadline_is_reminded_before_the_event_begins(anna, closing):
    day = hour(days=3).date()
    Event.objects.filter(pk=closing.pk).update(registration_deadline=None, starts_on=day, starts_time=None)
    begun(anna, closing)
    look(hour(days=1))

    text = told("draft_reminder").get().text
    assert "the beginning of the event" in text
    assert "00:00" not in text


def test_an_hour_that_is_published_is_said_of_the_beginning(anna, closing):
    day = hour(days=3).date()
    Event.objects.filter(pk=closing.pk).update(registration_deadline=None, starts_on=day, starts_time=time(14, 30))
    begun(anna, closing)
    look(hour(days=1))

    assert "14:30, Brussels time" in told("draft_reminder").get().text


def test_a_deadline_moved_to_another_day_is_told_anew(anna, closing):
    begun(anna, closing)
    look(hour(days=3))
    Event.objects.filter(pk=closing.pk).update(registration_deadline=hour(23, 59, days=7))
    look(hour(days=3))
    assert told("draft_reminder").count() == 1
    look(hour(days=4))
    assert told("draft_reminder").count() == 2


def test_p13_whoever_lost_their_cover_reads_the_day_that_is_theirs(anna, closing):
    begun(anna, closing)
    LostCover.objects.create(event=closing, representative=anna.representative, at=hour(9, 17, days=4))
    look(hour(days=5))
    assert ", 09:17, Brussels time" in told("draft_reminder").get().text


def not_published(event):
    Event.objects.filter(pk=event.pk).update(published_at=None, published_by=None)


def accredited_elsewhere(event):
    Event.objects.filter(pk=event.pk).update(accredited_by="The host country")


@pytest.mark.parametrize("ended", [not_published, cancelled, accredited_elsewhere])
def test_no_draft_is_reminded_of_an_event_that_takes_none(anna, closing, ended):
    begun(anna, closing)
    ended(closing)
    look(hour(days=3))
    assert not told("draft_reminder").exists()


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
def test_neither_a_disabled_account_nor_staff_is_reminded(anna, officer, closing, fields):
    begun(anna, closing)
    type(anna).objects.filter(pk=anna.pk).update(**fields)
    look(hour(days=3))
    assert not told("draft_reminder").exists()


def test_b11_a_holder_who_is_covered_is_not_told_to_register(holder, stranger, at_home):
    Event.objects.filter(pk=at_home.pk).update(registration_deadline=hour(23, 59, days=5))
    begun(holder, at_home)
    begun(stranger, at_home)
    look(hour(days=3))
    assert told("draft_reminder").get().recipient == stranger


def test_whoever_began_it_today_knows(anna, closing):
    draft = event_registration(anna, closing, at=State.DRAFT)
    EventRegistration.objects.filter(pk=draft.pk).update(created_at=hour(8, days=3))
    look(hour(20, days=3))
    assert not told("draft_reminder").exists()
    look(hour(7, days=4))
    assert told("draft_reminder").count() == 1


def test_what_was_sent_is_no_draft(anna, closing):
    event_registration(anna, closing)
    event_registration(cast.representative("other"), closing, at=State.WITHDRAWN)
    look(hour(days=3))
    assert not told("draft_reminder").exists()


def test_what_was_told_is_not_looked_at_again(anna, closing, officer, django_assert_num_queries):
    begun(anna, closing)
    look(hour(days=3))
    with django_assert_num_queries(4):  # events, rows, the outbox, no more rows
        due.remind_of_drafts(at=hour(days=3))
