"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

# No case stands behind these, so they name no reference.
press_card_lapses = Notice(
    "profiles",
    "press_card_lapses",
    ("name", "number", "issuing_body", "valid_until", "press_card_link"),
    _("A press card that somebody needs is about to lapse."),
)
document_lapses = Notice(
    "profiles",
    "document_lapses",
    ("name", "document", "valid_until", "document_link"),
    _("An identity document that somebody needs is about to lapse."),
)
