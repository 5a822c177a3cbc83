"""Who must register for which event (S20-S22), and where one person stands with each: the one answer of every page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, TextChoices
from django.utils.translation import gettext_lazy as _

from accreditation_portal.dates import shown_date
from accreditation_portal.review.states import UNDER_REVIEW, Ground, Item, State
from adhoc.models import Attachment, EventRegistration, LateAdmission, LostCover
from adhoc.models.admission import on_time_until, registration_of_one
from adhoc.models.registration import DULY_SUBMITTED, FOR_THE_OFFICE_TO_REOPEN
from annual.models import AnnualRequest
from annual.validity import covered_until
from events.deadlines import Registration
from events.models import Event
from events.times import shown_instant
from profiles.models.as_submitted import FIELDS_OF_ITEM

Days = tuple[date, date]

# What answers and lists rest on, and what the form goes on with; not who somebody was when it was submitted.
SHOWN_OF_A_REGISTRATION = (
    "event", "representative", "reference", "state", "ground", "created_at", "late", "reply_by",
    *FIELDS_OF_ITEM[Item.ORGANISATION], "purpose",
)  # fmt: skip


class Kind(TextChoices):
    """What there is to do for one person and one event."""

    CANCELLED = "cancelled", _("The event is cancelled")
    OVER = "over", _("The event is over")
    REGISTERED = "registered", _("You are registered")
    ENDED = "ended", _("Only the office can take your case up again")
    COVERED = "covered", _("You need not register")
    ELSEWHERE = "elsewhere", _("Accreditation is not requested here")
    NOT_YET_OPEN = "not_yet_open", _("Registration is not open yet")
    MUST_REGISTER = "must_register", _("You must register")
    LATE = "late", _("You can register late")
    CLOSED = "closed", _("Registration is closed")


class Why(TextChoices):
    """Why somebody must register."""

    AWAY = "away", _("The event is held away from the Headquarters: everybody registers, without exception.")
    EVENT_ASKS_ALL = "asks_all", _("For this event everybody registers, holders of annual accreditation too.")
    NOT_EVERY_DAY = "not_every_day", _("Your annual accreditation is not in force on every day of the event.")
    PENDING = (
        "pending",
        _("Your request for annual accreditation is not decided: you are not covered yet, so register to be safe."),
    )
    NO_ACCREDITATION = "no_accreditation", _("You hold no annual accreditation that covers this event.")


FORM_IS_OFFERED = frozenset({Kind.MUST_REGISTER, Kind.LATE})


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one event. ``registration``: the one that stands, else the newest, or None.

    ``attendance`` is asked for the rest only where a page shows it.
    """

    event: Event
    kind: Kind
    registration: EventRegistration | None
    covered_until: date | None
    attendance: "Attendance" = field(repr=False, compare=False)

    @property
    def why(self) -> Why | None:
        """Why the person must register, or None where their accreditation covers the event."""
        return self.attendance.why(self.event) if self.covered_until is None else None

    @property
    def on_time_until(self) -> datetime | None:
        """Until when somebody who lost their cover registers as on time (P13): never before others do."""
        grace = self.attendance.graces.get(self.event.pk)
        return on_time_until(self.event, grace.at) if grace else None

    @property
    def clock_until(self) -> datetime | None:
        """Until when this person registers as on time, or None where the event has no deadline for them.

        No cover was lost later than now: where that would give no more time than the deadline does, nothing is asked.
        """
        deadline = self.event.registration_deadline
        if deadline and on_time_until(self.event, self.attendance.at) == deadline:
            return deadline
        return self.on_time_until or deadline

    @property
    def form_is_offered(self) -> bool:
        return self.kind in FORM_IS_OFFERED

    @property
    def is_checked(self) -> bool:
        """Whether the box of this event is checked: the registration was duly submitted (S25, D79)."""
        return (
            self.registration is not None and self.registration.state in DULY_SUBMITTED and self.kind != Kind.CANCELLED
        )

    @property
    def has_box(self) -> bool:
        """Whether the event has a box at all: covered or accredited elsewhere, there is none (P14)."""
        return self.is_checked or self.kind not in (Kind.COVERED, Kind.ELSEWHERE)

    @property
    def can_change(self) -> bool:
        """Whether the box can be ticked or unticked now: it leads to a registration, or to its withdrawal."""
        return self.kind == Kind.REGISTERED or self.form_is_offered

    @property
    def in_short(self) -> str:
        """One line for a list: the state of the registration, the cover's last day, or what there is to do."""
        if self.registration and self.kind in (Kind.REGISTERED, Kind.CANCELLED, Kind.OVER):
            return str(_("Your registration: %(state)s") % {"state": self.registration.get_state_display()})
        if self.kind == Kind.COVERED:
            until = {"until": shown_date(self.covered_until)}
            return str(_("You need not register: your annual accreditation holds until %(until)s") % until)
        return "" if self.kind in (Kind.CANCELLED, Kind.OVER) else str(self.kind.label)

    @property
    def attachments_in_use(self) -> int:
        """How many attachments the registration has."""
        return self.attendance.attachments_in_use.get(self.registration.pk, 0) if self.registration else 0

    @property
    def shown_grace(self) -> str:
        """The same in words, or nothing."""
        until = self.on_time_until
        return shown_instant(until, self.event.zone_of_deadline) if until else ""

    @property
    def shown_opening(self) -> str:
        opens = self.event.registration_opens_at
        return shown_instant(opens, self.event.zone_of_deadline) if opens else ""

    @property
    def draft(self) -> EventRegistration | None:
        return self.registration if self.registration and self.registration.state == State.DRAFT else None

    @property
    def withdrawn(self) -> EventRegistration | None:
        """The registration from which one begins again; as ``withdrawn_before``."""
        return self.registration if self.registration and self.registration.state == State.WITHDRAWN else None


def needs_registration(user: Any, event: Event, *, on: Days | date) -> bool:
    """Whether this person must request ad hoc accreditation for the event (S20-S22).

    ``on``: the first and last day to cover, or a single day; pages pass ``event.days``. Away from the Headquarters
    everybody must, and where the event asks all; else everybody whose annual accreditation is not in force throughout.
    """
    days = on if isinstance(on, tuple) else (on, on)
    return cover_until(event, periods_of(user), days) is None


def periods_of(user: Any) -> list[Days]:
    """First and last days of what this person's annual accreditations grant: of nothing that is only requested."""
    return list(AnnualRequest.objects.of(user).approved().values_list("valid_from", "valid_until"))


def cover_until(event: Event, periods: Iterable[Days], days: Days | None = None) -> date | None:
    """The last day of the cover that makes a registration needless, or None where one must register (S20-S22)."""
    if not can_be_covered(event):
        return None
    first, last = days or event.days
    return covered_until(first, last, periods)


def can_be_covered(event: Event) -> bool:
    """Whether annual accreditation counts for this event at all (S20-S22)."""
    return event.at_headquarters and event.annual_accreditation_suffices


class Attendance:
    """What one person's rows say about events: read at most once, however many events are asked about (B11)."""

    def __init__(self, user: Any, at: datetime, events: Iterable[Event] | None = None):
        self.user, self.at = user, at
        self.only = None if events is None else {event.pk for event in events}

    def standing(self, event: Event) -> Standing:
        """Where the person stands with the event: the first of these that holds."""
        mine = self.registrations.get(event.pk)
        cover = cover_until(event, self.periods) if can_be_covered(event) else None
        return Standing(event, self._kind(event, mine, cover), mine, cover, self)

    def _kind(self, event: Event, mine: EventRegistration | None, cover: date | None) -> Kind:
        if event.is_cancelled:
            return Kind.CANCELLED
        if event.is_over(self.at):
            return Kind.OVER
        if mine and mine.state in DULY_SUBMITTED:
            return Kind.REGISTERED
        if cover is not None:
            return Kind.COVERED
        if not event.takes_registrations:
            return Kind.ELSEWHERE
        if mine and mine.state in FOR_THE_OFFICE_TO_REOPEN and mine.ground != Ground.COVERED:
            return Kind.ENDED
        return KIND_OF_REGISTRATION[self._registration(event)]

    def _registration(self, event: Event) -> Registration:
        return registration_of_one(
            event, self.at,
            has_grace=lambda: event.pk in self.graces,
            is_admitted=lambda: event.pk in self.admissions,
        )  # fmt: skip

    def why(self, event: Event) -> Why:
        """Why somebody whom nothing covers must register for it."""
        if not event.at_headquarters:
            return Why.AWAY
        if not event.annual_accreditation_suffices:
            return Why.EVENT_ASKS_ALL
        if self.has_a_pending_request:
            return Why.PENDING
        touches = any(begins <= event.ends_on and ends >= event.starts_on for begins, ends in self.periods)
        return Why.NOT_EVERY_DAY if touches else Why.NO_ACCREDITATION

    # The person's rows, each read at most once -----------------------------------------------------------------------

    @cached_property
    def periods(self) -> list[Days]:
        return periods_of(self.user)

    @cached_property
    def has_a_pending_request(self) -> bool:
        return AnnualRequest.objects.of(self.user).filter(state__in=UNDER_REVIEW).exists()

    @cached_property
    def registrations(self) -> dict[int, EventRegistration]:
        """By event: the open registration, else the newest."""
        mine = self._of_these_events(EventRegistration.objects.of(self.user)).only(*SHOWN_OF_A_REGISTRATION)
        found: dict[int, EventRegistration] = {}
        for registration in mine.order_by("created_at", "pk"):
            kept = found.get(registration.event_id)
            if kept is None or not kept.is_open or registration.is_open:
                found[registration.event_id] = registration
        return found

    @cached_property
    def attachments_in_use(self) -> dict[int, int]:
        """By registration, how many attachments it has, where it has some."""
        theirs = Attachment.objects.in_use().filter(registration__in=self.registrations.values())
        return dict(theirs.order_by().values_list("registration").annotate(Count("pk")))

    @cached_property
    def graces(self) -> dict[int, LostCover]:
        mine = LostCover.objects.with_grace(self.at).filter(representative__user=self.user)
        return {row.event_id: row for row in self._of_these_events(mine)}

    @cached_property
    def admissions(self) -> set[int]:
        mine = LateAdmission.objects.filter(representative__user=self.user)
        return set(self._of_these_events(mine).values_list("event_id", flat=True))

    def _of_these_events(self, rows: Any) -> Any:
        if self.only is None:
            return rows
        return rows.filter(event=next(iter(self.only))) if len(self.only) == 1 else rows.filter(event__in=self.only)


KIND_OF_REGISTRATION = {
    Registration.NOT_YET_OPEN: Kind.NOT_YET_OPEN,
    Registration.OPEN: Kind.MUST_REGISTER,
    Registration.LATE: Kind.LATE,
    Registration.CLOSED: Kind.CLOSED,
}


def standing(user: Any, event: Event, at: datetime) -> Standing:
    """Where this person stands with the event at that instant (S20-S22, S25, P14)."""
    return Attendance(user, at, [event]).standing(event)


def standing_with(registration: EventRegistration, user: Any, at: datetime) -> Standing:
    """As ``standing``, where the person's open registration has been read already, with its event."""
    attendance = Attendance(user, at, [registration.event])
    attendance.registrations = {registration.event_id: registration}
    return attendance.standing(registration.event)


def standings(user: Any, events: Iterable[Event], at: datetime) -> list[Standing]:
    """As ``standing``, for many events and a bounded number of queries."""
    events = list(events)
    attendance = Attendance(user, at, events)
    return [attendance.standing(event) for event in events]


def events_to_attend(user: Any, at: datetime) -> list[Event]:
    """The events of 'Update your event attendance': published ones to come, and past ones with a case of one's own."""
    published = Event.objects.published().select_related("accredited_with")
    mine = EventRegistration.objects.of(user).values("event")
    return [*published.upcoming(at), *published.past(at).filter(pk__in=mine)]


def holders_covering(days: Days, *, among: list[int] | None = None) -> set[int]:
    """The representatives (``among`` these) whose annual accreditation is in force on each of these days."""
    approved = AnnualRequest.objects.approved()
    if among is not None:
        approved = approved.filter(representative__in=among)
    holding_one_day = approved.filter(valid_from__lte=days[1], valid_until__gte=days[0]).values("representative")
    periods: dict[int, list[Days]] = {}
    rows = approved.filter(representative__in=holding_one_day)
    for person, begins, ends in rows.values_list("representative", "valid_from", "valid_until"):
        periods.setdefault(person, []).append((begins, ends))
    return {person for person, granted in periods.items() if covered_until(*days, granted) is not None}


def holders_who_lose_cover(before: dict[str, Any], event: Event) -> set[int]:
    """Whose annual accreditation covered the event as it stood before, and does not as it stands now (P13)."""
    if before["cancelled"] or not (before["at_headquarters"] and before["annual_accreditation_suffices"]):
        return set()
    covered = holders_covering((date.fromisoformat(before["starts_on"]), date.fromisoformat(before["ends_on"])))
    still = event.at_headquarters and event.annual_accreditation_suffices and not event.is_cancelled
    return covered - holders_covering(event.days) if still else covered
