"""Whom it concerns here that a press card or an identity document lapses (B4)."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import UNDER_REVIEW, State
from annual.models import AnnualRequest


def concerned(lapsing: dict[int, date], at: datetime) -> set[int]:
    """Whoever holds an accreditation, or waits for one: the decision and the renewal ask for papers that are valid."""
    return set(_that_count(at).filter(representative__in=list(lapsing)).values_list("representative", flat=True))


def cards_in_use(cards: set[int], at: datetime) -> set[int]:
    """The Belgian accreditations of path A, which the profile need not name (S2)."""
    return set(
        _that_count(at)
        .filter(path=AnnualRequest.Path.BELGIAN_ACCREDITATION, belgian_accreditation__in=cards)
        .values_list("belgian_accreditation", flat=True)
    )


def _that_count(at: datetime):
    # A draft counts for nothing here: the page on which it is checked says what has lapsed.
    in_force = Q(state=State.APPROVED, valid_until__gte=timezone.localdate(at, office.ZONE))
    return AnnualRequest.objects.filter(Q(state__in=UNDER_REVIEW) | in_force)
