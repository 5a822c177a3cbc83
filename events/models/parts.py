"""What an event consists of besides its dates: programme items, and where passes are collected."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.kinds import Access, Media, media_words
from events.models.event import Event, in_active_language, language_of
from events.times import shown_hours


class ProgrammeItem(models.Model):
    """One item of the programme, open, by invitation or for a pool (P6)."""

    Access = Access
    Media = Media

    event = models.ForeignKey(Event, models.CASCADE, related_name="programme", verbose_name=_("event"))
    day = models.DateField(_("day"))
    starts_time = models.TimeField(_("begins at"), null=True, blank=True)
    ends_time = models.TimeField(_("ends at"), null=True, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=200, blank=True)
    access = models.CharField(_("access"), max_length=16, choices=Access, default=Access.OPEN)
    media = models.JSONField(_("media types of the pool"), default=list, blank=True)  # roles, as in profiles

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme")
        constraints = [
            models.CheckConstraint(
                name="programme_item_ends_after_it_starts",
                condition=Q(ends_time=None) | Q(starts_time=None) | Q(ends_time__gt=F("starts_time")),
                violation_error_message=_("The item ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.title_en}"

    @property
    def title(self) -> str:
        return in_active_language(self, "title")

    @property
    def title_language(self) -> str:
        return language_of(self, "title")

    @property
    def place(self) -> str:
        return in_active_language(self, "place")

    @property
    def place_language(self) -> str:
        return language_of(self, "place")

    @property
    def hours(self) -> str:
        return shown_hours(self.starts_time, self.ends_time)

    @property
    def media_words(self) -> list[str]:
        """The media types of the pool, in the active language."""
        return media_words(self.media)


class CollectionPoint(models.Model):
    """Where passes are collected in person, and with what (P4). There may be none yet, or one without a place (P5)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="collection_points", verbose_name=_("event"))
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=200, blank=True)
    bring_en = models.TextField(_("what to bring, one a line, in English"), blank=True)
    bring_fr = models.TextField(_("what to bring, one a line, in French"), blank=True)

    class Meta:
        verbose_name = _("collection point")
        verbose_name_plural = _("collection points")

    def __str__(self) -> str:
        return self.place_en or f"#{self.pk}"

    @property
    def place(self) -> str:
        """The place, or 'to be announced' while it is not published (P5)."""
        return in_active_language(self, "place") or gettext("To be announced")

    @property
    def place_language(self) -> str:
        return language_of(self, "place") if self.place_en else (get_language() or "en")[:2]

    @property
    def bring_language(self) -> str:
        return language_of(self, "bring")

    @property
    def bring(self) -> list[str]:
        return [line.strip() for line in in_active_language(self, "bring").splitlines() if line.strip()]


class CollectionHours(models.Model):
    """The opening hours of a collection point on one day, local time (P4)."""

    point = models.ForeignKey(CollectionPoint, models.CASCADE, related_name="hours", verbose_name=_("collection point"))
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                name="collection_point_closes_after_it_opens",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=_("It closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens:%H:%M}–{self.closes:%H:%M}"
