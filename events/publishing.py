"""Publishing, changing, cancelling and withdrawing an event: each one transaction, and each told to the rooms above."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import PROTECT, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.notifications.fan_out import tell_many
from events.models import Event, MediaAdvisory
from events.signals import advisory_published
from events.versions import Snapshot, digest, snapshot

COVER_FIRST = gettext_lazy("Publish “%(title)s” first: its accreditation covers this event.")


class PublicationRefused(Exception):
    """An act on an event that cannot be done now; the message says why."""


def state_of(event: Event) -> Snapshot:
    """The event as the database holds it now, with its programme and collection points."""
    return snapshot(
        Event.objects.select_related("accredited_with").get(pk=event.pk),
        event.programme.order_by("day", F("starts_time").asc(nulls_first=True), "pk"),
        event.collection_points.prefetch_related("hours").order_by("pk"),
    )


def shown_state(event: Event) -> str:
    """What a page carries along, so that what somebody else saved meanwhile is noticed."""
    inside = Event.objects.values_list("authorities_check_media", flat=True).get(pk=event.pk)
    return digest(state_of(event) | {"authorities_check_media": inside})


def newest_version(event: Event) -> MediaAdvisory | None:
    """The full version that stands now."""
    return event.advisories.filter(published_at__isnull=False).order_by("-number").first()


@transaction.atomic
def publish(event: Event, *, by: Any, at: datetime, seen: str | None = None, reference: str = "") -> MediaAdvisory:
    """Publish the event: the newest version that a file named becomes full, else a new one is made (S23, P7)."""
    now = _locked(event, by)
    _refuse(why_not_published(now))
    _refuse_stale(now, seen)
    now.published_at, now.published_by = at, by
    now.save()
    version = now.advisories.order_by("-number").first()
    if version is None or version.published_at is not None:
        version = _next_version(now, at)
    version.reference = reference or version.reference
    return _full(version, event, by, at)


@transaction.atomic
def publish_next_version(
    event: Event, *, by: Any, at: datetime, changes_en: str, changes_fr: str = "", reference: str = ""
) -> MediaAdvisory | None:
    """Publish what was just saved of a published event as its next version; None where nothing changed (P7)."""
    now = _locked(event, by)
    if not now.is_published:
        raise PublicationRefused(_("This event is not published."))
    _refuse(_hidden_cover(now))
    if state_of(now) == newest_version(now).snapshot:
        return None
    if not changes_en.strip():
        raise PublicationRefused(_("Say what changed: those registered are told."))
    version = _next_version(now, at)
    version.changes_en, version.changes_fr, version.reference = changes_en, changes_fr, reference
    return _full(version, event, by, at)


@transaction.atomic
def cancel(
    event: Event, *, by: Any, at: datetime, words: str, words_fr: str = "", seen: str | None = None
) -> MediaAdvisory:
    """Cancel a published event for good: a version that says so, told once to everybody concerned (P13)."""
    now = _locked(event, by)
    _refuse(why_not_cancelled(now))
    if not words.strip():
        raise PublicationRefused(_("Say why the event is cancelled: those registered are told."))
    _refuse_stale(now, seen)
    now.cancelled_at, now.cancelled_by = at, by
    now.save()
    version = _next_version(now, at)
    version.changes_en, version.changes_fr = words, words_fr
    return _full(version, event, by, at)


@transaction.atomic
def unpublish(event: Event, *, by: Any) -> None:
    """Take the event back from the calendar, only while no case stands against it; its versions stay numbered."""
    now = _locked(event, by)
    _refuse(why_not_taken_back(now))
    now.published_at = now.published_by = None
    now.save()
    event.refresh_from_db()


def why_not_published(event: Event) -> str:
    """What keeps this event from being published now; empty where nothing does (S23, P14)."""
    if event.is_published:
        return _("%(who)s published this event on %(when)s.") % {
            "who": event.published_by.username,
            "when": shown_date(timezone.localtime(event.published_at, office.ZONE), "d/m/Y H:i"),
        }
    return _hidden_cover(event)


def why_not_cancelled(event: Event) -> str:
    """What keeps this event from being cancelled now; empty where nothing does (P13)."""
    if not event.is_published:
        return _("This event is not published: delete it, or leave it.")
    if event.is_cancelled:
        return _("%(who)s cancelled this event already.") % {"who": event.cancelled_by.username}
    return ""


def why_not_taken_back(event: Event) -> str:
    """What keeps this event in the calendar; empty where nothing does."""
    if not event.is_published:
        return _("This event is not published.")
    if event.is_cancelled:
        return _("This event is cancelled: that is its end.")
    if things := what_stands_on(event):
        return _("It cannot be taken back: there are %(things)s. Cancel the event instead.") % {
            "things": ", ".join(things)
        }
    return ""


def what_stands_on(event: Event) -> list[str]:
    """What refers to this event and would be lost with it, in words; rooms above are asked through their relations."""
    relations = [
        field
        for field in Event._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and getattr(field, "on_delete", None) is PROTECT
    ]
    return [
        str(relation.related_model._meta.verbose_name_plural)
        for relation in relations
        if relation.related_model._base_manager.filter(**{relation.field.name: event.pk}).exists()
    ]


def _locked(event: Event, by: Any) -> Event:
    if not by.has_perm("events.publish_event"):
        raise PermissionDenied
    return Event.objects.select_for_update().get(pk=event.pk)


def _refuse(reason: str) -> None:
    if reason:
        raise PublicationRefused(reason)


def _hidden_cover(event: Event) -> str:
    """A published page names the event that covers it, so that one is published before (S23, P14)."""
    cover = event.accredited_with
    return COVER_FIRST % {"title": cover.title} if cover and not cover.is_published else ""


def _refuse_stale(event: Event, seen: str | None) -> None:
    if seen is not None and seen != shown_state(event):
        raise PublicationRefused(_("Somebody changed this event meanwhile: look at it again first."))


def _next_version(event: Event, at: datetime) -> MediaAdvisory:
    last = event.advisories.order_by("-number").first()
    return MediaAdvisory(
        event=event,
        number=last.number + 1 if last else 1,
        issued_on=timezone.localdate(at, office.ZONE),
        title_en=event.title_en,
        title_fr=event.title_fr,
    )


def _full(version: MediaAdvisory, event: Event, by: Any, at: datetime) -> MediaAdvisory:
    """Keep the version with the event as it now stands; the rooms above act, and letters begin, in this transaction."""
    version.snapshot, version.published_at, version.published_by = state_of(version.event), at, by
    version.save()
    event.refresh_from_db()
    advisory_published.send(sender=MediaAdvisory, event=event, version=version, by=by)
    tell_many("advisory", topic=f"advisory:{event.pk}", number=version.number, subject=version.pk, at=at)
    return version
