"""A registration for one event: the data as submitted, its attachments, and when it may be sent."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.models import Case, CaseQuerySet, Decision
from accreditation_portal.review.states import Item, State
from adhoc import criteria, notices
from adhoc.models.letters import letter_values
from events.deadlines import Registration
from events.models import Event
from profiles.completeness import missing_for_event
from profiles.models import AsSubmitted, MediaRepresentative
from profiles.models.as_submitted import FIELDS_OF_ITEM, profile_values

OPEN_STATES = (State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED)
DULY_SUBMITTED = (State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED)


class EventRegistrationQuerySet(CaseQuerySet):
    """Registrations …"""

    def open(self):
        """… that stand: one of these per person and event."""
        return self.filter(state__in=OPEN_STATES)

    def duly_submitted(self):
        """… whose box is checked under 'Update your event attendance' (S25)."""
        return self.filter(state__in=DULY_SUBMITTED, event__cancelled_at=None)

    def for_review(self, at: datetime):
        """… that wait for an officer: of events that are neither cancelled nor over."""
        return self.awaiting_review().filter(event__cancelled_at=None, event__ends_at__gt=at)


class EventRegistration(AsSubmitted, Case):
    """A media representative's request for ad hoc accreditation to one event (S24)."""

    reference_letter = "E"
    checklist = criteria.checklist
    notices = notices
    # The organisation and the function of this event are asked on its own form, filled in from the profile (P11).
    items_from_profile = (Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PRESS_CARD, Item.PHOTO)
    # What an officer can ask for; each is answered on the profile's pages or on the registration's own form.
    items_to_request = (
        Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PROFESSION, Item.PRESS_CARD, Item.PHOTO, Item.ORGANISATION,
        Item.PURPOSE,
    )  # fmt: skip

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    purpose = models.TextField(_("purpose"), blank=True, max_length=2000)
    late = models.BooleanField(_("late"), default=False, editable=False)
    admission = models.ForeignKey(
        "adhoc.LateAdmission", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("admitted late"),
    )  # fmt: skip

    objects = EventRegistrationQuerySet.as_manager()

    class Meta(Case.Meta):
        abstract = False
        verbose_name = _("event registration")
        verbose_name_plural = _("event registrations")
        permissions = [
            ("decide_eventregistration", "Can decide event registrations"),
            ("view_approved_eventregistration", "Can read approved event registrations"),
        ]
        constraints = [
            *AsSubmitted.Meta.constraints,
            *Case.Meta.constraints,
            models.UniqueConstraint(
                fields=["representative", "event"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_registration_per_person_and_event",
                violation_error_message=_("You are registered for this event already."),
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="registrations_by_event_state"),
            models.Index(fields=["state", "state_since"], name="registrations_by_state"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("adhoc:registration", args=[self.shown_reference])

    def begin(self) -> None:
        """Fill the draft from the profile: organisation and function for this event (P11)."""
        today = profile_values(self.representative)
        for name in FIELDS_OF_ITEM[Item.ORGANISATION]:
            attribute = self._meta.get_field(name).attname
            setattr(self, attribute, today[attribute])

    def attached(self, kind: str) -> list[Any]:
        """The attachments of this kind in use now; pages that show many cases prefetch ``attachments``."""
        return [a for a in self.attachments.all() if a.kind == kind and not a.removed_at and not a.removal_wanted]

    def has_attached(self, kind: str) -> bool:
        return bool(self.attached(kind))

    def missing(self) -> list[str]:
        """What this registration lacks before it can be sent: kinds of attachment, organisation, purpose (P2, S24)."""
        lacking = [kind for kind in self.event.required_kinds if not self.has_attached(kind)]
        if not self.organisation_id and self.employment != self.Employment.FREELANCE:
            lacking.append(Item.ORGANISATION)
        if not self.purpose.strip():
            lacking.append(Item.PURPOSE)
        return lacking

    def registration_is_open(self, at: datetime) -> bool:
        """Whether this person may send a registration for this event now: in time, late where flagged, or admitted."""
        if self.event.registration(at) in (Registration.OPEN, Registration.LATE):
            return True
        return self.event.is_published and not self.event.is_cancelled and self.late_admission(at) is not None

    def late_admission(self, at: datetime) -> "LateAdmission | None":
        """The officer's admission of this person after the deadline, while the event lasts (P1)."""
        if self.event.is_over(at):
            return None
        return LateAdmission.objects.filter(event=self.event_id, representative=self.representative_id).first()

    def refusal_of(self, step_name: str, *, at: datetime | None = None) -> Any:
        at = at or timezone.now()
        if self.event.is_cancelled:
            return _("The event is cancelled: nothing can be changed any more.")
        if self.event.is_over(at):
            return _("The event is over: nothing can be changed any more.")
        if step_name == "submit":
            return self._refusal_of_submission(at)
        if step_name in ("correct", "complete") and (lacking := self.missing()):
            return _("Something is still missing: %(items)s.") % {"items": ", ".join(map(item_label, lacking))}
        if step_name == "reopen" and self._another_is_open():
            return _("Another registration of this person for this event is open.")
        return None

    def _refusal_of_submission(self, at: datetime) -> Any:
        if not self.registration_is_open(at):
            return _("Registration for this event is closed.")
        lacking = [*missing_for_event(self.representative), *map(item_label, self.missing())]
        if lacking:
            return _("Something is still missing: %(items)s.") % {"items": ", ".join(map(str, lacking))}
        return None

    def _another_is_open(self) -> bool:
        same = type(self).objects.open().filter(representative=self.representative_id, event=self.event_id)
        return same.exclude(pk=self.pk).exists()

    def settle(self, step_name: str, *, at: datetime, **details: Any) -> None:
        if step_name == "submit":
            late = self.event.registration(at) in (Registration.LATE, Registration.CLOSED)
            self.late = late
            self.admission = self.late_admission(at) if late else None
            self._hand_in_attachments(at)

    def take_data(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        """As every case, and the attachments that were kept since the last sending are handed in."""
        changes = super().take_data(items, at)
        if self.state != State.DRAFT:
            changes |= self._hand_in_attachments(at)
        return changes

    def _hand_in_attachments(self, at: datetime) -> dict[str, Any]:
        new = self.attachments.filter(handed_in_at=None)
        gone = self.attachments.filter(removal_wanted=True, removed_at=None)
        changes = {
            name: [str(pk) for pk in rows.values_list("document_id", flat=True)]
            for name, rows in (("added", new), ("removed", gone))
            if rows.exists()
        }
        new.update(handed_in_at=at)
        gone.update(removed_at=at, removal_wanted=False)
        return changes

    def letter_values(self, notice_name: str, *, words: str) -> dict[str, Any]:
        return letter_values(self, words=words)


def item_label(item: str) -> Any:
    """The words for something that is missing, an item or a kind of attachment."""
    return _("proof of identity") if item == "identity" else Item(item).label


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


class RegistrationDecision(Decision):
    """One line of the record of a registration."""

    case = models.ForeignKey(
        EventRegistration, models.PROTECT, related_name="decisions", verbose_name=_("event registration")
    )

    class Meta(Decision.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
