"""The profile's pages."""

from profiles.views.address import address_works
from profiles.views.photo import ChangePhoto, PreparePhoto, crop
from profiles.views.press_card import ChangePressCard
from profiles.views.profile import ChangePart, Profile, edit
from profiles.views.sessions import EndSession

__all__ = [
    "ChangePart",
    "ChangePhoto",
    "ChangePressCard",
    "EndSession",
    "PreparePhoto",
    "Profile",
    "address_works",
    "crop",
    "edit",
]
