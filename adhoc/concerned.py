"""Whom it concerns here that a press card or an identity document lapses (B4)."""

from datetime import date, datetime

from adhoc.models import EventRegistration


def concerned(lapsing: dict[int, date], at: datetime) -> set[int]:
    """Whoever has submitted a registration for an event that ends only after that day: at the desk both are shown."""
    to_come = EventRegistration.objects.duly_submitted().filter(event__ends_at__gt=at)
    mine = to_come.filter(representative__in=list(lapsing)).values_list("representative", "event__ends_on")
    return {person for person, ends_on in mine if ends_on > lapsing[person]}
