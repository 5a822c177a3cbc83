"""A step of a case: guard, effect, record and notice, all or none; and which steps are open to whom."""

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accreditation_portal.review.states import ActingAs, State

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case


log = logging.getLogger(__name__)


class StepRefused(Exception):
    """The step cannot be taken; the message says why, in words for the person who tried."""


class SettledMeanwhile(StepRefused):
    """Somebody took another step first (B7). ``case`` is the row as it is now, ``latest`` the decision that won.

    An officer reads who took it; a representative reads that the office did.
    """

    def __init__(self, case: "Case", *, told_to: ActingAs = ActingAs.OFFICER):
        self.case = case
        self.latest = case.decisions.select_related("by").order_by("-pk").first()
        super().__init__(str(self.latest.sentence_for(told_to) if self.latest else case.get_state_display()))


@dataclass(frozen=True)
class Role:
    """Who may take a step: the role's name for the record, and the question *may they*."""

    acting_as: ActingAs
    holds: Callable[["Case", Any], bool]


def _is_the_representative(case: "Case", user: Any) -> bool:
    return user.pk == case.representative.user_id and user.is_active


def _is_an_officer(case: "Case", user: Any) -> bool:
    """An officer of the case's own room, and never of their own case."""
    meta = case._meta
    return (
        user.is_staff
        and user.pk != case.representative.user_id
        and user.has_perm(f"{meta.app_label}.decide_{meta.model_name}")
    )


the_representative = Role(ActingAs.REPRESENTATIVE, _is_the_representative)
an_officer = Role(ActingAs.OFFICER, _is_an_officer)


@contextmanager
def one_transaction(what: str, which: str) -> Iterator[None]:
    """Everything within happens or nothing does; a constraint that something else broke meanwhile is a refusal."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:  # something that no lock of this row holds back happened at the same moment
        log.exception("%s of %s", what, which)
        raise StepRefused(_("It could not be done: something else was done at this moment. Look again.")) from error


@dataclass(frozen=True)
class Step:
    """One declared step. ``tells`` names the notice of the case's room that the representative receives.

    With one that ``judges``, an officer gives verdicts on criteria; its effect is handed them.
    """

    name: str
    label: Any
    sources: frozenset[State]
    target: State
    who: tuple[Role, ...]
    tells: str
    effect: Callable[..., dict[str, Any] | None]
    judges: bool = False

    def role_of(self, case: "Case", user: Any) -> Role | None:
        return next((role for role in self.who if role.holds(case, user)), None)

    def is_open(self, case: "Case", user: Any) -> bool:
        return case.state in self.sources and case.erased_at is None and self.role_of(case, user) is not None

    def take(self, case: "Case", *, by: Any, at: Any = None, seen: int | None = None, note: str = "", words: str = "",
             judged: dict[str, dict[str, str]] | None = None, **details: Any) -> "Case":  # fmt: skip
        """Take this step on the row as it is now, or raise; return that row.

        ``seen``: the id of the last decision that the page showed; an older one loses (B7). ``note`` stays inside,
        ``words`` go into the letter, ``judged`` are an officer's verdicts by criterion, ``details`` the step's own.
        Raises PermissionDenied, SettledMeanwhile or StepRefused, and then nothing at all has happened.
        """
        with one_transaction(self.name, case.reference):
            now = type(case).objects.locked_for_a_step().get(pk=case.pk)
            self.take_on(
                now, by=by, at=at or timezone.now(), seen=seen, note=note, words=words, judged=judged, **details
            )
        for field in case._meta.concrete_fields:
            setattr(case, field.attname, getattr(now, field.attname))
        case.latest_line = now.latest_line
        return now

    def take_on(self, now: "Case", *, by: Any, at: Any, seen: int | None, note: str = "", words: str = "",
                judged: dict[str, dict[str, str]] | None = None, **details: Any) -> None:  # fmt: skip
        """Take this step on a row of ``locked_for_a_step``, in the transaction that holds it; raises as ``take``."""
        role = self.role_of(now, by)
        if role is None:
            raise PermissionDenied
        if now.erased_at is not None:
            raise StepRefused(_("The personal data of this case are erased: nothing is decided on it any more."))
        if now.state not in self.sources or (seen is not None and seen != now.latest_decision_id):
            raise SettledMeanwhile(now, told_to=role.acting_as)
        before, was = now.state, vars(now).copy()
        if self.judges:
            details["judged"] = judged or {}
        changes = self.effect(now, by=by, at=at, note=note, words=words, **details) or {}
        now.state, now.state_since = self.target, at
        # An effect puts a new value in place of the old one, so that what was there tells what is to be written.
        changed = [field.name for field in now._meta.concrete_fields if vars(now)[field.attname] != was[field.attname]]
        now.save(update_fields=[*changed, "touched_at"])
        verdicts = now.verdicts_as_kept(at, judged)
        letter = now.tell(self.tells, words=words, verdicts=verdicts) if self.tells else None
        line = now.decisions.create(
            step=self.name, before=before, after=now.state, by=by, acting_as=role.acting_as, at=at,
            note=note, words=words, answer=details.get("answer", ""), changes=changes, verdicts=verdicts, letter=letter,
        )  # fmt: skip
        now.latest_line = line.pk


def step(*, label: Any, sources: Any, target: State, who: Any, tells: str, judges: bool = False) -> Callable[..., Any]:
    """Declare a method of a case as a step; calling the method takes it.

    The method is the effect: it may change the row's other fields, raise StepRefused, and return what the record
    should keep of older values. Buttons, the matrix test and the diagram are derived from the declaration.
    """

    def declare(effect: Callable[..., Any]) -> Callable[..., Any]:
        declared = Step(
            name=effect.__name__,
            label=label,
            sources=frozenset(sources),
            target=target,
            who=tuple(who) if isinstance(who, (tuple, list)) else (who,),
            tells=tells,
            effect=effect,
            judges=judges,
        )

        @functools.wraps(effect)
        def take(self: "Case", **arguments: Any) -> "Case":
            return declared.take(self, **arguments)

        take.step = declared  # type: ignore[attr-defined]
        return take

    return declare


@functools.cache
def steps_of(kind: "type[Case]") -> tuple[Step, ...]:
    """The steps that a kind of case declares, in the order of their declaration, the common ones first."""
    found: dict[str, Step] = {}
    for cls in reversed(kind.__mro__):
        for name, value in vars(cls).items():
            if hasattr(value, "step"):
                found[name] = value.step
    return tuple(found.values())


def open_steps(case: "Case", user: Any) -> list[Step]:
    """The steps that this user could take now: state, role, and what the kind of case adds (a cancelled event)."""
    return [
        declared
        for declared in steps_of(type(case))
        if declared.is_open(case, user) and not case.refusal_of(declared.name)
    ]
