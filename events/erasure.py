"""How a person is erased from this room: nobody is told of events any more (B9)."""

from datetime import datetime
from typing import Any

from events.models import Following


def still_needed(user: Any, at: datetime) -> list[Any]:
    """Following an event stands in the way of nothing."""
    return []


def erase(user: Any, at: datetime) -> None:
    Following.objects.of(user).delete()
