"""What happened to a case, whose turn it is now and since when, and what follows (B3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.practice import Practice, practice_of
from accreditation_portal.review.states import SETTLED, ActingAs, Item, State
from accreditation_portal.review.waiting import days_since

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

ENDED = SETTLED - {State.APPROVED}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; ``place`` is done, now or next. ``note`` is filled for officers alone."""

    place: str
    title: Any
    at: datetime | None = None
    who: Any = ""
    text: Any = ""
    items: list[Any] = field(default_factory=list)
    words: str = ""  # the office's to the applicant
    answer: str = ""  # the applicant's to the office
    not_given: list[Any] = field(default_factory=list)  # items, as the applicant answered
    files: list[Any] = field(default_factory=list)
    note: str = ""
    letter: Any = None

    @property
    def when(self) -> str:
        return shown_moment(self.at) if self.at else ""


def shown_moment(at: datetime) -> str:
    """A moment in the office's zone: "23 November 2026, 14:05"."""
    return shown_date(timezone.localtime(at, office.ZONE), "j F Y, H:i")


def short_moment(at: datetime) -> str:
    """The same for a column of a list: "23/11/2026 14:05"."""
    return shown_date(timezone.localtime(at, office.ZONE), "d/m/Y H:i")


def reads_the_record(case: "Case", viewer: Any) -> bool:
    """Whether ``viewer`` reads this case as an officer: names, internal notes, letters. Never of their own case."""
    meta = case._meta
    return (
        viewer.is_staff
        and viewer.pk != case.representative.user_id
        and viewer.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    )


@dataclass(frozen=True)
class Phase:
    """One of the few parts that every case goes through, for a glance; ``place`` as in an entry, or ended."""

    label: Any
    place: str


def progress_of(case: "Case", at: datetime) -> list[Phase]:
    """How far a case is: sent, reviewed, answered, the pass (B3). One that ended shows how."""
    sent, review = pgettext("part of a case", "Request"), pgettext("part of a case", "Review")
    answer, collected = pgettext("part of a case", "Answer"), pgettext("part of a case", "Pass")
    if case.state == State.APPROVED and not case.refusal_of("", at=at):
        last = "done" if case.hand_over else "now"
        return [Phase(sent, "done"), Phase(review, "done"), Phase(State.APPROVED.label, "done"), Phase(collected, last)]
    if case.state in ENDED or case.refusal_of("", at=at):
        begun = [Phase(sent, "done")] if case.submitted_at else []
        return [*begun, Phase(case.get_state_display(), "ended")]
    if case.state == State.DRAFT:
        return [Phase(sent, "now"), Phase(review, "next"), Phase(answer, "next"), Phase(collected, "next")]
    asked = case.state == State.INFORMATION_REQUESTED
    looked_at = pgettext("part of a case", "Question to you") if asked else review
    return [Phase(sent, "done"), Phase(looked_at, "now"), Phase(answer, "next"), Phase(collected, "next")]


def timeline_of(case: "Case", viewer: Any) -> list[Entry]:
    """The record as this viewer may read it, then what is awaited of whom, then what follows."""
    inside, own = reads_the_record(case, viewer), viewer.pk == case.representative.user_id
    at = timezone.now()
    asked_of_the_record = case.decisions.order_by("at", "pk")
    if inside:
        asked_of_the_record = asked_of_the_record.select_related("by", "letter")
    decisions = list(asked_of_the_record)
    names = documents_in(case, decisions)
    entries = [
        *(done_entry(decision, inside, own, names) for decision in decisions),
        *case.happened_besides(inside=inside),
    ]
    entries.sort(key=lambda entry: entry.at)  # what the record keeps stays in its own order
    entries.insert(0, Entry("done", pgettext("case", "Begun"), case.created_at))
    return [*entries, *_awaited(case, sent_last(case, decisions), inside, own, at)]


def awaited_of(case: "Case", decisions: list["Decision"]) -> list[Entry]:
    """Whose turn it is and what follows, as an officer reads it; ``decisions`` come newest first."""
    return _awaited(case, sent_last(case, decisions[::-1]), True, False, timezone.now())


def documents_in(case: "Case", decisions: list["Decision"]) -> dict[str, Any]:
    """The documents of the case by number, where a line of the record names some."""
    named = any(decision.changes.get("added") for decision in decisions)
    return case.documents_by_number() if named else {}  # type: ignore[attr-defined]


def sent_last(case: "Case", decisions: list["Decision"]) -> datetime:
    """Since when it lies with the office: the last sending, answer or reopening. A correction does not move that."""
    sent = [line.at for line in decisions if line.after == State.SUBMITTED and line.before != State.SUBMITTED]
    return sent[-1] if sent else case.submitted_at or case.created_at


def done_entry(decision: "Decision", inside: bool, own: bool, names: dict[str, Any]) -> Entry:
    """A line of the record as this reader has it."""
    changes = decision.changes
    return Entry(
        "done",
        _title(decision),
        decision.at,
        who=_who(decision, inside, own),
        items=labels_of(changes.get("asked", changes.get("items", ()))),
        words=decision.words,
        answer=decision.answer,
        not_given=labels_of(changes.get("not_given", ())),
        files=[names[number] for number in changes.get("added", ()) if number in names],
        note=decision.note if inside else "",
        letter=decision.letter if inside else None,
    )


def _title(decision: "Decision") -> Any:
    """What was done; an answer without everything that was asked for is called no completion."""
    if decision.changes.get("not_given"):
        return pgettext("step that was taken", "Answered")
    return DONE.get(decision.step, decision.step)


def labels_of(items: Any) -> list[Any]:
    """The items in words."""
    return [Item(item).label for item in items if item in Item.values]


def _who(decision: "Decision", inside: bool, own: bool) -> Any:
    """An officer reads names; the representative reads that it was they, or the office."""
    if decision.acting_as == ActingAs.CLOCK:
        return ActingAs.CLOCK.label
    if inside and decision.by:
        return decision.by.get_full_name() or decision.by.username
    return _person(own) if decision.acting_as == ActingAs.REPRESENTATIVE else office.OFFICE_NAME


def _person(own: bool) -> Any:
    return _("you") if own else _("the media representative")


# What is awaited, and what follows -------------------------------------------------------------------------------


def _awaited(case: "Case", since: datetime, inside: bool, own: bool, at: datetime) -> list[Entry]:
    """Whose turn it is, since when and until when, and what follows (B3)."""
    if case.state in ENDED:
        return [_ended(case, own)]
    if stopped := case.refusal_of("", at=at):  # the event is over or cancelled
        return [Entry("now", stopped)]
    besides = case.awaited_besides(own=own)
    if case.state == State.APPROVED:
        return [*besides, *case.awaited_after_approval(own=own, at=at)]
    practice = practice_of(case, at)
    if case.state == State.SUBMITTED:
        now = _review(case, since, inside, practice, at)
    else:
        now = _to_be_sent(case, own) if case.state == State.DRAFT else _asked(case, own, at)
    following = [] if case.turn == "office" else [Entry("next", pgettext("what follows", "Review by the office"))]
    return [*besides, now, *following, _answer(case, since, practice, own, at), _pass(case)]


def _ended(case: "Case", own: bool) -> Entry:
    """Nothing is awaited of anybody, and what remains open."""
    text = case.open_after_the_end() if own else _after_the_end(case)
    return Entry("now", pgettext("where a case stands", "Ended"), case.state_since, text=text)


def _after_the_end(case: "Case") -> Any:
    if case.state == State.WITHDRAWN:
        return _("The media representative took it back. Nothing is awaited.")
    return _("Nothing is awaited. An officer can reopen it with a recorded reason.")


def _to_be_sent(case: "Case", own: bool) -> Entry:
    text = _("Complete it and send it.") if own else _("The media representative has not sent it yet.")
    if until := case.to_be_sent_by:
        text += " " + _("Deadline: %(moment)s.") % {"moment": until}
    return Entry("now", _("To be submitted"), case.created_at, who=_person(own), text=text)


def _asked(case: "Case", own: bool, at: datetime) -> Entry:
    """The office's question, and whether its day has passed: that ends nothing."""
    day = {"day": shown_date(case.reply_by)}
    if case.reply_by and case.reply_by < timezone.localdate(at, office.ZONE):
        text = (
            _("The answer was asked for by %(day)s. You can still give it.")
            if own
            else _("The answer was asked for by %(day)s and has not come.")
        )
    else:
        text = (
            _("You are asked to complete these items by %(day)s.")
            if own
            else _("The media representative is asked to complete these items by %(day)s.")
        )
    return Entry(
        "now", pgettext("what is awaited", "Missing information"), case.state_since, who=_person(own),
        text=text % day, items=labels_of(case.requested_items),
    )  # fmt: skip


def _review(case: "Case", since: datetime, inside: bool, practice: Practice | None, at: datetime) -> Entry:
    text = _("An officer reads the request and decides. Nothing is decided by the machine.")
    if inside:
        text = _waited(days_since(since, at))
        if practice:
            text += " " + practice.sentence
    return Entry("now", pgettext("what is awaited", "Review"), since, who=office.OFFICE_NAME, text=text)


def _waited(days: int) -> str:
    if not days:
        return _("It has waited since today.")
    return ngettext(
        "It has waited %(count)s day since it was sent.", "It has waited %(count)s days since it was sent.", days
    ) % {"count": days}  # fmt: skip


def _answer(case: "Case", since: datetime, practice: Practice | None, own: bool, at: datetime) -> Entry:
    """Where the answer comes, and by when answers came of late; never as if it could be after what it is for (S9)."""
    text = _("It comes by email and is shown here.") if own else _("It goes by email and is shown on the page.")
    begins = case.begins_at
    waits = case.state == State.SUBMITTED
    likely = (since if waits else at) + (practice.most if practice else timedelta(weeks=4))
    if begins is None or likely < begins:
        if practice:
            text += " " + practice.sentence
        elif begins is None:
            text += " " + _("It may take several weeks.")
        if waits and practice and own:
            text += " " + _likely(likely, at)
    return Entry("next", pgettext("what follows", "Answer"), who=office.OFFICE_NAME, text=text)


def _likely(likely: datetime, at: datetime) -> str:
    """What practice means for one that waits: a day, or that it has waited longer than most."""
    if likely < at:
        return _("Yours has waited longer than that; you need do nothing.")
    day = shown_date(timezone.localdate(likely, office.ZONE))
    return _("For yours that would be by %(day)s; it is no promise.") % {"day": day}


def _pass(case: "Case") -> Entry:
    text = _("If it is approved: in person, with the documents that the answer names.")
    return Entry("next", pgettext("what follows", "Collecting the pass"), text=text)
