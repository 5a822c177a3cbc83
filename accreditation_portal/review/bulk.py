"""One step for many cases: each passes its own guard and gets its own record and letter (B15)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.review.assignment import assign, officers_of
from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.models import BulkAct, Case, Reason
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, Step, StepRefused, steps_of

ASSIGN = "assign"  # no step: it moves no state and tells nobody
STEPS = ("approve", "deny", "request_information")
MOST_AT_ONCE = 1000  # cases of one act
IN_ONE_TRANSACTION = 100  # what takes below a second, and what a process that dies undoes


@dataclass(frozen=True)
class Prospect:
    """One case of an act before anything is done: ``why`` says why it would be left out."""

    case: Case
    answers: list[Answer]
    why: str = ""


def prepared(kind: type[Case], step: str, cases: Any, *, by: Any) -> BulkAct:
    """Keep what was selected, each case with the line of its record that the list showed (B7)."""
    chosen = cases.order_by("pk").select_related(None).prefetch_related(None).with_latest_line()
    pairs = [list(pair) for pair in chosen.values_list("pk", "latest_line")[:MOST_AT_ONCE]]
    return BulkAct.objects.create(kind=kind._meta.label_lower, step=step, by=by, cases=pairs)


def declared(act: BulkAct) -> Step:
    """The step that the act takes."""
    return next(step for step in steps_of(act.model) if step.name == act.step)


def prospects(act: BulkAct, *, by: Any, at: datetime) -> Iterator[Prospect]:
    """Every case of the act as it stands now, and whether it would be left out; nothing is changed."""
    for pairs in parts(act.cases):
        rows = _rows(act.model.objects, pairs)
        for pk, seen in pairs:
            if pk in rows:
                answers = rows[pk].answers(timezone.localdate(at, office.ZONE)) if act.step != ASSIGN else []
                yield Prospect(rows[pk], answers, _why_not(act, rows[pk], answers, by=by, at=at, seen=seen))


def parts(cases: list[Any]) -> Iterator[list[Any]]:
    """The cases of an act, as many at a time as one transaction takes."""
    for first in range(0, len(cases), IN_ONE_TRANSACTION):
        yield cases[first : first + IN_ONE_TRANSACTION]


def begin(act: BulkAct, given: dict[str, Any], at: datetime) -> bool:
    """Set the act going with what was filled in; False where another click was first."""
    return bool(BulkAct.objects.filter(pk=act.pk, begun_at=None).update(begun_at=at, given=given))


def go_on(pk: Any, at: datetime) -> bool:
    """Give the next cases of an act their turn, in one transaction; whether some are left.

    Workers beside each other never take the same ones, and what one that dies had begun is as if it had not.
    """
    with transaction.atomic():
        act = BulkAct.objects.running().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
        if act is None:
            return False
        by = act.by
        with translation.override(by.language):
            left_out = list(_taken_in_turn(act, act.cases[act.done : act.done + IN_ONE_TRANSACTION], by=by, at=at))
        act.left_out += left_out
        act.done = min(act.done + IN_ONE_TRANSACTION, len(act.cases))
        act.ended_at = max(at, act.begun_at) if act.done == len(act.cases) else None
        act.save()
    return act.ended_at is None


def words_for(language: str, given: dict[str, Any], reasons: dict[str, Reason]) -> str:
    """What the letter says to somebody who reads this language: the reasons, then the officer's own words."""
    texts = [reasons[pk].text_in(language) for pk in given.get("reasons", ()) if pk in reasons]
    return "\n\n".join(filter(None, [*texts, given.get(f"words_{language}", "")]))


def arguments_for(case: Case, answers: list[Answer], given: dict[str, Any], reasons: dict[str, Reason],
                  step: Step) -> dict[str, Any]:  # fmt: skip
    """What was filled in for all, as the step takes it for this case."""
    found = {"note": given.get("note", ""), "words": words_for(case.representative.user.language, given, reasons)}
    if "items" in given:
        found |= {"items": given["items"], "reply_by": date.fromisoformat(given["reply_by"])}
    if step.name == "approve":
        found["judged"] = {a.criterion.name: {"verdict": Verdict.MET.value, "note": ""} for a in answers if a.is_judged}
    return found


def reasons_of(given: dict[str, Any]) -> dict[str, Reason]:
    """The reasons that were ticked, by their number."""
    return {str(reason.pk): reason for reason in Reason.objects.filter(pk__in=given.get("reasons", []))}


def hindrance(step: Step, case: Case, answers: list[Answer]) -> str:
    """What an officer decides on the case's own page alone: an approval that wants a reason of its own."""
    if step.name == "approve" and case.note_wanted(step.name):
        return _("Approving this one needs a reason of its own. Decide it on its own page.")
    not_met = [str(a.criterion.text) for a in answers if a.verdict == Verdict.NOT_MET] if step.name == "approve" else []
    if not not_met:
        return ""
    return _("Not met: %(criteria)s. Decide it on its own page.") % {"criteria": "; ".join(not_met)}


def _taken_in_turn(act: BulkAct, pairs: list[list[int]], *, by: Any, at: datetime) -> Iterator[dict[str, str]]:
    """Take the step on each; what is yielded was left out, by its reference, with the reason."""
    if act.step == ASSIGN:
        yield from _assigned(act, pairs, by=by)
        return
    step, reasons = declared(act), reasons_of(act.given)
    rows = _rows(act.model.objects.select_for_update(of=("self",)), pairs)
    for pk, seen in pairs:
        if (row := rows.get(pk)) is None:
            continue
        answers = row.answers(timezone.localdate(at, office.ZONE))
        try:
            if why := row.refusal_of(step.name, at=at) or hindrance(step, row, answers):
                raise StepRefused(str(why))
            with transaction.atomic():
                step.take_on(row, by=by, at=at, seen=seen, **arguments_for(row, answers, act.given, reasons, step))
        except (StepRefused, PermissionDenied, IntegrityError) as refusal:
            yield {"reference": row.shown_reference, "why": _in_words(refusal)}


def _assigned(act: BulkAct, pairs: list[list[int]], *, by: Any) -> Iterator[dict[str, str]]:
    wanted = act.given.get("to")
    to = officers_of(act.model).filter(pk=wanted).first() if wanted else None
    rows = _rows(act.model.objects, pairs)
    open_ones = [row.pk for row in rows.values() if row.state != State.DRAFT]
    if wanted and to is None:
        open_ones = []
    assign(act.model, open_ones, to=to, by=by)
    for row in rows.values():
        if row.pk not in open_ones:
            yield {"reference": row.shown_reference, "why": _("It cannot be given to this colleague.")}


def _why_not(act: BulkAct, case: Case, answers: list[Answer], *, by: Any, at: datetime, seen: int) -> str:
    if act.step == ASSIGN:
        return _("It is a draft.") if case.state == State.DRAFT else ""
    step = declared(act)
    if step.role_of(case, by) is None:
        return _in_words(PermissionDenied())
    if case.state not in step.sources or seen != case.latest_decision_id:
        return str(SettledMeanwhile(case))
    return str(case.refusal_of(step.name, at=at) or hindrance(step, case, answers))


def _in_words(refusal: Exception) -> str:
    if isinstance(refusal, StepRefused):
        return str(refusal)
    if isinstance(refusal, PermissionDenied):
        return _("It is your own, or you may not decide any more.")
    return _("It could not be done: something else was done at this moment. Look again.")


def _rows(cases: Any, pairs: list[list[int]]) -> dict[int, Case]:
    """The cases with everything that a step reads, in the order in which they are locked everywhere."""
    kind = cases.model
    found = cases.select_related(*kind.select_for_a_step)
    found = found.prefetch_related(*kind.prefetch_for_a_step(), *kind.prefetch_for_letters)
    return {
        case.pk: case for case in found.with_latest_line().filter(pk__in=[pk for pk, _seen in pairs]).order_by("pk")
    }
