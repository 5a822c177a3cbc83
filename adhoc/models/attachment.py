"""What is attached to a registration: proof of identity and proof of profession (P2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.attachments import TAKEN_BACK_AFTER_HANDED_IN, HandedIn


class Attachment(HandedIn):
    """One document of one registration."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("Proof of identity (ID card or passport)")
        PROFESSION = "profession", _("Proof of profession (press card or letter of assignment)")

    registration = models.ForeignKey(
        "adhoc.EventRegistration", models.PROTECT, related_name="attachments", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)

    class Meta(HandedIn.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="attachment_is_of_a_known_kind", condition=Q(kind__in=["identity", "profession"])
            ),
            models.CheckConstraint(name="only_what_was_handed_in_is_taken_back", condition=TAKEN_BACK_AFTER_HANDED_IN),
        ]
