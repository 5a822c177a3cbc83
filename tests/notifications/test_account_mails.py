"""What an account is written: queued, complete, from our own address, and no reason for a page to fail."""

import re
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account import app_settings as allauth
from django.core.cache import cache
from django.urls import reverse

from accreditation_portal import office
from accreditation_portal.notifications.delivery import deliver_due
from accreditation_portal.notifications.models import OutboxMail
from profiles.models import User
from tests.factories.profiles import PASSWORD, account

NEW = {"username": "new.user", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def no_rate_limits_left_over(db, settings):
    cache.clear()
    settings.SITE_URL = "https://portal.example"


def sign_up(client, **fields):
    return client.post(reverse("account_signup"), NEW | fields, headers={"accept-language": "en"})


def link_in(mail):
    [address] = re.findall(r"^https://portal\.example/accounts/\S+$", mail.text, re.MULTILINE)
    assert f'href="{address}"' in mail.html
    return address.removeprefix("https://portal.example")


def complete(mail):
    """No word is left open, and head and foot are there once, in both parts."""
    for part in (mail.text, mail.html):
        assert not re.search(r"{{|}}|{%|None\b", part)
        assert part.count(str(office.OFFICE_NAME)) == 1
    assert "\n\n\n" not in mail.text
    assert mail.subject
    assert mail.html.startswith("<!doctype html>")
    return True


def test_s5_signing_up_queues_the_link_that_opens_the_account(client):
    assert sign_up(client).status_code == 302

    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.to, mail.notice) == (User.objects.get(), "new@example.org", "")
    assert complete(mail)
    page = link_in(mail)
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    assert User.objects.get().emailaddress_set.get().verified


def test_the_link_ignores_the_host_that_a_request_names(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    client.post(reverse("account_signup"), NEW, headers={"host": "evil.example"})

    assert "evil" not in OutboxMail.objects.get().text


@pytest.mark.both_databases
def test_a_mail_server_that_is_down_fails_no_page(client, settings):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"

    assert sign_up(client).status_code == 302
    assert deliver_due().postponed == 1
    assert client.post(reverse("account_reset_password"), {"email": "new@example.org"}).status_code == 302


@pytest.mark.both_databases
def test_d5_recovery_by_mail_takes_a_new_password_once(client):
    anna = account("anna")
    client.post(reverse("account_reset_password"), {"email": "ANNA@example.org"})

    mail = OutboxMail.objects.get()
    assert mail.recipient == anna
    assert complete(mail)
    assert "Your user name is: anna" in mail.text
    form = client.get(link_in(mail), follow=True)
    new = "another long sentence"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    anna.refresh_from_db()
    assert anna.check_password(new)
    told = OutboxMail.objects.order_by("pk").last()
    assert complete(told)
    assert "was reset" in told.subject


@pytest.mark.both_databases
def test_a_known_address_is_told_only_to_its_owner(client):
    account("anna")
    known = sign_up(client, email="anna@example.org")
    other = sign_up(client, username="other.user", email="other@example.org")

    assert (known.status_code, known.url) == (other.status_code, other.url)
    mail = OutboxMail.objects.filter(to="anna@example.org").get()
    assert complete(mail)
    assert link_in(mail) == reverse("account_reset_password")


def test_an_unknown_address_is_told_that_it_has_no_account(client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    mail = OutboxMail.objects.get()
    assert mail.recipient is None
    assert complete(mail)
    assert link_in(mail) == reverse("account_signup")


def test_a_changed_password_is_told_with_where_from(client):
    anna = account("anna")
    client.force_login(anna)
    new = "another long sentence"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        headers={"user-agent": "<b>Browser</b>\r\nhttps://evil.example/"},
    )

    mail = OutboxMail.objects.get()
    assert complete(mail)
    assert "127.0.0.1" in mail.text
    assert "<b>Browser" not in mail.html
    assert 'href="https://evil' not in mail.html


def test_a_changed_password_is_told_with_the_time_in_the_zone_that_it_names(client):
    anna = account("anna")
    new = "another long sentence"
    with time_machine.travel(datetime(2026, 3, 9, 23, 30, tzinfo=UTC), tick=False):
        client.force_login(anna)
        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert "Time: 9 March 2026, 23:30 (UTC)" in OutboxMail.objects.get().text


def test_the_user_name_of_a_sign_up_is_not_sent_to_an_address_not_confirmed(client):
    sign_up(client, username="visit.evil.example")

    assert "evil" not in OutboxMail.objects.get().text


def test_the_days_that_the_mail_names_are_those_of_the_setting():
    assert timedelta(days=allauth.EMAIL_CONFIRMATION_EXPIRE_DAYS) == timedelta(days=3)
