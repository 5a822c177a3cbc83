"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

COMMON = ("name", "reference", "event", "when", "link", "attendance_link")


def _notice(name: str, purpose: str, *placeholders: str) -> Notice:
    return Notice("adhoc", name, (*COMMON, *placeholders), purpose)


received = _notice("received", _("A registration was submitted."), "contents", "lateness")
corrected = _notice("corrected", _("The representative corrected a submitted registration."), "contents")
information_requested = _notice(
    "information_requested", _("The office asks for missing items."), "items", "words", "reply_by", "complete_link"
)
completed = _notice("completed", _("The items that were asked for have arrived."), "contents")
approved = _notice("approved", _("The registration is approved."), "collection", "bring", "confirmation_link", "words")
denied = _notice("denied", _("The registration is denied."), "words")
revoked = _notice("revoked", _("An approval is revoked."), "words")
kept = _notice("kept", _("The approval stands although the identity changed."), "words")
withdrawn = _notice("withdrawn", _("The representative withdrew."))
closed = _notice("closed", _("The case is closed without a decision on the person."), "ground", "words")
reopened = _notice("reopened", _("A settled case is taken up again."), "words")
advisory_updated = _notice(
    "advisory_updated", _("A new version of the advisory was published."), "changes", "differences", "event_link"
)
event_cancelled = _notice("event_cancelled", _("The event is cancelled."), "changes", "event_link")
cover_lost = _notice(
    "cover_lost", _("Annual accreditation no longer covers the event; one must register."),
    "deadline", "changes", "differences", "event_link",
)  # fmt: skip
# No case stands behind this one yet, so it names no reference.
admitted = Notice(
    "adhoc",
    "admitted",
    ("name", "event", "when", "register_link", "attendance_link"),
    _("An officer admits somebody after the deadline."),
)
