"""The deadline clock: a deadline in the event's zone and in the reader's, and how long it is until then (P1)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from accreditation_portal import office
from events.deadlines import time_left
from events.times import shown_instant, shown_left

register = template.Library()


@register.inclusion_tag("events/_clock.html")
def deadline_clock(deadline: datetime, zone: ZoneInfo, words: str = "") -> dict[str, Any]:
    """The clock of one deadline. The reader's zone is the browser's where scripts run, and the office's elsewhere.

    ``words`` stand before it, where the page does not say yet what it is.
    """
    at, left = deadline.astimezone(zone), time_left(timezone.now(), deadline)
    office_offset = deadline.astimezone(office.ZONE).utcoffset()
    return {
        "deadline": deadline,
        "words": words,
        "shown": shown_instant(deadline, zone),
        "offset": int(at.utcoffset().total_seconds() // 60),  # type: ignore[union-attr]
        "elsewhere": "" if office_offset == at.utcoffset() else shown_instant(deadline, office.ZONE),
        "left": shown_left(left) if left else "",
    }
