"""What people type on several lines."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Marks that turn the reading order around: a name that holds one reads as another name.
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def several_lines(text: str) -> None:
    """Any letters of any script, line breaks and tabs; no other control characters, no marks that hide."""
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text if char not in "\n\r\t"):
        raise ValidationError(
            _("It contains a control character; type the text again without it."), code="control_character"
        )
    nothing_turned(text)


def nothing_turned(text: str) -> None:
    """No mark that turns the reading order around."""
    if any(unicodedata.bidirectional(char) in TURNING for char in text):
        raise ValidationError(
            _("There is an invisible mark in this text that turns it around. Type it anew."), code="turning_mark"
        )


class LinesField(forms.CharField):
    """A text of several lines; a line end counts as one character, as it does in the browser."""

    widget = forms.Textarea
    default_validators = [several_lines]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
