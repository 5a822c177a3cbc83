"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice, Placeholder
from events.notices import OF_EVENTS

COMMON = ("name", "reference", "event", "when", "link", "attendance_link")
OF_THE_EVENT = ("name", "event", "when", "attendance_link")  # told also to people who have no case

# What the letters of this room name besides those that other rooms share.
PLACEHOLDERS = {
    **OF_EVENTS,
    "attendance_link": Placeholder(_("the address of “Update your event attendance”")),
    "contents": Placeholder(_("what was received: each attachment, the photo, and when")),
    "lateness": Placeholder(_("what it means that the registration came after the deadline"), may_be_empty=True),
    "collection": Placeholder(_("where and when passes are collected, or “to be announced”")),
    "bring": Placeholder(_("what the person brings when the pass is collected")),
    "confirmation_link": Placeholder(_("the address of the confirmation to print")),
    "on_time_until": Placeholder(_("until when this person registers as on time")),
    "last_day": Placeholder(_("the last day on which passes are collected")),
    "last_hours": Placeholder(_("where and when passes are collected on the last day")),
    "register_link": Placeholder(_("the address of the form that registers for the event")),
}


def _notice(name: str, purpose: str, *placeholders: str, required: tuple[str, ...] = (), key: str = "") -> Notice:
    return Notice("adhoc", name, (*COMMON, *placeholders), purpose, required, key=key)


received = _notice(
    "received", _("A registration was submitted."), "contents", "lateness", required=("contents", "attendance_link")
)
corrected = _notice("corrected", _("The representative corrected a submitted registration."), "contents")
information_requested = _notice(
    "information_requested",
    _("The office asks for missing items."),
    "items", "words", "reply_by", "complete_link",
    required=("items", "reply_by", "complete_link"),
)  # fmt: skip
completed = _notice("completed", _("The items that were asked for have arrived."), "contents")
approved = _notice(
    "approved",
    _("The registration is approved."),
    "collection", "bring", "confirmation_link", "words",
    required=("collection", "bring", "confirmation_link"),
)  # fmt: skip
denied = _notice(
    "denied", _("The registration is denied."), "words", required=("press_association", "press_association_link")
)
revoked = _notice(
    "revoked", _("An approval is revoked."), "words", required=("press_association", "press_association_link")
)
kept = _notice("kept", _("The approval stands although the identity changed."), "words")
withdrawn = _notice("withdrawn", _("The representative withdrew."))
closed = _notice(
    "closed", _("The case is closed without a decision on the person."), "ground", "words", required=("ground",)
)
reopened = _notice("reopened", _("A settled case is taken up again."), "words")
advisory_updated = Notice(
    "adhoc",
    "advisory_updated",
    (*OF_THE_EVENT, "changes", "differences", "event_link"),
    _("A new version of the advisory was published."),
    required=("changes", "event_link"),
    told_to=_("everybody with an open registration"),
    key="advisory:EVENT:VERSION:ACCOUNT",
)
event_cancelled = Notice(
    "adhoc",
    "event_cancelled",
    (*OF_THE_EVENT, "changes", "event_link"),
    _("The event is cancelled."),
    required=("changes",),
    told_to=_("everybody with an open registration, and holders of annual accreditation who were covered"),
    key="advisory:EVENT:VERSION:ACCOUNT",
)
cover_lost = Notice(
    "adhoc",
    "cover_lost",
    (*OF_THE_EVENT, "deadline", "changes", "differences", "event_link"),
    _("Annual accreditation no longer covers the event; one must register."),
    required=("deadline", "event_link"),
    told_to=_("holders of annual accreditation who were covered and have not registered"),
    key="cover:EVENT:CAUSE:PERSON",
)
draft_reminder = _notice(
    "draft_reminder",
    _("A registration was begun, and its deadline comes."),
    "on_time_until", "register_link",
    required=("on_time_until", "register_link"), key="draft:REFERENCE:DAY",
)  # fmt: skip
information_reminder = _notice(
    "information_reminder",
    _("Information that the office asked for is still missing."),
    "items", "words", "reply_until", "reply_today", "reply_overdue", "complete_link",
    required=("items", "complete_link"), key="information:REFERENCE:DAY",
)  # fmt: skip
pass_reminder = _notice(
    "pass_reminder",
    _("It is the last day of collection, and no hand-over of the pass is recorded."),
    "last_day", "last_hours", "bring", "confirmation_link",
    required=("last_day", "last_hours", "bring"), key="pass:REFERENCE:DAY",
)  # fmt: skip
# No case stands behind this one yet, so it names no reference.
admitted = Notice(
    "adhoc",
    "admitted",
    (*OF_THE_EVENT, "register_link"),
    _("An officer admits somebody after the deadline."),
    required=("register_link",),
    told_to=_("the media representative who is admitted"),
    key="admitted:EVENT:PERSON",
)
