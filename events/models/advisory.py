"""A media advisory: one numbered version of what was published about an event (S23, P7)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event, in_active_language, language_of


class MediaAdvisory(models.Model):
    """One version, never changed afterwards. A version that an imported file only names has no ``snapshot``."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="advisories", verbose_name=_("event"))
    number = models.PositiveSmallIntegerField(_("version"))
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    issued_on = models.DateField(_("date"))
    title_en = models.CharField(_("title in English"), max_length=250)
    title_fr = models.CharField(_("title in French"), max_length=250, blank=True)
    changes_en = models.TextField(_("what changed, in English"), blank=True)
    changes_fr = models.TextField(_("what changed, in French"), blank=True)
    snapshot = models.JSONField(_("the event as it then stood"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("media advisory")
        verbose_name_plural = _("media advisories")
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_version_per_event_and_number"),
            models.CheckConstraint(
                name="a_full_version_says_who_published_it_when",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"

    @property
    def announces(self) -> bool:
        """Whether it made the event public, for the first time or anew."""
        return self.published_at == self.event.published_at

    def full_version_before(self) -> "MediaAdvisory | None":
        """The full version that stood until this one."""
        full = MediaAdvisory.objects.filter(event=self.event_id, number__lt=self.number, snapshot__isnull=False)
        return full.order_by("-number").first()

    def concerns_nobody(self, before: "MediaAdvisory | None") -> bool:
        """Whether the event was taken back since, or over already.

        Moved into the past by this very version, it concerns everybody.
        """
        if self.event.published_at is None or self.published_at < self.event.published_at:
            return True
        if not self.event.is_over(self.published_at):
            return False
        today = self.published_at.astimezone(self.event.zone).date()
        return before is None or date.fromisoformat(before.snapshot["ends_on"]) < today

    @property
    def title(self) -> str:
        return in_active_language(self, "title")

    @property
    def title_language(self) -> str:
        return language_of(self, "title")

    @property
    def changes(self) -> str:
        return in_active_language(self, "changes")

    @property
    def changes_language(self) -> str:
        return language_of(self, "changes")
