"""The track record of a new applicant (S14), and a copy of the attestation for early reading (S8)."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.files import Files, FilesField
from accreditation_portal.review.lines import LinesField
from annual.forms.piece import PieceForm, write
from annual.models import AnnualRequest
from annual.parts import Part


class TrackRecordForm(PieceForm):
    part = Part.TRACK_RECORD
    file_kinds = ("track_record",)

    words = LinesField(
        label=_("Your reporting on international affairs"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "For which media organisations, since when, on what. Name some pieces with their day, and where they are "
            "found."
        ),
    )
    track_record = FilesField(
        label=_("Proof (optional)"),
        required=False,
        help_text=_("For example work samples, or a letter of a former editor. PDF, JPEG or PNG, up to 10 MB each."),
    )

    def __init__(self, *args: Any, case: AnnualRequest, **kwargs: Any):
        kwargs.setdefault("initial", {"words": case.track_record})
        super().__init__(*args, case=case, **kwargs)
        self.helper.layout = Layout("words", Files("track_record"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.judge_files(self.case, cleaned)
        there = cleaned.get("words") or self.accepted.get("track_record") or self.case.has_attached("track_record")
        if self.sending and not there and not self.errors:
            self.add_error("words", _("Say for whom you have reported on international affairs, or attach proof."))
        return cleaned

    def shown(self) -> Any:
        return self.case.track_record

    def entered_as_shown(self) -> Any:
        return self.cleaned_data.get("words")

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        return write(case, {"track_record": self.cleaned_data["words"]} if "words" in self.cleaned_data else {})


class AttestationCopyForm(PieceForm):
    part = Part.ATTESTATION
    file_kinds = ("attestation_copy",)

    attestation_copy = FilesField(
        label=_("Copy of the attestation (optional)"),
        required=False,
        help_text=_(
            "So that officers can read it early. It never replaces the original on paper. PDF, JPEG or PNG, up to "
            "10 MB each."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Files("attestation_copy"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.judge_files(self.case, cleaned)
        return cleaned


class DeclarationForm(forms.Form):
    """What the applicant declares before the request is sent (S15)."""

    declares = forms.BooleanField(
        label=_("What I have entered is true and complete. I tell the office when it changes."),
        error_messages={"required": _("Declare that it is true and complete.")},
    )
    confirms = forms.BooleanField(
        label=_("I have read the list: what is not met yet, and what an officer judges."),
        error_messages={"required": _("Confirm that you have read the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
