"""Kinds of things that are kept for a time and then go: declared by the rooms, carried out in batches (B9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from accreditation_portal.rooms import each_room_with
from accreditation_portal.worker.models import Forgotten

AT_ONCE = 100  # rows of one transaction: what a process that dies undoes, and what others wait for


@dataclass(frozen=True)
class Kind:
    """One kind of thing: which rows are over at a moment, and what is done with those."""

    name: str
    label: Any
    due: Callable[[datetime], QuerySet]
    forget: Callable[[list[Any], datetime], None]


_kinds: dict[str, Kind] = {}


def forgets(label: Any, *, due: Callable[[datetime], QuerySet]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare the decorated ``forget(rows, at)``: it is given rows of ``due(at)``, locked, in an open transaction.

    Whatever it is given must not be due any more afterwards.
    """

    def declare(forget: Callable[..., None]) -> Callable[..., None]:
        _kinds[forget.__name__] = Kind(forget.__name__, label, due, forget)
        return forget

    return declare


def kinds() -> list[Kind]:
    """Everything that goes by itself, each room's, lowest first, and at last the accounts that nothing needs."""
    import_module("accreditation_portal.worker.retention")
    list(each_room_with("retention"))
    import_module("accreditation_portal.personal_data.retention")
    return list(_kinds.values())


def carry_out(kind: Kind, at: datetime) -> int:
    """Forget what is over, batch by batch, each recorded in its own transaction; how many it were.

    A row that somebody changed at that moment is left for the next round.
    """
    done, record = 0, None
    while pks := list(kind.due(at).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows = list(kind.due(at).filter(pk__in=pks).select_for_update(of=("self",)))
            if rows:
                kind.forget(rows, at)
                record = _noted(record, kind, at, len(rows))
        done += len(rows)
        if len(rows) < len(pks):
            break
    return done


def _noted(record: Forgotten | None, kind: Kind, at: datetime, number: int) -> Forgotten:
    if record is None:
        return Forgotten.objects.create(at=at, kind=kind.name, number=number)
    Forgotten.objects.filter(pk=record.pk).update(number=F("number") + number)
    return record
