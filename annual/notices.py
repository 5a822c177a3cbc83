"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice, Placeholder

COMMON = ("name", "reference", "link")
ASSOCIATION = ("press_association", "press_association_link")

# What the letters of this room name besides those that other rooms share. Many hold the reference where something is
# true of the request and nothing where it is not: a paragraph that names one is written for that case alone.
PLACEHOLDERS = {
    "awaited": Placeholder(_("the reference, where the original attestation is awaited"), may_be_empty=True),
    "arrived": Placeholder(_("the reference, where an original that conforms has arrived"), may_be_empty=True),
    "instead": Placeholder(_("the reference, where the press card of a freelancer suffices"), may_be_empty=True),
    "judged": Placeholder(
        _("the reference, where an officer judges whether a freelancer’s card suffices"), may_be_empty=True
    ),
    "publications": Placeholder(_("the reference, where an officer reviews recent publications"), may_be_empty=True),
    "submitted_on": Placeholder(_("the day on which the request was submitted")),
    "posted_on": Placeholder(_("the day on which the original was posted, as the person says"), may_be_empty=True),
    "valid_from": Placeholder(_("the first day of the accreditation")),
    "valid_until": Placeholder(_("the last day of the accreditation")),
    "bring": Placeholder(_("what the procedure asks the person to bring to the Pass Office")),
    "criteria": Placeholder(_("the criteria found met in an approval, else those found not met"), may_be_empty=True),
    "events_link": Placeholder(_("the address of the event calendar")),
    "in_force": Placeholder(_("the day on which what was in force ends"), may_be_empty=True),
    "ended": Placeholder(_("the day on which what was granted ends, where it was in force"), may_be_empty=True),
    "uncovered": Placeholder(_("the day since when nothing covers the person at events"), may_be_empty=True),
    "other_from": Placeholder(_("the first day of another accreditation that goes on"), may_be_empty=True),
    "other_until": Placeholder(_("the last day of another accreditation that goes on"), may_be_empty=True),
    "sent": Placeholder(_("the reference, where the request is under review"), may_be_empty=True),
    "unsent": Placeholder(_("the reference, where the request is still a draft"), may_be_empty=True),
    "asked": Placeholder(_("the reference, where the person was asked for more"), may_be_empty=True),
    "apply_link": Placeholder(_("the address of the form for annual accreditation"), may_be_empty=True),
    "under_review": Placeholder(_("the reference of a renewal that is under review"), may_be_empty=True),
    "review_link": Placeholder(_("the address of a renewal that is under review"), may_be_empty=True),
    "begun": Placeholder(_("the reference of a renewal that is begun"), may_be_empty=True),
    "begun_link": Placeholder(_("the address of a renewal that is begun"), may_be_empty=True),
    "renewable": Placeholder(_("the reference, where nothing has been begun yet"), may_be_empty=True),
}


def _notice(name: str, purpose: str, *placeholders: str, required: tuple[str, ...] = (), key: str = "") -> Notice:
    return Notice("annual", name, (*COMMON, *placeholders), purpose, required, key=key)


received = _notice(
    "received",
    _("A request was submitted."),
    "awaited", "arrived", "instead", "judged", "publications",
    required=("awaited", "postal_address"),
)  # fmt: skip
corrected = _notice("corrected", _("The representative corrected a submitted request."))
information_requested = _notice(
    "information_requested",
    _("The office asks for missing items."),
    "items", "words", "reply_by", "complete_link",
    required=("items", "reply_by", "complete_link"),
)  # fmt: skip
completed = _notice("completed", _("The items that were asked for have arrived."))
approved = _notice(
    "approved",
    _("Annual accreditation is granted."),
    "valid_from", "valid_until", "words", "bring", "criteria",
    required=("valid_from", "valid_until", "pass_office", "bring", "criteria"),
)  # fmt: skip
denied = _notice(
    "denied",
    _("Annual accreditation is denied."),
    "words", "criteria", "events_link",
    required=("criteria", *ASSOCIATION),
)  # fmt: skip
revoked = _notice(
    "revoked",
    _("An accreditation in force is revoked."),
    "words", "criteria", "events_link", "in_force", "uncovered", "other_from", "other_until",
    required=("criteria", "in_force", "uncovered", *ASSOCIATION),
)  # fmt: skip
kept = _notice("kept", _("The accreditation stands although the identity changed."), "words")
extended = _notice(
    "extended", _("An accreditation in force is extended."), "valid_until", "words", required=("valid_until",)
)
replaced = _notice(
    "replaced",
    _("An accreditation ends with the approval for another organisation."),
    "valid_until",
    required=("valid_until",),
)
withdrawn = _notice("withdrawn", _("The representative withdrew."))
closed = _notice(
    "closed",
    _("The case is closed without a decision on the person."),
    "ground", "words", "ended", "events_link", "uncovered", "other_from", "other_until",
    required=("ground", "ended", "uncovered"),
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
    required=("awaited", "postal_address"),
)  # fmt: skip
attestation_struck_out = _notice(
    "attestation_struck_out", _("The arrival of an attestation was recorded by mistake."), "words"
)
renewal_open = _notice(
    "renewal_open",
    _("An accreditation in force can be renewed from now on."),
    "valid_until", "apply_link",
    required=("valid_until", "apply_link"),
    key="renewal_open:REFERENCE:DAY",
)  # fmt: skip
expired = _notice(
    "expired",
    _("An accreditation has ended."),
    "valid_until", "events_link", "under_review", "review_link", "begun", "begun_link", "renewable", "apply_link",
    required=("valid_until",),
    key="expired:REFERENCE:DAY",
)  # fmt: skip
ending = _notice(
    "ending",
    _("An accreditation in force ends soon, and no renewal of it was sent."),
    "valid_until", "begun", "begun_link", "renewable", "apply_link",
    required=("valid_until",), key="ending:REFERENCE:DAY",
)  # fmt: skip
information_reminder = _notice(
    "information_reminder",
    _("Information that the office asked for is still missing."),
    "items", "words", "reply_until", "reply_today", "reply_overdue", "complete_link",
    required=("items", "complete_link"), key="information:REFERENCE:DAY",
)  # fmt: skip
original_reminder = _notice(
    "original_reminder",
    _("The original attestation is still awaited."),
    "submitted_on", "posted_on",
    required=("postal_address", "link"), key="original:REFERENCE:DAY",
)  # fmt: skip
