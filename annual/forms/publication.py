"""What the organisation publishes, and where: the questions that online media are asked besides (S12)."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from annual.forms.piece import PieceForm, write
from annual.hosts import registrable_domain
from annual.models import AnnualRequest
from annual.parts import Part

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
AS_WORD = {True: "yes", False: "no", None: ""}
AS_FACT = {"yes": True, "no": False}


class PublicationForm(PieceForm):
    """Employment and organisation stand in the profile; here is asked how it is published."""

    part = Part.PUBLICATION

    about = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)  # the organisation of the answers
    online = forms.ChoiceField(
        label=_("Is your organisation published online only?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    website = forms.URLField(
        label=_("Website on which it is published"), max_length=200, required=False, assume_scheme="https"
    )
    outreach = forms.ChoiceField(
        label=_(
            "Does it do communications outreach or advocacy work, or is it run by a non-governmental or non-profit "
            "organisation?"
        ),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, case: AnnualRequest, **kwargs: Any):
        organisation = case.organisation and case.organisation.itself
        kwargs.setdefault("initial", {
            "online": AS_WORD[case.online], "outreach": AS_WORD[case.outreach],
            "website": case.website or (organisation.website if organisation else ""),
            "about": str(case.organisation_id or ""),
        })  # fmt: skip
        super().__init__(*args, case=case, **kwargs)
        if organisation and organisation.kind == organisation.Kind.ONLINE:
            del self.fields["online"]  # the office knows it as such

    @property
    def is_online(self) -> bool:
        return "online" not in self.fields or self.cleaned_data.get("online") == "yes"

    @cached_property
    def is_about_another(self) -> bool:
        """Whether the page was made for another organisation: the profile was changed in another window (S12)."""
        about = self.cleaned_data.get("about", "")
        return bool(about) and about != str(self.case.organisation_id or "")

    def clean_website(self) -> str:
        address = self.cleaned_data["website"]
        if address and not registrable_domain(address):
            raise forms.ValidationError(_("This is no address of a public website."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_about_another:
            self.data = self.data.copy()  # the page that is shown now asks about the present one
            self.data[self.add_prefix("about")] = str(self.case.organisation_id or "")
            self.add_error(None, _(
                "The media organisation in your profile is another one than these answers were about. "
                "Read them again, and save them if they are right."
            ))  # fmt: skip
            return cleaned
        if self.sending:
            if "online" in self.fields and not cleaned.get("online") and "online" not in self.errors:
                self.add_error("online", _("Say how it is published."))
            if self.is_online and not cleaned.get("website") and "website" not in self.errors:
                self.add_error("website", _("Enter the address of the website."))
            if self.is_online and not cleaned.get("outreach") and "outreach" not in self.errors:
                self.add_error("outreach", _("Answer this question."))
        return cleaned

    def shown(self) -> Any:
        return self.case.online, self.case.website, self.case.outreach

    def entered_as_shown(self) -> Any:
        given = self.cleaned_data
        online = True if "online" not in self.fields else AS_FACT.get(given.get("online", ""))
        return online, given.get("website"), AS_FACT.get(given.get("outreach", ""))

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        if self.is_about_another:
            return {}
        values: dict[str, Any] = {"website": self.cleaned_data["website"]} if "website" in self.cleaned_data else {}
        for name in ("online", "outreach"):
            if answer := self.cleaned_data.get(name):
                values[name] = AS_FACT[answer]
        if "online" not in self.fields:
            values["online"] = True
        values["answered_for"] = self.case.organisation
        return write(case, values)
