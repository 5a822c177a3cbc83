"""Whom and what a measure needs of the database: an officer, people who can register, cases that can be decided."""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

from django.utils import timezone

from accreditation_portal.review.bulk import hindrance
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import steps_of
from adhoc.models import EventRegistration
from events.models import Event
from profiles.demo.many import PREFIX
from profiles.models import MediaRepresentative, User
from tests.benchmarks.server import Server
from tests.benchmarks.visitor import Visitor

APPROVE = next(step for step in steps_of(EventRegistration) if step.name == "approve")


class Stage:
    """One server at one scale. What a measure uses up is handed out once."""

    def __init__(self, server: Server):
        self.server = server
        self._holders: dict[int, int] = {}
        self.anonymous = Visitor(server.port)
        self.officer = Visitor(server.port, User.objects.get(username="officer"))

    @cached_property
    def event(self) -> Event:
        """One that takes registrations from everybody now."""
        return Event.objects.get(slug="madrid-summit")

    @cached_property
    def registrants(self) -> Iterator[Visitor]:
        """Synthetic people with whole profiles and no registration for that event."""
        people = MediaRepresentative.objects.filter(user__username__startswith=PREFIX).exclude(
            pk__in=EventRegistration.objects.filter(event=self.event).values("representative")
        )
        users = User.objects.filter(representative__in=people.order_by("-pk")[:500])
        return (Visitor(self.server.port, user) for user in users)

    @cached_property
    def undecided(self) -> Iterator[EventRegistration]:
        """Registrations that an officer can approve, of different people, not the oldest ones only."""
        queue = EventRegistration.objects.for_review(timezone.now()).filter(
            representative__user__username__startswith=PREFIX
        )
        return iter(list(queue.order_by("-pk")[:500]))

    @cached_property
    def approvable(self) -> Iterator[EventRegistration]:
        """Registrations that several at once can be approved of: every criterion is met, or for an officer."""
        queue = EventRegistration.objects.for_review(timezone.now()).filter(
            representative__user__username__startswith=PREFIX, event__authorities_check_media=False
        )
        found = queue.select_related(*EventRegistration.select_for_a_step).order_by("pk").iterator(chunk_size=500)
        return (case for case in found if not hindrance(APPROVE, case, case.answers(timezone.localdate())))

    @cached_property
    def registrations(self) -> int:
        return EventRegistration.objects.count()

    def holder_of(self, number: int) -> int:
        """An officer to whom so many registrations are assigned, or fewer at a small scale: a filter finds them."""
        if number not in self._holders:
            holder = User.objects.get(username=("officer2", "admin")[len(self._holders)])
            EventRegistration.objects.filter(assigned_to=holder).update(assigned_to=None)  # of the scale before
            others = EventRegistration.objects.filter(assigned_to=None).order_by("pk").values("pk")[:number]
            EventRegistration.objects.filter(pk__in=others).update(assigned_to=holder)
            self._holders[number] = holder.pk
        return self._holders[number]

    @cached_property
    def some(self) -> list[EventRegistration]:
        """Sent registrations from anywhere, always the same at one scale."""
        first, last = _span()
        rng = Random(1)
        numbers = [rng.randrange(first, last + 1) for _ in range(400)]
        sent = EventRegistration.objects.filter(pk__in=numbers).exclude(state=State.DRAFT)
        return list(
            sent.exclude(press_card=None).exclude(organisation=None).select_related("press_card", "organisation")
        )

    def any(self, number: int) -> Any:
        return self.some[number % len(self.some)]


def _span() -> tuple[int, int]:
    mine = EventRegistration.objects.filter(representative__user__username__startswith=PREFIX).order_by("pk")
    return mine.values_list("pk", flat=True).first(), mine.values_list("pk", flat=True).last()
