"""What of this room waits for whom on the start page of the staff, each number with its list."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import site
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal.review.states import State
from accreditation_portal.review.waiting import Line, Number, Panel, Row, line_of
from adhoc.models import EventRegistration
from events.models import Event
from events.times import shown_days, shown_instant

MOST_EVENTS = 20


def waiting(user: Any, at: datetime) -> list[Panel]:
    """Officers: queues and events. Press officers: numbers of each event. The Pass Office: what is approved."""
    standing = [State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED]
    if user.has_perm("adhoc.view_eventregistration"):
        by_state = _by_event(at, standing, lambda event, state: _list(event=event.pk, state=state.value))
        return [Panel(_("Registrations"), lines=_queues(user, at)), by_state]
    if user.has_perm("events.publish_event"):
        return [_by_event(at, standing, lambda event, state: "")]
    if user.has_perm("adhoc.view_approved_eventregistration"):
        return [_passes(at)]
    return []


def _queues(user: Any, at: datetime) -> list[Line]:
    """What an officer can do something about: the same queues as in the list, each with its oldest case."""
    cases, desk = EventRegistration.objects.all(), site.get_model_admin(EventRegistration)
    review = desk.queue(cases, at)
    queues = [
        (pgettext("start page", "Awaiting review"), review, {}),
        (pgettext("start page", "Of these, assigned to me"), review.filter(assigned_to=user), {"assigned": "me"}),
        (pgettext("start page", "Of these, late"), review.filter(late=True), {"late__exact": 1}),
        *((label, narrow(cases, at), {"state": name}) for name, (label, narrow) in desk.queues().items()),
    ]
    return [line_of(label, queue, _list(**choice)) for label, queue, choice in queues]


def _by_event(at: datetime, states: list[State], address: Callable[[Event, State], str]) -> Panel:
    """The coming events with a column of numbers for each state, and where each number is listed."""
    events = list(Event.objects.published().upcoming(at).filter(cancelled_at=None)[:MOST_EVENTS])
    counts = {f"number_{state.value}": Count("pk", filter=Q(state=state)) for state in states}
    rows = EventRegistration.objects.filter(event__in=events).values("event").annotate(**counts)
    found = {row["event"]: row for row in rows.order_by()}
    return Panel(
        pgettext("start page", "Coming events"),
        heads=[state.label for state in states],
        rows=[
            Row(
                event.title,
                shown_instant(event.registration_deadline, event.zone_of_deadline)
                if event.registration_deadline
                else shown_days(event.starts_on, event.ends_on),
                [
                    Number(found.get(event.pk, {}).get(f"number_{state.value}", 0), address(event, state), state.label)
                    for state in states
                ],
            )
            for event in events
        ],
    )


def _passes(at: datetime) -> Panel:
    """The coming events: how many are approved, and how many of these have their pass not yet (P9)."""
    events = list(Event.objects.published().upcoming(at).filter(cancelled_at=None)[:MOST_EVENTS])
    cases = EventRegistration.objects.filter(event__in=events).collectable(at)
    approved, waiting = (_number_by_event(found) for found in (cases, cases.without_pass_handed_over()))
    heads = [State.APPROVED.label, _("Pass not handed over")]
    rows = []
    for event in events:
        numbers = [
            Number(approved.get(event.pk, 0), _list(event=event.pk), heads[0]),
            Number(waiting.get(event.pk, 0), _list(**{"event": event.pk, "pass": "waiting"}), heads[1]),
        ]
        rows.append(Row(event.title, shown_days(event.starts_on, event.ends_on), numbers))
    return Panel(pgettext("start page", "Coming events"), until=pgettext("event", "Days"), heads=heads, rows=rows)


def _number_by_event(cases: Any) -> dict[int, int]:
    return dict(cases.values_list("event").annotate(number=Count("pk")).order_by())


def _list(**choice: Any) -> str:
    address = reverse("admin:adhoc_eventregistration_changelist")
    return f"{address}?{urlencode(choice)}" if choice else address
