"""A person's wish to be erased, and what the office did about it (B9)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal.review.timeline import shown_moment


class ErasureRequestQuerySet(models.QuerySet):
    """Wishes to be erased …"""

    def waiting(self):
        """… that wait for an officer: one for each person."""
        return self.filter(taken_back_at=None, decided_at=None)


class ErasureRequest(models.Model):
    """Asked by the person; taken back by them, executed by an officer, or refused with a reason that they read.

    Where retention erases the person first, the wish is settled with that.
    """

    class Outcome(models.TextChoices):
        EXECUTED = "executed", pgettext_lazy("erasure", "Erased")
        REFUSED = "refused", pgettext_lazy("erasure", "Refused")
        LAPSED = "lapsed", pgettext_lazy("erasure", "Erased when its time was over")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasure_requests", verbose_name=_("account")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default="", editable=False)
    reason = models.TextField(_("reason"), default="", max_length=2000, editable=False)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure request")
        verbose_name_plural = _("erasure requests")
        default_permissions = ("view",)
        permissions = [("decide_erasurerequest", "Can decide erasure requests")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(taken_back_at=None, decided_at=None), name="one_erasure_request_waits"
            ),
            models.CheckConstraint(
                name="an_erasure_is_decided_by_somebody",
                condition=Q(decided_at=None, decided_by=None, outcome="", reason="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome="executed", reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False, outcome="refused") & ~Q(reason=""))
                | Q(decided_at__isnull=False, decided_by=None, outcome="lapsed", reason=""),
            ),
            models.CheckConstraint(
                name="an_erasure_taken_back_is_not_decided", condition=Q(taken_back_at=None) | Q(decided_at=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="erasures_waiting", condition=Q(taken_back_at=None, decided_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.taken_back_at is None and self.decided_at is None

    @property
    def settled_at(self) -> datetime | None:
        return self.taken_back_at or self.decided_at

    @property
    def standing(self) -> Any:
        """Where it is, in a word."""
        if self.taken_back_at:
            return pgettext_lazy("erasure", "Taken back")
        return self.get_outcome_display() if self.outcome else pgettext_lazy("erasure", "Waiting")

    @property
    def sentence(self) -> str:
        """What became of it, for an officer whose page is older (B7)."""
        if self.taken_back_at:
            return _now("The person took the request back on %(when)s.") % {"when": shown_moment(self.taken_back_at)}
        if self.decided_by is None:
            return _now("The data were erased by themselves on %(when)s: their time was over.") % {
                "when": shown_moment(self.decided_at)
            }
        return _now("It was decided already, by %(who)s on %(when)s: %(outcome)s.") % {
            "who": self.decided_by.shown_name,
            "when": shown_moment(self.decided_at),
            "outcome": self.get_outcome_display(),
        }
