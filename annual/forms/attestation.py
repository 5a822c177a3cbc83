"""What officers type when the original of an attestation arrives: a reference, what it is, a mistake of theirs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review import references
from accreditation_portal.review.lines import LinesField
from annual.models import AnnualRequest, Attestation, signs_for_themselves
from profiles.forms.lines import DayField, hold_to_one_line

LONGEST_AGO = timedelta(days=90)  # what lay around for longer is a slip of the date
CHECKS = ("is_original", "names_the_person", "confirms_designation")


def language_of(case: AnnualRequest) -> dict[str, str]:
    """In which language the applicant reads the letter, for the label of the words that go into it."""
    return {"language": get_language_info(case.representative.user.language)["name_translated"]}


class ReferenceForm(forms.Form):
    """Which request a letter belongs to. Whatever is not exactly one is refused; another one is never guessed (B13)."""

    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("Scan the code on the cover sheet, or type the reference and press Enter."),
        error_messages={"required": _("Scan or type a reference.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any):
        super().__init__(*args, auto_id="look-up-%s", label_suffix="", **kwargs)
        self.by, self.case = by, None
        self.use_required_attribute = False

    def clean_reference(self) -> str:
        typed = self.cleaned_data["reference"]
        reference = references.normalised(typed)
        if reference is None:
            raise ValidationError(_("This is no reference: look at each character again."))
        if not reference.startswith(AnnualRequest.reference_letter):
            raise ValidationError(
                _("This is the reference of a registration for an event: no attestation belongs to it.")
            )
        case = AnnualRequest.objects.select_related("representative__user").filter(reference=reference).first()
        if case is None:
            raise ValidationError(_("The reference is well written, but there is no annual request that has it."))
        if case.representative.user_id == self.by.pk:
            raise ValidationError(_("This is your own request: a colleague records what arrives for it."))
        self.case = case
        return typed


class AttestationForm(forms.Form):
    """What has arrived. ``seen`` is the last arrival that the page showed (B7)."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    arrived_on = DayField(label=_("Arrived on"))
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=Attestation.Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it came.")},
    )
    signatory = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    function = forms.CharField(label=_("Function of who signed"), max_length=120, required=False)
    is_original = forms.BooleanField(label=_("It is an original, on paper"), required=False)
    names_the_person = forms.BooleanField(label=_("It names the applicant"), required=False)
    confirms_designation = forms.BooleanField(
        label=_("It confirms the designated press representative for regular coverage"), required=False
    )
    conforms = forms.TypedChoiceField(
        label=_("Does it conform?"),
        choices=[("yes", _("Yes, it is conforming")), ("no", _("No"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it conforms.")},
    )
    why_not = LinesField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the letter, as you write it. Needed where it does not conform; empty where it does."),
    )
    note = LinesField(
        label=_("Internal note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Beside the arrival, not in the letter."),
    )

    def __init__(self, case: AnnualRequest, *args: Any, **kwargs: Any):
        super().__init__(*args, auto_id="arrival-%s", label_suffix="", **kwargs)
        self.case = case
        self.use_required_attribute = False  # every refusal comes with its sentence, from the server
        self.today = timezone.localdate(timezone=office.ZONE)
        self.initial |= {"seen": latest_arrival_id(case), "arrived_on": self.today}
        self.fields["why_not"].label = _("Why it does not conform; to the applicant, in %(language)s") % language_of(
            case
        )
        hold_to_one_line(self)

    def clean_arrived_on(self) -> Any:
        day = self.cleaned_data["arrived_on"]
        if day > self.today:
            raise ValidationError(_("This day is still to come."))
        if day < self.today - LONGEST_AGO:
            raise ValidationError(_("This day is more than 90 days ago: look at the date."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("conforms") is True:
            self._refuse_what_cannot_conform(cleaned)
        elif cleaned.get("conforms") is False and not cleaned.get("why_not") and "why_not" not in self.errors:
            self.add_error("why_not", _("Say why it does not conform: the applicant must know what to send instead."))
        return cleaned

    def _refuse_what_cannot_conform(self, cleaned: dict[str, Any]) -> None:
        """Conforming is an original that names the person, says what they are designated for, and who signed (D32)."""
        if lacking := [name for name in (*CHECKS, "signatory", "function") if not cleaned.get(name)]:
            self.add_error(
                "conforms",
                _("It cannot be conforming while this is missing: %(items)s.")
                % {"items": "; ".join(str(self.fields[name].label) for name in lacking)},
            )
        if signs_for_themselves(cleaned.get("signatory", ""), self.case):
            self.add_error(
                "signatory",
                _("Nobody signs their own attestation, and this is the applicant's name: it is not conforming."),
            )
        if cleaned.get("why_not"):
            self.add_error("why_not", _("You say that it conforms, and why it does not: one of them is to go."))

    def shown_again(self, seen: int) -> None:
        """Let the page, which now shows the arrivals up to ``seen``, be sent once more as it was filled in."""
        self.data = self.data.copy()
        self.data["seen"] = seen

    @property
    def found(self) -> dict[str, Any]:
        """The valid form as the arrival is recorded."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def is_recorded_as(self, arrival: Attestation) -> bool:
        return all(getattr(arrival, name) == value for name, value in self.found.items())

    # For the page --------------------------------------------------------------------------------------------------

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("arrived_on", "channel", "signatory", "function")]

    @property
    def checks(self) -> list[forms.BoundField]:
        return [self[name] for name in CHECKS]

    @property
    def last_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("conforms", "why_not", "note")]


class StrikeOutForm(forms.Form):
    """An arrival was recorded by mistake: the reason, which the applicant reads."""

    why = LinesField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the letter, as you write it."),
        error_messages={"required": _("Say why it is struck out; the applicant reads it.")},
    )

    def __init__(self, case: AnnualRequest, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False
        self.fields["why"].label = _("Why it is struck out; to the applicant, in %(language)s") % language_of(case)


def latest_arrival_id(case: AnnualRequest) -> int:
    return case.attestations.order_by("-pk").values_list("pk", flat=True).first() or 0
