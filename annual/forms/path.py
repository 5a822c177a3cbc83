"""On which of the two paths somebody asks: accredited as media in Belgium (S2), or a national press card (S3)."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from annual.forms.piece import PieceForm, write
from annual.models import AnnualRequest
from annual.parts import Part
from profiles.forms import PressCardForm
from profiles.models import IssuingBody, PressCard, search_key


class BelgianAccreditationForm(PressCardForm):
    """Number, last day and copy of the Belgian accreditation, which is kept as a press card is."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Number of the Belgian accreditation")
        self.fields["no_date"].label = _("It bears no date")
        self.fields["scan"].label = _("Copy of the accreditation")
        self.fields["scan"].help_text = _("PDF, JPEG or PNG, at most 10 MB. Without it an officer has to ask.")


class PathForm(PieceForm):
    part = Part.PATH
    kept: Document | None = None  # the copy that came with this sending, or was kept a moment ago

    path = forms.ChoiceField(
        label=_("On which ground do you ask?"),
        choices=[
            (AnnualRequest.Path.PRESS_CARD, _("I hold a valid press card of a recognised national professional body")),
            (
                AnnualRequest.Path.BELGIAN_ACCREDITATION,
                _("I am accredited as media by a Belgian Federal Public Service"),
            ),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Both need an official residence in Belgium. One of the two is enough."),
    )
    belgian_authority = forms.ChoiceField(
        label=_("Which service accredited you?"),
        choices=[(name, label) for name, (_body, label) in office.ACCREDITING_AUTHORITIES.items()],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, case: AnnualRequest, **kwargs: Any):
        kwargs.setdefault("initial", {"path": case.path, "belgian_authority": case.belgian_authority})
        super().__init__(*args, case=case, **kwargs)

    @cached_property
    def card_form(self) -> BelgianAccreditationForm:
        """The accreditation of path A: as entered before, else as the profile holds it as a card."""
        card = self.case.belgian_accreditation or self._card_of_the_profile()
        known = (
            {"number": card.number, "valid_until": card.valid_until, "no_date": not card.valid_until} if card else {}
        )
        if self.is_bound:
            return BelgianAccreditationForm(self.data, self.files, prefix="belgian", initial=known)
        return BelgianAccreditationForm(prefix="belgian", initial=known)

    def _card_of_the_profile(self) -> PressCard | None:
        card = self.case.representative.press_card
        return card if card and card.issuing_body.itself.search_key in map(search_key, BODIES.values()) else None

    def has_changed(self) -> bool:
        self.is_valid()
        return super().has_changed() or (self.is_bound and self.chose_path_a and self.card_form.has_changed())

    def shown(self) -> Any:
        card = self.case.belgian_accreditation
        return self.case.path, self.case.belgian_authority, card and card.pk

    def entered_as_shown(self) -> Any:
        if not self.chose_path_a or self.faulty:
            return self.cleaned_data.get("path"), self.case.belgian_authority, None
        card, values = self.case.belgian_accreditation, self.card_form.cleaned_data
        same = card and (card.number, card.valid_until) == (values["number"], values["valid_until"])
        return self.cleaned_data["path"], self.cleaned_data["belgian_authority"], card.pk if same else None

    @property
    def chose_path_a(self) -> bool:
        return self.cleaned_data.get("path") == AnnualRequest.Path.BELGIAN_ACCREDITATION

    @property
    def faulty(self) -> list[forms.BaseForm]:
        own = super().faulty  # validates
        inside = [self.card_form] if self.is_bound and self.chose_path_a and self.card_form.errors else []
        return [*own, *inside]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.sending and not cleaned.get("path") and "path" not in self.errors:
            self.add_error("path", _("Choose the ground on which you ask."))
        if self.chose_path_a and not cleaned.get("belgian_authority") and "belgian_authority" not in self.errors:
            self.add_error("belgian_authority", _("Choose the service that accredited you."))
        return cleaned

    def keep_files(self, case: AnnualRequest) -> None:
        """The copy is kept at once, so that nobody sends it twice."""
        if self.chose_path_a:
            self.card_form.is_valid()
            self.kept = self.card_form.keep_scan(case.representative.user)  # never a file of somebody else
            self.card_form.data = self.card_form.data.copy()
            self.card_form.data[self.card_form.add_prefix("kept_scan")] = str(self.kept.pk) if self.kept else ""

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        values: dict[str, Any] = {"path": self.cleaned_data["path"]} if self.cleaned_data.get("path") else {}
        if self.chose_path_a and not self.faulty:
            authority = self.cleaned_data["belgian_authority"]
            values |= {"belgian_authority": authority, "belgian_accreditation": self._card(case, authority)}
        return write(case, values)

    def _card(self, case: AnnualRequest, authority: str) -> PressCard:
        """The row of this accreditation: the same one where nothing changed, else a new one beside the older."""
        entered, form = case.belgian_accreditation, self.card_form
        kept = str(self.kept.pk) if self.kept else None
        same_number = entered is not None and entered.number == form.cleaned_data["number"]
        values = {
            "number": form.cleaned_data["number"],
            "valid_until": form.cleaned_data["valid_until"],
            "issuing_body": body_of(authority),
            # The copy of another accreditation is not one of this.
            "scan_id": kept or (str(entered.scan_id) if same_number and entered.scan_id else None),
        }
        if entered and all(_plain(getattr(entered, name)) == _plain(value) for name, value in values.items()):
            return entered
        return PressCard.objects.create(representative=case.representative, is_current=False, **values)


BODIES = {name: body for name, (body, _label) in office.ACCREDITING_AUTHORITIES.items()}


def body_of(authority: str) -> IssuingBody:
    """The issuing body that stands for this authority (kind government, of the country of the Headquarters)."""
    name = BODIES[authority]
    defaults = {"name": name, "kind": IssuingBody.Kind.GOVERNMENT, "standing": IssuingBody.Standing.RECOGNISED}
    found, _made = IssuingBody.objects.get_or_create(
        country=office.HEADQUARTERS_COUNTRY, search_key=search_key(name), defaults=defaults
    )
    return found


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "hex") else value
