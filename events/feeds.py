"""The event calendar where people live: Atom feeds and iCalendar files, of published events only (B10)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Count, Max, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from accreditation_portal import office
from events import changes
from events.models import Event, MediaAdvisory
from events.text import without_control_characters as clean
from events.versions import title_of, when_of
from events.vtimezone import vtimezone

NEWEST = 50
ASKED_AGAIN = timedelta(hours=1)  # how often a calendar program had better look
FORM = "2"  # of the files themselves: a newer form is fetched though no event changed


def address(path: str) -> str:
    """Links come from the settings: whatever host the request names, nobody is sent there."""
    return settings.SITE_URL + path


def in_its_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Programs name no language, so that an address can: ``?language=fr``; else as for every page."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = request.GET.get("language")
        if language not in dict(settings.LANGUAGES):
            language = get_language()
        with translation.override(language):
            return view(request, *args, **kwargs)

    return spoken


def how_it_stands(request: HttpRequest, slug: str | None = None) -> str:
    """A name of all that a feed says, found in one query: a program that asks every hour gets an empty answer."""
    here = Q(published_at__isnull=False, event__published_at__isnull=False)
    if slug is not None:
        here &= Q(event__slug=slug)
    # Every change is a version, and taking back leaves fewer; a version elsewhere may rename the event that covers one.
    stands = MediaAdvisory.objects.aggregate(
        number=Count("pk", filter=here), which=Sum("pk", filter=here), newest=Max("pk"), at=Max("published_at")
    )
    says = (FORM, get_language(), settings.SITE_URL, request.path, *stands.values())
    return f'"{sha256(repr(says).encode()).hexdigest()[:32]}"'


class AdvisoryFeed(Feed):
    """The newest versions of the advisories of published events, latest first; or those of one event."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Event | None:
        return get_object_or_404(Event.objects.published(), slug=slug) if slug else None

    def title(self, event: Event | None) -> str:
        return (clean(event.title) if event else _("Event calendar")) + f" · {office.PORTAL_NAME}"

    def subtitle(self) -> str:
        return _("Media advisories: what is announced, and until when one registers.")

    def link(self, event: Event | None) -> str:
        return address(event.get_absolute_url() if event else reverse("events:calendar"))

    def feed_url(self, event: Event | None) -> str:
        """Where this very feed is found, in this language."""
        own = reverse("events:event_feed", args=[event.slug]) if event else reverse("events:feed")
        return f"{address(own)}?language={get_language()}"

    def feed_guid(self, event: Event | None) -> str:
        return self.feed_url(event).split("?")[0]

    def author_name(self) -> str:
        return str(office.PRESS_SECTION)

    def items(self, event: Event | None) -> list[MediaAdvisory]:
        """The versions, each with the one before it as ``before``."""
        full = MediaAdvisory.objects.filter(published_at__isnull=False, event__published_at__isnull=False)
        shown = full if event is None else full.filter(event=event)
        newest = list(shown.select_related("event__accredited_with").order_by("-published_at", "-pk")[:NEWEST])
        snapshots: dict[int, list[tuple[int, Any]]] = {}
        earlier = full.filter(event__in={version.event_id for version in newest}).order_by("number")
        for pk, number, snapshot in earlier.values_list("event", "number", "snapshot"):
            snapshots.setdefault(pk, []).append((number, snapshot))
        for version in newest:
            known = snapshots[version.event_id]
            version.before = next((snap for number, snap in reversed(known) if number < version.number), None)
            version.is_newest = version.number == known[-1][0]
        return newest

    def item_title(self, item: MediaAdvisory) -> str:
        return marked(clean(title_of(item.snapshot)), is_cancelled=item.snapshot["cancelled"])

    def item_description(self, item: MediaAdvisory) -> str:
        """How the event stands for its newest version, what was said then for others; and what changed (P7)."""
        said = description(item.event) if item.is_newest else [when_of(item.snapshot)]
        lines = [*said, *([item.changes] if item.changes else [])]
        made = format_html_join("", "<p>{}</p>", ((clean(line),) for line in lines))
        changed = [clean(line) for line in changes.lines(item.before, item.snapshot)]
        if changed:
            made += format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in changed)))
        return made

    def item_link(self, item: MediaAdvisory) -> str:
        return address(item.event.get_absolute_url())

    def item_guid(self, item: MediaAdvisory) -> str:
        return f"{address(item.event.get_absolute_url())}#{item.number}"

    def item_pubdate(self, item: MediaAdvisory) -> datetime:
        return item.published_at

    item_updateddate = item_pubdate

    def item_categories(self, item: MediaAdvisory) -> list[str]:
        return [str(item.event.get_kind_display())]


feed = require_safe(in_its_language(condition(etag_func=how_it_stands)(AdvisoryFeed())))


def marked(title: str, *, is_cancelled: bool) -> str:
    return _("Cancelled: %(title)s") % {"title": title} if is_cancelled else title


def description(event: Event) -> list[str]:
    """When, where, who registers and until when: one line each."""
    lines = [event.shown_when, ", ".join(part for part in (event.venue, event.city) if part), event.who_registers]
    if event.shown_deadline and event.takes_registrations and not event.is_cancelled:
        lines.append(_("Registration deadline: %(deadline)s") % {"deadline": event.shown_deadline})
    return [line for line in lines if line]


def entry(event: Event) -> Entry:
    """One event, annotated ``with_version``; a day whose hour nobody published stays a day."""
    made = Entry()
    made.add("uid", f"{event.slug}@{urlsplit(settings.SITE_URL).hostname}")
    made.add("dtstamp", event.updated_at)
    made.add("last-modified", event.updated_at)
    made.add("sequence", event.version)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("summary", marked(clean(event.title), is_cancelled=event.is_cancelled))
    for name, moment in span(event).items():
        made.add(name, moment)
    made.add("location", clean(", ".join(part for part in (event.venue, event.city) if part)))
    made.add("description", clean("\n".join([*description(event), address(event.get_absolute_url())])))
    made.add("categories", [str(event.get_kind_display())])
    made.add("url", address(event.get_absolute_url()))
    return made


def span(event: Event) -> dict:
    """Beginning and end as iCalendar wants them: in the event's zone where the hour is published, else days.

    The last day is exclusive. UTC is written as such, since it is no zone that changes.
    """
    if event.starts_time is None:
        return {"dtstart": event.starts_on, "dtend": event.ends_on + timedelta(days=1)}
    zone = UTC if is_utc(event) else event.zone
    if event.ends_time is None and event.starts_on == event.ends_on:
        return {"dtstart": event.starts.astimezone(zone)}
    ends = event.ends if event.ends_time else last_minute(event)
    return {"dtstart": event.starts.astimezone(zone), "dtend": ends.astimezone(zone)}


def last_minute(event: Event) -> datetime:
    """The last minute of the last day: shown as a day that ends, not as the next one's 00:00."""
    return event.ends - timedelta(minutes=1)


def is_utc(event: Event) -> bool:
    return event.time_zone in ("UTC", "Etc/UTC")


def calendar_of(events: Iterable[Event]) -> Calendar:
    """A calendar of these events, annotated ``with_version``, with the zones that they name."""
    events = list(events)
    calendar = Calendar()
    calendar.add("prodid", f"-//{office.ORGANISATION}//{office.PORTAL_NAME}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Event calendar") + f" · {office.PORTAL_NAME}")
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")  # the same, as Outlook reads it
    for zone in sorted({event.time_zone for event in events if event.starts_time and not is_utc(event)}):
        years = [day.year for event in events if event.time_zone == zone for day in event.days]
        calendar.add_component(vtimezone(ZoneInfo(zone), min(years), max(years)))
    for event in events:
        calendar.add_component(entry(event))
    return calendar


def published():
    return Event.objects.published().select_related("accredited_with").with_version()


@require_safe
@in_its_language
@condition(etag_func=how_it_stands)
def whole_calendar(request: HttpRequest) -> HttpResponse:
    return as_file(calendar_of(published().order_by("starts_on", "pk")).to_ical(), "calendar.ics")


@require_safe
@in_its_language
@condition(etag_func=how_it_stands)
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    content = file_of(slug, get_language())
    if content is None:
        raise Http404
    return as_file(content, f"{slug}.ics")


def file_of(slug: str, language: str) -> bytes | None:
    """The iCalendar file of one published event in this language: one entry with the UID that it has everywhere."""
    event = published().filter(slug=slug).first()
    if event is None:
        return None
    with translation.override(language):
        return calendar_of([event]).to_ical()


def as_file(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=disposition)
