"""The files of a profile: their person, and officers; nobody else learns that they are there."""

import pytest
from django.urls import reverse

from profiles.models import IssuingBody, MediaRepresentative, PressCard
from tests.factories import profiles as cast

READERS = {
    "photo": {"anna", "officer"},
    "scan": {"anna", "officer"},
    "earlier scan": {"anna", "officer"},
    "picture in preparation": {"anna"},
    "left over": set(),
}
EVERYBODY = ("anna", "stranger", "david", "officer", "press", "passoffice")


@pytest.fixture
def files(anna):
    person = anna.representative
    body = IssuingBody.objects.create(name="Union", country="BE", kind="union")
    kept = {name: cast.document(anna) for name in READERS}
    for name, is_current in (("earlier scan", False), ("scan", True)):
        PressCard.objects.create(
            representative=person, number="1", issuing_body=body, scan=kept[name], is_current=is_current
        )
    MediaRepresentative.objects.filter(pk=person.pk).update(
        photo=kept["photo"], photo_in_preparation=kept["picture in preparation"]
    )
    return kept


def answer(client, page, *args):
    response = client.get(reverse(f"documents:{page}", args=args))
    response.getvalue()  # a file is closed when it has been read
    return response.status_code


@pytest.mark.parametrize("name", READERS)
def test_b2_d10_a_file_is_there_for_its_person_and_officers_alone(client, request, files, name):
    answers = {}
    for who in EVERYBODY:
        client.force_login(request.getfixturevalue(who))
        answers[who] = (
            answer(client, "document", files[name].pk),
            answer(client, "page_picture", files[name].pk, 1),
        )

    assert answers == {who: (200, 200) if who in READERS[name] else (404, 404) for who in EVERYBODY}


def test_who_is_not_logged_in_is_asked_to(client, files):
    response = client.get(reverse("documents:document", args=[files["photo"].pk]))

    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_an_inactive_officer_reads_nothing(client, officer, files):
    client.force_login(officer)
    officer.is_active = False
    officer.save()

    assert client.get(reverse("documents:document", args=[files["photo"].pk])).status_code == 302
