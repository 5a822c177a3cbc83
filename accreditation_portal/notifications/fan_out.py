"""Messages to many: one row in the transaction of its cause, made into letters batch by batch.

A room that tells many has a module ``mailings``. Its ``AUDIENCES`` names, for each kind of message, functions that give
the next batch of readers; its ``counted`` says beforehand how many there would be.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accreditation_portal.notifications import outbox
from accreditation_portal.notifications.letters import one_wording_for_all
from accreditation_portal.notifications.models import Mailing, OutboxMail
from accreditation_portal.rooms import each_room_with

BATCH = 200
LEASE = timedelta(seconds=60)  # longer than a batch takes: afterwards the mailing is anybody's
AFTER_AN_ERROR = timedelta(minutes=5)

log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """The next readers of an audience, and the row that was reached; None where the audience ends."""

    readers: Iterable[outbox.ToOne]
    reached: int | None


NOBODY = Batch((), None)
Audience = Callable[[Mailing, int, int], Batch]  # the mailing, the row reached, how many


def tell_many(kind: str, *, topic: str, number: int, subject: int, at: datetime) -> Mailing:
    """Queue one message to many; to be called in the transaction of its cause, and costs one row.

    ``topic`` and ``number`` name the message: each reader gets one letter under that name, whatever audiences they
    belong to. Who they are is asked when the letters are written, of rows that carry their own time.
    """
    return Mailing.objects.create(kind=kind, topic=topic, key=f"{topic}:{number}", subject=subject, at=at)


def audiences(kind: str) -> list[Audience]:
    """Everybody whom a message of this kind concerns, the highest room's first: what that room says counts."""
    rooms = reversed(list(each_room_with("mailings")))
    return [audience for room in rooms for audience in room.AUDIENCES.get(kind, ())]


def who_is_told(kind: str, **facts: Any) -> list[tuple[str, int]]:
    """How many a message of this kind would reach, by audience, in words."""
    rooms = reversed(list(each_room_with("mailings")))
    return [line for room in rooms for line in room.counted(kind, **facts)]


def fan_out(going_on: Callable[[], bool] = lambda: True, *, at_most: float | None = None) -> int:
    """Write the letters of every mailing that is due, for ``at_most`` so many seconds; how many were written."""
    started, written = time.monotonic(), 0
    while going_on() and (at_most is None or time.monotonic() - started < at_most) and (mailing := claim()):
        written += go_on_with(mailing)
    return written


def claim() -> Mailing | None:
    """One mailing that is due, for us alone while the lease lasts; the UPDATE decides between workers."""
    now = timezone.now()
    for mailing in Mailing.objects.due(now)[:20]:
        mine = Mailing.objects.waiting().filter(pk=mailing.pk, due_at=mailing.due_at)
        if mine.update(due_at=now + LEASE):
            return mailing
    return None


def go_on_with(mailing: Mailing) -> int:
    """Write the next batch of a claimed mailing: its letters and how far it came in one transaction, or neither."""
    every = audiences(mailing.kind)
    try:
        batch = every[mailing.part](mailing, mailing.reached, BATCH) if every else NOBODY
        with one_wording_for_all():
            letters = outbox.letters_to(batch.readers, key=mailing.key)
    except Exception:  # a mistake in one message must stop no other; nobody is left out, it is tried again
        log.exception("mailing %s", mailing)
        Mailing.objects.filter(pk=mailing.pk).update(due_at=timezone.now() + AFTER_AN_ERROR)
        return 0
    now = timezone.now()
    step: dict[str, Any] = {"due_at": now, "letters": F("letters") + len(letters)}
    if batch.reached is not None:
        step |= {"reached": batch.reached}
    else:
        step |= {"reached": 0, "part": mailing.part + 1, "ended_at": now if mailing.part + 1 >= len(every) else None}
    with transaction.atomic():
        as_it_was = Mailing.objects.waiting().filter(pk=mailing.pk, part=mailing.part, reached=mailing.reached)
        if not as_it_was.update(**step):
            return 0  # our lease ran out, and another worker wrote this batch
        # A key that is taken meanwhile is somebody who was told.
        OutboxMail.objects.bulk_create(outbox.to_those_there(letters), ignore_conflicts=True)
    return len(letters)
