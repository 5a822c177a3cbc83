"""Sending a photo, and having one prepared from any picture (S7, B2)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.documents.models import Document
from profiles.models import MediaRepresentative
from profiles.photo import picture_size
from tests.profiles.conftest import upload

PHOTO, PREPARE = "/profile/photo/", "/profile/photo/prepare/"
LARGE = (1600, 1200)


def of(user):
    return MediaRepresentative.objects.select_related("photo", "photo_in_preparation").get(user=user)


@pytest.fixture
def picture(as_anna, anna):
    as_anna.post(PREPARE, {"picture": upload(LARGE, "me.png", "PNG")})
    return of(anna).photo_in_preparation


def test_s7_a_photo_that_meets_the_rule_is_kept_and_the_older_one_goes(as_anna, anna):
    older = of(anna).photo

    response = as_anna.post(PHOTO, {"photo": upload()})

    assert response.status_code == 302
    assert of(anna).photo != older
    assert not Document.objects.filter(pk=older.pk).exists()


@pytest.mark.both_databases
def test_s7_somebody_new_can_begin_with_the_photo(as_david, david):
    as_david.post(PHOTO, {"photo": upload()})

    assert of(david).photo.owner == david


def test_b2_a_refused_picture_is_offered_to_be_prepared_and_not_sent_twice(as_anna, anna):
    before = of(anna).photo

    page = as_anna.post(PHOTO, {"photo": upload(LARGE, "me.png", "PNG")})

    text = page.content.decode()
    assert "1600 x 1200" in text
    assert "Prepare this picture instead" in text
    assert of(anna).photo == before
    assert picture_size(of(anna).photo_in_preparation.read()) == LARGE


@pytest.mark.parametrize("data", [b"", b"not a picture", b"%PDF-1.7 nothing"])
def test_s7_a_file_that_is_no_picture_is_refused_without_that_offer(as_anna, anna, data):
    page = as_anna.post(PHOTO, {"photo": SimpleUploadedFile("me.jpg", data, "image/jpeg")})

    assert page.status_code == 200
    assert page.context["form"].errors["photo"]
    assert "Prepare this picture instead" not in page.content.decode()
    assert of(anna).photo_in_preparation is None


def test_b2_any_picture_becomes_a_valid_photo_without_javascript(as_anna, anna, picture):
    page = as_anna.get(PREPARE)
    addresses = [crop["address"] for crop in page.context["crops"]]
    assert len(addresses) == 3
    assert all(as_anna.get(address)["Content-Type"] == "image/jpeg" for address in addresses)

    as_anna.post(PREPARE, {"crop": "closest", "picture": str(picture.pk)})

    person = of(anna)
    assert picture_size(person.photo.read())[0] >= 413
    assert person.photo.size < 100_000
    assert person.photo_in_preparation is None
    assert not Document.objects.filter(pk=picture.pk).exists()


def test_b2_what_is_accepted_is_what_was_shown(as_anna, anna, picture):
    shown = as_anna.get(as_anna.get(PREPARE).context["crops"][1]["address"]).content

    as_anna.post(PREPARE, {"crop": "closer", "picture": str(picture.pk)})

    assert of(anna).photo.read() == shown


def test_b2_a_crop_of_ones_own_is_shown_and_accepted(as_anna, anna, picture):
    page = as_anna.get(PREPARE, {"left": "20", "top": "5", "width": "40"})
    own = page.context["crops"][0]
    assert own["name"] == page.context["chosen"] == "own"
    shown = as_anna.get(own["address"]).content

    as_anna.post(PREPARE, {"crop": "own", "picture": str(picture.pk), **own["measures"]})

    assert of(anna).photo.read() == shown


@pytest.mark.parametrize("width", ["0", "-1", "nan", "inf", "1", "much", "", "1e400"])
def test_b2_a_crop_that_is_none_is_refused_with_a_sentence(as_anna, anna, picture, width):
    before = of(anna).photo
    measures = {"left": "20", "top": "5", "width": width}

    page = as_anna.get(PREPARE, measures)
    assert page.status_code == 200

    answer = as_anna.post(PREPARE, {"crop": "own", "picture": str(picture.pk), **measures}, follow=True)
    assert answer.status_code == 200
    assert of(anna).photo == before


def test_b2_a_picture_that_was_replaced_in_another_tab_is_not_used(as_anna, anna, picture):
    before = of(anna).photo
    as_anna.post(PREPARE, {"picture": upload((900, 900), "other.jpg")})

    answer = as_anna.post(PREPARE, {"crop": "closer", "picture": str(picture.pk)}, follow=True)

    assert "another window" in answer.content.decode()
    assert of(anna).photo == before


def test_two_clicks_on_keep_keep_one(as_anna, anna, picture):
    for _click in range(2):
        as_anna.post(PREPARE, {"crop": "closer", "picture": str(picture.pk)})

    assert Document.objects.filter(owner=anna).count() == 1


@pytest.mark.both_databases
def test_b2_another_picture_can_be_taken(as_anna, anna, picture):
    as_anna.post(PREPARE, {"discard": "1", "crop": "closer", "picture": str(picture.pk)})

    assert of(anna).photo_in_preparation is None
    assert not Document.objects.filter(pk=picture.pk).exists()


def test_b2_nobody_else_sees_the_picture_being_prepared(client, as_anna, picture, stranger, officer):
    address = as_anna.get(PREPARE).context["crops"][0]["address"]
    whole = reverse("documents:page_picture", args=[picture.pk, 1])
    assert as_anna.get(whole).getvalue()  # a file is closed when it has been read

    for other in (stranger, officer):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.get(whole).status_code == 404


def test_a_photo_that_a_case_was_sent_with_stays_with_it(as_anna, anna):
    older = of(anna).photo
    MediaRepresentative.objects.filter(user=anna).update(photo_in_preparation=older)  # anything that refers to it

    as_anna.post(PHOTO, {"photo": upload()})

    assert of(anna).photo != older


@pytest.mark.parametrize("data", [{}, {"crop": "closer"}, {"crop": "sideways", "picture": "x"}, {"picture": "x"}])
def test_a_post_that_makes_no_sense_is_answered_with_the_page(as_anna, data):
    assert as_anna.post(PREPARE, data, follow=True).status_code == 200
