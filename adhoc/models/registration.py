"""A registration for one event: the data as submitted, its attachments, and when it may be sent."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.attachments import WithAttachments, with_documents
from accreditation_portal.review.cases import CaseQuerySet
from accreditation_portal.review.models import Case, Decision
from accreditation_portal.review.passes import CasesWithPasses, WithPass
from accreditation_portal.review.states import Ground, Item, State
from accreditation_portal.review.timeline import Entry
from adhoc import criteria, notices
from adhoc.models.admission import LateAdmission, LostCover, registration_of_one
from adhoc.models.letters import letter_values
from adhoc.models.media_status import WithMediaStatus
from adhoc.models.timeline import WithTimeline
from adhoc.models.verification import Verified
from events.deadlines import Registration
from events.models import Event
from profiles.completeness import missing_for_event
from profiles.models import AsSubmitted
from profiles.models.as_submitted import FIELDS_OF_ITEM, profile_values

OPEN_STATES = (State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED)
DULY_SUBMITTED = (State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED)
FOR_THE_OFFICE_TO_REOPEN = (State.DENIED, State.REVOKED, State.CLOSED)


class EventRegistrationQuerySet(CasesWithPasses, CaseQuerySet):
    """Registrations …"""

    def open(self):
        """… that stand: one of these per person and event."""
        return self.filter(state__in=OPEN_STATES)

    def duly_submitted(self):
        """… whose box is checked under 'Update your event attendance' (S25)."""
        return self.filter(state__in=DULY_SUBMITTED, event__cancelled_at=None)

    def draft_of(self, representative, event):
        """The open registration of this person for this event; a new draft where there is none.

        Two clicks at once make one: the constraint lets the first through, the second finds it.
        """
        mine = self.filter(representative=representative, event=event)
        if found := mine.open().first():
            return found
        fresh = self.model(representative=representative, event=event)
        before = fresh.withdrawn_before()
        fresh.begin(before)
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
                if before:
                    fresh.take_over_attachments(before)
        except IntegrityError:  # the other click was first
            return mine.open().get()
        return fresh

    def for_review(self, at: datetime):
        """… that wait for an officer: of events that are neither cancelled nor over."""
        return self.awaiting_review().filter(event__cancelled_at=None, event__ends_at__gt=at)

    def collectable(self, at: datetime):
        """… whose pass can be collected: approved, until the event is over; as ``end_of_collection``."""
        return self.approved().filter(event__cancelled_at=None, event__ends_at__gt=at)

    def awaiting_a_batch(self):
        """… whose media status is accepted and whom no batch for the authorities holds yet (P12)."""
        accepted = self.filter(media_status_accepted_at__isnull=False, state__in=DULY_SUBMITTED)
        return accepted.filter(event__authorities_check_media=True, verification_entries=None)


class EventRegistration(WithTimeline, AsSubmitted, WithAttachments, WithMediaStatus, Verified, WithPass, Case):
    """A media representative's request for ad hoc accreditation to one event (S24)."""

    reference_letter = "E"
    checklist = criteria.checklist
    notices = notices
    fields_with_a_file = ("photo", "press_card__scan")
    kind_of_item = {Item.IDENTITY_DOCUMENT: "identity", Item.PROFESSION: "profession"}
    # The organisation and the function of this event are asked on its own form, filled in from the profile (P11).
    items_from_profile = (Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PRESS_CARD, Item.PHOTO)
    # What an officer can ask for; each is answered on the profile's pages or on the registration's own form.
    items_to_request = (
        Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PROFESSION, Item.PRESS_CARD, Item.PHOTO, Item.ORGANISATION,
        Item.PURPOSE,
    )  # fmt: skip

    select_for_a_step = ("representative__user", "event", "organisation")
    prefetch_for_checklist = ("attachments",)
    prefetch_for_many = (
        "organisation__same_as",  # of few
        "event__collection_points__hours",
        "verification_entries__batch__event", "verification_entries__results__source",
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
            *WithMediaStatus.Meta.constraints,
            models.UniqueConstraint(
                fields=["representative", "event"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_registration_per_person_and_event",
                violation_error_message=_("You are registered for this event already."),
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "state_since"], name="registrations_by_event_state"),
            models.Index(fields=["state", "state_since"], name="registrations_by_state"),
            # A search counts and orders what it found without looking at the rows themselves.
            models.Index(fields=["organisation", "state_since", "id"], name="registrations_of_organisation"),
            models.Index(fields=["representative", "state_since", "id"], name="registrations_of_person"),
            # Retention: those of past events that still name somebody (B9).
            models.Index(fields=["event"], condition=Q(erased_at=None), name="registrations_not_erased"),
            # The charts of the start page read a window of days, however many years lie behind it.
            models.Index(
                fields=["submitted_at"], condition=Q(submitted_at__isnull=False), name="registrations_by_submission"
            ),
            models.Index(
                fields=["decided_at"], condition=Q(decided_at__isnull=False), name="registrations_by_decision"
            ),
            # The last answers for one event: how long they took is told to those who wait.
            models.Index(
                fields=["event", "decided_at"],
                condition=Q(decided_at__isnull=False),
                name="registrations_event_answers",
            ),
            models.Index(
                fields=["event"], condition=Q(media_status_accepted_at__isnull=False), name="registrations_accepted"
            ),
        ]

    @classmethod
    def prefetch_for_a_step(cls) -> tuple[Any, ...]:
        return (with_documents(cls),)

    def get_absolute_url(self) -> str:
        return reverse("adhoc:registration", args=[self.shown_reference])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def begin(self, before: "EventRegistration | None") -> None:
        """Fill the draft from the one withdrawn before, else from the profile: organisation and function (P11)."""
        if before:
            self.purpose = before.purpose
            for attribute in (self._meta.get_field(name).attname for name in FIELDS_OF_ITEM[Item.ORGANISATION]):
                setattr(self, attribute, getattr(before, attribute))
            return
        for name, value in profile_values(self.representative, [Item.ORGANISATION]).items():
            setattr(self, self._meta.get_field(name).attname, value)

    def withdrawn_before(self) -> "EventRegistration | None":
        """The registration from which one begins again: the newest of this person and event, if withdrawn."""
        same = EventRegistration.objects.filter(representative=self.representative_id, event=self.event_id)
        newest = same.exclude(pk=self.pk).order_by("-created_at", "-pk").first()
        return newest if newest and newest.state == State.WITHDRAWN else None

    def take_over_attachments(self, before: "EventRegistration") -> None:
        """Attach to this draft what the registration withdrawn before had attached."""
        for attachment in before.attachments.in_use().order_by("pk"):
            self.attachments.create(kind=attachment.kind, document_id=attachment.document_id)

    def missing(self) -> list[str]:
        """What this registration lacks before it can be sent: kinds of attachment, organisation, purpose (P2, S24)."""
        lacking = [kind for kind in self.event.required_kinds if not self.has_attached(kind)]
        if not self.role:
            lacking.append("role")
        if not self.organisation_id and self.employment != self.Employment.FREELANCE:
            lacking.append(Item.ORGANISATION)
        if not self.purpose.strip():
            lacking.append(Item.PURPOSE)
        return lacking

    def _missing_for(self, step_name: str) -> list[str]:
        """What a change would still lack; an answer holds no file that was not asked for (B12)."""
        files = set(self.kind_of_item.values())
        asked = files if step_name == "correct" else {*self.kinds_of(self.requested_items)}
        return [item for item in self.missing() if item not in files or item in asked]

    def registration_at(self, at: datetime) -> Registration:
        """What this person's registration meets when it is sent at that instant (P1, P13); asked once for each."""
        known: dict[datetime, Registration] = self.__dict__.setdefault("_met_at", {})
        if at not in known:
            mine = {"event": self.event_id, "representative": self.representative_id}
            known[at] = registration_of_one(
                self.event,
                at,
                has_grace=LostCover.objects.with_grace(at).filter(**mine).exists,
                is_admitted=lambda: self.late_admission is not None,
            )
        return known[at]

    @cached_property
    def late_admission(self) -> "LateAdmission | None":
        """The officer's admission of this person after the deadline (P1)."""
        return LateAdmission.objects.filter(event=self.event_id, representative=self.representative_id).first()

    def refusal_of(self, step_name: str, *, at: datetime | None = None) -> Any:
        at = at or timezone.now()
        if self.event.is_cancelled:
            return _("The event is cancelled: nothing can be changed any more.")
        if self.event.is_over(at):
            return _("The event is over: nothing can be changed any more.")
        if step_name == "submit":
            return self._refusal_of_submission(at)
        if step_name in ("correct", "complete") and (lacking := self._missing_for(step_name)):
            labels = ", ".join(str(item_label(item)) for item in lacking)
            return _("Something is still missing: %(items)s.") % {"items": labels}
        if step_name == "reopen" and self.others().open().exists():
            return _("Another registration of this person for this event is open.")
        return None

    def _refusal_of_submission(self, at: datetime) -> Any:
        if self.others().filter(state__in=FOR_THE_OFFICE_TO_REOPEN).exclude(ground=Ground.COVERED).exists():
            return _("Your case for this event was ended by the office; only the office can take it up again.")
        met = self.registration_at(at)
        if met == Registration.NOT_YET_OPEN:
            return _("Registration for this event is not open yet.")
        if met == Registration.CLOSED:
            return _("Registration for this event is closed.")
        lacking = [*missing_for_event(self.representative), *map(item_label, self.missing())]
        if lacking:
            return _("Something is still missing: %(items)s.") % {"items": ", ".join(map(str, lacking))}
        return None

    def note_wanted(self, step_name: str) -> Any:
        """Approving whom the authorities have not cleared needs a recorded reason (P12)."""
        verification = self.verification() if step_name == "approve" else None
        if verification is None or verification.is_cleared:
            return None
        return _("The authorities have not cleared this person. Say in the internal note why you approve all the same.")

    def happened_besides(self, *, inside: bool) -> list[Entry]:
        happened = super().happened_besides(inside=inside)
        return [*happened, *self.verification_happened()] if inside else happened

    def awaited_besides(self, *, own: bool) -> list[Entry]:
        return self.verification_awaited() if self.state in DULY_SUBMITTED else []

    def others(self) -> EventRegistrationQuerySet:
        """The other registrations of this person for this event."""
        same = EventRegistration.objects.filter(representative=self.representative_id, event=self.event_id)
        return same.exclude(pk=self.pk)

    def settle(self, step_name: str, *, at: datetime, by: Any, **details: Any) -> None:
        if step_name == "submit":
            self.late = self.registration_at(at) == Registration.LATE
            self.admission = self.late_admission if self.late else None
            self.hand_in(self.kinds_of(None), at)

    def take_sent(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        """Of the kinds of attachment asked for, what the representative kept since the last sending (B12)."""
        return self.hand_in(self.kinds_of(items), at)

    def end_of_collection(self, at: datetime) -> Any:
        if self.event.is_cancelled:
            return _("The event is cancelled: do not hand over the pass.")
        return _("The event is over: do not hand over the pass.") if self.event.is_over(at) else None

    def letter_values(self, notice_name: str, *, words: str, verdicts: Any = ()) -> dict[str, Any]:
        return letter_values(self, getattr(notices, notice_name), words=words)


def item_label(item: str) -> Any:
    """The words for something that is missing, an item or a kind of attachment."""
    others = {"identity": _("proof of identity"), "role": _("media function")}
    return others.get(item) or Item(item).label


class RegistrationDecision(Decision):
    """One line of the record of a registration."""

    case = models.ForeignKey(
        EventRegistration, models.PROTECT, related_name="decisions", verbose_name=_("event registration")
    )

    class Meta(Decision.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
