"""What this room keeps: accounts, media representatives, their press cards, and whom those come from."""

from profiles.models.account import User
from profiles.models.as_submitted import AsSubmitted
from profiles.models.bodies import IssuingBody, MediaOrganisation
from profiles.models.folding import SearchKeyField, number_key, search_key
from profiles.models.representative import MediaRepresentative, PersonalData, PressCard

__all__ = [
    "AsSubmitted",
    "IssuingBody",
    "MediaOrganisation",
    "MediaRepresentative",
    "PersonalData",
    "PressCard",
    "SearchKeyField",
    "User",
    "number_key",
    "search_key",
]
