"""What happens here when an advisory changes or an annual accreditation ends (P7, P13)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accreditation_portal.notifications import outbox
from adhoc import notices
from adhoc.attendance import cover_until, holders_who_lose_cover, periods_of
from adhoc.models import LostCover
from adhoc.models.admission import on_time_until
from adhoc.models.registration import DULY_SUBMITTED
from annual.models import AnnualRequest
from annual.signals import accreditation_ended
from events.models import Event, MediaAdvisory
from events.signals import advisory_published
from events.times import shown_instant
from profiles.models import MediaRepresentative

ROWS_AT_ONCE = 1000


def connect() -> None:
    advisory_published.connect(tell_of_version, dispatch_uid="adhoc")
    accreditation_ended.connect(tell_of_ended_cover, dispatch_uid="adhoc")


def tell_of_version(sender: Any, *, event: Event, version: MediaAdvisory, **_more: Any) -> None:
    """What a version changes here at once; ``mailings`` tells those whom it concerns (P1, P13)."""
    before = version.full_version_before()
    if before is None or version.concerns_nobody(before):
        return
    take_late_flags(event)
    if not event.is_cancelled and event.takes_registrations:
        registered = event.registrations.filter(state__in=DULY_SUBMITTED).values_list("representative", flat=True)
        lose_cover(event, holders_who_lose_cover(before.snapshot, event) - set(registered), version.published_at)


def take_late_flags(event: Event) -> None:
    """A deadline moved later takes the flag from those it no longer fits; moved earlier it flags nobody (P1)."""
    deadline = event.registration_deadline
    # Without a deadline one is on time until the event starts.
    limit = deadline.replace(second=0, microsecond=0) + timedelta(minutes=1) if deadline else event.starts
    event.registrations.filter(late=True, submitted_at__lt=limit).update(late=False, admission=None)


def tell_of_ended_cover(sender: Any, *, annual_request: AnnualRequest, held_until: date | None = None,
                        followed_by: AnnualRequest | None = None, **_more: Any) -> None:  # fmt: skip
    """Whoever was covered for an event to come by the accreditation that ends must register for it now (P13)."""
    person, now = annual_request.representative, timezone.now()
    # The signal comes from inside the step: the row of this accreditation still says what it granted.
    approved = AnnualRequest.objects.approved().filter(representative=person)
    remaining = list(approved.exclude(pk=annual_request.pk).values_list("valid_from", "valid_until"))
    granted = periods_of(person.user)
    if followed_by and held_until:  # the one that ends is written already, the one that follows not yet
        granted.append((annual_request.valid_from, held_until))
        remaining += [(annual_request.valid_from, annual_request.valid_until),
                      (followed_by.valid_from, followed_by.valid_until)]  # fmt: skip
    registered = set(person.eventregistrations.filter(state__in=DULY_SUBMITTED).values_list("event", flat=True))
    # One accreditation ends again where it was reopened and approved anew: the line that granted it last tells which.
    cause = f"{annual_request.reference}:{annual_request.latest_decision_id}"
    for event in Event.objects.published().upcoming(now).filter(cancelled_at=None, annual_accreditation_suffices=True):
        is_lost = cover_until(event, granted) is not None and cover_until(event, remaining) is None
        if is_lost and event.takes_registrations and event.pk not in registered:
            tell_cover_lost(event, person, now, cause=cause)


def lose_cover(event: Event, holders: set[int], at: datetime) -> None:
    """Each may register as on time for some days, even after the deadline (P13)."""
    LostCover.objects.bulk_create(
        [LostCover(event=event, representative_id=pk, at=at) for pk in sorted(holders)],
        update_conflicts=True, unique_fields=["event", "representative"], update_fields=["at"], batch_size=ROWS_AT_ONCE,
    )  # fmt: skip


def tell_cover_lost(event: Event, person: MediaRepresentative, at: datetime, *, cause: str) -> None:
    """Tell one holder that they must register now."""
    lose_cover(event, {person.pk}, at)
    with translation.override(person.user.language):
        values = {
            "name": person.full_name,
            "event": event.title,
            "when": event.shown_when,
            "attendance_link": settings.SITE_URL + reverse("adhoc:attendance"),
            "event_link": settings.SITE_URL + event.get_absolute_url(),
            "changes": "",
            "differences": [],
            "deadline": shown_instant(on_time_until(event, at), event.zone_of_deadline),
        }
    outbox.tell(person.user, notices.cover_lost, values, key=f"cover:{event.pk}:{cause}:{person.pk}")
