"""The columns of a table that say who somebody is and for whom they work, as a case has it.

Birth data and the number of the identity document are not among them: the press has no need of a list of those.
"""

from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce
from django_countries import countries

from accreditation_portal.review.exports import Column, chosen_of
from profiles.models import MediaOrganisation, PersonalData, User


def columns_of_person() -> list[Column]:
    """Names, function and organisation as submitted; how to reach the person."""
    countries_by_code = chosen_of(countries)
    field, account = PersonalData._meta.get_field, User._meta.get_field
    return [
        _column("family_name"),
        _column("given_names"),
        _column("latin_family_name", is_usual=False),
        _column("latin_given_names", is_usual=False),
        _column("professional_name", is_usual=False),
        Column("role", field("role").verbose_name, "role", chosen_of(PersonalData.Role.choices)),
        Column("employment", field("employment").verbose_name, "employment",
               chosen_of(PersonalData.Employment.choices)),
        Column("organisation", MediaOrganisation._meta.verbose_name, "organisation_name"),
        Column("standing", MediaOrganisation._meta.get_field("standing").verbose_name, _as_known("standing"),
               chosen_of(MediaOrganisation.Standing.choices)),
        Column("organisation_country", MediaOrganisation._meta.get_field("country").verbose_name,
               _as_known("country"), countries_by_code),
        Column("nationality", field("nationality").verbose_name, "nationality", countries_by_code, is_usual=False),
        Column("residence_country", field("residence_country").verbose_name, "residence_country", countries_by_code),
        Column("email", account("email").verbose_name, "representative__user__email"),
        # As it is kept: reading a number for each row would take longer than all the rest.
        Column("phone", field("phone").verbose_name, Cast("phone", CharField())),
        Column("language", account("language").verbose_name, "representative__user__language", is_usual=False),
    ]  # fmt: skip


def _as_known(name: str) -> Coalesce:
    """What the office knows of the organisation, under whichever of its names it was submitted."""
    field = CharField()
    return Coalesce(Cast(f"organisation__same_as__{name}", field), Cast(f"organisation__{name}", field))


def _column(name: str, *, is_usual: bool = True) -> Column:
    return Column(name, PersonalData._meta.get_field(name).verbose_name, name, is_usual=is_usual)
