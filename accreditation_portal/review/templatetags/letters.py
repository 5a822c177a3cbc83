"""What a person was written, and whether letters reach them."""

from typing import Any

from django import template

from accreditation_portal.notifications.models import FailingAddress
from accreditation_portal.review.letters import letters_to

register = template.Library()


@register.inclusion_tag("review/_letters.html")
def letters_about(case: Any, user: Any) -> dict[str, Any]:
    """The letters about this case to this person."""
    return {"letters": letters_to(case, user)}


@register.inclusion_tag("review/_failing_address.html", takes_context=True)
def failing_address(context: Any) -> dict[str, Any]:
    """Says to whoever is logged in that letters to their address do not arrive."""
    user = context["request"].user
    failing = FailingAddress.objects.of(user.email).failing().first() if user.is_authenticated else None
    return {"failing": failing, "csrf_token": context.get("csrf_token")}


@register.simple_tag
def failing_row_of(address: str) -> Any:
    """The row of an address that fails, for officers; None where letters arrive."""
    return FailingAddress.objects.of(address).failing().first()
