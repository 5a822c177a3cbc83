"""What fills a letter about a registration."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.notifications.letters import labelled
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.review.states import Item
from adhoc.models import admission
from adhoc.models.admission import LostCover
from events.times import shown_day, shown_days, shown_hours, shown_instant, zone_words

if TYPE_CHECKING:
    from adhoc.models import EventRegistration


def letter_values(registration: "EventRegistration", notice: Notice, *, words: str = "") -> dict[str, Any]:
    """The values of the placeholders of this notice about this registration, in the active language."""
    values = {name: value(registration) for name, value in VALUES.items() if name in notice.placeholders}
    values["words"] = words
    if "last_hours" in notice.placeholders:
        values |= last_collection(registration.event)
    if "reply_until" in notice.placeholders:
        values |= registration.when_to_reply(timezone.localdate(timezone=office.ZONE))
    return values


def _address(name: str, *of: Callable[["EventRegistration"], str]) -> Callable[["EventRegistration"], str]:
    """The link to a page of this name, with what of the registration stands in its address."""
    return lambda registration: settings.SITE_URL + reverse(name, args=[value(registration) for value in of])


def _deadline(registration: "EventRegistration") -> str:
    event = registration.event
    return shown_instant(event.registration_deadline, event.zone_of_deadline) if event.registration_deadline else ""


def _what_to_bring(registration: "EventRegistration") -> Any:
    prefetch_related_objects([registration.event], "collection_points__hours")
    return what_to_bring(registration.event)


def lateness(registration: "EventRegistration") -> str:
    """What coming after the deadline means, or nothing where it came in time (P1)."""
    if not registration.late:
        return ""
    if registration.admission_id:
        return _("You were admitted after the deadline. Pool places are drawn among those who came on time.")
    return _("It came after the deadline and is marked late. Pool places are drawn among those who came on time.")


def contents(registration: "EventRegistration") -> list[str]:
    """What was received: each attachment with its kind, the photo, and when."""
    received = [labelled(a.get_kind_display(), a.document.name) for a in registration.handed_in()]
    if registration.photo_id:
        received.append(_("Identity photo"))
    at = registration.submitted_at or timezone.now()
    return [*received, _("Submitted on %(when)s") % {"when": shown_instant(at, registration.event.zone)}]


def collection(event) -> list[str]:
    """Where and when passes are collected; 'to be announced' where it is not published yet (P4, P5)."""
    lines = []
    for point in _points_of(event):
        hours = [
            f"{shown_date(h.day, 'l j F')} {shown_hours(h.opens, h.closes)}"
            for h in sorted(point.hours.all(), key=lambda h: (h.day, h.opens))
        ]
        lines.append(labelled(point.place, "; ".join(hours) or _("opening hours to be announced")))
    return lines or [_("To be announced: a message will follow.")]


def last_collection(event: Any) -> dict[str, Any]:
    """The last day on which passes are collected, and where and until when on that day (P4)."""
    hours = [(h, point.place) for point in _points_of(event) for h in point.hours.all()]
    if not hours:  # none is published: only a look at the letter asks
        return {"last_day": "", "last_hours": []}
    day = max(h.day for h, _place in hours)
    zone = zone_words(
        datetime.combine(day, min(h.opens for h, _place in hours if h.day == day), event.zone), event.zone
    )
    lines = [
        f"{place}, {shown_hours(h.opens, h.closes)}, {zone}"
        for h, place in sorted(hours, key=lambda each: (each[0].opens, each[1]))
        if h.day == day
    ]
    return {"last_day": shown_day(day), "last_hours": lines}


def on_time_until(registration: "EventRegistration") -> str:
    """Until when it can be sent as on time: the deadline, or where there is none, the beginning of the event (P1).

    Who lost their cover may have longer (P13).
    """
    event = registration.event
    if event.registration_deadline:
        mine = {"event": event.pk, "representative": registration.representative_id}
        graces = LostCover.objects.with_grace(timezone.now()).filter(**mine)
        until = [event.registration_deadline, *(admission.on_time_until(event, grace.at) for grace in graces)]
        return shown_instant(max(until), event.zone_of_deadline)
    begins = shown_instant(event.starts, event.zone) if event.starts_time else shown_day(event.starts_on)
    return _("the beginning of the event, %(when)s") % {"when": begins}


def what_to_bring(event) -> list[str]:
    """What the advisory lists, and always the same documents as in the application (P9)."""
    listed = [item for point in _points_of(event) for item in point.bring]
    always = [
        _("the same identity document as in your application"),
        _("the same proof of profession as in your application"),
        _("a print-out of your confirmation"),
    ]
    return list(dict.fromkeys([*listed, *always]))


def _points_of(event: Any) -> list[Any]:
    """The collection points with their hours: those that came with the row of a step, else as they are now."""
    if "collection_points" in getattr(event, "_prefetched_objects_cache", {}):
        return sorted(event.collection_points.all(), key=lambda point: point.pk)
    return list(event.collection_points.prefetch_related("hours").order_by("pk"))


_slug, _reference = attrgetter("event.slug"), attrgetter("shown_reference")
# Each is asked only where the notice names it: some lie in other tables.
VALUES: dict[str, Callable[["EventRegistration"], Any]] = {
    "name": attrgetter("representative.full_name"),
    "reference": _reference,
    "event": attrgetter("event.title"),
    "when": lambda registration: shown_days(registration.event.starts_on, registration.event.ends_on),
    "link": lambda registration: settings.SITE_URL + registration.get_absolute_url(),
    "attendance_link": _address("adhoc:attendance"),
    "register_link": _address("adhoc:register", _slug),
    "event_link": lambda registration: settings.SITE_URL + registration.event.get_absolute_url(),
    "confirmation_link": _address("adhoc:confirmation", _reference),
    "complete_link": _address("adhoc:complete", _reference),
    "lateness": lateness,
    "items": lambda registration: [str(Item(item).label) for item in registration.requested_items],
    "reply_by": lambda registration: shown_date(registration.reply_by),
    "ground": lambda registration: str(registration.get_ground_display()),
    "deadline": _deadline,
    "contents": contents,
    "bring": _what_to_bring,
    "collection": lambda registration: collection(registration.event),
    "on_time_until": on_time_until,
}
