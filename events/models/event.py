"""An event: what, where, when in its own zone, who must register, until when."""

import zoneinfo
from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.deadlines import Registration, registration_at
from events.kinds import Kind, Late
from events.times import shown_instant, shown_span


@cache
def zone_names() -> frozenset[str]:
    """Every IANA time zone; asked of the files once, since that takes some milliseconds."""
    return frozenset(zoneinfo.available_timezones())


def is_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is an IANA time zone."""
    if name not in zone_names():
        raise ValidationError(_("“%(name)s” is not a time zone; write it like Europe/Brussels.") % {"name": name})


def language_of(thing, field: str) -> str:
    """The language in which ``field`` is shown: French where it is active and filled, else English."""
    return "fr" if (get_language() or "en").startswith("fr") and getattr(thing, f"{field}_fr") else "en"


def in_active_language(thing, field: str) -> str:
    """``field_fr`` where French is active and filled, else ``field_en``."""
    return getattr(thing, f"{field}_{language_of(thing, field)}")


class EndOfEvent(models.DateTimeField):
    """When the event is over, filled whenever the row is saved: days and hours themselves are kept as published."""

    def pre_save(self, model_instance, add):
        setattr(model_instance, self.attname, model_instance.ends)
        return model_instance.ends


class EventQuerySet(models.QuerySet):
    """Events …"""

    def published(self):
        """… that everybody may read, cancelled ones too (S23)."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """… that this person may read: staff who may see events read unpublished ones too."""
        return self if user.is_staff and user.has_perm("events.view_event") else self.published()

    def with_version(self):
        """… with the number and the instant of the version that is published now."""
        full = Q(advisories__published_at__isnull=False)
        return self.annotate(
            version=Max("advisories__number", filter=full), updated_at=Max("advisories__published_at", filter=full)
        )

    def upcoming(self, at: datetime):
        """… that are not over at that instant, soonest first."""
        return self.filter(ends_at__gt=at).order_by("starts_on", "starts_time", "pk")

    def past(self, at: datetime):
        """… that are over, latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_on", "-pk")


class Event(models.Model):
    """A meeting or briefing that media representatives can cover (S19). Unpublished, published or cancelled."""

    Kind = Kind
    Late = Late

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    at_headquarters = models.BooleanField(_("at the Headquarters"), default=False)
    annual_accreditation_suffices = models.BooleanField(_("annual accreditation suffices"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Brussels", validators=[is_zone])
    starts_on = models.DateField(_("first day"))
    starts_time = models.TimeField(_("begins at"), null=True, blank=True)  # empty: the hour is not published
    ends_on = models.DateField(_("last day"))
    ends_time = models.TimeField(_("ends at"), null=True, blank=True)
    ends_at = EndOfEvent(_("over at"), editable=False)
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_deadline = models.DateTimeField(_("registration deadline"), null=True, blank=True)
    deadline_zone = models.CharField(_("zone of the deadline"), max_length=64, blank=True, validators=[is_zone])
    late = models.CharField(_("late requests"), max_length=16, choices=Late, default=Late.REFUSED)
    identity_required = models.BooleanField(_("proof of identity is required"), default=True)
    profession_required = models.BooleanField(_("proof of profession is required"), default=True)
    authorities_check_media = models.BooleanField(_("authorities check the media"), default=False)
    accredited_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("accreditation for this event covers it"),
    )  # fmt: skip
    accredited_by = models.CharField(_("another body accredits"), max_length=200, blank=True)
    accredited_by_url = models.URLField(_("where that body takes requests"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    source = models.CharField(_("source"), max_length=200, null=True, blank=True, unique=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("publish_event", "Can publish and cancel events")]
        indexes = [models.Index(fields=["ends_at"], name="events_by_end")]
        constraints = [
            models.CheckConstraint(
                name="annual_accreditation_suffices_only_at_headquarters",
                condition=Q(annual_accreditation_suffices=False) | Q(at_headquarters=True),
                violation_error_message=_(
                    "Away from the Headquarters everybody registers: annual accreditation cannot suffice."
                ),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on"))
                | Q(ends_on=F("starts_on"), starts_time=None)
                | Q(ends_on=F("starts_on"), ends_time=None)
                | Q(ends_on=F("starts_on"), ends_time__gt=F("starts_time")),
                violation_error_message=_("The event ends before it begins."),
            ),
            models.CheckConstraint(
                name="registration_opens_before_its_deadline",
                condition=Q(registration_opens_at=None)
                | Q(registration_deadline=None)
                | Q(registration_opens_at__lt=F("registration_deadline")),
                violation_error_message=_("Registration opens after its deadline."),
            ),
            models.CheckConstraint(
                name="deadline_is_before_the_end_of_the_event",
                condition=Q(registration_deadline=None) | Q(registration_deadline__lte=F("ends_at")),
                violation_error_message=_("The deadline is after the end of the event."),
            ),
            models.CheckConstraint(
                name="published_and_cancelled_say_who_and_when",
                condition=(
                    Q(published_at=None, published_by=None) | Q(published_at__isnull=False, published_by__isnull=False)
                )
                & (Q(cancelled_at=None, cancelled_by=None) | Q(cancelled_at__isnull=False, cancelled_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="cancelled_events_were_published", condition=Q(cancelled_at=None) | Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.slug])

    @property
    def title(self) -> str:
        return in_active_language(self, "title")

    @property
    def title_language(self) -> str:
        return language_of(self, "title")

    @property
    def text(self) -> str:
        """The announcement in the active language, as Markdown."""
        return in_active_language(self, "text")

    @property
    def text_language(self) -> str:
        return language_of(self, "text")

    @property
    def shown_when(self) -> str:
        """Days and published hours in words, with the zone where there is an hour."""
        return shown_span(self.starts_on, self.starts_time, self.ends_on, self.ends_time, self.zone)

    @property
    def shown_deadline(self) -> str:
        """The deadline in words in its own zone, or nothing (P1)."""
        return shown_instant(self.registration_deadline, self.zone_of_deadline) if self.registration_deadline else ""

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def zone_of_deadline(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.deadline_zone or self.time_zone)

    @property
    def starts(self) -> datetime:
        """The instant of the beginning; a day without an hour begins at its midnight."""
        return datetime.combine(self.starts_on, self.starts_time or time.min, self.zone).astimezone(
            zoneinfo.ZoneInfo("UTC")
        )

    @property
    def ends(self) -> datetime:
        """The instant of the end; a day without an hour ends with that day in the event's zone."""
        if self.ends_time is None:
            following = datetime.combine(self.ends_on + timedelta(days=1), time.min, self.zone)
            return following.astimezone(zoneinfo.ZoneInfo("UTC"))
        return datetime.combine(self.ends_on, self.ends_time, self.zone).astimezone(zoneinfo.ZoneInfo("UTC"))

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, as the Headquarters' calendar of accreditations counts them."""
        return self.starts_on, self.ends_on

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def takes_registrations(self) -> bool:
        """Whether this event has a registration of its own here (P14)."""
        return self.accredited_with_id is None and not self.accredited_by

    @property
    def required_kinds(self) -> list[str]:
        """The kinds of attachment that a registration must bring (P2)."""
        kinds = {"identity": self.identity_required, "profession": self.profession_required}
        return [kind for kind, required in kinds.items() if required]

    def is_over(self, at: datetime) -> bool:
        return at >= self.ends

    def registration(self, at: datetime) -> Registration:
        """Whether registration is open, late or closed at that instant (P1, S23)."""
        if not self.is_published or self.is_cancelled or not self.takes_registrations:
            return Registration.CLOSED
        return registration_at(
            at,
            opens=self.registration_opens_at,
            deadline=self.registration_deadline,
            late_is_flagged=self.late == self.Late.FLAGGED,
            starts=self.starts,
            ends=self.ends,
        )

    @property
    def who_registers(self) -> str:
        """Who must request ad hoc accreditation, in a few words (S20-S22, P8, P14)."""
        if self.accredited_with_id is not None:
            return gettext("Covered by the accreditation for another event")
        if self.accredited_by:
            return gettext("Accreditation by another body")
        if self.annual_accreditation_suffices:
            return gettext("Annual accreditation suffices; everybody else registers")
        return gettext("Everybody registers, holders of annual accreditation too")
