"""Pick an organisation or an issuing body by its name, or propose one that is missing; works without JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accreditation_portal import office
from profiles.forms.lines import asked_if, hold_to_one_line
from profiles.forms.parts import bare_helper
from profiles.forms.questions import question
from profiles.models import IssuingBody, MediaOrganisation, User, search_key
from profiles.models.bodies import CuratedQuerySet

NEW = "new"
MOST_OFFERED = 300


class PickForm(forms.Form):
    """A name that is known picks its row; another name offers the ones near to it, and to propose it as new."""

    model: type[Any]
    unknown: Any  # what is said of a name that nobody entered yet
    none_of_these: Any
    kind_is_needed: Any
    known_names: str  # the list that browsers offer while somebody types
    asks_at_once = False  # also what a new one is, which a script shows for a name that is not in that list
    more = ("match", "kind", "website")  # asked only where the name is not known

    name = forms.CharField(required=False, max_length=200)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)  # on a page that asked about the name already
    match = forms.ChoiceField(required=False, label=_("Is it one of these?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(required=False, label=_("If it is not in our list: its kind"))
    website = forms.URLField(
        required=False, label=_("If it is not in our list: its website"), assume_scheme="https", max_length=200
    )

    def __init__(self, *args, required: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_needed = required
        self.fields["name"].widget.attrs |= {"list": self.known_names, "autocomplete": "off"}
        self.fields["kind"].choices = [("", "---------"), *self.model.Kind.choices]
        self.typed = " ".join(self.data.get(self.add_prefix("name"), "").split())[:200]
        self.found = self.exact().first() if self.is_bound and search_key(self.typed) else None
        self.near = self.similar() if self.is_bound and self.asks_more() else []
        if self.near:
            offered = [(str(body.pk), self.shown(body)) for body in self.near]
            self.fields["match"].choices = [*offered, (NEW, self.none_of_these)]
        else:
            self.fields.pop("match")
        for name in () if self.asks_at_once or (self.is_bound and self.proposes()) else self.more:
            self.fields.pop(name, None)
        self.was_asked = bool(self.data.get(self.add_prefix("asked")))
        if self.is_bound and self.proposes():
            self.data = self.data.copy()
            self.data[self.add_prefix("asked")] = "1"
        else:
            del self.fields["asked"]
        hold_to_one_line(self)
        self.helper = bare_helper()

    def exact(self) -> CuratedQuerySet:
        return self.model.objects.known_as(self.typed).select_related("same_as")

    def asks_more(self) -> bool:
        return bool(search_key(self.typed)) and self.found is None

    def proposes(self) -> bool:
        """Whether the form also asks what a new one is."""
        return self.asks_more()

    def similar(self) -> list:
        return self.model.objects.like(self.typed)

    def shown(self, body: Any) -> str:
        return body.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors or self.found:
            return cleaned
        match = cleaned.get("match", NEW)
        if not self.typed and match == NEW:
            if self.is_needed:
                self.add_error("name", _("Enter the name."))
        elif not search_key(self.typed) and match == NEW:
            self.add_error("name", _("A name has letters or digits."))
        elif not match:
            self.add_error("match", self.unknown if self.was_asked else question(self.unknown))
        elif match != NEW:
            self.found = next(body for body in self.near if str(body.pk) == match)
        elif not cleaned.get("kind"):
            self.add_error("kind", self.kind_is_needed if self.was_asked else question(self.kind_is_needed))
        return cleaned

    def keep(self, user: User) -> Any:
        """The row that was picked, under the name that officers judge; the proposal, as a new row; None if empty."""
        if self.found or not self.typed:
            return self.found and self.found.itself
        values = self.proposal() | {"proposed_by": user}
        row, _made = self.model.objects.get_or_create(**self.identity(), defaults=values)
        return row.itself

    def proposal(self) -> dict[str, Any]:
        """What a new row says; who judges it, and how, is the office's."""
        return {"name": self.typed, "kind": self.cleaned_data["kind"], "website": self.cleaned_data["website"]}

    def identity(self) -> dict[str, Any]:
        """What makes a row one and the same, whoever proposes it."""
        return {"search_key": search_key(self.typed)}


class OrganisationForm(PickForm):
    """A media organisation (S13)."""

    model = MediaOrganisation
    known_names = "known-organisations"
    unknown = _("This organisation is not known here yet. Choose the one that you mean, or propose a new one.")
    none_of_these = _("None of these: I propose a new one, and the office verifies it")
    kind_is_needed = _("Choose what kind of organisation it is. You propose it, and the office verifies it.")
    more = ("match", "kind", "country", "website")

    country = forms.ChoiceField(required=False, label=_("If it is not in our list: country of its seat"))

    field_order = ("name", "match", "kind", "country", "website")

    def __init__(self, *args, label: Any, help_text: Any = "", asks_at_once: bool = False, **kwargs):
        self.asks_at_once = asks_at_once
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].help_text = label, help_text
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        if "country" in self.fields:
            self.fields["country"].choices = [("", "---------"), *countries]
        if asks_at_once and not (self.is_bound and self.proposes()):
            self.fields["kind"].help_text = _(
                "Needed of an organisation that is not in our list; the office verifies it. Country and website may "
                "stay empty."
            )
            for name in ("kind", "country", "website"):
                asked_if(self.fields[name], f"{self.add_prefix('name')}~{self.known_names}")

    def proposal(self):
        return super().proposal() | {"country": self.cleaned_data["country"]}

    @classmethod
    def offered(cls) -> list[str]:
        """Names that browsers offer: what officers know, so that nobody's proposal is shown to others."""
        judged = MediaOrganisation.objects.filter(standing=MediaOrganisation.Standing.BONA_FIDE)
        return list(judged.order_by("name", "pk").values_list("name", flat=True)[:MOST_OFFERED])


class IssuingBodyForm(PickForm):
    """The national professional body that issued a press card (S6)."""

    model = IssuingBody
    known_names = "known-bodies"
    unknown = _("Choose the body that issued your card, or propose one that is missing.")
    none_of_these = _("None of these: I propose the one that I wrote above, and the office verifies it")
    kind_is_needed = _("Choose what kind of body it is. You propose it, and the office verifies it.")

    country = forms.ChoiceField(label=_("Country of the issuing body"))

    field_order = ("country", "name", "match", "kind", "website")

    def __init__(self, *args, today, **kwargs):
        members = [(code, name) for code, name in countries if office.is_member(code, today)]
        others = [(code, name) for code, name in countries if not office.is_member(code, today)]
        choices = [("", "---------"), (_("Member countries"), members), (_("Other countries"), others)]
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = choices
        self.fields["name"].label = _("Issuing body")
        self.fields["name"].help_text = _(
            "Begin to write its name or its initials. If you leave it empty, the bodies of the country are listed."
        )

    @property
    def chosen_country(self) -> str:
        return self.data.get(self.add_prefix("country"), "")

    def exact(self):
        return super().exact().filter(country=self.chosen_country)

    def asks_more(self):
        return self.found is None

    def proposes(self):
        return self.found is None and bool(self.near or search_key(self.typed))

    def similar(self):
        """Those of the country: the ones near what was written first, then the others by name."""
        of_country = IssuingBody.objects.filter(country=self.chosen_country)
        near = of_country.like(self.typed)
        curated = of_country.standing_alone().filter(proposed_by=None).order_by("search_key", "pk")
        return [*near, *(body for body in curated[:MOST_OFFERED] if body not in near)]

    def shown(self, body):
        if body.standing == body.Standing.RECOGNISED:
            return body.name
        return f"{body.name} ({body.get_standing_display()})"

    def identity(self):
        return super().identity() | {"country": self.chosen_country}

    @classmethod
    def offered(cls) -> list[tuple[str, str]]:
        """Name and country of the bodies that browsers offer while somebody types."""
        curated = IssuingBody.objects.standing_alone().filter(proposed_by=None)
        return [(body.name, body.country.name) for body in curated.order_by("country", "search_key")[:MOST_OFFERED]]
