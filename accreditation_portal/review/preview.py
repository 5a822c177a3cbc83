"""The letter that a step would send, before it is sent; and a letter in words that are not kept yet."""

import copy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accreditation_portal.notifications.catalogue import placeholders_of
from accreditation_portal.notifications.letters import Letter, compose_from, is_link
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import Step, StepRefused, steps_of

if TYPE_CHECKING:
    from accreditation_portal.notifications.notices import Notice
    from accreditation_portal.review.criteria import Answer
    from accreditation_portal.review.models import Case


def letter_of(case: "Case", step: Step, *, by: Any, at: Any, **arguments: Any) -> Any:
    """The letter of ``step``, taken for once and rolled back: what is shown is exactly what would be sent.

    Raises what the step raises; None where the step tells nobody.
    """
    with transaction.atomic():
        now = step.take(copy.copy(case), by=by, at=at, **arguments)
        letter = now.decisions.select_related("letter").order_by("-pk").first().letter
        transaction.set_rollback(True)
    return letter


def letter_at_first_sight(case: "Case", step: Step, *, answers: list["Answer"], by: Any, at: Any) -> Any:
    """The same for a page that is only opened: without words yet, as if the officer judged everything met, and had
    written the note that some cases want; it stands in no letter.

    Without a letter where it cannot be made now.
    """
    judged = {answer.criterion.name: {"verdict": Verdict.MET.value} for answer in answers if answer.is_judged}
    try:
        return letter_of(case, step, by=by, at=at, judged=judged, note="–")
    except (StepRefused, OperationalError):  # refused for now, or the database is busy: the page matters more
        return None


def states_of(kind: "type[Case]", notice: "Notice") -> list[State]:
    """The states of cases to which this notice fits, the likeliest first; a draft has nothing to tell yet."""
    telling = [step for step in steps_of(kind) if step.tells == notice.name]
    if not telling:
        return sorted(set(State) - {State.DRAFT}, key=lambda state: (state != State.APPROVED, state.value))
    fits = {state for step in telling for state in (step.target, *step.sources)} - {State.DRAFT}
    return sorted(fits, key=lambda state: (state != telling[0].target, state.value))


def letter_in_words(notice: "Notice", language: str, text: str, case: "Case | None", *, is_full: bool) -> Letter:
    """The notice about this case in the words of ``text``; nothing is kept and nothing sent.

    What the case does not know stands in brackets, by what it holds; so does, where the look is to be ``full``, what
    this case leaves out.
    """
    with translation.override(language):
        values = _values_of(case, notice) if case else {}
        for name, each in placeholders_of(notice).items():
            if not values.get(name) and (is_full or name not in values or not each.may_be_empty):
                values[name] = f"{settings.SITE_URL}/" if is_link(name) else f"[{each.holds}]"
        return compose_from(notice, text, values)


def _values_of(case: "Case", notice: "Notice") -> dict[str, Any]:
    """As the case gives them; the officer's words as they were, where this step was taken."""
    told = [step.name for step in steps_of(type(case)) if step.tells == notice.name]
    lines = case.decisions.order_by("-pk")
    line, latest = lines.filter(step__in=told).first(), lines.first()
    words = line.words if line else _("Here stands what the officer writes.")
    verdicts = (line or latest).verdicts if line or latest else []
    return case.letter_values(notice.name, words=words, verdicts=verdicts)
