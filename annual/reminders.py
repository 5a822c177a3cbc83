"""Whom the worker reminds of an annual request or accreditation: each once, while it is true (B4)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.worker import reminders
from accreditation_portal.worker.due import due
from annual.models import AnnualRequest
from annual.models.requests import IN_PROGRESS, AnnualRequestQuerySet


@due(every=timedelta(hours=1))
def tell_that_renewal_is_open(*, at: datetime) -> None:
    """Whoever can renew from now on is told once, unless a renewal is begun, under way or granted already."""
    day, today = reminders.day_of(at, office.ZONE), timezone.localdate(at, office.ZONE)
    # Who never heard of it and has only days left is told that instead.
    last_days = (day + office.REMIND_OF_END[-1], day + office.RENEWAL_OPENS)
    held = _with_person().in_force(on=today).filter(valid_until__gt=last_days[0], valid_until__lte=last_days[1])
    reminders.remind(
        held.not_followed(by=IN_PROGRESS),
        by="valid_until",
        key=lambda request: f"renewal_open:{request.reference}:{request.valid_until}",
        tell=lambda request, key: request.tell("renewal_open", key=key),
    )


@due(every=timedelta(hours=1))
def tell_that_it_ends_soon(*, at: datetime) -> None:
    """Whose accreditation ends in some days is told once, unless a renewal is under review or granted."""
    day, today = reminders.day_of(at, office.ZONE), timezone.localdate(at, office.ZONE)
    spans = office.REMIND_OF_END[-1:]
    held = _with_person().in_force(on=today).filter(valid_until__lte=day + max(spans))
    reminders.remind(
        held.not_followed(),
        by="valid_until",
        key=lambda request: _key("ending", request, reminders.due_before(request.valid_until, spans, day)),
        tell=lambda request, key: request.tell("ending", key=key),
    )


@due(every=timedelta(hours=1))
def remind_of_information(*, at: datetime) -> None:
    """Whoever was asked for missing items of an annual request and did not answer is reminded after some days (S27)."""
    day, spans = reminders.day_of(at, office.ZONE), office.REMIND_OF_INFORMATION
    begins, ends = reminders.asked_between(spans, day)
    reminders.remind(
        _with_person().awaiting_information().filter(state_since__gte=begins, state_since__lt=ends),
        by="state_since",
        key=lambda request: _key("information", request, reminders.due_after(request.state_since, spans, day)),
        tell=lambda asked, key: asked.tell("information_reminder", words=asked.requested_words, key=key),
    )


@due(every=timedelta(hours=1))
def remind_of_originals(*, at: datetime) -> None:
    """Whose editor's original is awaited is reminded some weeks after sending the request (S8, B13)."""
    day, spans = reminders.day_of(at, office.ZONE), office.REMIND_OF_ORIGINAL
    begins, ends = reminders.asked_between(spans, day)
    awaiting = _with_person().awaiting_the_original(on=timezone.localdate(at, office.ZONE))
    reminders.remind(
        awaiting.filter(submitted_at__gte=begins, submitted_at__lt=ends),
        by="submitted_at",
        key=lambda request: _key("original", request, reminders.due_after(request.submitted_at, spans, day)),
        tell=lambda request, key: request.tell("original_reminder", key=key),
    )


def _with_person() -> AnnualRequestQuerySet:
    found = AnnualRequest.objects.filter(**reminders.TO_SOMEBODY)
    return found.select_related("representative__user", "press_card__issuing_body__same_as", "organisation__same_as")


def _key(kind: str, request: Any, day: date | None) -> str | None:
    return f"{kind}:{request.reference}:{day}" if day else None
