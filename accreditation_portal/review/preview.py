"""The letter that a step would send, before it is sent."""

import copy
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, transaction

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.steps import Step, StepRefused

if TYPE_CHECKING:
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
