"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import THE_ACCOUNT, Notice, Placeholder

PLACEHOLDERS = {
    "number": Placeholder(_("the number of the press card")),
    "issuing_body": Placeholder(_("the body that issued the press card")),
    "document": Placeholder(_("the kind of the identity document")),
    "valid_until": Placeholder(_("the last day on which it is valid")),
    "press_card_link": Placeholder(_("the address of the page where a press card is entered")),
    "link": Placeholder(_("the address of the log-in")),
    "document_link": Placeholder(_("the address of the page where an identity document is entered")),
}

# No case stands behind these, so they name no reference.
press_card_lapses = Notice(
    "profiles",
    "press_card_lapses",
    ("name", "number", "issuing_body", "valid_until", "press_card_link"),
    _("A press card that somebody needs is about to lapse."),
    required=("valid_until", "press_card_link"),
    told_to=_("whoever holds an accreditation, or has a request or registration under way"),
    key="press_card:PERSON:DAY",
)
document_lapses = Notice(
    "profiles",
    "document_lapses",
    ("name", "document", "valid_until", "document_link"),
    _("An identity document that somebody needs is about to lapse."),
    required=("valid_until", "document_link"),
    told_to=_("whoever holds an accreditation, or has a request or registration under way"),
    key="document:PERSON:DAY",
)
second_factor_reset = Notice(
    "profiles",
    "second_factor_reset",
    ("name", "link"),
    _("The office took the second factor of an account away."),
    required=("link",),
    told_to=THE_ACCOUNT,
)
