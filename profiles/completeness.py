"""What a profile still lacks before it can carry a request."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from profiles.models import MediaRepresentative


def missing_identity(person: "MediaRepresentative") -> list[Any]:
    """Identity, identity document and residence that the access check needs and the profile lacks (P11)."""
    wanted = {
        _("family name"): person.family_name,
        _("name in Latin letters"): person.latin_family_name,
        _("date of birth"): person.birth_date,
        _("place of birth"): person.birth_place,
        _("nationality"): person.nationality,
        _("identity document"): person.document_kind and person.document_number and person.document_country,
        _("last day of the identity document"): person.document_valid_until,
        _("country and town of residence"): person.residence_country and person.residence_town,
    }
    return [name for name, value in wanted.items() if not value]


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


def missing_for_event(person: "MediaRepresentative") -> list[Any]:
    """What the profile lacks before it can carry a registration for an event; a press card is never needed (P2)."""
    return [*missing_identity(person), *missing_work(person), *([] if person.photo_id else [_("identity photo")])]


def missing_for_annual(person: "MediaRepresentative") -> list[Any]:
    """What the profile lacks before it can carry an annual request: residence in Belgium too (S2, S3)."""
    return [*missing_for_event(person), *([] if person.belgian_residence else [_("official residence in Belgium")])]
