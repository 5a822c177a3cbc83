"""One part of an annual request as a form: whatever is valid is kept, also when something else is wrong."""

from datetime import date
from hashlib import sha256
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accreditation_portal.review.files import WithFiles
from annual.models import AnnualRequest
from annual.parts import Part
from profiles.forms.lines import hold_to_one_line
from profiles.forms.parts import bare_helper


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

    def shown(self) -> Any:
        """What the case holds of this part: another tab that changed it makes a page stale."""
        return ()

    def entered_as_shown(self) -> Any:
        """What was entered, in the same shape; the second of two clicks enters what is there already."""
        return None

    @property
    def fingerprint(self) -> str:
        return sha256(repr(self.shown()).encode()).hexdigest()[:16]

    @property
    def is_stale(self) -> bool:
        """Whether this part was changed since the page was made, by another window, to something else."""
        seen = self.data.get("shown", "")
        return bool(seen) and seen != self.fingerprint and self.entered_as_shown() != self.shown()

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
        case.save(update_fields=[*values, "touched_at"])
    return older
