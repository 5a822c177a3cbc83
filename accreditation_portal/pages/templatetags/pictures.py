"""A picture of a real screen, with its caption."""

from typing import Any

from django import template
from django.utils.translation import get_language

from accreditation_portal.pages.pictures import picture

register = template.Library()


@register.inclusion_tag("pages/_picture.html")
def screen(name: str) -> dict[str, Any]:
    """The screen of that name in the reader's language (S28)."""
    return {"picture": picture(name, get_language() or "en")}
