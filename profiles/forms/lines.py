"""What people type on one line or on several, and the days they name."""

import unicodedata
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from accreditation_portal.review.lines import LinesField, nothing_turned

EARLIEST = date(1900, 1, 1)


def one_line(text: str) -> None:
    """Any letters of any script; no line breaks, control characters or marks that hide what is written."""
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
        raise ValidationError(_("Write this on one line, without control characters."), code="control_character")
    nothing_turned(text)


def hold_to_one_line(form: forms.BaseForm) -> None:
    """Every text of this form is one line; several lines, and what becomes no text, have rules of their own."""
    apart = (PhoneNumberField, forms.UUIDField, LinesField)
    for field in form.fields.values():
        if isinstance(field, forms.CharField) and not isinstance(field, apart):
            field.validators = [*field.validators, one_line]


def asked_if(field: forms.Field, rule: str) -> None:
    """With a script, the field is there only after an answer: ``name=value``, ``name!=value`` or ``name<value``.

    ``name~list`` is another name, which the list of that id does not offer. Of several rules with | between, one is
    enough.
    """
    field.widget.attrs["data-asked-if"] = rule


class DayInput(forms.DateInput):
    """A day as browsers offer it: with a calendar, in the person's own order of day and month."""

    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that a document names."""

    widget = DayInput
    default_error_messages = {"invalid": _("Write the day as year, month and day, for example 2027-12-31.")}

    def validate(self, value):
        super().validate(value)
        if value and value < EARLIEST:
            raise ValidationError(_("This day is too long ago: look at the year."), code="too_early")
