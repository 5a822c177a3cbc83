"""What this room tells those who follow an event or the calendar."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

COMMON = ("name", "event", "when", "event_link")

event_announced = Notice(
    "events", "event_announced", (*COMMON, "place", "who_registers", "deadline"),
    _("An event is announced, to those who follow the calendar."),
)  # fmt: skip
advisory_updated = Notice(
    "events", "advisory_updated", (*COMMON, "changes", "differences"),
    _("A new version of the advisory was published, to those who follow it."),
)  # fmt: skip
event_cancelled = Notice(
    "events", "event_cancelled", (*COMMON, "changes"), _("The event is cancelled, to those who follow it.")
)
