"""What this room tells those who follow an event or the calendar."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice, Placeholder

COMMON = ("name", "event", "when", "event_link")

# What letters about an event name, here and in the room above.
OF_EVENTS = {
    "event": Placeholder(_("the title of the event")),
    "when": Placeholder(_("the days of the event")),
    "event_link": Placeholder(_("the address of the event’s page")),
    "changes": Placeholder(_("what the press service says has changed"), may_be_empty=True),
    "differences": Placeholder(_("what differs from the version before, one line each"), may_be_empty=True),
    "deadline": Placeholder(_("until when one registers as on time"), may_be_empty=True),
}
PLACEHOLDERS = {
    **OF_EVENTS,
    "place": Placeholder(_("where the event takes place"), may_be_empty=True),
    "who_registers": Placeholder(_("who must register for the event")),
}

event_announced = Notice(
    "events", "event_announced", (*COMMON, "place", "who_registers", "deadline"),
    _("An event is announced, to those who follow the calendar."),
    required=("event", "event_link"), told_to=_("everybody who follows the calendar"),
    key="advisory:EVENT:VERSION:ACCOUNT",
)  # fmt: skip
advisory_updated = Notice(
    "events", "advisory_updated", (*COMMON, "changes", "differences"),
    _("A new version of the advisory was published, to those who follow it."),
    required=("event", "changes", "event_link"), told_to=_("everybody who follows the event or the calendar"),
    key="advisory:EVENT:VERSION:ACCOUNT",
)  # fmt: skip
event_cancelled = Notice(
    "events", "event_cancelled", (*COMMON, "changes"), _("The event is cancelled, to those who follow it."),
    required=("event",), told_to=_("everybody who follows the event or the calendar"),
    key="advisory:EVENT:VERSION:ACCOUNT",
)  # fmt: skip
