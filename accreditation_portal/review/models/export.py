"""What was taken out of the portal as a table: by whom, when, narrowed how, how many rows (B8)."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Export(models.Model):
    """One export of a list. It names the filters, never what was searched for: that may be a person's name."""

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    kind = models.CharField(_("kind of case"), max_length=60)  # a model's label
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    filters = models.JSONField(_("filters"), default=dict)
    columns = models.JSONField(_("columns"))
    file_format = models.CharField(_("format"), max_length=8, choices=Format)
    number = models.PositiveIntegerField(_("rows"), default=0)
    ended_at = models.DateTimeField(_("complete"), null=True)  # empty: broken off before the last row

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="an_export_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("at"))
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="exports_by_time")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def what(self) -> Any:
        """The kind of case in words."""
        return apps.get_model(self.kind)._meta.verbose_name_plural
