"""What publishing, cancelling and withdrawing an event ask first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.text import has_no_control_characters

SANE = [has_no_control_characters]


class SeenForm(forms.Form):
    """A button that acts on the event as its page showed it."""

    seen = forms.CharField(widget=forms.HiddenInput)


class PublishForm(SeenForm):
    reference = forms.CharField(label=_("Reference of the advisory"), required=False, max_length=60, validators=SANE)


class CancelForm(SeenForm):
    words = forms.CharField(
        label=_("Why, in English"),
        max_length=2000,
        validators=SANE,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
    )
    words_fr = forms.CharField(
        label=_("Why, in French"),
        max_length=2000,
        validators=SANE,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
    )
