"""Letters to those who follow: whom a version of an advisory concerns here, batch by batch."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accreditation_portal.notifications.fan_out import NOBODY, Batch
from accreditation_portal.notifications.models import Mailing
from accreditation_portal.notifications.outbox import ToOne
from events import following, notices
from events.models import Event, Following, MediaAdvisory
from events.models.letters import announced_values, version_values


def followers(mailing: Mailing, after: int, limit: int) -> Batch:
    """The next followers. Rooms above come first: whom they tell of this version is not told here again.

    Who began to follow after the cause has read the newest version; who stopped before their letter is not told.
    """
    version = MediaAdvisory.objects.select_related("event__accredited_with").filter(pk=mailing.subject).first()
    if version is None:  # the event was deleted
        return NOBODY
    before = version.full_version_before()
    if version.concerns_nobody(before):
        return NOBODY
    notice, values = _notice_of(version), {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            values[language] = version_values(version, before) | announced_values(version.event)
    rows = Following.objects.told_of(version.event).filter(pk__gt=after, since__lte=mailing.at)
    found = list(rows.select_related("user", "event").order_by("pk")[:limit])
    return Batch([_told(row, notice, values) for row in found], found[-1].pk if len(found) == limit else None)


def _notice_of(version: MediaAdvisory) -> Any:
    if version.snapshot["cancelled"]:
        return notices.event_cancelled
    return notices.event_announced if version.announces else notices.advisory_updated


def _told(row: Following, notice: Any, values: dict[str, dict[str, Any]]) -> ToOne:
    link = following.stop_link(row)
    with translation.override(row.user.language):
        own = {"name": row.user.shown_name, "why_told": row.why_told, "stop_link": link}
    return ToOne(row.user, notice, values[row.user.language] | own, unsubscribe=link)


def counted(kind: str, *, event: Event, **_more: Any) -> list[tuple[str, int]]:
    """How many follow this event or the calendar."""
    rows = Following.objects.told_of(event)
    number = rows.values("user").distinct().count()
    return [(_("Followers; who is registered too gets one letter"), number)]


AUDIENCES = {"advisory": (followers,)}
