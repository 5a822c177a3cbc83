"""What this room holds on a person: what they follow (B9)."""

from typing import Any

from events.models import Following


def held_on(user: Any) -> dict[str, Any]:
    """Each event that this person follows by email; without an event, the whole calendar."""
    mine = Following.objects.of(user).select_related("event").order_by("pk")
    return {
        "followed": [
            {"event": following.event.slug if following.event else None, "since": following.since} for following in mine
        ]
    }
