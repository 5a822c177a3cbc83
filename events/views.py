"""The event calendar; one event."""

import re
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import get_language
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


# Whatever else an event announces moves with a version (P7).
SAYS_HOW_IT_STANDS = (
    "published_at", "cancelled_at", "accredited_with_id", "accredited_by", "registration_opens_at",
    "registration_deadline", "late", "time_zone", "starts_on", "starts_time", "ends_on", "ends_time",
)  # fmt: skip


class EventDetail(DetailView):
    """One event as it is announced; staff read an unpublished one here before others can (S23, D72)."""

    template_name = "events/event.html"
    context_object_name = "event"

    def get(self, request, *args: Any, **kwargs: Any):
        """For whoever is not known the page is drawn once for as long as it says the same."""
        if not is_nobody_known(request):
            return super().get(request, *args, **kwargs)
        newest = MediaAdvisory.objects.filter(event=OuterRef("pk")).order_by("-number").values("number")[:1]
        announced = Event.objects.published().annotate(version=Subquery(newest)).only(*SAYS_HOW_IT_STANDS)
        event = get_object_or_404(announced, slug=kwargs["slug"])
        return drawn_once(request, self.says(event), lambda: super(EventDetail, self).get(request, *args, **kwargs))

    def says(self, event: Event) -> list[Any]:
        """Everything on which the page for everybody rests: its version, and how registration stands now."""
        now = timezone.now()
        status, fields = event.registration(now), [getattr(event, name) for name in SAYS_HOW_IT_STANDS]
        return [
            self.template_name,
            *fields,
            event.version,
            status,
            self.time_left(event, now, status),
            event.is_over(now),
        ]

    def time_left(self, event: Event, now: datetime, status: Registration) -> str:
        left = time_left(now, event.registration_deadline) if status == Registration.OPEN else None
        return timeuntil(now + left, now) if left else ""

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
        return super().get_context_data(
            registration_status=status,
            registration_opens=shown_instant(event.registration_opens_at, event.zone)
            if status == Registration.NOT_YET_OPEN
            else "",
            time_left=self.time_left(event, now, status),
            is_over=event.is_over(now),
            programme=by_day(event.programme.all()),
            text_html=rendered(event.text),
            versions=event.advisories.all(),
            **kwargs,
        )


def by_day(programme) -> list[tuple[date, list[ProgrammeItem]]]:
    """The items of a programme in order, day by day."""
    return [(day, list(items)) for day, items in groupby(programme, key=lambda item: item.day)]


KEPT = 60.0  # seconds
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
ITS_PLACE = "the-token-of-this-visitor"


def is_nobody_known(request: HttpRequest) -> bool:
    """Whether the page is the same for this visitor as for all: not logged in, nothing to be told, nothing asked."""
    carries = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    return not carries and not request.GET and request.method == "GET"


def drawn_once(request: HttpRequest, says: list[Any], draw: Callable[[], Any]) -> HttpResponse:
    """The page that ``draw`` makes, or the one that was made a moment ago and says the same in the same language.

    ``says``: everything on which its words rest. The visitor's own token is put in each time.
    """
    key = f"drawn:{sha256(repr([request.path, get_language(), *says]).encode()).hexdigest()}"
    page = cache.get(key)
    if page is None:
        page = TOKEN.sub(ITS_PLACE, draw().render().content.decode())
        cache.set(key, page, KEPT)
    return HttpResponse(page.replace(ITS_PLACE, get_token(request)))
