"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

COMMON = ("name", "reference", "link")


def _notice(name: str, purpose: str, *placeholders: str) -> Notice:
    return Notice("annual", name, (*COMMON, *placeholders), purpose)


received = _notice("received", _("A request was submitted."))
corrected = _notice("corrected", _("The representative corrected a submitted request."))
information_requested = _notice(
    "information_requested", _("The office asks for missing items."), "items", "words", "reply_by"
)
completed = _notice("completed", _("The items that were asked for have arrived."))
approved = _notice("approved", _("Annual accreditation is granted."), "valid_from", "valid_until", "words", "bring")
denied = _notice("denied", _("Annual accreditation is denied."), "words")
revoked = _notice("revoked", _("An accreditation in force is revoked."), "words")
kept = _notice("kept", _("The accreditation stands although the identity changed."), "words")
withdrawn = _notice("withdrawn", _("The representative withdrew."))
closed = _notice("closed", _("The case is closed without a decision on the person."), "ground", "words")
reopened = _notice("reopened", _("A settled case is taken up again."), "words")
