"""A press card: number, last day, scan. Its issuing body is a form of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accreditation_portal.documents.acceptance import MOST_BYTES, accept_document
from accreditation_portal.documents.models import Document
from profiles.forms.lines import DayField, hold_to_one_line
from profiles.forms.parts import bare_helper


class PressCardForm(forms.Form):
    """Number and last day as on the card (S6)."""

    number = forms.CharField(label=_("Number of the press card"), max_length=60)
    valid_until = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("The last day that the card names; for a month or a year, its last day."),
    )
    no_date = forms.BooleanField(label=_("My card bears no date"), required=False)
    scan = forms.FileField(
        label=_("Scan or photo of the card"),
        required=False,
        help_text=_(
            "PDF, JPEG or PNG, at most 10 MB. You need not send one; it answers questions before they are asked."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png", "data-most-bytes": MOST_BYTES}),
    )
    kept_scan = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-kept": True}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hold_to_one_line(self)
        self.helper = bare_helper()

    def clean_scan(self):
        """What is kept of the file, or None."""
        upload = self.cleaned_data["scan"]
        return accept_document(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        named, bears_none = cleaned.get("valid_until"), cleaned.get("no_date")
        if named and bears_none:
            self.add_error("no_date", _("You entered a day above: take it out, or untick this."))
        elif not named and not bears_none and "valid_until" not in self.errors:
            self.add_error("valid_until", _("Enter the last day, or tick that the card bears none."))
        return cleaned

    def keep_scan(self, user) -> Document | None:
        """The file of this form, kept at once so that nobody sends it twice; else the one kept a moment ago."""
        if accepted := self.cleaned_data.get("scan"):
            try:
                return Document.objects.keep(user, accepted, self.files[self.add_prefix("scan")].name)
            except ValidationError as refusal:
                self.add_error("scan", refusal)
        if before := self.cleaned_data.get("kept_scan"):
            return Document.objects.filter(owner=user, pk=before).first()
        return None
