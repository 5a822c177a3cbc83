"""What the portal forgot by itself: how much of what, and when; never whose (B9)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Forgotten(models.Model):
    """One round of one kind of forgetting. ``number`` grows with each batch, in the transaction of the batch."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("what"), max_length=40)
    number = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("retention")
        verbose_name_plural = _("retention")
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(name="something_was_forgotten", condition=Q(number__gte=1))]
        indexes = [models.Index(fields=["-at"], name="forgotten_by_time")]

    def __str__(self) -> str:
        return f"#{self.pk}"
