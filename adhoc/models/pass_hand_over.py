"""The hand-over of the pass for one event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.passes import HandOver


class PassHandOver(HandOver):
    """One hand-over of the pass of one registration."""

    case = models.ForeignKey(
        "adhoc.EventRegistration", models.PROTECT, editable=False, related_name="hand_overs",
        verbose_name=_("event registration"),
    )  # fmt: skip

    class Meta(HandOver.Meta):
        abstract = False
