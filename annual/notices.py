"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

COMMON = ("name", "reference", "link")


def _notice(name: str, purpose: str, *placeholders: str) -> Notice:
    return Notice("annual", name, (*COMMON, *placeholders), purpose)


received = _notice("received", _("A request was submitted."), "awaited", "arrived", "instead", "judged", "publications")
corrected = _notice("corrected", _("The representative corrected a submitted request."))
information_requested = _notice(
    "information_requested", _("The office asks for missing items."), "items", "words", "reply_by", "complete_link"
)
completed = _notice("completed", _("The items that were asked for have arrived."))
approved = _notice(
    "approved", _("Annual accreditation is granted."), "valid_from", "valid_until", "words", "bring", "criteria"
)
denied = _notice("denied", _("Annual accreditation is denied."), "words", "criteria", "events_link")
revoked = _notice(
    "revoked",
    _("An accreditation in force is revoked."),
    "words", "criteria", "events_link", "in_force", "uncovered", "other_from", "other_until",
)  # fmt: skip
kept = _notice("kept", _("The accreditation stands although the identity changed."), "words")
extended = _notice("extended", _("An accreditation in force is extended."), "valid_until", "words")
replaced = _notice("replaced", _("An accreditation ends with the approval for another organisation."), "valid_until")
withdrawn = _notice("withdrawn", _("The representative withdrew."))
closed = _notice(
    "closed",
    _("The case is closed without a decision on the person."),
    "ground", "words", "ended", "events_link", "uncovered", "other_from", "other_until",
)  # fmt: skip
reopened = _notice("reopened", _("A settled case is taken up again."), "words")
attestation_received = _notice(
    "attestation_received",
    _("The original attestation has arrived and conforms to the rule."),
    "sent", "unsent", "apply_link", "asked", "complete_link",
)  # fmt: skip
attestation_not_conforming = _notice(
    "attestation_not_conforming",
    _("An attestation has arrived that does not conform to the rule."),
    "words", "awaited", "arrived", "instead", "judged",
)  # fmt: skip
attestation_struck_out = _notice(
    "attestation_struck_out", _("The arrival of an attestation was recorded by mistake."), "words"
)
renewal_open = _notice(
    "renewal_open", _("An accreditation in force can be renewed from now on."), "valid_until", "apply_link"
)
expired = _notice(
    "expired",
    _("An accreditation has ended."),
    "valid_until", "events_link", "under_review", "review_link", "begun", "begun_link", "renewable", "apply_link",
)  # fmt: skip
ending = _notice(
    "ending",
    _("An accreditation in force ends soon, and no renewal of it was sent."),
    "valid_until", "begun", "begun_link", "renewable", "apply_link",
)  # fmt: skip
information_reminder = _notice(
    "information_reminder",
    _("Information that the office asked for is still missing."),
    "items", "words", "reply_until", "reply_today", "reply_overdue", "complete_link",
)  # fmt: skip
original_reminder = _notice(
    "original_reminder", _("The original attestation is still awaited."), "submitted_on", "posted_on"
)
