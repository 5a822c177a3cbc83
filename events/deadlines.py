"""Whether registration is open, late or closed, at an instant (P1)."""

from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Registration(TextChoices):
    NOT_YET_OPEN = "not_yet_open", pgettext_lazy("registration", "Not yet open")
    OPEN = "open", pgettext_lazy("registration", "Open")
    LATE = "late", pgettext_lazy("registration", "Open for late requests")
    CLOSED = "closed", pgettext_lazy("registration", "Closed")


def is_late(at: datetime, deadline: datetime | None) -> bool:
    """Whether ``at`` lies after the minute that ``deadline`` names; without a deadline nothing is late (P1)."""
    # Inclusive: an advisory that says 23:59 means the whole of that minute.
    return deadline is not None and at.replace(second=0, microsecond=0) > deadline


def registration_at(
    at: datetime,
    *,
    opens: datetime | None,
    deadline: datetime | None,
    late_is_flagged: bool,
    starts: datetime,
    ends: datetime,
) -> Registration:
    """What a registration sent at ``at`` meets (P1). All arguments are aware instants.

    Without a deadline one registers as on time until the event starts. ``opens`` None: open since publication.
    """
    if opens is not None and at < opens:
        return Registration.NOT_YET_OPEN
    if deadline is None:
        return Registration.OPEN if at < starts else Registration.CLOSED
    if not is_late(at, deadline):
        return Registration.OPEN if at < ends else Registration.CLOSED
    return Registration.LATE if late_is_flagged and at < ends else Registration.CLOSED


def time_left(at: datetime, deadline: datetime | None) -> timedelta | None:
    """How long registration is still on time: through the minute that ``deadline`` names (P1)."""
    return None if deadline is None else max(deadline + timedelta(minutes=1) - at, timedelta(0))
