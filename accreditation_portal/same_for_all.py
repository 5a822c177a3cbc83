"""What a page says to everybody alike, its menu and its foot for one: drawn once for each language, then kept."""

from typing import Any

from django import template
from django.utils.translation import get_language

from accreditation_portal import office

register = template.Library()  # known to every template: see TEMPLATES in the settings


class SameForAll(template.Node):
    """Words, addresses and the office's names, which stay what they are while the process lives.

    Nothing else is in reach: neither the request nor a person could be named there, also by mistake.
    """

    def __init__(self, nodelist: template.NodeList):
        self.nodelist = nodelist
        self.drawn: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        if language not in self.drawn:
            self.drawn[language] = self.nodelist.render(context.new({"office": office}))
        return self.drawn[language]


@register.tag
def same_for_all(parser: Any, token: Any) -> SameForAll:
    """``{% same_for_all %}…{% endsame_for_all %}``."""
    nodelist = parser.parse(("endsame_for_all",))
    parser.delete_first_token()
    return SameForAll(nodelist)
