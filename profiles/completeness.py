"""What a profile still lacks before it can carry a request."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from profiles.press_card import against_annual

if TYPE_CHECKING:
    from profiles.models import MediaRepresentative


class Part(TextChoices):
    """The parts of a profile, in the order in which they are asked; each has a page of that name."""

    IDENTITY = "identity", _("Identity")
    DOCUMENT = "document", _("Identity document")
    RESIDENCE = "residence", _("Residence and phone")
    WORK = "work", _("Work")
    PRESS_CARD = "press_card", _("Press card")
    PHOTO = "photo", _("Identity photo")


PARTS_FOR_EVENTS = [part for part in Part if part != Part.PRESS_CARD]  # which an event never needs (P2)


@dataclass(frozen=True)
class Lack:
    """What one part of a profile lacks for each kind of request; nobody is asked for more than both lists."""

    part: Part
    for_event: list[Any] = field(default_factory=list)
    for_annual: list[Any] = field(default_factory=list)  # beyond what an event needs


def missing_identity(person: "MediaRepresentative") -> list[Any]:
    """Identity, identity document and residence that the access check needs and the profile lacks (P11)."""
    return [*missing_person(person), *missing_document(person), *missing_residence(person)]


def missing_person(person: "MediaRepresentative") -> list[Any]:
    """Name, birth and nationality that the profile lacks (P11)."""
    return _lacking(
        {
            _("family name"): person.family_name,
            _("name in Latin letters"): person.latin_family_name,
            _("date of birth"): person.birth_date,
            _("place of birth"): person.birth_place,
            _("nationality"): person.nationality,
        }
    )


def missing_document(person: "MediaRepresentative") -> list[Any]:
    """The identity document, or its last day, that the profile lacks (P11)."""
    return _lacking(
        {
            _("identity document"): person.document_kind and person.document_number and person.document_country,
            _("last day of the identity document"): person.document_valid_until,
        }
    )


def missing_residence(person: "MediaRepresentative") -> list[Any]:
    """Country and town of residence that the profile lacks (P11)."""
    return _lacking({_("country and town of residence"): person.residence_country and person.residence_town})


def missing_work(person: "MediaRepresentative") -> list[Any]:
    """Media function, employment and organisation that the profile lacks (S1)."""
    lacking = []
    if not person.role:
        lacking.append(_("media function"))
    if not person.employment:
        lacking.append(_("employed or freelance"))
    if person.employment != person.Employment.FREELANCE and not person.organisation_id:
        lacking.append(_("media organisation"))
    return lacking


def missing_photo(person: "MediaRepresentative") -> list[Any]:
    """The photo, which the pass bears (S7)."""
    return _lacking({_("identity photo"): person.photo_id})


def missing_for_event(person: "MediaRepresentative") -> list[Any]:
    """What the profile lacks before it can carry a registration for an event; a press card is never needed (P2)."""
    return [*missing_identity(person), *missing_work(person), *missing_photo(person)]


def missing_belgian_residence(person: "MediaRepresentative", on: date) -> list[Any]:
    """An official residence in Belgium, in force on that day, that the profile lacks (S2, S3)."""
    if not person.belgian_residence:
        return [_("official residence in Belgium")]
    is_over = person.belgian_residence_until is not None and person.belgian_residence_until < on
    return [_("residence in Belgium that has not ended")] if is_over else []


def missing_card(person: "MediaRepresentative", on: date) -> list[Any]:
    """The press card of either path that the profile lacks: on path A it is the Belgian accreditation (S2, S3)."""
    card = person.press_card
    if card is None:
        return [_("press card")]
    return [_("press card that supports an annual request")] if against_annual(card, on) else []


def missing_for_annual(person: "MediaRepresentative", on: date) -> list[Any]:
    """What the profile lacks before it can carry an annual request on that day (S2, S3)."""
    return [*missing_for_event(person), *missing_belgian_residence(person, on), *missing_card(person, on)]


def lacks(person: "MediaRepresentative", on: date) -> list[Lack]:
    """Part by part, what is missing for what."""
    return [
        Lack(Part.IDENTITY, missing_person(person)),
        Lack(Part.DOCUMENT, missing_document(person)),
        Lack(Part.RESIDENCE, missing_residence(person), missing_belgian_residence(person, on)),
        Lack(Part.WORK, missing_work(person)),
        Lack(Part.PRESS_CARD, for_annual=missing_card(person, on)),
        Lack(Part.PHOTO, missing_photo(person)),
    ]


def _lacking(wanted: dict[Any, Any]) -> list[Any]:
    return [name for name, value in wanted.items() if not value]
