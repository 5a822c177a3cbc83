"""Who somebody is, as in the travel document."""

from datetime import date

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.layout import Folded
from profiles.completeness import Part
from profiles.forms.lines import DayField
from profiles.forms.parts import PartForm
from profiles.forms.questions import question
from profiles.models import search_key
from profiles.models.latin import latin, tidied

OLDEST = 120  # years

CONFIRM = _(
    "This line is proposed from your name. Compare it with the lines at the foot of your document, the ones with <<<: "
    "change it if they differ, then save."
)
COMPARE = _("In Latin letters, as in the lines with <<< at the foot of your document:")
CONFIRM_TOO = _("This line is proposed too: compare it.")
WRITE = _("Write it as in the lines at the foot of your document, the ones with <<<, with the letters A to Z.")


class LatinLine(forms.CharField):
    """A line of the document's machine-readable zone, in capitals however it was typed."""

    def to_python(self, value):
        return tidied(super().to_python(value))


class IdentityForm(PartForm):
    """Name, birth and nationality. The line in Latin letters is proposed by the form and confirmed by the person."""

    part = Part.IDENTITY
    needed = ("family_name", "birth_date", "birth_place", "nationality")

    # The name for which the line in Latin letters was last shown to the person.
    latin_for = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    class Meta(PartForm.Meta):
        fields = (
            "family_name", "given_names", "latin_family_name", "latin_given_names", "former_names",
            "professional_name", "birth_date", "birth_place", "nationality",
        )  # fmt: skip
        field_classes = {"birth_date": DayField, "latin_family_name": LatinLine, "latin_given_names": LatinLine}
        labels = {"professional_name": _("Professional name, or by-line")}
        help_texts = {
            "family_name": _("As in your document, in its own letters. One name only? Write it here."),
            "given_names": _("All of them, in the document's order; empty if it names none."),
            "latin_family_name": _(
                "The form proposes it: compare it with the foot of your document, the lines with &lt;&lt;&lt;. "
                "A single &lt; there is a hyphen or a space here."
            ),
            "latin_given_names": _("Proposed too: compare it."),
            "former_names": _("For example the name before a marriage, if documents or publications bear it."),
            "professional_name": _("The name under which you publish, if it is another one."),
            "birth_place": _("As in your document."),
            "nationality": _("As in your document."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound or self.instance.latin_family_name:  # proposed or confirmed: nobody leaves it empty any more
            for name in ("latin_family_name", "latin_given_names"):
                self.fields[name].help_text = _("As at the foot of your document, in the lines with &lt;&lt;&lt;.")
        for name in ("family_name", "given_names"):
            self.fields[f"latin_{name}"].widget.attrs["data-proposed-from"] = name
        latin_line = ("latin_family_name", "latin_given_names")
        names = ("family_name", "given_names", Folded(COMPARE, *latin_line, says=True), "latin_for")
        other_names = Folded(_("Other names: former, professional, by-line"), "former_names", "professional_name")
        self.helper.layout = Layout(*names, other_names, "birth_date", "birth_place", "nationality")
        self.initial["latin_for"] = _words(self.instance.family_name, self.instance.given_names)

    def clean_family_name(self):
        name = self.cleaned_data["family_name"]
        if not search_key(name):
            raise forms.ValidationError(_("A name has letters."), code="no_letters")
        return name

    def clean_birth_date(self):
        """Not in the future, and not 120 years back."""
        born = self.cleaned_data["birth_date"]
        if born >= self.today:
            raise forms.ValidationError(_("This day lies in the future: look at the year."), code="future")
        if born <= _years_before(self.today, OLDEST):
            raise forms.ValidationError(_("This is more than 120 years ago: look at the year."), code="too_long_ago")
        return born

    def clean(self):
        cleaned = super().clean()
        if "family_name" in cleaned and "given_names" in cleaned:
            self._ask_about_the_latin_line(cleaned)
        return cleaned

    def _ask_about_the_latin_line(self, cleaned):
        """Propose it where it is missing, or where it still belongs to the name as it was before."""
        name = {"latin_family_name": cleaned["family_name"], "latin_given_names": cleaned["given_names"]}
        typed = {field: cleaned.get(field, "") for field in name}
        proposed = {field: latin(words) for field, words in name.items()}
        words = _words(*name.values())
        untouched = all(typed[field] == self.initial.get(field, "") for field in name)
        stale = untouched and cleaned.get("latin_for") != words and typed != proposed
        self.data = self.data.copy()
        self.data[self.add_prefix("latin_for")] = words
        confirm = CONFIRM
        for field in name:
            lacks_it = bool(name[field]) and not typed[field] and field not in self.errors
            if not lacks_it and not (stale and typed[field] != proposed[field]):
                continue
            self.data[self.add_prefix(field)] = proposed[field] or ("" if stale else typed[field])
            can_be_confirmed = proposed[field] or not name[field]
            self.add_error(field, question(confirm if can_be_confirmed else WRITE))
            confirm = CONFIRM_TOO if can_be_confirmed else confirm


def _words(family_name: str, given_names: str) -> str:
    return f"{search_key(family_name)}|{search_key(given_names)}"


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
