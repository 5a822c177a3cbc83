"""Entering a press card and its issuing body (S6)."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.documents.models import Document
from profiles.models import IssuingBody, MediaRepresentative, PressCard
from tests.factories.profiles import document, jpeg

URL = "/profile/press-card/"
CARD = {
    "number": "F-4711", "valid_until": "2030-12-31", "body-country": "FR",
    "body-name": "commission de la carte (CCIJP)",
}  # fmt: skip


def card_of(user):
    return MediaRepresentative.objects.get(user=user).press_card


def scan(name="card.jpg", data=None):
    return SimpleUploadedFile(name, data or jpeg(), "image/jpeg")


def test_s6_d7_number_body_and_last_day_are_kept(as_anna, anna, ccijp):
    response = as_anna.post(URL, CARD)

    card = card_of(anna)
    assert response.url == reverse("profiles:profile")
    assert (card.number, card.issuing_body, card.valid_until) == ("F-4711", ccijp, date(2030, 12, 31))
    assert "F-4711" in as_anna.get(response.url).content.decode()


def test_d8_d22_the_page_names_the_kinds_of_issuing_bodies(as_anna):
    page = as_anna.get(URL).content.decode()

    assert "a government, a professional association or a union" in " ".join(page.split())


def test_s6_member_countries_come_first_in_the_list(as_anna):
    page = as_anna.get(URL).content.decode()

    members, others = page.split('<optgroup label="Other countries">')
    assert 'value="SE"' in members
    assert 'value="CH"' in others


def test_s6_the_bodies_of_a_country_are_listed_when_no_name_is_written(as_anna, anna, ccijp):
    page = as_anna.post(URL, CARD | {"body-name": ""})

    assert f'value="{ccijp.pk}"' in page.content.decode()
    as_anna.post(URL, CARD | {"body-name": "", "body-match": str(ccijp.pk)})
    assert card_of(anna).issuing_body == ccijp


def test_s6_a_missing_body_is_proposed_and_marked_for_the_office(as_anna, anna, ccijp):
    proposed = CARD | {"body-name": "Syndicat imaginaire", "body-match": "new", "body-kind": "union"}

    assert as_anna.post(URL, proposed | {"body-kind": ""}).context["body_form"].errors.keys() == {"kind"}
    as_anna.post(URL, proposed)

    body = card_of(anna).issuing_body
    assert (body.name, body.standing, body.proposed_by) == ("Syndicat imaginaire", "to_be_verified", anna)
    page = as_anna.get(URL).content.decode()
    assert "The office has not verified the issuing body yet." in page
    assert '<option value="Syndicat imaginaire">' not in page  # nobody's proposal is offered to others


def test_s6_an_older_card_stays_and_the_same_card_makes_no_row(as_anna, anna, ccijp):
    as_anna.post(URL, CARD)
    first = card_of(anna)
    as_anna.post(URL, CARD)
    assert card_of(anna) == first

    as_anna.post(URL, CARD | {"number": "F-4712"})

    first.refresh_from_db()
    assert (first.number, first.is_current) == ("F-4711", False)
    assert card_of(anna).number == "F-4712"
    assert PressCard.objects.filter(representative=anna.representative).count() == 2


def test_d9_an_expired_card_is_kept_and_said_not_to_support_an_annual_request(as_anna, anna, ccijp):
    as_anna.post(URL, CARD | {"valid_until": "2020-12-31"})

    assert card_of(anna).valid_until == date(2020, 12, 31)
    page = as_anna.get(reverse("profiles:profile")).content.decode()
    assert "The card is not valid any more." in page


@pytest.mark.both_databases
def test_s3_a_card_from_elsewhere_is_kept_and_said_never_to_support_an_annual_request(as_anna, anna):
    as_anna.post(URL, CARD | {"body-country": "CH", "body-name": "impressum", "body-kind": "union"})

    assert card_of(anna).issuing_body.country.code == "CH"
    assert "not of a member country" in as_anna.get(URL).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"valid_until": ""}, "valid_until"),
        ({"no_date": "on"}, "no_date"),
        ({"valid_until": "soon"}, "valid_until"),
        ({"number": ""}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"number": "a\x07b"}, "number"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_the_rest_stays(as_anna, anna, ccijp, typed, field):
    page = as_anna.post(URL, CARD | typed)

    assert page.context["form"].errors.keys() == {field}
    assert card_of(anna) is None
    assert 'value="commission de la carte (CCIJP)"' in page.content.decode()


def test_d9_a_card_may_bear_no_date(as_anna, anna, ccijp):
    as_anna.post(URL, CARD | {"valid_until": "", "no_date": "on"})

    assert card_of(anna).valid_until is None
    assert "The card bears no date." in as_anna.get(URL).content.decode()


def test_a_scan_is_kept_with_its_card_and_not_with_another(as_anna, anna, ccijp):
    as_anna.post(URL, CARD | {"scan": scan()})
    kept = card_of(anna).scan
    assert kept.owner == anna

    as_anna.post(URL, CARD | {"valid_until": "2031-01-31"})
    assert card_of(anna).scan == kept

    as_anna.post(URL, CARD | {"number": "ANOTHER"})
    assert card_of(anna).scan is None


def test_a_scan_need_not_be_sent_twice_when_something_else_was_wrong(as_anna, anna, ccijp):
    page = as_anna.post(URL, CARD | {"number": "", "scan": scan()})
    kept = page.context["scan"]
    assert "need not send it again" in page.content.decode()

    as_anna.post(URL, CARD | {"kept_scan": page.context["form"]["kept_scan"].value()})

    assert card_of(anna).scan == kept


def test_a_scan_is_kept_on_its_own_before_the_card_is(as_anna, anna, ccijp):
    page = as_anna.post(URL, CARD | {"scan": scan(), "keep": "1"})

    assert page.status_code == 200
    assert card_of(anna) is None
    as_anna.post(URL, CARD | {"kept_scan": page.context["form"]["kept_scan"].value()})
    assert card_of(anna).scan.owner == anna


@pytest.mark.both_databases
def test_a_scan_is_taken_out_of_the_card_and_one_that_was_only_sent_is_deleted(as_anna, anna, stranger, ccijp):
    as_anna.post(URL, CARD | {"scan": scan()})
    before = card_of(anna)
    sent = as_anna.post(URL, CARD | {"scan": scan(), "keep": "1"}).context["form"]["kept_scan"].value()
    theirs = document(stranger, "theirs.jpg")

    for kept in (sent, str(theirs.pk)):
        page = as_anna.post(URL, CARD | {"number": "TYPED", "kept_scan": kept, "remove_scan": "1"})
        assert page.context["form"]["number"].value() == "TYPED"
        assert not page.context["form"]["kept_scan"].value()
    assert not Document.objects.filter(pk=sent).exists()
    assert Document.objects.filter(pk=theirs.pk).exists()
    assert card_of(anna) == before

    as_anna.post(URL, CARD | {"remove_scan": "1"})
    assert (card_of(anna).number, card_of(anna).scan) == (before.number, None)
    before.refresh_from_db()
    assert before.scan is not None, "an older case keeps the card as it was sent"


def test_nobody_takes_the_file_of_somebody_else(as_anna, anna, stranger, ccijp):
    theirs = Document.objects.get(owner=stranger)

    as_anna.post(URL, CARD | {"kept_scan": str(theirs.pk)})

    assert card_of(anna).scan is None


def test_a_scan_that_is_none_is_refused_with_its_remedy(as_anna, anna, ccijp):
    page = as_anna.post(URL, CARD | {"scan": scan("card.pdf", b"MZ nothing of the kind")})

    assert page.context["form"].errors.keys() == {"scan"}
    assert card_of(anna) is None


@pytest.mark.both_databases
def test_a_card_can_be_given_up(as_anna, anna, ccijp):
    as_anna.post(URL, CARD)

    as_anna.post(URL, {"remove": "1"})

    assert card_of(anna) is None
    assert PressCard.objects.count() == 1


def test_a_body_that_was_joined_leads_to_the_one_it_is(as_anna, anna, ccijp):
    IssuingBody.objects.create(name="CCIJP", country="FR", kind="other", same_as=ccijp)

    as_anna.post(URL, CARD | {"body-name": "ccijp"})

    assert card_of(anna).issuing_body == ccijp


@pytest.mark.both_databases
def test_somebody_without_a_profile_can_begin_with_the_card(as_david, david, ccijp):
    as_david.post(URL, CARD)

    assert card_of(david).number == "F-4711"
