"""Hours of the office, however late it is where the tests run."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accreditation_portal import office


def hour(hours=10, minutes=0, *, days=0, zone=office.ZONE) -> datetime:
    """Today at that hour of the zone, or so many days later."""
    day = timezone.localdate(timezone=zone) + timedelta(days=days)
    return datetime.combine(day, time(hours, minutes), zone)
