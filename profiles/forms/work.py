"""What somebody does, and for whom."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from profiles.completeness import Part
from profiles.forms.bodies import OrganisationForm
from profiles.forms.lines import asked_if
from profiles.forms.parts import PartForm
from profiles.models import MediaRepresentative

MOST_FURTHER = 2


class WorkForm(PartForm):
    """Media function and employment; the organisations are forms of their own, of which a freelancer has three (S1)."""

    part = Part.WORK
    needed = ("role", "employment")

    class Meta(PartForm.Meta):
        fields = ("role", "other_role", "employment")
        labels = {"other_role": _("If it is another one: which?"), "employment": _("How do you work?")}
        help_texts = {"other_role": _("An officer judges a media function that is not in the list.")}
        widgets = {"role": forms.RadioSelect, "employment": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = MediaRepresentative.Role.choices
        self.fields["employment"].choices = MediaRepresentative.Employment.choices
        asked_if(self.fields["other_role"], f"role={MediaRepresentative.Role.OTHER}")

    @cached_property
    def organisations(self) -> list[OrganisationForm]:
        """The first organisation, which officers judge, and the further ones."""
        data = self.data if self.is_bound else None
        freelance = self.data.get("employment") == MediaRepresentative.Employment.FREELANCE
        first = OrganisationForm(
            data,
            prefix="organisation",
            required=not freelance,
            initial={"name": _name(self.instance.organisation)},
            label=_("Media organisation"),
            asks_at_once=True,
            help_text=_("Needed unless you work freelance. Begin to write, and choose it where the list offers it."),
        )
        names = ([_name(organisation) for organisation in self._further_today()] + [""] * MOST_FURTHER)[:MOST_FURTHER]
        labels = (_("Second organisation, if you work freelance"), _("Third organisation, if you work freelance"))
        further = [
            OrganisationForm(
                data,
                prefix=f"further_{number}",
                required=False,
                initial={"name": name},
                label=label,
            )
            for number, (name, label) in enumerate(zip(names, labels, strict=True), 1)
        ]
        for form in further:
            asked_if(form.fields["name"], f"employment={MediaRepresentative.Employment.FREELANCE}")
        return [first, *further]

    def is_valid(self):
        return all([super().is_valid(), *(form.is_valid() for form in self.organisations)])

    def clean(self):
        cleaned = super().clean()
        is_other = cleaned.get("role") == MediaRepresentative.Role.OTHER
        if is_other and not cleaned.get("other_role"):
            self.add_error("other_role", _("Name your media function."))
        if not is_other:
            cleaned["other_role"] = ""
        return cleaned

    def keep_more(self, person, user):
        first, *further = [form.keep(user) for form in self.organisations]
        if person.employment != MediaRepresentative.Employment.FREELANCE:
            further = []
        person.organisation = first
        person.save(update_fields=["organisation"])
        person.further_organisations.set({row for row in further if row and row != first})

    def _further_today(self):
        return self.instance.further_organisations.order_by("pk")[:MOST_FURTHER] if self.instance.pk else []


def _name(organisation) -> str:
    return organisation.name if organisation else ""
