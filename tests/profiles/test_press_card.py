"""Whether a press card counts, on a day; no database is asked."""

from datetime import date
from types import SimpleNamespace

import pytest

from accreditation_portal.review.criteria import Verdict
from profiles import press_card
from profiles.models import IssuingBody

DAY = date(2026, 11, 23)


def body(country="FR", standing="recognised", kind="association", same_as=None):
    return IssuingBody(name="A body", country=country, standing=standing, kind=kind, same_as=same_as)


def card(valid_until=date(2027, 12, 31), **of_body):
    return SimpleNamespace(valid_until=valid_until, issuing_body=body(**of_body))


@pytest.mark.parametrize(
    ("valid_until", "verdict"),
    [
        (date(2026, 11, 22), Verdict.NOT_MET),
        (date(2026, 11, 23), Verdict.MET),
        (date(2026, 11, 24), Verdict.MET),
        (None, Verdict.FOR_OFFICER),
    ],
)
def test_d9_a_card_is_valid_through_the_last_day_that_it_names(valid_until, verdict):
    assert press_card.valid_on(card(valid_until), DAY) == verdict


@pytest.mark.parametrize(
    ("country", "standing", "verdict"),
    [
        ("FR", "recognised", Verdict.MET),
        ("FR", "to_be_verified", Verdict.FOR_OFFICER),
        ("FR", "not_recognised", Verdict.NOT_MET),
        ("CH", "recognised", Verdict.NOT_MET),
        ("CH", "to_be_verified", Verdict.NOT_MET),
    ],
)
def test_s3_a_body_is_recognised_by_the_office_and_of_a_member_country(country, standing, verdict):
    assert press_card.recognised(body(country, standing), DAY) == verdict


@pytest.mark.parametrize("kind", IssuingBody.Kind.values)
def test_d8_a_recognised_body_counts_whatever_its_kind(kind):
    assert press_card.recognised(body(kind=kind), DAY) == Verdict.MET


@pytest.mark.parametrize(("day", "verdict"), [(date(2024, 3, 6), Verdict.NOT_MET), (date(2024, 3, 7), Verdict.MET)])
def test_s3_a_country_counts_from_the_day_it_joined(day, verdict):
    assert press_card.recognised(body("SE"), day) == verdict


def test_s6_a_body_that_was_joined_to_another_has_the_standing_of_that_one():
    joined = body(standing="to_be_verified", same_as=body())

    assert press_card.recognised(joined, DAY) == Verdict.MET


def test_s3_one_reason_against_a_card_is_enough_and_all_are_named():
    expired_swiss = card(date(2026, 1, 1), country="CH")

    assert press_card.supports_annual(expired_swiss, DAY) == Verdict.NOT_MET
    assert [str(reason) for reason in press_card.against_annual(expired_swiss, DAY)] == [
        "The card is not valid any more.",
        "The body that issued the card is not of a member country.",
    ]


def test_s3_what_cannot_be_known_is_left_to_an_officer():
    undated = card(None, standing="to_be_verified")

    assert press_card.supports_annual(undated, DAY) == Verdict.FOR_OFFICER
    assert press_card.against_annual(undated, DAY) == []
    assert len(press_card.left_to_officer(undated, DAY)) == 2


def test_s3_a_valid_card_of_a_recognised_body_supports_an_annual_request():
    assert press_card.supports_annual(card(), DAY) == Verdict.MET
    assert press_card.left_to_officer(card(), DAY) == []
