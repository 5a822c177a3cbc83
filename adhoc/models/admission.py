"""Who may still register although the deadline has passed: admitted by an officer, or told late that they must."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.notifications import outbox
from adhoc import notices
from events.deadlines import Registration
from events.models import Event
from events.times import shown_days
from profiles.models import MediaRepresentative


class LateAdmission(models.Model):
    """An officer lets one person register for one event after the deadline, with a reason (P1)."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="late_admissions", verbose_name=_("event"))
    representative = models.ForeignKey(
        MediaRepresentative, models.PROTECT, related_name="late_admissions", verbose_name=_("media representative")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("admitted by"))
    at = models.DateTimeField(_("admitted"), default=timezone.now, editable=False)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("late admission")
        verbose_name_plural = _("late admissions")
        constraints = [
            models.UniqueConstraint(fields=["event", "representative"], name="one_late_admission_per_person_and_event"),
            models.CheckConstraint(name="a_late_admission_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def tell(self) -> None:
        """Tell the person once that they can register now; to be called in the transaction that admits."""
        user = self.representative.user
        with translation.override(user.language):
            values = {
                "name": self.representative.full_name,
                "event": self.event.title,
                "when": shown_days(self.event.starts_on, self.event.ends_on),
                "register_link": settings.SITE_URL + reverse("adhoc:register", args=[self.event.slug]),
                "attendance_link": settings.SITE_URL + reverse("adhoc:attendance"),
            }
        outbox.tell(user, notices.admitted, values, key=f"admitted:{self.event_id}:{self.representative_id}")


class LostCoverQuerySet(models.QuerySet):
    """Covers that were lost …"""

    def with_grace(self, at: datetime):
        """… so lately that the person still registers as on time (P13)."""
        return self.filter(at__gt=at - office.GRACE_AFTER_LOST_COVER)


class LostCover(models.Model):
    """Annual accreditation no longer covers an event for its holder, who was told so (P13); the latest time counts."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+", verbose_name=_("event"))
    representative = models.ForeignKey(
        MediaRepresentative, models.PROTECT, related_name="lost_covers", verbose_name=_("media representative")
    )
    at = models.DateTimeField(_("told"), editable=False)

    objects = LostCoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("lost cover")
        verbose_name_plural = _("lost covers")
        constraints = [
            models.UniqueConstraint(fields=["event", "representative"], name="one_lost_cover_per_person_and_event"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


def registration_of_one(event: Event, at: datetime, *, has_grace: Callable[[], bool],
                        is_admitted: Callable[[], bool]) -> Registration:  # fmt: skip
    """What a registration that this person sends at ``at`` meets: as the event says, unless they may send later.

    Holders who lost their cover register as on time for some days (P13), whom an officer admitted registers late (P1);
    both only while the event lasts. Neither is asked about where the event itself answers.
    """
    found = event.registration(at)
    lasts = event.is_published and not event.is_cancelled and event.takes_registrations and not event.is_over(at)
    if not lasts or found in (Registration.OPEN, Registration.NOT_YET_OPEN):
        return found
    if has_grace():
        return Registration.OPEN
    return Registration.LATE if is_admitted() else found


def on_time_until(event: Event, at: datetime) -> datetime:
    """Until when somebody who lost their cover at that instant registers as on time: never after the event."""
    return min(event.ends, max(event.registration_deadline or event.starts, at + office.GRACE_AFTER_LOST_COVER))
