"""A photo that is ready, any picture to make one from, and which part of it is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.forms.parts import bare_helper
from profiles.photo import CROP_CHOICES, Crop, check_identity_photo, working_picture

OWN = "own"


class PhotoForm(forms.Form):
    """A photo that meets the rule as it is (S7)."""

    photo = forms.FileField(
        label=_("Identity photo"),
        help_text=_("JPEG, 3.5 x 4.5 cm, less than 100 kB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg", "data-studio-photo": True}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_photo(self) -> bytes:
        return check_identity_photo(self.cleaned_data["photo"])


class PictureForm(forms.Form):
    """Any ordinary picture, to make a photo from (B2)."""

    picture = forms.FileField(
        label=_("A picture of yourself"),
        help_text=_("JPEG, PNG, WebP or HEIC, at most 15 MB: straight from a phone or a camera."),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif", "data-studio-file": True}
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_picture(self) -> bytes:
        return working_picture(self.cleaned_data["picture"])


class CropForm(forms.Form):
    """Which part of the picture: per cent of its width and height; the proportions follow."""

    left = forms.FloatField(label=_("From the left, %"), min_value=0, max_value=100)
    top = forms.FloatField(label=_("From the top, %"), min_value=0, max_value=100)
    width = forms.FloatField(label=_("Width, %"), min_value=1, max_value=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"step": "any", "inputmode": "decimal"}
        self.helper = bare_helper()

    @property
    def crop(self) -> Crop:
        measures = {name: self.cleaned_data[name] / 100 for name in ("left", "top", "width")}
        return Crop(**measures)


class ChoiceOfCrop(forms.Form):
    """One of the crops that the page shows, of the picture that it showed."""

    crop = forms.ChoiceField(choices=[*CROP_CHOICES.items(), (OWN, _("Yours"))])
    picture = forms.UUIDField()
