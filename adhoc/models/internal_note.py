"""What officers note about a registration for each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.models import InternalNote as Note


class InternalNote(Note):
    """One note about a registration."""

    case = models.ForeignKey(
        "adhoc.EventRegistration",
        models.PROTECT,
        editable=False,
        related_name="notes",
        verbose_name=_("event registration"),
    )

    class Meta(Note.Meta):
        abstract = False
