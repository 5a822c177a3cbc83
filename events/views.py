"""The event calendar; one event."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.views.generic import DetailView, ListView

from events.deadlines import Registration, time_left
from events.models import CollectionHours, CollectionPoint, Event, MediaAdvisory, ProgrammeItem
from events.text import rendered
from events.times import month_named, shown_instant


class CalendarPage(ListView):
    """What is announced, upcoming or past, whole or one month of it (S19, S23, D73, D85)."""

    template_name = "events/calendar.html"
    context_object_name = "events"
    paginate_by = 30

    @property
    def is_past(self) -> bool:
        return self.request.GET.get("when") == "past"

    @property
    def of_this_tab(self):
        """The published events of the tab: one that lasts is upcoming until it is over."""
        events = Event.objects.published().select_related("accredited_with")
        return events.past(self.now) if self.is_past else events.upcoming(self.now)

    def get_queryset(self):
        self.now = timezone.now()
        self.month = month_named(self.request.GET.get("month", ""))
        if self.month is None:
            return self.of_this_tab
        return self.of_this_tab.filter(starts_on__year=self.month.year, starts_on__month=self.month.month)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        lines = [{"event": event, "registration": event.registration(self.now)} for event in context["events"]]
        by_month = groupby(lines, key=lambda line: line["event"].starts_on.replace(day=1))
        return context | {
            "months": [(month, list(events)) for month, events in by_month],
            "choices": self.of_this_tab.dates("starts_on", "month", order="DESC" if self.is_past else "ASC"),
            "month": self.month,
            "is_past": self.is_past,
        }


class EventDetail(DetailView):
    """One event as it is announced; staff read an unpublished one here before others can (S23, D72)."""

    template_name = "events/event.html"
    context_object_name = "event"

    def get_queryset(self):
        points = CollectionPoint.objects.order_by("pk").prefetch_related(
            Prefetch("hours", CollectionHours.objects.order_by("day", "opens"))
        )
        in_order = (F("starts_time").asc(nulls_first=True), "pk")
        return (
            Event.objects.visible_to(self.request.user)
            .select_related("accredited_with")
            .prefetch_related(
                Prefetch("programme", ProgrammeItem.objects.order_by("day", *in_order)),
                Prefetch("collection_points", points),
                Prefetch("advisories", MediaAdvisory.objects.order_by("-number").defer("snapshot")),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, now = self.object, timezone.now()
        status = event.registration(now)
        left = time_left(now, event.registration_deadline) if status == Registration.OPEN else None
        return super().get_context_data(
            registration_status=status,
            registration_opens=shown_instant(event.registration_opens_at, event.zone)
            if status == Registration.NOT_YET_OPEN
            else "",
            time_left=timeuntil(now + left, now) if left else "",
            is_over=event.is_over(now),
            programme=by_day(event.programme.all()),
            text_html=rendered(event.text),
            versions=event.advisories.all(),
            **kwargs,
        )


def by_day(programme) -> list[tuple[date, list[ProgrammeItem]]]:
    """The items of a programme in order, day by day."""
    return [(day, list(items)) for day, items in groupby(programme, key=lambda item: item.day)]
