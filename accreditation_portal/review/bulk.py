"""One step for many cases: each passes its own guard and gets its own record and letter (B15)."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.notifications.letters import one_wording_for_all
from accreditation_portal.review.assignment import assign, officers_of
from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.models import BulkAct, Case
from accreditation_portal.review.states import ActingAs, State
from accreditation_portal.review.steps import Step, StepRefused, an_officer, steps_of

ASSIGN = "assign"  # no step: it moves no state and tells nobody
MOST_AT_ONCE = 1000  # cases of one act
IN_ONE_TRANSACTION = 100  # what takes below a second, and what a process that dies undoes

Chosen = dict[str, Any]  # one case of an act, as ``BulkAct.cases`` keeps it

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prospect:
    """One case of an act before anything is done: ``why`` says why it would be left out."""

    chosen: Chosen
    case: Case | None
    answers: list[Answer]
    why: str = ""

    @property
    def as_left_out(self) -> dict[str, str]:
        return {"reference": self.chosen["reference"], "why": self.why}


def prepared(kind: type[Case], step: str, cases: Any, *, by: Any, seen: Mapping[int, int] | None = None) -> BulkAct:
    """Keep what was selected, in the order of the list; ``seen``: the lines of the record that the list showed (B7)."""
    rows = cases.select_related(None).prefetch_related(None).with_latest_line().only("pk", "reference", "assigned_to")
    chosen = [
        {"pk": case.pk, "reference": case.shown_reference, "was": case.assigned_to_id,
         "seen": (seen or {}).get(case.pk, case.latest_line)}
        for case in rows[:MOST_AT_ONCE]
    ]  # fmt: skip
    return BulkAct.objects.create(kind=kind._meta.label_lower, step=step, by=by, cases=chosen)


def declared(act: BulkAct) -> Step:
    """The step that the act takes."""
    return next(step for step in steps_of(act.model) if step.name == act.step)


def prospects(act: BulkAct, *, by: Any, at: datetime) -> Iterator[Prospect]:
    """Every case of the act as it stands now, and whether it would be left out; nothing is changed."""
    for part in parts(act.cases):
        rows = _rows(act.model.objects, part)
        sentences = _sentences(act, part, rows)
        for chosen in part:
            case = rows.get(chosen["pk"])
            answers = case.answers(_day(at)) if case and act.step != ASSIGN else []
            why = _why_not(act, chosen, case, answers, by=by, at=at) or sentences.get(chosen["pk"], "")
            yield Prospect(chosen, case, answers, why)


def digest_of(outlook: Iterable[Prospect]) -> str:
    """What a page showed: who would be done, and what an officer judges of each. It changes when that does."""
    shown = [
        (prospect.chosen["pk"], sorted(answer.criterion.name for answer in prospect.answers if answer.is_judged))
        for prospect in outlook
        if not prospect.why
    ]
    return sha256(repr(shown).encode()).hexdigest()


def begin(act: BulkAct, outlook: Iterable[Prospect], given: dict[str, Any], at: datetime) -> bool:
    """Set the act going for those whom the page showed as to be done; False where another click was first."""
    outlook = list(outlook)
    return bool(
        BulkAct.objects.filter(pk=act.pk, begun_at=None).update(
            begun_at=at,
            given=given,
            cases=[prospect.chosen for prospect in outlook if not prospect.why],
            left_out=[prospect.as_left_out for prospect in outlook if prospect.why],
        )
    )


def go_on(pk: Any, at: datetime) -> bool:
    """Give the next cases of an act their turn, in one transaction; whether some are left.

    Workers beside each other never take the same ones, and what one that dies had begun is as if it had not.
    """
    with transaction.atomic():
        act = BulkAct.objects.running().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
        if act is None:
            return False
        by, part = act.by, act.cases[act.done : act.done + IN_ONE_TRANSACTION]
        with translation.override(by.language), one_wording_for_all():
            left_out = list((_assigned if act.step == ASSIGN else _taken)(act, part, by=by, at=at))
        act.left_out += left_out
        act.done += len(part)
        act.taken += len(part) - len(left_out)
        act.ended_at = max(at, act.begun_at) if act.done == len(act.cases) else None
        act.save()
    return act.ended_at is None


def parts(cases: list[Any]) -> Iterator[list[Any]]:
    """The cases of an act, as many at a time as one transaction takes."""
    for first in range(0, len(cases), IN_ONE_TRANSACTION):
        yield cases[first : first + IN_ONE_TRANSACTION]


def arguments_for(case: Case, given: dict[str, Any]) -> dict[str, Any]:
    """What was filled in for all, as the step takes it for this case."""
    language = case.representative.user.language
    if language not in given["words"]:
        raise StepRefused(_("The applicant reads another language by now. Decide it on its own page."))
    found = {"note": given.get("note", ""), "words": given["words"][language]}
    if "items" in given:
        found |= {"items": given["items"], "reply_by": date.fromisoformat(given["reply_by"])}
    if "judged" in given:
        found["judged"] = {name: {"verdict": Verdict.MET.value, "note": ""} for name in given["judged"]}
    return found


def hindrance(step: Step, case: Case, answers: list[Answer], judged: Iterable[str] | None = None) -> str:
    """What an officer decides on the case's own page alone: an approval that wants a reason or a judgement of its own.

    ``judged``: the criteria that the officer judged met in all of the cases; None before that.
    """
    if step.name != "approve":
        return ""
    if case.note_wanted(step.name):
        return _("Approving this one needs a reason of its own. Decide it on its own page.")
    if not_met := [str(answer.criterion.text) for answer in answers if answer.verdict == Verdict.NOT_MET]:
        return _("Not met: %(criteria)s. Decide it on its own page.") % {"criteria": "; ".join(not_met)}
    unjudged = [
        str(a.criterion.text) for a in answers if a.is_judged and judged is not None and a.criterion.name not in judged
    ]
    if unjudged:
        return _("Not judged yet: %(criteria)s. Decide it on its own page.") % {"criteria": "; ".join(unjudged)}
    return ""


def _taken(act: BulkAct, part: list[Chosen], *, by: Any, at: datetime) -> Iterator[dict[str, str]]:
    """Take the step on each; what is yielded was left out, by its reference, with the reason."""
    step, rows = declared(act), _rows(act.model.objects.select_for_update(of=("self",)), part)
    for chosen in part:
        try:
            if (row := rows.get(chosen["pk"])) is None:
                raise StepRefused(_("It is not there any more."))
            why = row.refusal_of(step.name, at=at) or hindrance(
                step, row, row.answers(_day(at)), act.given.get("judged")
            )
            if why:
                raise StepRefused(str(why))
            with transaction.atomic():
                step.take_on(row, by=by, at=at, seen=chosen["seen"], **arguments_for(row, act.given))
        except OperationalError:
            raise
        except Exception as refusal:  # one case must not stop the others
            yield {"reference": chosen["reference"], "why": _in_words(refusal, chosen["reference"])}


def _assigned(act: BulkAct, part: list[Chosen], *, by: Any, at: datetime) -> Iterator[dict[str, str]]:
    """Give each to the colleague who was chosen; what somebody took meanwhile stays theirs (B7)."""
    wanted, rows = act.given.get("to"), _rows(act.model.objects, part)
    to = officers_of(act.model).filter(pk=wanted).first() if wanted else None
    for chosen in part:
        case = rows.get(chosen["pk"])
        why = _why_not(act, chosen, case, [], by=by, at=at)
        if not why and wanted and to is None:
            why = _("It cannot be given to this colleague.")
        if not why and not assign(act.model, [chosen["pk"]], to=to, by=by, instead_of=chosen["was"]):
            why = _in_words(StepRefused(_("Meanwhile somebody else was given it.")), chosen["reference"])
        if why:
            yield {"reference": chosen["reference"], "why": why}


def _why_not(act: BulkAct, chosen: Chosen, case: Case | None, answers: list[Answer], *, by: Any, at: datetime) -> str:
    if case is None:
        return _("It is not there any more.")
    if not an_officer.holds(case, by):
        return _in_words(PermissionDenied(), chosen["reference"])
    if act.step == ASSIGN:
        if case.assigned_to_id != chosen["was"]:
            return _("Meanwhile somebody else was given it.")
        return _("It is a draft.") if case.state == State.DRAFT else ""
    step = declared(act)
    if _is_settled(step, chosen, case):
        return ""  # said by the sentence of its latest line
    return str(case.refusal_of(step.name, at=at) or hindrance(step, case, answers))


def _is_settled(step: Step, chosen: Chosen, case: Case) -> bool:
    return case.state not in step.sources or chosen["seen"] != case.latest_decision_id


def _sentences(act: BulkAct, part: list[Chosen], rows: dict[int, Case]) -> dict[int, str]:
    """By case that was settled meanwhile: who did what (B7); one query for all of them."""
    if act.step == ASSIGN:
        return {}
    step = declared(act)
    settled = [rows[c["pk"]] for c in part if c["pk"] in rows and _is_settled(step, c, rows[c["pk"]])]
    decisions = act.model._meta.get_field("decisions").related_model.objects.select_related("by", "case")
    lines = {line.case_id: line for line in decisions.filter(pk__in=[case.latest_line for case in settled])}
    return {
        case.pk: str(lines[case.pk].sentence_for(ActingAs.OFFICER) if case.pk in lines else case.get_state_display())
        for case in settled
    }


def _in_words(refusal: Exception, reference: str) -> str:
    if isinstance(refusal, StepRefused):
        return str(refusal)
    if isinstance(refusal, PermissionDenied):
        return _("It is your own, or you may not decide any more.")
    if not isinstance(refusal, IntegrityError):
        log.exception("bulk act on %s", reference)
    return _("It could not be done: something else was done at this moment. Look again.")


def _rows(cases: Any, part: list[Chosen]) -> dict[int, Case]:
    """The cases with everything that a step reads, in the order in which they are locked everywhere."""
    kind = cases.model
    found = cases.select_related(*kind.select_for_a_step).prefetch_related(
        *kind.prefetch_for_a_step(), *kind.prefetch_for_many
    )
    rows = found.with_latest_line().filter(pk__in=[chosen["pk"] for chosen in part]).order_by("pk")
    return {case.pk: case for case in rows}


def _day(at: datetime) -> date:
    return timezone.localdate(at, office.ZONE)
