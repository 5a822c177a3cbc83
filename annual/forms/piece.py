"""One part of an annual request as a form: whatever is valid is kept, also when something else is wrong."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accreditation_portal.review.files import WithFiles
from annual.models import AnnualRequest
from annual.parts import Part
from profiles.forms.lines import hold_to_one_line
from profiles.forms.parts import bare_helper

YES_OR_NO = ("yes", "no")


class PieceForm(WithFiles, forms.Form):
    """``sending``: whatever the part needs must be there; else it may be kept with gaps. ``today``: at the office."""

    part: Part
    helper: FormHelper

    def __init__(self, *args: Any, case: AnnualRequest, today: date, sending: bool = False, **kwargs: Any):
        self.case, self.today, self.sending = case, today, sending
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        hold_to_one_line(self)
        self.helper = bare_helper()

    @property
    def faulty(self) -> list[forms.BaseForm]:
        """This form and those inside it, where something is wrong: for the summary above the page."""
        return [self] if self.errors else []

    @property
    def is_faultless(self) -> bool:
        self.is_valid()
        return not self.faulty

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        """Write what is valid into this row, which the caller holds locked; return the older values that changed."""
        return {}


def write(case: AnnualRequest, values: dict[str, Any]) -> dict[str, Any]:
    """Write these values into the row; what they were, as the record keeps it."""
    older = {}
    for name, value in values.items():
        if (was := getattr(case, name)) != value:
            older[name] = getattr(was, "pk", was)
            setattr(case, name, value)
    if values:
        case.save(update_fields=list(values))
    return older
