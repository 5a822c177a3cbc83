"""The secret key is exchanged without anybody noticing: sessions and links made with the one before still hold."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import signing
from django.test import Client
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from profiles.second_factor import take_away
from tests.factories import profiles as cast
from tests.factories.second_factor import with_app

OLD, NEW = "the key of last year " * 3, "the key of this year " * 3


@pytest.fixture
def exchange(settings):
    """Begin with the old key; a call puts the new one in its place."""
    settings.SECRET_KEY = OLD

    def exchanged(*, kept: bool):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD] if kept else []

    return exchanged


@pytest.mark.parametrize("kept", [True, False])
def test_who_is_logged_in_stays_so(client, anna, exchange, kept):
    client.force_login(anna)
    exchange(kept=kept)

    response = client.get(reverse("profiles:profile"))

    assert response.status_code == (200 if kept else 302)
    client.session.save()  # what is written takes the new key; what is not for two weeks has ended before the old one
    exchange(kept=False)
    assert client.get(reverse("profiles:profile")).status_code == (200 if kept else 302)


@pytest.mark.both_databases
def test_a_session_that_outlived_an_exchange_is_still_listed_and_ended(client, anna, exchange):
    client.post(reverse("account_login"), {"login": "anna", "password": cast.PASSWORD})
    exchange(kept=True)

    listed = client.get(reverse("usersessions_list")).context["sessions"]
    assert [session.session_key for session in listed] == [client.session.session_key]
    take_away(with_app(anna), by=cast.account("root-of-all", is_staff=True, is_superuser=True), why="Lost.")

    assert client.get(reverse("profiles:profile")).status_code == 302


def test_whoever_logs_in_elsewhere_meanwhile_keeps_the_session_that_was_there(client, anna, exchange):
    words, elsewhere = {"login": "anna", "password": cast.PASSWORD}, Client()
    client.post(reverse("account_login"), words)
    exchange(kept=True)

    elsewhere.post(reverse("account_login"), words)

    assert len(elsewhere.get(reverse("usersessions_list")).context["sessions"]) == 2
    assert client.get(reverse("profiles:profile")).status_code == 200


@pytest.mark.parametrize("kept", [True, False])
def test_a_link_to_a_new_password_still_opens(client, anna, exchange, kept):
    client.post(reverse("account_reset_password"), {"email": anna.email})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", OutboxMail.objects.latest("pk").text)[1]
    exchange(kept=kept)

    page = client.get(link, follow=True)

    assert ('name="password1"' in page.content.decode()) is kept


@pytest.mark.parametrize("kept", [True, False])
def test_a_link_that_confirms_an_address_still_does(anna, exchange, kept):
    address = EmailAddress.objects.get_or_create(user=anna, email=anna.email)[0]
    EmailAddress.objects.update(verified=False)
    key = EmailConfirmationHMAC(address).key
    exchange(kept=kept)

    assert (EmailConfirmationHMAC.from_key(key) is not None) is kept


def test_what_was_sealed_in_a_form_is_still_read(exchange):
    sealed = signing.dumps([1, 2], salt="form")
    exchange(kept=True)

    assert signing.loads(sealed, salt="form", max_age=3600) == [1, 2]
