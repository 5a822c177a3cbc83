"""One step for many cases: what was chosen, how far it is, and what was left out and why (B15)."""

import uuid
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BulkActQuerySet(models.QuerySet):
    """Bulk acts …"""

    def running(self):
        """… that somebody has begun and that are not through."""
        return self.filter(begun_at__isnull=False, ended_at=None)


class BulkAct(models.Model):
    """A step that an officer takes for a selection. It is kept, so that a process that dies loses nothing.

    ``cases``: of each its number ``pk``, its ``reference``, the line of its record that the list showed, ``seen``, and
    to whom it was assigned, ``was`` (B7); once begun, those alone that the page showed as to be done. ``given``: the
    form as it was filled in. ``done``: how many of them have had their turn; ``taken``: with success.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind of case"), max_length=60)  # a model's label
    step = models.CharField(_("step"), max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("prepared"), default=timezone.now)
    cases = models.JSONField(_("cases"))
    given = models.JSONField(_("what was filled in"), default=dict)
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    done = models.PositiveIntegerField(_("cases that have had their turn"), default=0)
    taken = models.PositiveIntegerField(_("cases for which it was done"), default=0)
    left_out = models.JSONField(_("left out"), default=list)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")
        constraints = [
            models.CheckConstraint(
                name="a_bulk_act_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at"))
            ),
            models.CheckConstraint(name="no_more_is_taken_than_had_its_turn", condition=Q(taken__lte=F("done"))),
        ]
        indexes = [
            models.Index(
                fields=["begun_at"], name="bulk_acts_running", condition=Q(begun_at__isnull=False, ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.pk}"

    @property
    def model(self) -> Any:
        """The kind of case that it is about."""
        return apps.get_model(self.kind)

    @property
    def state(self) -> str:
        """Where it is: "prepared", "running" or "ended"."""
        if self.ended_at:
            return "ended"
        return "running" if self.begun_at else "prepared"
