"""What happens to accreditations without anybody clicking: reminders, and their end (B4)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.worker.due import due
from accreditation_portal.worker.reminders import remind
from annual.models import AnnualRequest
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

OF_THE_LETTER = ("representative__user", "press_card__issuing_body__same_as", "organisation__same_as")


@due(every=timedelta(hours=1))
def tell_that_it_has_ended(*, at: datetime) -> None:
    """Whose accreditation has lapsed is told once, and the rooms above hear of it; not where another follows."""
    today = timezone.localdate(at, office.ZONE)
    lapsed = AnnualRequest.objects.not_replaced().filter(
        valid_until__lt=today, valid_until__gte=today - office.END_IS_TOLD_FOR
    )
    later = AnnualRequest.objects.approved().filter(
        representative=OuterRef("representative"), valid_until__gt=OuterRef("valid_until")
    )
    remind(
        lapsed.exclude(Exists(later)).select_related(*OF_THE_LETTER), by="valid_until",
        key=lambda ended: f"expired:{ended.reference}:{ended.valid_until}", tell=_tell_the_end,
    )  # fmt: skip


def _tell_the_end(ended: AnnualRequest, key: str) -> Any:
    told = ended.tell("expired", key=key)
    if told:
        accreditation_ended.send(AnnualRequest, annual_request=ended, on=ended.valid_until)
    return told
