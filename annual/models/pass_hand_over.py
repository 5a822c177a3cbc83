"""The hand-over of an annual pass."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.passes import HandOver


class PassHandOver(HandOver):
    """One hand-over of the pass of one accreditation."""

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, editable=False, related_name="hand_overs",
        verbose_name=_("annual request"),
    )  # fmt: skip

    class Meta(HandOver.Meta):
        abstract = False
