"""What must never be true of an event is impossible in the database."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import CollectionHours, CollectionPoint, Event, MediaAdvisory, ProgrammeItem
from tests.factories.events import event

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 10)


def refused(constraint: str, act) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        act()


def test_s22_the_database_refuses_that_annual_suffices_away_from_the_headquarters():
    meeting = event()
    away = Event.objects.filter(pk=meeting.pk)
    refused("annual_accreditation_suffices_only_at_headquarters", lambda: away.update(at_headquarters=False))


def test_an_event_does_not_end_before_it_begins():
    values = {"registration_deadline": None, "starts_on": DAY}
    refused("event_ends_after_it_starts", lambda: event(ends_on=date(2026, 6, 9), **values))
    hours = {"starts_time": time(12), "ends_time": time(12)}
    refused("event_ends_after_it_starts", lambda: event(ends_on=DAY, **hours, **values))


def test_the_deadline_is_not_after_the_end_of_the_event():
    zone = ZoneInfo("Europe/Brussels")
    values = {"starts_on": DAY, "ends_on": DAY, "ends_time": time(12)}
    after = datetime(2026, 6, 10, 12, 1, tzinfo=zone)
    refused("deadline_is_before_the_end_of_the_event", lambda: event(registration_deadline=after, **values))
    event(registration_deadline=datetime(2026, 6, 10, 12, 0, tzinfo=zone), **values)


def test_registration_opens_before_its_deadline():
    now = timezone.now()
    act = lambda: event(registration_opens_at=now, registration_deadline=now)  # noqa: E731
    refused("registration_opens_before_its_deadline", act)


def test_who_and_when_stand_together(press):
    meeting = event()
    rows = Event.objects.filter(pk=meeting.pk)
    refused("published_and_cancelled_say_who_and_when", lambda: rows.update(published_at=timezone.now()))
    cancelled = {"cancelled_at": timezone.now(), "cancelled_by": press}
    refused("cancelled_events_were_published", lambda: rows.update(**cancelled))
    version = {"event": meeting, "number": 1, "issued_on": DAY, "title_en": "x"}
    act = lambda: MediaAdvisory.objects.create(published_at=timezone.now(), **version)  # noqa: E731
    refused("a_full_version_says_who_published_it_when", act)


def test_a_version_a_source_and_an_address_are_there_once():
    meeting = event(source="a")
    version = {"event": meeting, "number": 1, "issued_on": DAY, "title_en": "x"}
    MediaAdvisory.objects.create(**version)
    refused("(?i)unique", lambda: MediaAdvisory.objects.create(**version))
    refused("(?i)unique", lambda: event("other", source="a"))
    refused("(?i)unique", lambda: event(source="b"))


def test_programme_and_opening_hours_run_forwards():
    meeting = event()
    hours = {"starts_time": time(12), "ends_time": time(11)}
    act = lambda: ProgrammeItem.objects.create(event=meeting, day=DAY, title_en="x", **hours)  # noqa: E731
    refused("programme_item_ends_after_it_starts", act)
    point = CollectionPoint.objects.create(event=meeting, place_en="x")
    closed = {"opens": time(12), "closes": time(12)}
    refused(
        "collection_point_closes_after_it_opens",
        lambda: CollectionHours.objects.create(point=point, day=DAY, **closed),
    )
