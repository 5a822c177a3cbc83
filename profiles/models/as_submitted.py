"""A person's data as they were when a case was submitted: what an officer decides on stays as it was."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.states import Item
from profiles.models.representative import MediaRepresentative, PersonalData, PressCard

# Which of the profile's fields each item of an information request stands for (B12).
FIELDS_OF_ITEM: dict[str, tuple[str, ...]] = {
    Item.IDENTITY: (
        "family_name", "given_names", "latin_family_name", "latin_given_names", "former_names", "professional_name",
        "birth_date", "birth_place", "nationality", "residence_country", "residence_town",
        "belgian_residence", "belgian_residence_until", "phone",
    ),
    Item.IDENTITY_DOCUMENT: (
        "document_kind", "document_number", "document_country", "document_valid_until", "document_explanation",
    ),
    Item.ORGANISATION: (
        "role", "other_role", "employment", "organisation", "organisation_name", "further_organisation_names",
    ),
    Item.PRESS_CARD: ("press_card",),
    Item.PHOTO: ("photo",),
}  # fmt: skip


IDENTITY = (Item.IDENTITY, Item.IDENTITY_DOCUMENT)


class AsSubmitted(PersonalData):
    """The data that a case took from the profile of its ``representative``."""

    #: What ``take_data`` copies; a kind of case that asks for something itself leaves that item out.
    items_from_profile: ClassVar[tuple[str, ...]] = tuple(FIELDS_OF_ITEM)

    organisation_name = models.CharField(_("media organisation as submitted"), max_length=200, blank=True)
    further_organisation_names = models.CharField(_("further media organisations"), max_length=420, blank=True)
    press_card = models.ForeignKey(
        PressCard, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("press card")
    )

    class Meta(PersonalData.Meta):
        abstract = True
        constraints = [
            *PersonalData.Meta.constraints,
            # The door through which words of the record may go opens for nobody who is still named (B9).
            models.CheckConstraint(
                name="%(class)s_erased_holds_nobody",
                condition=Q(erased_at=None)
                | Q(family_name="", given_names="", latin_family_name="", birth_date=None, document_number="",
                    phone="", photo=None, press_card=None),
            ),
        ]  # fmt: skip

    def take_data(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        """Copy the profile's data of these items (None: all) into the case; return the older values that changed."""
        wanted = [item for item in self.items_from_profile if items is None or item in items]
        person = self.__dict__.pop("profile_held", None) or self._held()
        older = {}
        for name, value in profile_values(person, wanted).items():
            attribute = self._meta.get_field(name).attname
            if self.data_taken_at and getattr(self, attribute) != value:
                older[name] = _as_json(getattr(self, attribute))
            setattr(self, attribute, value)
        # Only who takes the whole identity over has seen its changes (B14).
        if items is None or self.data_taken_at is None or set(IDENTITY) <= set(items):
            self.data_taken_at = at
        return {"older": older} if older else {}

    def hold_profile(self) -> MediaRepresentative:
        """Lock the profile before ``take_data`` does, for who must look at it first; for this transaction alone."""
        self.profile_held = self._held()
        return self.profile_held

    def _held(self) -> MediaRepresentative:
        """The profile, locked: no photo or card is replaced in another window before the case is written.

        Its card is read after that: a row joined to one that is waited for is as old as the question.
        """
        return MediaRepresentative.objects.select_for_update().get(pk=self.representative_id)

    def differs_from_profile(self) -> dict[str, tuple[Any, Any]]:
        """By field: the value as submitted and today's, where they differ."""
        found = {}
        for name, value in profile_values(self.representative, self.items_from_profile).items():
            mine = getattr(self, self._meta.get_field(name).attname)
            if mine != value:
                found[name] = (mine, value)
        return found


def profile_values(representative: MediaRepresentative, items: Iterable[str]) -> dict[str, Any]:
    """Today's values of a profile that these items stand for, by the field that keeps them in a case; of rows, the key.

    What is not asked for is not read either: organisations and cards lie in tables of their own.
    """
    names = [name for item in items for name in FIELDS_OF_ITEM[item]]
    return {
        name: FROM_OTHER_TABLES[name](representative)
        if name in FROM_OTHER_TABLES
        else getattr(representative, representative._meta.get_field(name).attname)
        for name in names
    }


def _organisation_name(representative: MediaRepresentative) -> str:
    return representative.organisation.name if representative.organisation else ""


def _further_organisation_names(representative: MediaRepresentative) -> str:
    return "; ".join(o.name for o in representative.further_organisations.all()) if representative.pk else ""


def _press_card(representative: MediaRepresentative) -> int | None:
    card = representative.press_card
    return card.pk if card else None


FROM_OTHER_TABLES: dict[str, Callable[[MediaRepresentative], Any]] = {
    "organisation_name": _organisation_name,
    "further_organisation_names": _further_organisation_names,
    "press_card": _press_card,
}


def _as_json(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
