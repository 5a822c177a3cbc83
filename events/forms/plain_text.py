"""Text without characters that no page, feed or database takes; days in years that somebody means."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from events.text import has_no_control_characters
from events.times import is_sane_day


class PlainText(forms.CharField):
    """Text of several lines whose line ends are those of the database: nothing seems changed that nobody touched."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class SaneText(forms.ModelForm):
    """Text without characters that no page, feed or database takes; days in years that somebody means."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            try:
                if isinstance(value, str):
                    has_no_control_characters(value)
                elif isinstance(value, date):
                    is_sane_day(value)
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned
