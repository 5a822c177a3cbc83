"""What is attached to an annual request: a copy of the attestation, proof of a track record, copies of articles."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.attachments import TAKEN_BACK_AFTER_HANDED_IN, HandedIn


class Attachment(HandedIn):
    """One document of one annual request."""

    class Kind(models.TextChoices):
        ATTESTATION_COPY = "attestation_copy", _("Copy of the attestation: does not replace the original")
        TRACK_RECORD = "track_record", _("Proof of the track record")
        ARTICLE_COPY = "article_copy", _("Copy of an article")
        PUBLICATION_COPY = "publication_copy", _("Copy of a publication")

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, related_name="attachments", verbose_name=_("annual request")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta(HandedIn.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="annual_attachment_is_of_a_known_kind",
                condition=Q(kind__in=["attestation_copy", "track_record", "article_copy", "publication_copy"]),
            ),
            models.CheckConstraint(
                name="annual_only_what_was_handed_in_is_taken_back", condition=TAKEN_BACK_AFTER_HANDED_IN
            ),
        ]
