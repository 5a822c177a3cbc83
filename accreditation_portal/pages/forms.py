"""The questions of the guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation_portal.pages.guide import Card, Plan, Publication, Work


class GuideForm(forms.Form):
    """Which accreditation fits; asked by GET, so that an answer can be linked and nothing is kept."""

    plan = forms.ChoiceField(label=_("What do you want to cover?"), choices=Plan.choices, widget=forms.RadioSelect)
    resident = forms.TypedChoiceField(
        label=_("Do you have an official residence in Belgium?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    accredited = forms.TypedChoiceField(
        label=_("Are you accredited as media by the Belgian Federal Public Service Foreign Affairs or Interior?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    card = forms.ChoiceField(
        label=_("Do you hold a valid press card?"),
        help_text=_(
            "A national professional body is a government body, a professional association or a union of journalists."
        ),
        choices=Card.choices,
        widget=forms.RadioSelect,
    )
    work = forms.ChoiceField(label=_("How do you work?"), choices=Work.choices, widget=forms.RadioSelect)
    publication = forms.ChoiceField(
        label=_("Where is your work published?"), choices=Publication.choices, widget=forms.RadioSelect
    )
