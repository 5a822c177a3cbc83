"""Where somebody lives: what the identity document says of it already is proposed, and never kept unseen (S2)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from profiles.models import MediaRepresentative
from tests.profiles.test_edit import DOCUMENT, RESIDENCE, of, send

ID_CARD = DOCUMENT | {"document_kind": "id_card", "document_number": "592123456789"}
NOBODY_ENTERED = ["", "", None]


@pytest.fixture
def with_id_card(as_david):
    send(as_david, "document", ID_CARD)
    return as_david


def asked(client) -> list:
    form = client.get("/profile/edit/residence/").context["form"]
    return [form[name].value() for name in ("residence_country", "belgian_residence", "belgian_residence_until")]


@pytest.mark.both_databases
def test_a_belgian_id_card_proposes_the_residence_that_it_proves(with_id_card, david):
    assert asked(with_id_card) == ["BE", "id_card", date(2035, 1, 31)]
    assert of(david).belgian_residence == ""

    send(with_id_card, "residence", RESIDENCE, belgian_residence="id_card", belgian_residence_until="2035-01-31")
    assert of(david).belgian_residence_until == date(2035, 1, 31)


@pytest.mark.parametrize("other", [{"document_kind": "passport"}, {"document_country": "FR"}])
def test_no_other_document_proposes_one(as_david, other):
    send(as_david, "document", ID_CARD | other)

    assert asked(as_david) == NOBODY_ENTERED


def test_neither_does_a_card_that_is_over(with_id_card):
    MediaRepresentative.objects.update(document_valid_until=timezone.localdate() - timedelta(days=2))

    assert asked(with_id_card) == NOBODY_ENTERED


def test_what_was_entered_is_not_proposed_anew(with_id_card):
    send(with_id_card, "residence", RESIDENCE, belgian_residence="")

    assert asked(with_id_card) == ["BE", "", None]


def test_whoever_lives_elsewhere_need_not_take_the_proposal_back(with_id_card, david):
    abroad = {"residence_country": "FR", "residence_town": "Lille"}
    send(with_id_card, "residence", abroad, belgian_residence="id_card", belgian_residence_until="2035-01-31")

    person = of(david)
    assert (person.residence_country, person.belgian_residence) == ("FR", "")
    assert person.belgian_residence_until is None


def test_whoever_changed_the_proposal_is_asked_where_they_live(with_id_card, david):
    abroad = {"residence_country": "FR", "residence_town": "Lille"}
    page = send(with_id_card, "residence", abroad, belgian_residence="id_card", belgian_residence_until="2034-12-31")

    assert page.context["form"].errors.keys() == {"residence_country"}
    assert of(david).residence_country == ""
