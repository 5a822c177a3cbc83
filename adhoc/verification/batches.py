"""Who enters the next batch for the authorities and who is held out, and the act that freezes it (P12)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from adhoc.models import (
    EventRegistration,
    RegistrationDecision,
    VerificationBatch,
    VerificationEntry,
    VerificationFile,
    VerificationResult,
)
from adhoc.models.registration import DULY_SUBMITTED
from adhoc.security_file import Kind, cells_of, digest_of, doubts, faults, written
from adhoc.verification.refusals import VERIFY, ChangedMeanwhile, DoneAlready, VerificationRefused, digest_of_page
from events.models import Event

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Candidate:
    """Somebody whose media status is accepted and whom the authorities do not know as they are now."""

    registration: EventRegistration
    kind: Kind
    cells: dict[str, str]
    faults: list[Any] = field(default_factory=list)
    doubts: list[Any] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return digest_of(self.cells)

    @property
    def row(self) -> dict[str, str]:
        return {"REFERENCE": self.registration.shown_reference, **self.cells, "KIND": self.kind.upper()}


@dataclass(frozen=True)
class Candidates:
    """Everybody whom the next batch of an event concerns, by name; ``last`` is the number of the newest batch."""

    entering: list[Candidate]
    held_out: list[Candidate]
    last: int

    @property
    def shown(self) -> str:
        """A short name of what a page shows: the very persons, cells and kinds, after this very batch."""
        people = [[each.registration.reference, each.kind, each.digest] for each in self.entering]
        return digest_of_page([self.last, people, [each.registration.reference for each in self.held_out]])


def candidates(event: Event, *, lock: bool = False) -> Candidates:
    """Who is new, or changed since the newest batch that holds them; the same three queries however many they are."""
    corrected = RegistrationDecision.objects.filter(
        case=OuterRef("pk"), step__in=["correct", "complete"], at__gt=OuterRef("media_status_accepted_at")
    )
    waiting = event.registrations.filter(media_status_accepted_at__isnull=False, state__in=DULY_SUBMITTED)
    waiting = waiting.annotate(corrected_since=Exists(corrected)).order_by("pk")
    if lock:
        waiting = waiting.select_for_update(of=("self",))
    known = VerificationEntry.objects.filter(batch__event=event).order_by("batch__number")
    sent: dict[int, str] = dict(known.values_list("registration", "digest"))
    newest = event.verification_batches.order_by("-number").values_list("number", flat=True).first()
    entering, held_out = [], []
    for registration in waiting:
        cells = cells_of(registration)
        if sent.get(registration.pk) == digest_of(cells):
            continue
        kind = Kind.CHANGED if registration.pk in sent else Kind.NEW
        found = Candidate(
            registration, kind, cells, faults(registration, cells, event.ends_on), _doubts_about(registration)
        )
        (held_out if found.faults else entering).append(found)
    return Candidates(*(sorted(each, key=_by_name) for each in (entering, held_out)), last=newest or 0)


def _doubts_about(registration: Any) -> list[Any]:
    since = _("It was corrected or completed after the media status was accepted.")
    return [*([since] if registration.corrected_since else []), *doubts(registration)]


def _by_name(candidate: Candidate) -> tuple[str, str, int]:
    return candidate.cells["FAMILY_NAME"], candidate.cells["GIVEN_NAMES"], candidate.registration.pk


def refusal_of_batch(event: Event, at: datetime) -> Any:
    """Why no batch is made for this event, or None."""
    if not event.authorities_check_media:
        return _("Authorities do not check the media of this event.")
    if event.is_cancelled or event.is_over(at):
        return _("The event is over or cancelled.")
    return None


@transaction.atomic
def make_batch(event: Event, *, by: Any, seen: str, at: datetime | None = None) -> VerificationBatch:
    """Freeze everybody who enters into a file, on the rows as they are now; ``seen`` is what the page showed.

    One at a time: the event's row is locked. Raises PermissionDenied or VerificationRefused, and then nothing is made.
    """
    at = at or timezone.now()
    if not by.has_perm(VERIFY):
        raise PermissionDenied
    now = Event.objects.select_for_update().get(pk=event.pk)
    if earlier := now.verification_batches.filter(shown=seen).select_related("made_by").first():
        raise DoneAlready(
            _now("Batch %(number)s was made of this page already, by %(who)s.")
            % {"number": earlier.number, "who": earlier.made_by.shown_name}
        )
    if refusal := refusal_of_batch(now, at):
        raise VerificationRefused(str(refusal))
    found = candidates(now, lock=True)
    if found.shown != seen:
        raise ChangedMeanwhile
    if not found.entering:
        raise VerificationRefused(_now("Nobody is new or changed: there is nothing to put into a batch."))
    content = written(each.row for each in found.entering)
    batch = VerificationBatch.objects.create(
        event=now, number=found.last + 1, made_at=at, made_by=by, persons=len(found.entering),
        checksum=sha256(content).hexdigest(), shown=seen,
    )  # fmt: skip
    VerificationFile.objects.create(batch=batch, content=content)
    VerificationEntry.objects.bulk_create(
        [
            VerificationEntry(batch=batch, registration=each.registration, kind=each.kind, digest=each.digest)
            for each in found.entering
        ],
        batch_size=ROWS_AT_ONCE,
    )
    return batch


def standings(event: Event) -> dict[str, int]:
    """How many of an event are with the authorities, and how many got which answer to what was sent last."""
    entries = VerificationEntry.objects.filter(batch__event=event).order_by("batch__number")
    newest = dict(entries.values_list("registration", "pk"))
    results = VerificationResult.objects.filter(entry__batch__event=event).order_by("pk")
    answers = dict(results.values_list("entry", "outcome"))
    return Counter(answers.get(entry, "with_authorities") for entry in newest.values())
