"""What an officer fills in to extend all accreditations in force in one act: the last day, the reason, the words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.lines import LinesField
from profiles.forms.lines import DayField


class ExtensionForm(forms.Form):
    """``number`` is how many the page said would be extended; with another one it asks again (B7)."""

    number = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    until = DayField(label=_("New last day"))
    note = LinesField(
        label=_("Reason"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the record of each, not in the letters."),
        error_messages={"required": _("Say why they are extended; the reason is recorded.")},
    )
    words = LinesField(
        label=_("To the holders"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In every letter, as you write it. The letter itself is in each person's own language."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False  # every refusal comes with its sentence, from the server

    def clean_until(self) -> Any:
        day, today = self.cleaned_data["until"], timezone.localdate(timezone=office.ZONE)
        if day <= today:
            raise ValidationError(_("Name a day to come."))
        if day > today + office.FURTHEST_EXTENSION:
            raise ValidationError(_("This day is more than a year away: look at the year."))
        return day

    def asks_about(self, number: int) -> None:
        """Let the page, which says ``number``, send it back with everything as it was filled in."""
        self.data = self.data.copy()
        self.data["number"] = number

    @property
    def given(self) -> dict[str, Any]:
        """The valid form as the step takes it."""
        return {name: self.cleaned_data[name] for name in ("until", "note", "words")}
