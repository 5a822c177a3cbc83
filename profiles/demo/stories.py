"""How synthetic cases came to their state: the lines of the record, and what the steps left in the case."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.models import JUDGING, OFFICERS_STEPS
from accreditation_portal.review.references import ALPHABET, WEIGHTS, check_character
from accreditation_portal.review.states import DECIDED, ActingAs, Ground, Item, State

DAYS = 60  # over which the submissions are spread

# Of a hundred cases: long queues, and something of everything.
OF_A_HUNDRED = {
    State.SUBMITTED: 30, State.INFORMATION_REQUESTED: 10, State.APPROVED: 40, State.DENIED: 10, State.WITHDRAWN: 5,
    State.REVOKED: 2, State.CLOSED: 1, State.DRAFT: 2,
}  # fmt: skip
STATES = [state for state, share in OF_A_HUNDRED.items() for _ in range(share)]
Random(100).shuffle(STATES)

STEPS: dict[str, list[tuple[str, State]]] = {
    State.DRAFT: [],
    State.SUBMITTED: [("submit", State.SUBMITTED)],
    State.INFORMATION_REQUESTED: [("submit", State.SUBMITTED), ("request_information", State.INFORMATION_REQUESTED)],
    State.APPROVED: [("submit", State.SUBMITTED), ("approve", State.APPROVED)],
    State.DENIED: [("submit", State.SUBMITTED), ("deny", State.DENIED)],
    State.WITHDRAWN: [("submit", State.SUBMITTED), ("withdraw", State.WITHDRAWN)],
    State.REVOKED: [("submit", State.SUBMITTED), ("approve", State.APPROVED), ("revoke", State.REVOKED)],
    State.CLOSED: [("submit", State.SUBMITTED), ("close", State.CLOSED)],
}
WORDS = {
    "request_information": "The scan cannot be read. Please attach it again.",
    "deny": "The website shows no reporting on international affairs.",
    "revoke": "The editor wrote that you left in the summer.",
}
STRIDE = 387_420_489_013  # shares no divisor with the number of references: no two numbers get the same one
ASKED = [Item.IDENTITY_DOCUMENT.value, Item.PHOTO.value]


def state_of(number: int) -> State:
    """The state of the case of that number: in each hundred as many as declared, in another order each time."""
    hundreds, one = divmod(number, 100)
    return STATES[(one + 7 * hundreds) % 100]


def reference_of(letter: str, number: int) -> str:
    """The reference of the synthetic case of that number: drawn ones would meet among a million."""
    left, body = number * STRIDE % len(ALPHABET) ** len(WEIGHTS), ""
    for _ in WEIGHTS:
        left, one = divmod(left, len(ALPHABET))
        body += ALPHABET[one]
    return letter + body + check_character(body)


def moments(state: State, at: datetime, rng: Random) -> list[datetime]:
    """When the case was begun, and when each of its steps was taken: on the way from some day to ``at``."""
    submitted_at = at - timedelta(seconds=rng.randrange(600, DAYS * 24 * 3600))
    each = (at - submitted_at) / 4
    taken = [submitted_at + each * turn for turn in range(len(STEPS[state]))]
    return [submitted_at - timedelta(hours=2), *taken]


def left_in_the_case(state: State, times: list[datetime], officer: int) -> dict[str, Any]:
    """What the steps left in the fields that every kind of case has."""
    begun, *taken = times
    is_decided, is_asked = state in DECIDED, state == State.INFORMATION_REQUESTED
    submitted_at = taken[0] if taken else None
    reply_by = timezone.localdate(times[-1] + office.REPLY_WITHIN, office.ZONE) if is_asked else None
    return {
        "state": state.value, "created_at": begun, "submitted_at": submitted_at, "data_taken_at": submitted_at,
        "state_since": times[-1], "decided_at": times[-1] if is_decided else None,
        "decided_by_id": officer if is_decided else None, "requested_items": ASKED if is_asked else [],
        "requested_words": WORDS["request_information"] if is_asked else "", "reply_by": reply_by,
        "ground": Ground.ELSEWHERE.value if state == State.CLOSED else "",
    }  # fmt: skip


def record(case: int, state: State, times: list[datetime], *, applicant: int, officer: int,
           verdicts: Callable[[str], list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:  # fmt: skip
    """The lines that the steps would have written; without letters, since nobody is told."""
    before = State.DRAFT
    for (step, after), moment in zip(STEPS[state], times[1:], strict=True):
        is_officers = step in OFFICERS_STEPS
        yield {
            "case_id": case, "step": step, "before": before.value, "after": after.value, "at": moment,
            "by_id": officer if is_officers else applicant,
            "acting_as": (ActingAs.OFFICER if is_officers else ActingAs.REPRESENTATIVE).value,
            "words": WORDS.get(step, ""), "changes": {"asked": ASKED} if step == "request_information" else {},
            "verdicts": verdicts(step),
        }  # fmt: skip
        before = after


def asked_once(asked: dict[tuple[Any, ...], Any], said: tuple[Any, ...], case_of: Callable[[], Any], step: str,
               at: datetime) -> list[dict[str, Any]]:  # fmt: skip
    """The checklist as a line keeps it; asked of one case for all of which it says the same, which ``said`` names."""
    if (key := (*said, step)) not in asked:
        asked[key] = judged_by_officer(case_of(), step, at)
    return asked[key]


def judged_by_officer(case: Any, step: str, at: datetime) -> list[dict[str, Any]]:
    """The checklist as a line of that step keeps it, with verdicts of an officer where the step judges."""
    on = timezone.localdate(at, office.ZONE)
    verdict = "met" if step == "approve" else "not_met"
    answers = case.answers(on) if step in JUDGING else []
    judged = {answer.criterion.name: {"verdict": verdict, "note": ""} for answer in answers if answer.is_judged}
    return case.verdicts_as_kept(at, judged)
