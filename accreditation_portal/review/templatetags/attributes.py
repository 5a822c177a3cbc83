"""Attributes of a field and the options of a list as HTML: a page writes hundreds, so no template goes over each."""

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


@register.filter
def as_options(groups: list[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """The ``optgroups`` of a list to choose from, as Django's own templates write them."""
    return mark_safe("\n".join(_group(name, options) for name, options, _index in groups))


def _group(name: Any, options: list[dict[str, Any]]) -> str:
    written = "\n".join(map(_option, options))
    return f'<optgroup label="{conditional_escape(name)}">{written}</optgroup>' if name else written


def _option(option: dict[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{as_attributes(option["attrs"])}>{label}</option>'
