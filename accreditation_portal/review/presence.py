"""Who has a case open on the desk: told to a colleague who opens it too, so that two do not do the same work (B7).

It is a courtesy beside the guard of the steps, which alone keeps two decisions apart: it may forget, and stops nobody.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache

from accreditation_portal.review.models import Case

OPEN_FOR = timedelta(minutes=10)  # after the last look
TOLD_AGAIN_AFTER = timedelta(minutes=1)  # a page that is loaded again at once writes nothing


@dataclass(frozen=True)
class Reader:
    """A colleague, and when they looked last."""

    name: str
    at: datetime


def colleagues_reading(case: Case, reader: Any, at: datetime) -> list[Reader]:
    """Note that ``reader`` has the case open, and return the colleagues who have it open too, the latest first."""
    looks: dict[int, tuple[str, float]] = cache.get(_key(case), {})
    now = at.timestamp()
    looks = {pk: look for pk, look in looks.items() if 0 <= now - look[1] < OPEN_FOR.total_seconds()}
    own = looks.get(reader.pk)
    if own is None or now - own[1] >= TOLD_AGAIN_AFTER.total_seconds():
        looks[reader.pk] = (reader.shown_name, now)
        cache.set(_key(case), looks, OPEN_FOR.total_seconds())
    others = [Reader(name, datetime.fromtimestamp(when, UTC)) for pk, (name, when) in looks.items() if pk != reader.pk]
    return sorted(others, key=lambda other: other.at, reverse=True)


def has_left(case: Case, reader: Any) -> None:
    """Note that ``reader`` is done with the case: a step was taken, and the page is behind them."""
    looks = cache.get(_key(case), {})
    if looks.pop(reader.pk, None) is None:
        return
    if looks:
        cache.set(_key(case), looks, OPEN_FOR.total_seconds())
    else:
        cache.delete(_key(case))


def _key(case: Case) -> str:
    return f"open:{case.reference}"
