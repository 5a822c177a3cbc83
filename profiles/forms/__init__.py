"""What is filled in on the profile's pages: one form for each part."""

from profiles.forms.bodies import IssuingBodyForm, OrganisationForm
from profiles.forms.identity import IdentityForm
from profiles.forms.parts import DocumentForm, PartForm, ResidenceForm
from profiles.forms.photo import ChoiceOfCrop, CropForm, PhotoForm, PictureForm
from profiles.forms.press_card import PressCardForm
from profiles.forms.work import WorkForm

__all__ = [
    "ChoiceOfCrop",
    "CropForm",
    "DocumentForm",
    "IdentityForm",
    "IssuingBodyForm",
    "OrganisationForm",
    "PartForm",
    "PhotoForm",
    "PictureForm",
    "PressCardForm",
    "ResidenceForm",
    "WorkForm",
]
