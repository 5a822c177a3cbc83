"""The record of decisions on annual requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.models import Decision


class AnnualDecision(Decision):
    """One line of the record of an annual request."""

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, related_name="decisions", verbose_name=_("annual request")
    )

    class Meta(Decision.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
