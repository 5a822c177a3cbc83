"""Days and moments in words, in the language of the reader: the only place that writes them."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()  # known to every template: see TEMPLATES in the settings

DAY = "j F Y"
DAY_BEFORE_MONTH = re.compile(r"\bj(?= [FNMb])")


@register.filter(expects_localtime=True)
def shown_date(value: date | datetime | None, form: str = DAY) -> Any:
    """The date as ``form`` asks for it, by default "1 November 2026" and « 1er novembre 2026 »; nothing for none (B5).

    An instant is put into its zone before. Only the first of a month has an ordinal in French, and Django knows none.
    """
    if not value:
        return ""
    if value.day == 1 and (get_language() or "").startswith("fr"):
        form = DAY_BEFORE_MONTH.sub(r"j\\e\\r", form)
    return date_format(value, form)
