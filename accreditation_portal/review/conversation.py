"""What the office asked and what was answered, round after round: the requests for information are the thread (S27)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from accreditation_portal.review.facts import changes_of
from accreditation_portal.review.states import ActingAs
from accreditation_portal.review.timeline import Entry, documents_in, done_entry

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case, Decision

STEPS = ("request_information", "complete")


@dataclass(frozen=True)
class Message:
    """One side's turn: the entry of the timeline, whose it is, and for officers what it changed (B12)."""

    entry: Entry
    from_office: bool
    differences: list[Any] = field(default_factory=list)


def conversation_of(case: "Case", decisions: Iterable["Decision"], *, inside: bool) -> list[Message]:
    """The rounds in their order, as an officer reads them or (not ``inside``) the representative."""
    lines = sorted((line for line in decisions if line.step in STEPS), key=lambda line: line.pk)
    names = documents_in(case, lines)
    return [
        Message(
            done_entry(line, inside, not inside, names),
            line.acting_as == ActingAs.OFFICER,
            changes_of(line, case, but=("asked", "items", "not_given")) if inside else [],
        )
        for line in lines
    ]
