"""What this room holds on a person: annual requests with their record (B9)."""

from typing import Any

from annual.models import AnnualRequest
from profiles.personal_data import case_of


def held_on(user: Any) -> dict[str, Any]:
    """Every annual request of this person, as submitted, with every step taken on it."""
    mine = AnnualRequest.objects.of(user).select_related("press_card__issuing_body").prefetch_related("decisions")
    return {
        "annual_requests": [
            case_of(annual_request)
            | {"valid_from": annual_request.valid_from, "valid_until": annual_request.valid_until}
            for annual_request in mine.order_by("created_at", "pk")
        ]
    }
