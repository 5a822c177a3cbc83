"""What happens here when an advisory changes or an annual accreditation ends (P7, P13)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accreditation_portal import office
from accreditation_portal.notifications import outbox
from accreditation_portal.notifications.letters import one_wording_for_all
from accreditation_portal.notifications.notices import Notice
from adhoc import notices
from adhoc.attendance import cover_until, holders_covering, periods_of
from adhoc.models import EventRegistration, LostCover
from adhoc.models.registration import DULY_SUBMITTED
from annual.models import AnnualRequest
from annual.signals import accreditation_ended
from events.models import Event, MediaAdvisory
from events.signals import advisory_published
from events.times import shown_instant
from profiles.models import MediaRepresentative

ROWS_AT_ONCE = 500


def connect() -> None:
    advisory_published.connect(tell_of_version, dispatch_uid="adhoc")
    accreditation_ended.connect(tell_of_ended_cover, dispatch_uid="adhoc")


def tell_of_version(sender: Any, *, event: Event, version: MediaAdvisory, **_more: Any) -> None:
    """Tell once those with an open case, and holders who were covered; the first publication tells nobody (P7, P13)."""
    full = event.advisories.filter(number__lt=version.number, snapshot__isnull=False)
    before = full.order_by("-number").first()
    if before is None:
        return
    today = version.published_at.astimezone(event.zone).date()
    if event.is_over(version.published_at) and date.fromisoformat(before.snapshot["ends_on"]) < today:
        return  # it was over already: moved into the past by this version, it concerns everybody
    take_late_flags(event)
    lost = holders_who_lose_cover(before.snapshot, event)
    tell_people(event, version, without_case=lost if event.is_cancelled else set())
    if not event.is_cancelled and event.takes_registrations:
        registered = event.registrations.filter(state__in=DULY_SUBMITTED).values_list("representative", flat=True)
        tell_cover_lost(event, lost - set(registered), version.published_at, cause=str(version.number))


def take_late_flags(event: Event) -> None:
    """A deadline moved later takes the flag from those it no longer fits; moved earlier it flags nobody (P1)."""
    deadline = event.registration_deadline
    # Without a deadline one is on time until the event starts.
    limit = deadline.replace(second=0, microsecond=0) + timedelta(minutes=1) if deadline else event.starts
    event.registrations.filter(late=True, submitted_at__lt=limit).update(late=False, admission=None)


def holders_who_lose_cover(before: dict[str, Any], event: Event) -> set[int]:
    """Whose annual accreditation covered the event as it stood before, and does not as it stands now (P13)."""
    if before["cancelled"] or not (before["at_headquarters"] and before["annual_accreditation_suffices"]):
        return set()
    covered = holders_covering((date.fromisoformat(before["starts_on"]), date.fromisoformat(before["ends_on"])))
    still = event.at_headquarters and event.annual_accreditation_suffices and not event.is_cancelled
    return covered - holders_covering(event.days) if still else covered


@one_wording_for_all()
def tell_people(event: Event, version: MediaAdvisory, *, without_case: set[int]) -> None:
    """Tell those with an open case, and these holders who have none, what changed."""
    notice = notices.event_cancelled if event.is_cancelled else notices.advisory_updated
    cases = EventRegistration.objects.open().filter(event=event).select_related("representative__user")
    told = set()
    for registration in cases.order_by("pk").iterator(ROWS_AT_ONCE):
        told.add(registration.representative_id)
        tell(registration.representative, notice, event, f"advisory:{event.pk}:{version.number}", version, registration)
    for person in people(without_case - told):
        tell(person, notice, event, f"advisory:{event.pk}:{version.number}", version)


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
            tell_cover_lost(event, {person.pk}, now, cause=cause)


@one_wording_for_all()
def tell_cover_lost(event: Event, holders: set[int], at: datetime, *, cause: str) -> None:
    """Each is told, and may register as on time for some days, even after the deadline (P13)."""
    LostCover.objects.bulk_create(
        [LostCover(event=event, representative_id=pk, at=at) for pk in sorted(holders)],
        update_conflicts=True, unique_fields=["event", "representative"], update_fields=["at"],
    )  # fmt: skip
    for person in people(holders):
        tell(person, notices.cover_lost, event, f"cover:{event.pk}:{cause}", at=at)


def people(pks: set[int]) -> Iterable[MediaRepresentative]:
    wanted = sorted(pks)
    for first in range(0, len(wanted), ROWS_AT_ONCE):
        batch = MediaRepresentative.objects.filter(pk__in=wanted[first : first + ROWS_AT_ONCE])
        yield from batch.select_related("user").order_by("pk")


def tell(
    person: MediaRepresentative,
    notice: Notice,
    event: Event,
    key: str,
    version: MediaAdvisory | None = None,
    registration: EventRegistration | None = None,
    at: datetime | None = None,
) -> None:
    """One letter under one key; its values ask the database nothing, since there may be thousands."""
    with translation.override(person.user.language):
        values = {
            "name": person.full_name,
            "reference": registration.shown_reference if registration else "",
            "event": event.title,
            "when": event.shown_when,
            "link": settings.SITE_URL + registration.get_absolute_url() if registration else "",
            "attendance_link": settings.SITE_URL + reverse("adhoc:attendance"),
            "event_link": settings.SITE_URL + event.get_absolute_url(),
            "changes": version.changes if version else "",
            "deadline": shown_instant(on_time_until(event, at), event.zone_of_deadline) if at else "",
        }
    about = registration.reference if registration else ""
    outbox.tell(person.user, notice, values, about=about, key=f"{key}:{person.pk}")


def on_time_until(event: Event, at: datetime) -> datetime:
    """Until when somebody who lost their cover at that instant registers as on time: never after the event."""
    return min(event.ends, max(event.registration_deadline or event.starts, at + office.GRACE_AFTER_LOST_COVER))
