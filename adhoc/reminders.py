"""Whom the worker reminds of a registration: each once, while it is true, in the hours of the event (B4)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.worker import reminders
from accreditation_portal.worker.due import due
from adhoc.attendance import Kind, standing
from adhoc.models import EventRegistration
from adhoc.models.registration import EventRegistrationQuerySet
from events.models import Event

A_DAY_AND_A_HALF = timedelta(hours=36)  # by how much days lie apart at most, between all zones


@due(every=timedelta(hours=1))
def remind_of_drafts(*, at: datetime) -> None:
    """Whoever has begun a registration and not sent it is reminded some days before its deadline (P1, P10)."""
    spans = office.REMIND_OF_DRAFT
    soon = at + max(spans) + A_DAY_AND_A_HALF
    closing = Q(registration_deadline__gt=at - timedelta(minutes=1), registration_deadline__lte=soon)
    # Without a deadline one is on time until the event starts.
    starting = Q(registration_deadline=None, starts_on__gte=(at - A_DAY_AND_A_HALF).date(), starts_on__lte=soon.date())
    events = list(_to_come(at).filter(closing | starting).values_list("pk", flat=True))
    if not events:
        return

    def key(registration: Any) -> str | None:
        event = registration.event
        zone = event.zone_of_deadline
        day, last = reminders.day_of(at, zone), (event.registration_deadline or event.starts).astimezone(zone).date()
        newest = reminders.due_before(last, spans, day)
        # Who began it today knows.
        begun_today = registration.created_at.astimezone(zone).date() >= at.astimezone(zone).date()
        return _key("draft", registration, None if begun_today else newest)

    def tell(registration: Any, due_key: str) -> Any:
        """Only whom the page of the event tells to register, and on time (B11)."""
        found = standing(registration.representative.user, registration.event, at)
        return found.kind == Kind.MUST_REGISTER and registration.tell("draft_reminder", key=due_key)

    drafts = _with_event(at).filter(event__in=events, state=State.DRAFT)
    reminders.remind(drafts, by="state_since", key=key, tell=tell)


@due(every=timedelta(hours=1))
def remind_of_information(*, at: datetime) -> None:
    """Whoever was asked for missing items of a registration and did not answer is reminded after some days (S27)."""
    day, spans = reminders.day_of(at, office.ZONE), office.REMIND_OF_INFORMATION
    begins, ends = reminders.asked_between(spans, day)
    reminders.remind(
        _with_event(at).awaiting_information().filter(state_since__gte=begins, state_since__lt=ends),
        by="state_since",
        key=lambda asked: _key("information", asked, reminders.due_after(asked.state_since, spans, day)),
        tell=lambda asked, key: asked.tell("information_reminder", words=asked.requested_words, key=key),
    )


@due(every=timedelta(minutes=30))
def remind_of_passes(*, at: datetime) -> None:
    """Whose pass still lies at the desk on the last morning on which it is open is reminded then (P4)."""
    with_hours = _to_come(at).annotate(last_day=Max("collection_points__hours__day"))
    near = with_hours.filter(last_day__gte=(at - A_DAY_AND_A_HALF).date(), last_day__lte=(at + A_DAY_AND_A_HALF).date())
    events = {event.pk: event.last_day for event in near if closes_today(event, at)}
    if not events:
        return

    def key(registration: Any) -> str | None:
        # Whoever was approved today has just read where and when.
        zone = registration.event.zone
        told_today = registration.decided_at.astimezone(zone).date() >= at.astimezone(zone).date()
        return _key("pass", registration, None if told_today else events[registration.event_id])

    waiting = _with_event(at).filter(event__in=list(events)).approved().without_pass_handed_over()
    reminders.remind(
        waiting, by="state_since", key=key, tell=lambda mine, due_key: mine.tell("pass_reminder", key=due_key)
    )


def closes_today(event: Any, at: datetime) -> bool:
    """Whether the last day of collection is today in the event's zone, in the morning or later, and not over yet."""
    local = at.astimezone(event.zone)
    if event.last_day != local.date() or event.last_day != reminders.day_of(at, event.zone):
        return False
    points = event.collection_points.filter(hours__day=event.last_day)
    return local.time() < points.aggregate(closes=Max("hours__closes"))["closes"]


def _to_come(at: datetime):
    return Event.objects.published().filter(cancelled_at=None, ends_at__gt=at)


def _with_event(at: datetime) -> EventRegistrationQuerySet:
    found = EventRegistration.objects.filter(
        event__published_at__isnull=False, event__cancelled_at=None, event__ends_at__gt=at, **reminders.TO_SOMEBODY
    )
    return found.select_related("representative__user", "event")


def _key(kind: str, registration: Any, day: date | None) -> str | None:
    return f"{kind}:{registration.reference}:{day}" if day else None
