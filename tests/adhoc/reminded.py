"""A worker's round at some instant, and people whom it may have to remind."""

import time_machine

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item, State
from adhoc import due
from adhoc.models import EventRegistration
from events.models import Event
from tests.factories.adhoc import event_registration
from tests.factories.times import hour


def told(notice):
    return OutboxMail.objects.filter(notice=f"adhoc.{notice}")


def look(at):
    """A worker's round at that instant, twice: what was told is told."""
    with time_machine.travel(at, tick=False):
        for _ in range(2):
            due.remind_of_drafts(at=at)
            due.remind_of_information(at=at)
            due.remind_of_passes(at=at)


def begun(user, event, **fields):
    """A draft of the day before yesterday."""
    made = event_registration(user, event, at=State.DRAFT, **fields)
    EventRegistration.objects.filter(pk=made.pk).update(created_at=hour(days=-2))
    return made


def asked(user, event, officer, *, days, reply_by=None):
    """Somebody of whom the office asked something that many days ago, at ten in the evening."""
    registration = event_registration(user, event)
    registration.request_information(
        by=officer, at=hour(22, days=-days), items=[Item.PURPOSE], words="More, please.", reply_by=reply_by
    )
    return registration


def cancelled(event):
    Event.objects.filter(pk=event.pk).update(cancelled_at=event.published_at, cancelled_by=event.published_by)
