"""What fills a letter to many about one version of an advisory."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

from events import changes
from events.versions import title_of, when_of

if TYPE_CHECKING:
    from events.models import Event, MediaAdvisory


def version_values(version: "MediaAdvisory", before: "MediaAdvisory | None") -> dict[str, Any]:
    """What this version says, in the active language: a newer one has a letter of its own."""
    event: Event = version.event
    return {
        "event": title_of(version.snapshot),
        "when": when_of(version.snapshot),
        "event_link": settings.SITE_URL + event.get_absolute_url(),
        "changes": version.changes,
        "differences": changes.lines(before.snapshot, version.snapshot) if before else [],
    }


def announced_values(event: "Event") -> dict[str, str]:
    """What an announcement says besides."""
    return {
        "place": ", ".join(part for part in (event.venue, event.city) if part),
        "who_registers": event.who_registers,
        "deadline": event.shown_deadline if event.takes_registrations else "",
    }
