"""The demo has one annual request in every state, each walked there, none against a rule."""

import pytest
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual import demo
from annual.models import AnnualRequest
from profiles import demo as people


@pytest.fixture
def furnished(db):
    people.furnish()
    demo.furnish()
    requests = AnnualRequest.objects.select_related("representative__user")
    return {request.representative.user.username: request for request in requests}


def test_everybody_stands_where_the_demo_says(furnished):
    assert {name: request.state for name, request in furnished.items()} == {
        "anna": State.APPROVED, "bruno": State.SUBMITTED, "chloe": State.DRAFT, "farid": State.APPROVED,
        "greta": State.DENIED, "henri": State.REVOKED, "ines": State.WITHDRAWN, "jonas": State.SUBMITTED,
    }  # fmt: skip
    day = timezone.localdate(timezone=office.ZONE)
    assert AnnualRequest.objects.in_force(on=day).count() == 2


def test_chloe_lacks_her_articles_and_nothing_else_stops_her(furnished):
    answers = furnished["chloe"].answers(timezone.localdate(timezone=office.ZONE))
    assert [answer.criterion.name for answer in answers if answer.stops_sending] == ["by_lined_articles"]


def test_bruno_waits_for_an_officer_and_for_no_letter(furnished):
    assert not furnished["bruno"].awaits_original()
    assert len(furnished["bruno"].works("publication")) == 2


def test_furnishing_twice_makes_nothing_twice(furnished):
    demo.furnish()
    assert AnnualRequest.objects.count() == len(furnished)


def test_annas_pass_is_handed_over_and_the_other_one_waits(furnished):
    assert furnished["anna"].hand_over.by.username == "passoffice"
    waiting = AnnualRequest.objects.collectable(timezone.now()).without_pass_handed_over()
    assert list(waiting) == [furnished["farid"]]
