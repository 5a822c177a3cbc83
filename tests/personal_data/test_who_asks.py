"""Who downloads everything, asks for an erasure or executes one is asked first who they are; what was sent is done."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from accreditation_portal.personal_data import erasure
from accreditation_portal.personal_data.models import ErasureRequest
from tests.factories import profiles as cast

DATA, ERASURE = "/profile/data/", "/profile/data/erasure/"


@pytest.fixture(autouse=True)
def nobody_was_counted_yet(db):
    cache.clear()


def confirm(client, answer, password=cast.PASSWORD):
    """Follow to the page that asks who it is, and answer it."""
    assert answer.url.startswith(reverse("account_reauthenticate"))
    wanted = answer.url.partition("next=")[2].replace("%2F", "/")
    client.get(answer.url)
    return client.post(answer.url, {"password": password, "next": wanted})


def test_b9_everything_held_is_handed_to_who_says_who_they_are(client, anna, sessions_as_they_are):
    client.force_login(anna)

    answer = confirm(client, client.post(DATA))

    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    again = client.post(DATA)  # within the next minutes
    assert again["Content-Type"] == "application/zip"
    b"".join(again.streaming_content)


def test_b9_a_wrong_password_gets_nothing(client, anna, sessions_as_they_are):
    client.force_login(anna)

    for address, sent in ((DATA, {}), (ERASURE, {"sure": "on"})):
        assert confirm(client, client.post(address, sent), "a guess").status_code == 200
    assert not ErasureRequest.objects.exists()


def test_b9_an_erasure_is_asked_for_by_who_says_who_they_are(client, anna, sessions_as_they_are):
    client.force_login(anna)
    assert client.get(ERASURE).status_code == 200  # reading asks nothing
    assert client.post(ERASURE).status_code == 200  # nor does a form with a mistake

    asked = client.post(ERASURE, {"sure": "on"})

    assert not ErasureRequest.objects.exists()
    assert confirm(client, asked).url == DATA
    assert ErasureRequest.objects.get().user == anna


def test_b9_an_officer_executes_an_erasure_as_who_they_are(client, anna, officer, sessions_as_they_are):
    wish = erasure.ask(anna)
    page = reverse("admin:personal_data_erasurerequest_change", args=[wish.pk])
    client.force_login(officer)
    # The form is sent to the page alone, whatever list the officer came from.
    assert f'action="{page}"' in client.get(f"{page}?_changelist_filters=standing%3Dwaiting").content.decode()

    asked = client.post(page, {"execute": "1", "sure": "on"})

    assert ErasureRequest.objects.get().is_waiting
    assert confirm(client, asked).url == reverse("admin:personal_data_erasurerequest_changelist")
    anna.refresh_from_db()
    assert anna.erased_at is not None
    assert ErasureRequest.objects.get().decided_by == officer


def test_b9_who_may_not_decide_is_refused_before_being_asked(client, anna, press, sessions_as_they_are):
    wish = erasure.ask(anna)
    client.force_login(press)

    answer = client.post(
        reverse("admin:personal_data_erasurerequest_change", args=[wish.pk]), {"execute": "1", "sure": "on"}
    )

    assert answer.status_code in (403, 404)
