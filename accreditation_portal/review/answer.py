"""The representative's answer to a request for information: their own words, and what they cannot give (S27, B12)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.lines import LinesField
from accreditation_portal.review.states import Item


class WithAnswer:
    """A form that takes the answer beside the items; ``sending``: it must be whole."""

    case: Any
    sending: bool
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    accepted: dict[str, list[Any]]  # the files of this sending, by kind
    add_error: Any

    def offer_answer(self) -> None:
        """Ask for it where the office has asked; a correction answers nothing."""
        if not self.case.requested_items:
            return
        self.fields["not_given"] = forms.MultipleChoiceField(
            label=_("What you cannot give"),
            required=False,
            choices=[(item, Item(item).label) for item in self.case.requested_items],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            help_text=_("It then stays as you submitted it. Say why below; an officer reads it and decides."),
        )
        self.fields["answer"] = LinesField(
            label=_("Your words to the office (optional)"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("They are read by the officers, and stay with your case."),
        )

    @property
    def not_given(self) -> list[str]:
        return self.cleaned_data.get("not_given", [])

    def judge_answer(self) -> None:
        """What is not given has its reason, and nothing is attached for it. To be called by ``clean``."""
        if not self.sending:
            return
        if self.not_given and not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Say why you cannot give it; an officer reads it and decides."))
        for item in self.not_given:
            kind = self.case.kind_of_item.get(item, "")
            if self.accepted.get(kind) or any(not a.handed_in_at for a in self.case.attached(kind)):
                sentence = gettext("You have attached something for “%(item)s”: untick it here, or remove the file.")
                self.add_error("not_given", sentence % {"item": Item(item).label})

    @property
    def has_answer(self) -> bool:
        """Whether anything was said that a page which is made anew has to show again."""
        return bool(self.cleaned_data.get("answer") or self.not_given)

    def answered(self) -> dict[str, Any]:
        """What the step is given."""
        given = {"answer": self.cleaned_data.get("answer", ""), "not_given": self.not_given}
        return given if "answer" in self.fields else {}
