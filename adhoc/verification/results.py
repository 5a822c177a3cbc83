"""What a file of results would do, line by line, and the act that records it (P12)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import pgettext_lazy

from accreditation_portal.review import references
from adhoc.models import (
    EventRegistration,
    VerificationBatch,
    VerificationEntry,
    VerificationImport,
    VerificationResult,
)
from adhoc.security_file import Outcome, ResultLine
from adhoc.verification.refusals import VERIFY, ChangedMeanwhile, DoneAlready, digest_of_page
from events.models import Event

ROWS_AT_ONCE = 500


class Effect(TextChoices):
    """What a line of a file of results would do."""

    NEW = "new", pgettext_lazy("line of results", "Recorded as the first result")
    CHANGES = "changes", pgettext_lazy("line of results", "Changes an earlier result")
    SAME = "same", pgettext_lazy("line of results", "Known already, nothing is done")
    REPEATED = "repeated", pgettext_lazy("line of results", "Repeats another line, nothing is done")
    CONTRADICTS = "contradicts", pgettext_lazy("line of results", "Contradicts another line: left out")
    NO_RESULT = "no_result", pgettext_lazy("line of results", "Not one of the three results: left out")
    MISTYPED = "mistyped", pgettext_lazy("line of results", "Mistyped reference: left out")
    UNKNOWN = "unknown", pgettext_lazy("line of results", "No registration for this event: left out")
    NOT_SENT = "not_sent", pgettext_lazy("line of results", "Not in the batches that are answered: left out")


RECORDED = (Effect.NEW, Effect.CHANGES)
WITHOUT_EFFECT = (Effect.SAME, Effect.REPEATED)


@dataclass(frozen=True)
class Planned:
    """One line and what it would do; ``sent_again``: the later batch that holds the person with other data."""

    line: ResultLine
    effect: Effect
    name: str = ""
    entry: int | None = None
    before: str = ""
    sent_again: int | None = None

    @property
    def outcome(self) -> str:
        return self.line.outcome

    @property
    def shown_outcome(self) -> Any:
        return Outcome(self.outcome).label if self.outcome else self.line.result

    @property
    def shown_before(self) -> Any:
        return Outcome(self.before).label if self.before else ""


@dataclass(frozen=True)
class Plan:
    """What a file of results would do, line by line."""

    lines: list[Planned]

    def of(self, effects: Iterable[Effect]) -> list[Planned]:
        return [planned for planned in self.lines if planned.effect in effects]

    @property
    def to_record(self) -> list[Planned]:
        return self.of(RECORDED)

    @property
    def shown(self) -> str:
        return digest_of_page([[each.line.number, each.effect, each.entry, each.before] for each in self.lines])


class _Known:
    """What is known of an event's entries when ``batch`` and those before it are answered: three queries."""

    def __init__(self, batch: VerificationBatch):
        self.answered: dict[str, tuple[int, int, str]] = {}  # by reference: entry, number of its batch, name
        self.latest: dict[str, int] = {}  # by reference: the number of the newest batch
        entries = VerificationEntry.objects.filter(batch__event=batch.event_id).order_by("batch__number")
        for pk, number, reference, family, given in entries.values_list(
            "pk", "batch__number", "registration__reference", "registration__latin_family_name",
            "registration__latin_given_names",
        ):  # fmt: skip
            self.latest[reference] = number
            if number <= batch.number:
                self.answered[reference] = (pk, number, ", ".join(filter(None, (family, given))))
        results = VerificationResult.objects.filter(entry__batch__event=batch.event_id).order_by("pk")
        self.outcomes: dict[int, str] = dict(results.values_list("entry", "outcome"))
        sent = EventRegistration.objects.filter(event=batch.event_id).exclude(submitted_at=None)
        self.registered = set(sent.values_list("reference", flat=True))

    def planned(self, line: ResultLine, said: list[str]) -> Planned:
        """What this line does; ``said`` are the results that the lines before it and it give to the reference."""
        reference = references.normalised(line.reference)
        if reference is None:
            return Planned(line, Effect.MISTYPED)
        if reference not in self.answered:
            return Planned(line, Effect.NOT_SENT if reference in self.registered else Effect.UNKNOWN)
        entry, number, name = self.answered[reference]
        before = self.outcomes.get(entry, "")
        if not line.outcome:
            effect = Effect.NO_RESULT
        elif len(said) > 1:
            effect = Effect.REPEATED
        elif before == line.outcome:
            effect = Effect.SAME
        else:
            effect = Effect.CHANGES if before else Effect.NEW
        again = self.latest[reference] if self.latest[reference] > number else None
        return Planned(line, effect, name, entry, before, again)


def plan_results(batch: VerificationBatch, lines: list[ResultLine]) -> Plan:
    """What these lines would do as the answer to ``batch`` and those before it."""
    known = _Known(batch)
    said: dict[str | None, list[str]] = {}
    found = []
    for line in lines:
        results = said.setdefault(references.normalised(line.reference), [])
        if line.outcome:
            results.append(line.outcome)
        found.append(known.planned(line, results))
    torn = {reference for reference, results in said.items() if len(set(results)) > 1}
    return Plan(
        [
            replace(each, effect=Effect.CONTRADICTS)
            if each.entry and each.outcome and references.normalised(each.line.reference) in torn
            else each
            for each in found
        ]
    )


@transaction.atomic
def record_results(batch: VerificationBatch, lines: list[ResultLine], *, by: Any, seen: str, checksum: str,
                   at: datetime | None = None) -> int:  # fmt: skip
    """Record what the dry run showed, all of it or nothing, and return how many; no state moves and nobody is told.

    Raises PermissionDenied or VerificationRefused; ``seen`` is what the page showed, ``checksum`` that of the file.
    """
    if not by.has_perm(VERIFY):
        raise PermissionDenied
    Event.objects.select_for_update().get(pk=batch.event_id)
    plan = plan_results(batch, lines)
    if not plan.to_record:
        raise DoneAlready(_now("Nothing was done: everything in this file is recorded already, or left out."))
    if plan.shown != seen:
        raise ChangedMeanwhile
    source = VerificationImport.objects.create(
        batch=batch, at=at or timezone.now(), by=by, checksum=checksum, results_recorded=len(plan.to_record)
    )
    VerificationResult.objects.bulk_create(
        [VerificationResult(entry_id=each.entry, source=source, outcome=each.outcome) for each in plan.to_record],
        batch_size=ROWS_AT_ONCE,
    )
    return len(plan.to_record)
