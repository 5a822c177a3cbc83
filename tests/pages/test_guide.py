"""The guide: which accreditation fits, and what to have ready."""

import pytest
from django.urls import reverse

from accreditation_portal.pages.guide import Card, Plan, Publication, Work, guidance

RESIDENT_JOURNALIST = {
    "plan": Plan.REGULAR,
    "resident": True,
    "accredited": False,
    "card": Card.MEMBER,
    "work": Work.EMPLOYED,
    "publication": Publication.MEDIA,
}


def words(items) -> str:
    return " ".join(str(item) for item in items)


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({}, True),
        ({"accredited": True, "card": Card.NONE}, True),
        ({"card": Card.NONE}, False),
        ({"card": Card.ELSEWHERE}, False),
        ({"resident": False}, False),
        ({"resident": False, "accredited": True}, False),
        ({"work": Work.OTHER}, False),
        ({"publication": Publication.OUTREACH}, False),
        ({"publication": Publication.ONLINE}, True),
        ({"work": Work.FREELANCE}, True),
    ],
)
def test_s2_s3_annual_accreditation_fits_residents_on_either_path(changed, fits):
    answer = guidance(**RESIDENT_JOURNALIST | changed)
    assert answer.annual is fits
    assert bool(answer.against_annual) is not fits


def test_d20_every_condition_that_fails_is_named():
    answer = guidance(**RESIDENT_JOURNALIST | {"resident": False, "card": Card.NONE})
    assert len(answer.against_annual) == 2


def test_s11_a_freelancer_with_a_card_brings_publications_in_place_of_an_attestation():
    freelance = guidance(**RESIDENT_JOURNALIST | {"work": Work.FREELANCE})
    assert "recent publications" in words(freelance.prepare_for_annual)
    assert "attestation, on paper" not in words(freelance.prepare_for_annual)


def test_s11_a_freelancer_without_a_card_sends_an_attestation():
    freelance = guidance(**RESIDENT_JOURNALIST | {"work": Work.FREELANCE, "accredited": True, "card": Card.NONE})
    assert "attestation, on paper" in words(freelance.prepare_for_annual)


def test_s12_online_media_bring_two_articles():
    assert "two articles" in words(guidance(**RESIDENT_JOURNALIST | {"publication": "online"}).prepare_for_annual)


def test_p2_without_a_card_a_letter_of_assignment_serves_for_an_event():
    without = guidance(**RESIDENT_JOURNALIST | {"card": Card.NONE})
    assert "your press card" not in words(without.prepare_for_event)
    assert "letter of assignment" in words(without.prepare_for_event)


def test_the_guide_answers_on_the_page_and_keeps_what_was_ticked(client, db):
    query = {
        "plan": "regular",
        "resident": "yes",
        "accredited": "no",
        "card": "member",
        "work": "employed",
        "publication": "media",
    }
    page = client.get(reverse("pages:eligibility"), query).content.decode()
    assert "You can ask for it, and for what you want to cover it fits best." in page
    assert page.count("checked") == len(query)


def test_the_guide_says_which_questions_are_open(client, db):
    page = client.get(reverse("pages:eligibility"), {"plan": "event"}).content.decode()
    assert 'class="error-summary"' in page
    assert 'href="#id_resident_0"' in page
    assert "What fits you" not in page


def test_the_guide_refuses_an_answer_that_it_did_not_offer(client, db):
    page = client.get(reverse("pages:eligibility"), {"plan": "<script>"}).content.decode()
    assert 'class="error-summary"' in page
    assert "<script>" not in page
