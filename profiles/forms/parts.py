"""One part of a profile: its own fields are written and no others, so that two tabs never undo each other."""

from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumbers import SUPPORTED_REGIONS

from accreditation_portal import office
from profiles.completeness import Part
from profiles.forms.lines import DayField, asked_if, hold_to_one_line
from profiles.models import MediaRepresentative, User

# A change of one of these after an approval brings the case back to the office (B14).
IDENTITY = frozenset(
    {
        "family_name", "given_names", "latin_family_name", "latin_given_names", "birth_date", "birth_place",
        "nationality", "document_kind", "document_number", "document_country", "document_valid_until",
    }
)  # fmt: skip


def bare_helper(*layout) -> FormHelper:
    """The template writes the form element, its token and its button."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    if layout:
        helper.layout = Layout(*layout)
    return helper


# What a browser that knows the person may fill in, in the terms of HTML (WCAG 2.2, 1.3.5).
KNOWN_TO_BROWSERS = {
    "family_name": "family-name", "given_names": "given-name", "birth_date": "bday", "phone": "tel",
    "residence_country": "country", "residence_town": "address-level2",
}  # fmt: skip


class PartForm(forms.ModelForm):
    """The fields of one part; ``today`` is the day at the Headquarters."""

    part: Part
    needed: tuple[str, ...] = ()

    class Meta:
        model = MediaRepresentative
        fields: tuple[str, ...] = ()

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in self.needed:
            self.fields[name].required = True
        for name in self.fields.keys() & KNOWN_TO_BROWSERS:
            self.fields[name].widget.attrs["autocomplete"] = KNOWN_TO_BROWSERS[name]
        hold_to_one_line(self)
        self.helper = bare_helper()

    def keep(self, user: User, at: datetime) -> MediaRepresentative:
        """Write this part into the profile as it is now, which begins with the first part that is kept."""
        with transaction.atomic():
            person, _made = MediaRepresentative.objects.select_for_update().get_or_create(user=user)
            changed = self.changed_fields(person)
            for field in changed:
                setattr(person, field.attname, getattr(self.instance, field.attname))
            if not IDENTITY.isdisjoint(field.name for field in changed):
                person.identity_changed_at = at
            names = [field.name for field in changed]
            person.save(update_fields=[*names, "identity_changed_at", "updated_at"])
            self.keep_more(person, user)
        return person

    def changed_fields(self, person: MediaRepresentative) -> list:
        fields = [person._meta.get_field(name) for name in self._meta.fields]
        return [field for field in fields if getattr(person, field.attname) != getattr(self.instance, field.attname)]

    def keep_more(self, person: MediaRepresentative, user: User) -> None:
        """What a part keeps beside its fields."""


class DocumentForm(PartForm):
    """The document that is shown at the collection of the pass."""

    part = Part.DOCUMENT
    needed = ("document_kind", "document_number", "document_country", "document_valid_until")

    class Meta(PartForm.Meta):
        fields = (
            "document_kind", "document_number", "document_country", "document_valid_until", "document_explanation",
        )  # fmt: skip
        field_classes = {"document_valid_until": DayField}
        labels = {"document_kind": _("Kind of document"), "document_explanation": _("If it is not valid any more, why")}
        help_texts = {
            "document_number": _("As it stands in the document. Never your national register number."),
            "document_valid_until": _("The last day that the document names."),
            "document_explanation": _("For example: renewed, and the new one is ready next week. An officer reads it."),
        }
        widgets = {"document_kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document_kind"].choices = MediaRepresentative.DocumentKind.choices
        # The nationality that is asked for is that of the document.
        self.initial["document_country"] = self.instance.document_country or self.instance.nationality
        asked_if(self.fields["document_explanation"], f"document_valid_until<{self.today}")

    def clean(self):
        cleaned = super().clean()
        last_day = cleaned.get("document_valid_until")
        if last_day and last_day < self.today and not cleaned.get("document_explanation"):
            self.add_error(
                "document_explanation",
                _("The document is not valid any more. Say why you send it, or enter the one that is valid."),
            )
        return cleaned


class ResidenceForm(PartForm):
    """Country and town, official residence in Belgium, and a phone number."""

    part = Part.RESIDENCE
    needed = ("residence_country", "residence_town")

    phone = PhoneNumberField(
        label=_("Mobile phone"),
        required=False,
        help_text=_(
            "As you dial it where you live, or with +, as in +32 470 12 34 56. For questions shortly before an event."
        ),
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"invalid": _("Begin with + and the code of the country, for example +32 470 12 34 56.")},
    )

    class Meta(PartForm.Meta):
        fields = ("residence_country", "residence_town", "belgian_residence", "belgian_residence_until", "phone")
        field_classes = {"belgian_residence_until": DayField}
        help_texts = {
            "residence_town": _("The town alone: street and number are not asked."),
            "belgian_residence": _("It counts for annual accreditation only."),
            "belgian_residence_until": _("Needed here: the last day that the card or certificate names."),
        }
        widgets = {"belgian_residence": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed = self._proposed_of_the_document()
        self.initial |= self.proposed
        if self.proposed:
            self.fields["residence_country"].help_text = _(
                "Proposed from your ID card: change it if you live elsewhere."
            )
        # Who lives there may write the number as it is dialled there.
        country = str(self["residence_country"].value() or "")
        self.fields["phone"].region = country if country in SUPPORTED_REGIONS else None
        self.fields["belgian_residence"].choices = MediaRepresentative.BelgianResidence.choices
        in_belgium = f"residence_country={office.HEADQUARTERS_COUNTRY}"
        asked_if(self.fields["belgian_residence"], f"{in_belgium}|belgian_residence!=")
        asked_if(self.fields["belgian_residence_until"], "belgian_residence!=")

    def _proposed_of_the_document(self) -> dict[str, Any]:
        """What a valid Belgian ID card says of a residence that nobody has entered yet (S2)."""
        person, country = self.instance, office.HEADQUARTERS_COUNTRY
        is_id_card = person.document_kind == person.DocumentKind.ID_CARD and person.document_country == country
        until = person.document_valid_until
        is_entered = person.residence_country or person.belgian_residence
        if is_entered or not is_id_card or not until or until < self.today:
            return {}
        kind = person.BelgianResidence.ID_CARD
        return {"residence_country": country, "belgian_residence": kind, "belgian_residence_until": until}

    def clean(self):
        cleaned = super().clean()
        official, country = cleaned.get("belgian_residence"), cleaned.get("residence_country")
        if official and country and country != office.HEADQUARTERS_COUNTRY:
            if self.proposed and not any(name.startswith("belgian") for name in self.changed_data):
                return cleaned | {"belgian_residence": "", "belgian_residence_until": None}
            self.add_error(
                "residence_country",
                _("You declare an official residence in Belgium below: choose Belgium here, or take that back."),
            )
        if official and not cleaned.get("belgian_residence_until") and "belgian_residence_until" not in self.errors:
            self.add_error("belgian_residence_until", _("Enter the last day that the card or certificate names."))
        if not official:
            cleaned["belgian_residence_until"] = None
        return cleaned
