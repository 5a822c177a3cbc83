"""Reminders: each once, on its day, and only while it is true (B4). What is due is the rooms' to say."""

import logging
import time as clock
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.rooms import each_room_with
from accreditation_portal.worker.due import MoreToDo

ROWS_AT_ONCE = 500
AT_MOST = 20.0  # seconds in one go: letters wait meanwhile, and whoever stops the worker
ONE_DAY = timedelta(days=1)
# Nobody reads the letters of a disabled account, and staff have no case.
TO_SOMEBODY = {"representative__user__is_active": True, "representative__user__is_staff": False}

log = logging.getLogger(__name__)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The day there whose reminders may leave: before the hour at which they leave it is still the day before."""
    local = at.astimezone(zone)
    return local.date() if local.time() >= office.REMINDERS_LEAVE_AT else local.date() - ONE_DAY


def due_after(asked_at: datetime, spans: Iterable[timedelta], day: date) -> date | None:
    """The day of the newest reminder of what the office asked for, or None where none is due by ``day``."""
    asked_on = asked_at.astimezone(office.ZONE).date()
    newest = max((asked_on + span for span in spans if asked_on + span <= day), default=None)
    return newest if newest and day < newest + office.REMINDED_FOR else None


def asked_between(spans: Iterable[timedelta], day: date) -> tuple[datetime, datetime]:
    """From which instant to which, exclusive, that was asked for of which a reminder may be due by ``day``."""
    first, last = day - max(spans) - office.REMINDED_FOR + ONE_DAY, day - min(spans)
    begins, ends = (datetime.combine(each, time.min, office.ZONE) for each in (first, last + ONE_DAY))
    return begins, ends


def due_before(last_day: date, spans: Iterable[timedelta], day: date) -> date | None:
    """The day of the newest reminder that ``last_day`` comes, or None where none is due by ``day``."""
    return max((last_day - span for span in spans if last_day - span <= day), default=None)


def remind(
    rows: QuerySet,
    *,
    by: str,
    key: Callable[[Any], str | None],
    tell: Callable[[Any, str], Any],
    lock: Callable[[Any], Any] | None = None,
    among: Callable[[Iterable[Any]], Iterable[Any]] = list,
) -> None:
    """Tell of each row what is due, unless it was told before or is not true any more.

    ``by``: the indexed field that finds them, in whose order they are read. ``key(row)``: the reminder's memory in the
    outbox (KIND:REFERENCE:DAY), None where nothing is due. ``lock(row)`` takes the row that a step would take: the row
    itself, unless it says otherwise. ``among``: those of some rows whom it concerns.
    ``tell`` returns what it queued. Raises MoreToDo after some seconds in which somebody was told.
    """
    enough, told = clock.monotonic() + AT_MOST, False
    for batch in _batches(rows, by):
        for row, due in _untold(among(batch), key):
            try:
                with transaction.atomic():
                    (lock or _lock)(row)
                    # Asked again under the lock: an answer, a withdrawal or a decision may have come in between.
                    now = next(iter(among(rows.filter(pk=row.pk))), None)
                    if now is not None and key(now) == due and tell(now, due):
                        told = True
            except Exception:  # one letter that cannot be written must not keep back all that come after it
                log.exception("The reminder %s failed", due)
            if told and clock.monotonic() > enough:
                raise MoreToDo


def concerned(lapsing: dict[int, date], at: datetime) -> set[int]:
    """Of these representatives, whose paper ends on that day, those whom any room says that it concerns."""
    return set().union(*(room.concerned(lapsing, at) for room in each_room_with("concerned")))


def cards_in_use(cards: set[int], at: datetime) -> set[int]:
    """Of these press cards, those on which a case rests although the profile may name another."""
    rooms = [room for room in each_room_with("concerned") if hasattr(room, "cards_in_use")]
    return set().union(*(room.cards_in_use(cards, at) for room in rooms))


def _batches(rows: QuerySet, by: str) -> Iterator[list[Any]]:
    """The rows, some at a time, each batch read to its end before anything is written."""
    ordered, rest = rows.order_by(by, "pk"), Q()
    while batch := list(ordered.filter(rest)[:ROWS_AT_ONCE]):
        yield batch
        last = batch[-1]
        rest = Q(**{f"{by}__gt": getattr(last, by)}) | Q(**{by: getattr(last, by), "pk__gt": last.pk})


def _untold(rows: Iterable[Any], key: Callable[[Any], str | None]) -> list[tuple[Any, str]]:
    """Those of which something is due that the outbox does not hold yet."""
    due = {found: row for row in rows if (found := key(row))}
    told = set(OutboxMail.objects.filter(key__in=due).values_list("key", flat=True)) if due else set()
    return [(row, found) for found, row in due.items() if found not in told]


def _lock(row: Any) -> None:
    type(row)._base_manager.select_for_update().filter(pk=row.pk).values_list("pk").first()
