"""The event calendar where people live: an Atom feed and iCalendar files, of published events only (B10)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from accreditation_portal import office
from events.models import Event, MediaAdvisory
from events.text import without_control_characters as clean

NEWEST = 50


def address(path: str) -> str:
    """Links come from the settings: whatever host the request names, nobody is sent there."""
    return settings.SITE_URL + path


class AdvisoryFeed(Feed):
    """The newest versions of the advisories of published events, latest first."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Event calendar") + f" · {office.PORTAL_NAME}"

    def subtitle(self) -> str:
        return _("Media advisories: what is announced, and until when one registers.")

    def link(self) -> str:
        return address(reverse("events:calendar"))

    def feed_url(self) -> str:
        return address(reverse("events:feed"))

    def feed_guid(self) -> str:
        return self.feed_url()

    def author_name(self) -> str:
        return str(office.PRESS_SECTION)

    def items(self):
        full = MediaAdvisory.objects.filter(published_at__isnull=False, event__published_at__isnull=False)
        return full.select_related("event__accredited_with").defer("snapshot").order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item: MediaAdvisory) -> str:
        title = clean(item.event.title)
        return _("Cancelled: %(title)s") % {"title": title} if item.event.is_cancelled else title

    def item_description(self, item: MediaAdvisory) -> str:
        return clean(" · ".join([*description(item.event), *([item.changes] if item.changes else [])]))

    def item_link(self, item: MediaAdvisory) -> str:
        return address(item.event.get_absolute_url())

    def item_guid(self, item: MediaAdvisory) -> str:
        return f"{address(item.event.get_absolute_url())}#{item.number}"

    def item_pubdate(self, item: MediaAdvisory) -> datetime:
        return item.published_at

    item_updateddate = item_pubdate

    def item_categories(self, item: MediaAdvisory) -> list[str]:
        return [str(item.event.get_kind_display())]


def description(event: Event) -> list[str]:
    """When, where, who registers and until when: one line each."""
    lines = [event.shown_when, ", ".join(part for part in (event.venue, event.city) if part), event.who_registers]
    if event.shown_deadline and event.takes_registrations:
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
    made.add("summary", clean(event.title))
    for name, moment in span(event).items():
        made.add(name, moment)
    made.add("location", clean(", ".join(part for part in (event.venue, event.city) if part)))
    made.add("description", clean("\n".join([*description(event), address(event.get_absolute_url())])))
    made.add("categories", [str(event.get_kind_display())])
    made.add("url", address(event.get_absolute_url()))
    return made


def span(event: Event) -> dict:
    """Beginning and end as iCalendar wants them: UTC where the hour is published, else days, the last one exclusive."""
    if event.starts_time is None:
        return {"dtstart": event.starts_on, "dtend": event.ends_on + timedelta(days=1)}
    if event.ends_time is None and event.starts_on == event.ends_on:
        return {"dtstart": event.starts}
    return {"dtstart": event.starts, "dtend": event.ends if event.ends_time else last_minute(event)}


def last_minute(event: Event) -> datetime:
    """The last minute of the last day: shown as a day that ends, not as the next one's 00:00."""
    return event.ends - timedelta(minutes=1)


def calendar_of(events) -> Calendar:
    """A calendar of these events, annotated ``with_version``."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{office.ORGANISATION}//{office.PORTAL_NAME}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Event calendar") + f" · {office.PORTAL_NAME}")
    for event in events:
        calendar.add_component(entry(event))
    return calendar


def published():
    return Event.objects.published().select_related("accredited_with").with_version()


@require_safe
def whole_calendar(request: HttpRequest) -> HttpResponse:
    return as_file(calendar_of(published().order_by("starts_on", "pk")), "calendar.ics")


@require_safe
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    event = published().filter(slug=slug).first()
    if event is None:
        raise Http404
    return as_file(calendar_of([event]), f"{slug}.ics")


def as_file(calendar: Calendar, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=disposition)
