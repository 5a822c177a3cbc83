"""A case: what all kinds share, the state and the steps between states."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.notifications import outbox
from accreditation_portal.review import references
from accreditation_portal.review.cases import CaseQuerySet
from accreditation_portal.review.criteria import Answer, Checklist, Verdict
from accreditation_portal.review.models.decision import JUDGING
from accreditation_portal.review.states import (
    APPLICANTS_TURN,
    DECIDED,
    OFFICES_TURN,
    UNDER_REVIEW,
    Ground,
    Item,
    State,
)
from accreditation_portal.review.steps import StepRefused, an_officer, step, the_representative


class Case(models.Model):
    """What one media representative asks of the office: a state, its record, and the steps between states.

    A kind of case also has ``decisions``, its record, and ``notes``; ``take_data(items, at)``, which copies the
    profile's data of these items (None: all) into the case and returns the older values for the record; and
    ``letter_values(notice_name, words=…, verdicts=…)``, the values of a notice's placeholders in the language that is
    active; ``verdicts`` is the checklist as the record keeps it. For the timeline, ``awaited_after_approval(own=…,
    at=…)``, its entries now and next, and ``open_after_the_end()``, what the person can still do.
    """

    reference_letter: ClassVar[str]  # "A" annual, "E" event
    checklist: ClassVar[Checklist]
    notices: ClassVar[Any]  # the room's module of notices
    items_to_request: ClassVar[tuple[str, ...]]  # what an officer can ask for (B12)
    # What its guards, its checklist and its letter read besides the row.
    select_for_a_step: ClassVar[tuple[str, ...]] = ("representative__user",)
    prefetch_for_checklist: ClassVar[tuple[str, ...]] = ()
    prefetch_for_many: ClassVar[tuple[str, ...]] = ()  # besides, for many at once: a single one asks for itself
    latest_line: int
    decisions: Any
    notes: Any
    hand_over: Any
    take_data: Callable[..., dict[str, Any]]
    letter_values: Callable[..., dict[str, Any]]
    awaited_after_approval: Callable[..., list[Any]]
    open_after_the_end: Callable[[], Any]

    reference = references.ReferenceField(_("reference"))
    representative = models.ForeignKey(
        "profiles.MediaRepresentative",
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("media representative"),
    )
    state = models.CharField(_("state"), max_length=24, choices=State, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    data_taken_at = models.DateTimeField(_("data taken from the profile"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("assigned to"),
    )  # fmt: skip
    requested_items = models.JSONField(_("information requested"), default=list, editable=False)
    requested_words = models.TextField(_("what the office asked"), default="", editable=False)
    reply_by = models.DateField(_("reply by"), null=True, editable=False)
    ground = models.CharField(_("ground for closing"), max_length=16, choices=Ground, default="", editable=False)

    touched_at = models.DateTimeField(_("last worked on"), auto_now=True)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_state_is_one_of_the_declared", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="%(class)s_draft_exactly_before_submission",
                condition=Q(state=State.DRAFT, submitted_at=None)
                | Q(state=State.WITHDRAWN)
                | (~Q(state__in=[State.DRAFT, State.WITHDRAWN]) & Q(submitted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_says_who_and_when",
                condition=Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None, decided_by=None)),
            ),
            models.CheckConstraint(
                name="%(class)s_closed_says_on_what_ground",
                condition=Q(state=State.CLOSED, ground__in=Ground.values) | (~Q(state=State.CLOSED) & Q(ground="")),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_reference

    @property
    def shown_reference(self) -> str:
        return references.shown(self.reference)

    @property
    def latest_decision_id(self) -> int:
        """The id of the newest line of the record, 0 before the first: what a page must carry (B7)."""
        if "latest_line" in self.__dict__:
            return self.__dict__["latest_line"]
        return self.decisions.order_by("-pk").values_list("pk", flat=True).first() or 0

    @property
    def turn(self) -> str:
        """Who acts next: "representative", "office" or "nobody"."""
        if self.state in APPLICANTS_TURN:
            return "representative"
        return "office" if self.state in OFFICES_TURN else "nobody"

    def when_to_reply(self, today: date) -> dict[str, str]:
        """The day until which an answer was asked for, under that of three names which is true today (B12)."""
        shown, day = (shown_date(self.reply_by), self.reply_by) if self.reply_by else ("", today)
        return {
            "reply_until": shown if day > today else "",
            "reply_today": shown if day == today else "",
            "reply_overdue": shown if day < today else "",
        }

    # What each kind of case answers for itself ---------------------------------------------------------------------

    @classmethod
    def prefetch_for_a_step(cls) -> tuple[Any, ...]:
        """What comes along with the row on which a step is taken."""
        return cls.prefetch_for_checklist

    def refusal_of(self, step_name: str, *, at: datetime | None = None) -> Any:
        """Why this step cannot be taken although the state allows it, or None."""
        return None

    def take_sent(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        """Take what the representative sends with this step beside the profile's data of these items (None: all)."""
        return {}

    def stopped(self, at: datetime) -> set[str]:
        """The criteria, by name, that would stop the sending now."""
        return set()

    def refusal_of_change(self, stopped: set[str], items: list[str] | None, at: datetime) -> Any:
        """Why what a representative sends of these items (None: all) cannot be taken, or None."""
        return None

    def settle(self, step_name: str, *, at: datetime, by: Any, **details: Any) -> None:
        """What this kind of case adds when a step happens: a validity, a late flag."""

    def refusal_of_judgement(self, judged: dict[str, dict[str, str]], at: datetime) -> Any:
        """Why these verdicts of an officer do not carry an approval, or None."""
        return None

    def note_wanted(self, step_name: str) -> Any:
        """Why this step is taken only with an internal note, or None."""
        return None

    def happened_besides(self, *, inside: bool) -> list[Any]:
        """Entries of the timeline for what happened without a step; ``inside``: to officers, with their notes."""
        return [note.entry for note in self.notes.select_related("by").order_by("pk")] if inside else []

    def awaited_besides(self, *, own: bool) -> list[Any]:
        """Entries of the timeline for what is awaited beside the step that comes next."""
        return []

    def alike(self) -> list[tuple[str, Any]]:
        """The cases whose answers tell how long this one may take, the nearest first, each set with its name."""
        return [("all", type(self).objects.all())]

    @property
    def begins_at(self) -> datetime | None:
        """When that begins for which it is asked: an answer after it comes too late."""
        return None

    @property
    def to_be_sent_by(self) -> str:
        """Until when a draft is to be sent, in words; nothing where no day is set."""
        return ""

    # What all kinds share ------------------------------------------------------------------------------------------

    def answers(self, on: date) -> list[Answer]:
        return self.checklist.ask(self, on)

    def judged_answers(self) -> list[Answer]:
        """The checklist as the newest decision left it: the officer's verdict, else that of the facts. Empty: none."""
        line = self.decisions.filter(step__in=JUDGING).order_by("-pk").first() if self.state in DECIDED else None
        return [
            Answer(criterion, Verdict((kept.get("officer") or kept)["verdict"]))
            for kept in (line.verdicts if line else ())
            if (criterion := self.checklist.criteria.get(kept["criterion"]))
        ]

    def verdicts_as_kept(self, at: datetime, judged: dict[str, dict[str, str]] | None) -> list[dict[str, Any]]:
        """The checklist as it stands, with what an officer judged: the shape that a decision keeps (B1).

        It is asked in the language of the record, since a reason that names something is put in words at once.
        """
        judged = judged or {}
        on = timezone.localdate(at, office.ZONE)
        with translation.override(settings.LANGUAGE_CODE):
            return [answer.as_kept() | {"officer": judged.get(answer.criterion.name)} for answer in self.answers(on)]

    def tell(self, notice_name: str, *, words: str = "", key: str | None = None, verdicts: Any = ()) -> Any:
        """Queue the room's notice to the representative, in their language, in the transaction that is open."""
        user = self.representative.user
        with translation.override(user.language):
            values = self.letter_values(notice_name, words=words, verdicts=verdicts)
        return outbox.tell(user, getattr(self.notices, notice_name), values, about=self.reference, key=key)

    def _refuse_or(self, step_name: str, at: datetime) -> None:
        if reason := self.refusal_of(step_name, at=at):
            raise StepRefused(str(reason))

    # The steps -----------------------------------------------------------------------------------------------------

    @step(label=pgettext_lazy("step", "Submit"), sources=[State.DRAFT], target=State.SUBMITTED,
          who=the_representative, tells="received")  # fmt: skip
    def submit(self, *, by, at, note, words, changes=None):
        """Hand the request in with the profile's data as they are now (S24); ``changes``: what else is recorded."""
        self._refuse_or("submit", at)
        self.take_data(None, at)
        self.submitted_at = at
        self.settle("submit", at=at, by=by)
        return changes

    @step(label=pgettext_lazy("step", "Correct"), sources=[State.SUBMITTED], target=State.SUBMITTED,
          who=the_representative, tells="corrected")  # fmt: skip
    def correct(self, *, by, at, note, words, changes=None, stopped=None):
        """Take the profile's new data into the submitted case; the time of submission does not move.

        ``stopped``: what stopped the sending before the representative's words were written; None: as it stands.
        """
        self._refuse_or("correct", at)
        stopped = self.stopped(at) if stopped is None else stopped
        taken = _together(self.take_data(None, at), self.take_sent(None, at), changes or {})
        if refusal := self.refusal_of_change(stopped, None, at):
            raise StepRefused(str(refusal))
        return taken

    @step(label=pgettext_lazy("step", "Request information"), sources=[State.SUBMITTED],
          target=State.INFORMATION_REQUESTED, who=an_officer, tells="information_requested")  # fmt: skip
    def request_information(self, *, by, at, note, words, items, reply_by=None):
        """Ask for exactly these items (S27, B12)."""
        self._refuse_or("request_information", at)
        if not items or not set(items) <= set(self.items_to_request):
            raise StepRefused(_("Tick at least one item that is missing."))
        self.requested_items = [item for item in Item.values if item in items]
        self.requested_words = words
        self.reply_by = reply_by or timezone.localdate(at + office.REPLY_WITHIN, office.ZONE)
        return {"asked": self.requested_items}

    @step(label=pgettext_lazy("step", "Complete"), sources=[State.INFORMATION_REQUESTED], target=State.SUBMITTED,
          who=[the_representative, an_officer], tells="completed")  # fmt: skip
    def complete(self, *, by, at, note, words, changes=None, stopped=None, answer="", not_given=()):
        """Take over exactly the items that were asked for, and no others (B12).

        ``answer``: what the representative says to it. An item that they cannot give stays as it was, and they say why.
        """
        self._refuse_or("complete", at)
        if not set(not_given) <= set(self.requested_items) or (not_given and not answer.strip()):
            raise StepRefused(_("Say why you cannot give it; an officer reads it and decides."))
        stopped = self.stopped(at) if stopped is None else stopped
        given = [item for item in self.requested_items if item not in not_given]
        left = [item for item in self.requested_items if item in not_given]
        older = self.take_data(given, at)
        if by.pk == self.representative.user_id:  # an officer records what came another way, and sends nothing for them
            older = _together(older, self.take_sent(given, at))
            if refusal := self.refusal_of_change(stopped, given, at):
                raise StepRefused(str(refusal))
        self.requested_items, self.requested_words, self.reply_by = [], "", None
        return {**_together(older, changes or {}), "items": given, **({"not_given": left} if left else {})}

    @step(label=pgettext_lazy("step", "Approve"), sources=[State.SUBMITTED], target=State.APPROVED,
          who=an_officer, tells="approved", judges=True)  # fmt: skip
    def approve(self, *, by, at, note, words, judged, **details):
        """Grant what was asked for (S10, S15)."""
        self._refuse_or("approve", at)
        wanted = None if note.strip() else self.note_wanted("approve")
        if refusal := self.refusal_of_judgement(judged, at) or wanted:
            raise StepRefused(str(refusal))
        self.decided_at, self.decided_by = at, by
        self.settle("approve", at=at, by=by, **details)

    @step(label=pgettext_lazy("step", "Deny"), sources=[State.SUBMITTED, State.INFORMATION_REQUESTED],
          target=State.DENIED, who=an_officer, tells="denied", judges=True)  # fmt: skip
    def deny(self, *, by, at, note, words, judged):
        """Refuse what was asked for (S15, S16)."""
        self._refuse_or("deny", at)
        self.decided_at, self.decided_by = at, by
        self.settle("deny", at=at, by=by)

    @step(label=pgettext_lazy("step", "Revoke"), sources=[State.APPROVED], target=State.REVOKED,
          who=an_officer, tells="revoked", judges=True)  # fmt: skip
    def revoke(self, *, by, at, note, words, judged):
        """Take back what was already confirmed (S16)."""
        self._refuse_or("revoke", at)
        self.decided_at, self.decided_by = at, by
        self.settle("revoke", at=at, by=by)

    @step(label=pgettext_lazy("step", "Keep"), sources=[State.APPROVED], target=State.APPROVED,
          who=an_officer, tells="kept")  # fmt: skip
    def keep(self, *, by, at, note, words):
        """Let an approval stand for the changed identity; the new data are taken over (B14)."""
        self._refuse_or("keep", at)
        return self.take_data([Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PHOTO], at)

    @step(label=pgettext_lazy("step", "Withdraw"),
          sources=[State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED],
          target=State.WITHDRAWN, who=the_representative, tells="withdrawn")  # fmt: skip
    def withdraw(self, *, by, at, note, words):
        """Take the own request back."""
        self._refuse_or("withdraw", at)
        self.decided_at, self.decided_by = None, None
        self.settle("withdraw", at=at, by=by)

    @step(label=pgettext_lazy("step", "Close"), sources=[*sorted(UNDER_REVIEW), State.APPROVED], target=State.CLOSED,
          who=an_officer, tells="closed")  # fmt: skip
    def close(self, *, by, at, note, words, ground):
        """End the case without a decision on the person."""
        self._refuse_or("close", at)
        if ground not in Ground.values:
            raise StepRefused(_("Choose the ground on which the case is closed."))
        self.ground, self.decided_at, self.decided_by = ground, None, None
        self.settle("close", at=at, by=by)

    @step(label=pgettext_lazy("step", "Reopen"), sources=[State.DENIED, State.REVOKED, State.CLOSED],
          target=State.SUBMITTED, who=an_officer, tells="reopened")  # fmt: skip
    def reopen(self, *, by, at, note, words):
        """Take a settled case up again, with a recorded reason."""
        self._refuse_or("reopen", at)
        if not note.strip():
            raise StepRefused(_("Say why the case is reopened; the reason is recorded."))
        self.ground, self.decided_at, self.decided_by = "", None, None
        self.settle("reopen", at=at, by=by)


def _together(*parts: dict[str, Any]) -> dict[str, Any]:
    """What a step changed: the older values of what came from the profile, beside those of the case's own form."""
    older = {name: value for part in parts for name, value in part.get("older", {}).items()}
    changes = {name: value for part in parts for name, value in part.items()}
    return {**changes, **({"older": older} if older else {})}
