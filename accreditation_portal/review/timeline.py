"""What happened to a case, whose turn it is now and since when, and what follows (B3)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.review.states import ActingAs, Item, State

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case, Decision

DONE = {
    "submit": pgettext_lazy("step that was taken", "Submitted"),
    "correct": pgettext_lazy("step that was taken", "Corrected"),
    "request_information": pgettext_lazy("step that was taken", "Information requested"),
    "complete": pgettext_lazy("step that was taken", "Information completed"),
    "approve": pgettext_lazy("step that was taken", "Approved"),
    "deny": pgettext_lazy("step that was taken", "Denied"),
    "revoke": pgettext_lazy("step that was taken", "Approval revoked"),
    "keep": pgettext_lazy("step that was taken", "Approval kept"),
    "extend": pgettext_lazy("step that was taken", "Extended"),
    "replace": pgettext_lazy("step that was taken", "Replaced"),
    "withdraw": pgettext_lazy("step that was taken", "Withdrawn"),
    "close": pgettext_lazy("step that was taken", "Closed"),
    "reopen": pgettext_lazy("step that was taken", "Reopened"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; ``place`` is done, now or next. ``note`` is filled for officers alone."""

    place: str
    title: Any
    at: datetime | None = None
    who: Any = ""
    text: Any = ""
    items: list[Any] = field(default_factory=list)
    words: str = ""
    note: str = ""
    letter: Any = None

    @property
    def when(self) -> str:
        return shown_moment(self.at) if self.at else ""


def shown_moment(at: datetime) -> str:
    """A moment in the office's zone: "23 November 2026, 14:05"."""
    return date_format(timezone.localtime(at, office.ZONE), "j F Y, H:i")


def short_moment(at: datetime) -> str:
    """The same for a column of a list: "23/11/2026 14:05"."""
    return f"{timezone.localtime(at, office.ZONE):%d/%m/%Y %H:%M}"


def reads_the_record(case: "Case", viewer: Any) -> bool:
    """Whether ``viewer`` reads this case as an officer: names, internal notes, letters. Never of their own case."""
    meta = case._meta
    return (
        viewer.is_staff
        and viewer.pk != case.representative.user_id
        and viewer.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    )


def timeline_of(case: "Case", viewer: Any) -> list[Entry]:
    """The record as this viewer may read it, then what is awaited of whom, then what follows."""
    inside, own = reads_the_record(case, viewer), viewer.pk == case.representative.user_id
    decisions = case.decisions.order_by("at", "pk")
    if inside:
        decisions = decisions.select_related("by", "letter")
    entries = [*(_done(decision, inside, own) for decision in decisions), *case.happened_besides(inside=inside)]
    entries.sort(key=lambda entry: entry.at)  # what the record keeps stays in its own order
    entries.insert(0, _begun(case))
    if case.turn != "nobody" and (stopped := case.refusal_of("")):
        return [*entries, Entry("now", stopped)]
    return [*entries, *case.awaited_besides(own=own), *_now(case, own), *_next(case)]


def _begun(case: "Case") -> Entry:
    return Entry("done", pgettext("case", "Begun"), case.created_at)


def _done(decision: "Decision", inside: bool, own: bool) -> Entry:
    return Entry(
        "done",
        DONE.get(decision.step, decision.step),
        decision.at,
        who=_who(decision, inside, own),
        items=[Item(item).label for item in decision.changes.get("items", ()) if item in Item.values],
        words=decision.words,
        note=decision.note if inside else "",
        letter=decision.letter if inside else None,
    )


def _who(decision: "Decision", inside: bool, own: bool) -> Any:
    """An officer reads names; the representative reads that it was they, or the office."""
    if decision.acting_as == ActingAs.CLOCK:
        return ActingAs.CLOCK.label
    if inside and decision.by:
        return decision.by.get_full_name() or decision.by.username
    if decision.acting_as == ActingAs.REPRESENTATIVE:
        return _("you") if own else _("the media representative")
    return office.OFFICE_NAME


def _now(case: "Case", own: bool) -> list[Entry]:
    """Whose turn it is, since when, and what is awaited."""
    if case.state == State.DRAFT:
        text = _("Complete it and send it.") if own else _("The media representative has not sent it yet.")
        return [Entry("now", _("To be submitted"), case.created_at, text=text)]
    if case.state == State.INFORMATION_REQUESTED:
        until = date_format(case.reply_by, "j F Y") if case.reply_by else ""
        asked = _("The media representative is asked to complete these items by %(day)s.")
        return [
            Entry(
                "now",
                pgettext("what is awaited", "Missing information"),
                case.state_since,
                text=(_("You are asked to complete these items by %(day)s.") if own else asked) % {"day": until},
                items=[Item(item).label for item in case.requested_items if item in Item.values],
                words=case.requested_words,
            )
        ]
    if case.state == State.SUBMITTED:
        return [
            Entry(
                "now",
                pgettext("what is awaited", "Review"),
                case.state_since,
                who=office.OFFICE_NAME,
                text=_("An officer reads the request and decides. Nothing is decided by the machine."),
            )
        ]
    return []


def _next(case: "Case") -> list[Entry]:
    """What follows when whoever is awaited has acted."""
    if case.turn == "representative":
        return [Entry("next", pgettext("what follows", "Review by the office")), _answer()]
    return [_answer()] if case.turn == "office" else []


def _answer() -> Entry:
    return Entry("next", pgettext("what follows", "Answer"), text=_("It comes by email and is shown here."))
