"""What officers note about an annual request for each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.models import InternalNote as Note


class InternalNote(Note):
    """One note about an annual request."""

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, editable=False, related_name="notes", verbose_name=_("annual request")
    )

    class Meta(Note.Meta):
        abstract = False
