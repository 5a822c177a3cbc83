"""The event calendar; one event; what one follows of them."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.db.models import F, OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.generic import DetailView, ListView, TemplateView

from events import changes, following
from events.deadlines import Registration, time_left
from events.models import CollectionHours, CollectionPoint, Event, Following, MediaAdvisory, ProgrammeItem
from events.text import rendered
from events.times import month_named, shown_instant, shown_left


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
            "follows": follows(self.request.user, None),
            **subscriptions(reverse("events:ical"), reverse("events:feed")),
        }


def follows(user: Any, event: Event | None) -> bool:
    """Whether this person follows the event, or the calendar; staff and visitors follow nothing."""
    if not user.is_authenticated or user.is_staff:
        return False
    return Following.objects.of(user).filter(event=event).exists()


def subscriptions(calendar: str, feed: str) -> dict[str, str]:
    """The addresses to give to a calendar program or a feed reader, in the language of the page (B10)."""
    whole = f"{settings.SITE_URL}{calendar}?language={get_language()}"
    return {
        "calendar_address": whole,
        "calendar_webcal": f"webcal://{whole.split('://', 1)[1]}",
        "feed_address": f"{settings.SITE_URL}{feed}?language={get_language()}",
    }


# Whatever else an event announces moves with a version (P7).
SAYS_HOW_IT_STANDS = (
    "published_at", "cancelled_at", "accredited_with_id", "accredited_by", "registration_opens_at",
    "registration_deadline", "late", "time_zone", "starts_on", "starts_time", "ends_on", "ends_time",
)  # fmt: skip
NEWEST = MediaAdvisory.objects.filter(event=OuterRef("pk")).order_by("-number").values("number")[:1]
# Put together once: to build a query takes longer than to ask it.
ANNOUNCED = Event.objects.published().annotate(version=Subquery(NEWEST)).only(*SAYS_HOW_IT_STANDS)


class EventDetail(DetailView):
    """One event as it is announced; staff read an unpublished one here before others can (S23, D72)."""

    template_name = "events/event.html"
    context_object_name = "event"

    def get(self, request, *args: Any, **kwargs: Any):
        """For whoever is not known the page is drawn once for as long as it says the same."""
        if not is_nobody_known(request):
            return super().get(request, *args, **kwargs)
        event = get_object_or_404(ANNOUNCED, slug=kwargs["slug"])
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
            self.time_left(event, now),
            event.is_over(now),
        ]

    def time_left(self, event: Event, now: datetime) -> str:
        left = time_left(now, event.registration_deadline)
        return shown_left(left) if left else ""

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
                Prefetch("advisories", MediaAdvisory.objects.order_by("-number")),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, now, programme = self.object, timezone.now(), list(self.object.programme.all())
        status = event.registration(now)
        return super().get_context_data(
            registration_status=status,
            registration_opens=shown_instant(event.registration_opens_at, event.zone)
            if status == Registration.NOT_YET_OPEN
            else "",
            is_over=event.is_over(now),
            programme=by_day(programme),
            programme_has_hours=any(item.hours for item in programme),
            text_html=rendered(event.text),
            versions=with_differences(event.advisories.all()),
            follows=follows(self.request.user, event),
            **kwargs,
        )


def with_differences(versions: Iterable[MediaAdvisory]) -> list[MediaAdvisory]:
    """The versions, newest first, each with what it changed of the full one before it (P7)."""
    found, before = list(versions), None
    for version in reversed(found):
        version.differences = changes.readable(before, version.snapshot) if version.snapshot else []
        before = version.snapshot or before
    return found


def by_day(programme) -> list[tuple[date, list[ProgrammeItem]]]:
    """The items of a programme in order, day by day."""
    return [(day, list(items)) for day, items in groupby(programme, key=lambda item: item.day)]


KEPT = 60.0  # seconds
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
ITS_PLACE = "the-token-of-this-visitor"


def is_nobody_known(request: HttpRequest) -> bool:
    """Whether the page is the same for this visitor as for all: not logged in, nothing to be told, nothing asked."""
    carries = {settings.SESSION_COOKIE_NAME, "messages", "__Host-messages"} & request.COOKIES.keys()
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


THE_CALENDAR = "calendar"  # no event has this address


class Followed(LoginRequiredMixin, TemplateView):
    """What one follows by email, and where one begins and stops; who came by a link presses the button here."""

    template_name = "events/following.html"

    def handle_no_permission(self) -> HttpResponse:
        """Through the log-in and back to the button: what was asked for by POST is asked again."""
        wanted = self.request.POST.get("follow") or self.request.GET.get("follow")
        own = reverse("events:following")
        return redirect_to_login(f"{own}?{urlencode({'follow': wanted})}" if wanted else own)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Following.objects.of(self.request.user).select_related("event").order_by("-since", "-pk")
        asked = self.request.GET.get("follow")
        context: dict[str, Any] = {"followings": list(mine)}
        if asked:
            event = self._named(asked)
            begins = all(following.event_id != (event.pk if event else None) for following in context["followings"])
            context |= {"asked": asked, "asked_event": event, "begins": begins}
        return super().get_context_data(**context, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        begins = "follow" in request.POST
        named = request.POST.get("follow" if begins else "stop", "")
        event = self._named(named)
        (following.follow if begins else following.stop)(request.user, event)
        title = event.title if event else _("Event calendar")
        words = _("You follow “%(title)s” by email.") if begins else _("You no longer follow “%(title)s”.")
        messages.info(request, words % {"title": title})
        if "from_list" in request.POST:
            return redirect("events:following")
        return redirect(event or "events:calendar")

    def _named(self, name: str) -> Event | None:
        return None if name == THE_CALENDAR else get_object_or_404(Event.objects.published(), slug=name)


@csrf_exempt  # mail programs post here in one click (RFC 8058): the link itself is the authority, no session is asked
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a letter: a page with one button, since mail scanners open links; POST stops at once."""
    try:
        user, event = following.named_by(token)
    except following.UnknownLink:
        return render(request, "events/stop_following.html", {"is_unknown": True}, status=404)
    if request.method == "POST":
        following.stop(user, event)
    still = Following.objects.of(user).filter(event=event).exists()
    with translation.override(user.language):
        return render(request, "events/stop_following.html", {"event": event, "still": still})
