"""Reasons that officers give again and again: written once in both languages, chosen with a click."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class ReasonQuerySet(models.QuerySet):
    """Reasons …"""

    def of_kind(self, kind: type[models.Model]):
        """… in use that fit this kind of case, in the order of the list."""
        return self.filter(is_in_use=True, kind__in=["", kind._meta.label_lower]).order_by("step", "position", "pk")


class Reason(models.Model):
    """A text for the letter of a step, in every language of the portal; what was sent stays in the record as it was."""

    class Step(models.TextChoices):
        REQUEST_INFORMATION = "request_information", pgettext_lazy("step", "Request information")
        DENY = "deny", pgettext_lazy("step", "Deny")
        REVOKE = "revoke", pgettext_lazy("step", "Revoke")
        CLOSE = "close", pgettext_lazy("step", "Close")

    step = models.CharField(_("step"), max_length=24, choices=Step)
    kind = models.CharField(_("kind of case"), max_length=60, blank=True)  # a model's label; empty: every kind
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    text_en = models.TextField(_("text in English"), max_length=2000)
    text_fr = models.TextField(_("text in French"), max_length=2000)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ("step", "position", "pk")
        constraints = [
            models.CheckConstraint(
                name="a_reason_has_a_text_in_both_languages", condition=~Q(text_en="") & ~Q(text_fr="")
            ),
            models.UniqueConstraint(
                fields=["step", "kind", "name_en"],
                name="one_reason_of_a_name_per_step",
                violation_error_message=_("There is a reason of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> Any:
        """The name in the reader's language."""
        return self.name_fr if (get_language() or "").startswith("fr") else self.name_en

    def text_in(self, language: str) -> str:
        """What the letter says to somebody who reads this language."""
        return (self.text_fr if language == "fr" else self.text_en).replace("\r\n", "\n").strip()
