"""Who is handed a file, and with which instructions to the browser."""

import uuid

import pytest
from django.urls import reverse

from accreditation_portal.documents.acceptance import accept_document
from accreditation_portal.documents.models import Document
from tests.factories import files

HOW = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def photo(anna):
    """Anna's photo, which the profile's own rule shows to her and to accreditation officers."""
    return anna.representative.photo


@pytest.fixture
def letter(anna):
    """A PDF in the place of anna's photo, so that the same people may read it."""
    document = Document.objects.keep(anna, accept_document(files.upload(files.pdf(2))), "Lettre de la rédaction.pdf")
    anna.representative.photo = document
    anna.representative.save()
    return document


def page(document, number=1):
    return reverse("documents:page_picture", args=[document.pk, number])


@pytest.mark.parametrize("who", ["anna", "officer"])
def test_those_who_may_get_the_file_to_save(who, photo, client, request):
    client.force_login(request.getfixturevalue(who))

    response = client.get(photo.get_absolute_url())

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == photo.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "attachment; filename=document.jpg; filename*=UTF-8''photo.jpg"
    assert {name: response[name] for name in HOW} == HOW
    assert {"no-store", "private"} <= set(response["Cache-Control"].replace(" ", "").split(","))


def test_a_name_in_any_script_is_sent_so_that_no_header_breaks(letter, anna, client):
    client.force_login(anna)

    response = client.get(letter.get_absolute_url())

    expected = "attachment; filename=document.pdf; filename*=UTF-8''Lettre%20de%20la%20r%C3%A9daction.pdf"
    assert response["Content-Disposition"] == expected
    response.close()


@pytest.mark.parametrize("who", ["stranger", "bruno", "david", "press"])
def test_to_everybody_else_it_is_not_there(who, letter, client, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(letter.get_absolute_url()).status_code == 404
    assert client.get(page(letter)).status_code == 404


def test_who_is_not_logged_in_logs_in_first(letter, client):
    for address in (letter.get_absolute_url(), page(letter)):
        assert client.get(address).headers["Location"].startswith(reverse("account_login"))


def test_a_file_that_does_not_exist_is_not_there(officer, client):
    client.force_login(officer)

    assert client.get(reverse("documents:document", args=[uuid.uuid4()])).status_code == 404


def test_officers_look_at_pictures_made_by_the_server(letter, officer, client):
    client.force_login(officer)

    response = client.get(page(letter, 2))

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline"
    assert {name: response[name] for name in HOW} == HOW


@pytest.mark.parametrize("number", [0, 3, 99999999999])
def test_there_are_no_more_pages_than_there_are(letter, officer, client, number):
    client.force_login(officer)

    assert client.get(page(letter, number)).status_code == 404


def test_a_file_that_the_storage_lost_is_no_error_page(letter, anna, client):
    letter.file.storage.delete(letter.file.name)
    client.force_login(anna)

    assert client.get(letter.get_absolute_url()).status_code == 404
    assert client.get(page(letter)).status_code == 404


def test_behind_a_web_server_the_file_is_handed_over_by_it(letter, anna, client, settings):
    settings.SENDFILE_ROOT = "/kept/"
    client.force_login(anna)

    response = client.get(letter.get_absolute_url())

    assert response["X-Accel-Redirect"] == f"/kept/{letter.file.name}"
    assert response.content == b""
    assert response["Content-Type"] == "application/pdf"
    assert {name: response[name] for name in HOW} == HOW


def test_a_file_is_only_read_here(letter, anna, client):
    client.force_login(anna)

    assert client.post(letter.get_absolute_url()).status_code == 405


def test_a_look_takes_few_queries(letter, officer, client, django_assert_max_num_queries):
    client.force_login(officer)
    letter.picture_of(1)

    with django_assert_max_num_queries(9):
        client.get(page(letter)).close()
