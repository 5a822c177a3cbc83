"""What happens to accreditations without anybody clicking: reminders, and their end (B4)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.worker.due import due
from annual.models import AnnualRequest
from annual.models.requests import AnnualRequestQuerySet
from annual.reminders import (
    remind_of_information,
    remind_of_originals,
    tell_that_it_ends_soon,
    tell_that_renewal_is_open,
)
from annual.signals import accreditation_ended

__all__ = [
    "remind_of_information", "remind_of_originals", "tell_that_it_ends_soon", "tell_that_it_has_ended",
    "tell_that_renewal_is_open",
]  # fmt: skip


@due(every=timedelta(hours=1))
def tell_that_it_has_ended(*, at: datetime) -> None:
    """Whose accreditation has lapsed is told once, and the rooms above hear of it; not where another follows."""
    today = timezone.localdate(at, office.ZONE)
    lapsed = AnnualRequest.objects.not_replaced().filter(
        valid_until__lt=today, valid_until__gte=today - office.END_IS_TOLD_FOR
    )
    for pk in _each(lapsed):
        with transaction.atomic():
            if (ended := _locked(lapsed, pk)) is None:
                continue
            mine = AnnualRequest.objects.filter(representative=ended.representative_id)
            follows = mine.approved().filter(valid_until__gt=ended.valid_until)
            if not follows.exists() and ended.tell("expired", key=f"expired:{ended.reference}:{ended.valid_until}"):
                accreditation_ended.send(AnnualRequest, annual_request=ended, on=ended.valid_until)


def _each(requests: AnnualRequestQuerySet) -> list[int]:
    """Read to the end before anything is written: on SQLite no write begins under a half-read answer."""
    return list(requests.order_by("pk").values_list("pk", flat=True))


def _locked(requests: AnnualRequestQuerySet, pk: int) -> AnnualRequest | None:
    """The row as it is now, its person beside it; None where an officer's step made it none of these meanwhile."""
    return (
        requests.select_related("representative__user", "press_card__issuing_body__same_as", "organisation__same_as")
        .select_for_update(of=("self",))
        .filter(pk=pk)
        .first()
    )
