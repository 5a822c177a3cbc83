"""The original on paper: the cover sheet, a text for the editor, and 'I have posted it' (S8, B13)."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.cover_sheet import cover_sheet
from tests.factories.annual import annual_request, draft, original


def address(name, request):
    return reverse(f"annual:{name}", args=[request.shown_reference])


def words_of(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def test_b13_the_cover_sheet_bears_reference_name_organisation_and_address(client, anna):
    request = annual_request(anna)
    client.force_login(anna)

    response = client.get(address("cover_sheet", request))

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"].startswith("no-store, private")
    words = words_of(response.content)
    for said in (request.shown_reference, "PEETERS, ANNA", "Daily Gazette", *office.POSTAL_ADDRESS):
        assert said in words
    assert len(PdfReader(BytesIO(response.content)).pages) == 1


def test_b13_a_draft_has_its_sheet_too(client, anna):
    request = draft(anna)
    client.force_login(anna)
    assert request.shown_reference in words_of(client.get(address("cover_sheet", request)).content)


def test_the_sheet_speaks_the_persons_language(client, anna):
    request = annual_request(anna)
    anna.language = "fr"
    anna.save()
    client.force_login(anna)
    client.cookies["django_language"] = "fr"
    words = words_of(client.get(address("cover_sheet", request)).content)
    assert "accréditation annuelle" in words


@pytest.mark.parametrize("organisation", ["Новая газета", "新聞", "Žurnāls", ""])
def test_what_the_fonts_cannot_write_breaks_no_sheet(organisation):
    words = words_of(cover_sheet(reference="A-7K2M-90QX-T", name="IVANOVA, ANNA", organisation=organisation))
    assert "A-7K2M-90QX-T" in words
    assert "IVANOVA, ANNA" in words


def test_a_long_name_stays_on_the_sheet():
    words = words_of(cover_sheet(reference="A-7K2M-90QX-T", name="A" * 60, organisation="Word " * 60))
    assert "A copy does not replace the original." in words


def test_the_text_for_the_editor_says_what_an_attestation_confirms(client, anna):
    request = annual_request(anna)
    client.force_login(anna)
    response = client.get(address("editors_letter", request))

    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert "Anna Peeters is the designated press representative of Daily Gazette for regular coverage" in text
    assert request.shown_reference in text
    assert "&" not in text


@pytest.mark.both_databases
def test_b13_saying_that_it_is_posted_moves_nothing_and_is_seen_by_the_office(client, anna, officer):
    request = annual_request(anna)
    seen = request.latest_decision_id
    client.force_login(anna)
    assert client.post(address("posted", request))["Location"] == request.get_absolute_url()

    request.refresh_from_db()
    assert request.posted_at is not None
    assert (request.state, request.latest_decision_id) == (State.SUBMITTED, seen)
    assert request.awaits_original()
    assert "Original posted, as you said" in client.get(request.get_absolute_url()).content.decode()
    client.force_login(officer)
    desk = client.get(reverse("admin:annual_annualrequest_change", args=[request.pk])).content.decode()
    assert "Original posted, as you said" not in desk
    listing = client.get(reverse("admin:annual_annualrequest_changelist"), {"state": "original"}).content.decode()
    assert "posted" in listing


@pytest.mark.parametrize("name", ["cover_sheet", "editors_letter", "posted"])
def test_where_no_original_is_awaited_there_is_nothing_to_send(client, bruno, name):
    request = annual_request(bruno)  # freelance with a card
    client.force_login(bruno)
    assert client.get(address(name, request))["Location"] == request.get_absolute_url()


def test_once_it_has_arrived_nothing_is_awaited(client, anna, officer):
    request = annual_request(anna)
    original(request, officer)
    client.force_login(anna)
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Received and conforming" in page
    assert "I have posted it" not in page
    assert "Original attestation received and conforming" in page


@pytest.mark.parametrize("name", ["cover_sheet", "editors_letter", "posted"])
def test_nobody_elses_papers_are_there(client, anna, stranger, name):
    request = annual_request(anna)
    client.force_login(stranger)
    assert client.get(address(name, request)).status_code == 404


def test_the_word_is_given_by_a_click_never_by_a_link(client, anna):
    request = annual_request(anna)
    client.force_login(anna)
    assert client.get(address("posted", request)).status_code == 405
