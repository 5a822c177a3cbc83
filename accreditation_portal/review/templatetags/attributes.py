"""The attributes of a field as HTML: a page with many fields writes some hundred, so no template goes over them."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def as_attributes(attributes: dict[str, Any]) -> SafeString:
    """As Django's own template writes them, in their order: True is the name alone, False is nothing."""
    return mark_safe(
        "".join(
            f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
            for name, value in attributes.items()
            if value is not False
        )
    )
