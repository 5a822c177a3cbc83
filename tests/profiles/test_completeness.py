"""What a profile lacks for what; no database is asked."""

from datetime import date
from types import SimpleNamespace

import pytest

from profiles import completeness
from profiles.completeness import Part
from profiles.models import IssuingBody, MediaRepresentative

DAY = date(2026, 11, 23)
CARD = SimpleNamespace(
    valid_until=date(2027, 1, 1), issuing_body=IssuingBody(country="BE", kind="government", standing="recognised")
)


def person(card=None, **values):
    complete = {
        "family_name": "Peeters", "latin_family_name": "PEETERS", "birth_date": date(1980, 1, 1),
        "birth_place": "Gent", "nationality": "BE", "document_kind": "passport", "document_number": "X",
        "document_country": "BE", "document_valid_until": DAY, "residence_country": "BE", "residence_town": "Gent",
        "role": "journalist", "employment": "employed", "organisation_id": 1,
        "photo_id": "5c3b6f0e-0000-4000-8000-000000000000",
    }  # fmt: skip

    found = MediaRepresentative(**complete | values)
    return SimpleNamespace(
        **{field.attname: getattr(found, field.attname) for field in found._meta.fields},
        press_card=card,
        Employment=MediaRepresentative.Employment,
    )


def test_p2_an_event_needs_neither_card_nor_belgian_residence():
    assert completeness.missing_for_event(person()) == []


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("family_name", Part.IDENTITY), ("latin_family_name", Part.IDENTITY), ("birth_place", Part.IDENTITY),
        ("nationality", Part.IDENTITY), ("document_number", Part.DOCUMENT), ("document_country", Part.DOCUMENT),
        ("residence_town", Part.RESIDENCE), ("role", Part.WORK), ("employment", Part.WORK),
    ],
)  # fmt: skip
def test_p11_each_field_that_the_check_needs_is_missed_in_its_part(field, part):
    incomplete = person(**{field: ""})

    assert len(completeness.missing_for_event(incomplete)) == 1
    assert [lack.part for lack in completeness.lacks(incomplete, DAY) if lack.for_event] == [part]


def test_p11_somebody_with_one_name_lacks_nothing():
    assert completeness.missing_for_event(person(given_names="", latin_given_names="")) == []


def test_s1_a_freelancer_needs_no_organisation():
    assert completeness.missing_for_event(person(employment="freelance", organisation_id=None)) == []
    assert completeness.missing_for_event(person(organisation_id=None)) != []


def test_s2_annual_needs_a_residence_in_belgium_that_has_not_ended():
    resident = {"belgian_residence": "id_card", "belgian_residence_until": DAY}

    assert completeness.missing_for_annual(person(CARD, **resident), DAY) == []
    assert len(completeness.missing_for_annual(person(CARD), DAY)) == 1
    assert len(completeness.missing_for_annual(person(CARD, **resident), date(2026, 11, 24))) == 1


def test_s3_annual_needs_a_card_that_can_support_it():
    resident = {"belgian_residence": "id_card", "belgian_residence_until": date(2030, 1, 1)}

    assert len(completeness.missing_for_annual(person(None, **resident), DAY)) == 1
    assert len(completeness.missing_for_annual(person(CARD, **resident), date(2027, 1, 2))) == 1


def test_an_empty_profile_lacks_every_part():
    lacking = completeness.lacks(MediaRepresentative(), DAY)

    assert [lack.part for lack in lacking if lack.for_event or lack.for_annual] == list(Part)
