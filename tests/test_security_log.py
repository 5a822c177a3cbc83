"""What the log says of log-ins, factors and refusals, and that nobody is named there."""

import logging
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

from accreditation_portal import security_log
from accreditation_portal.log_lines import without_people
from tests.factories import profiles as cast
from tests.factories.annual import annual_request
from tests.factories.second_factor import code_of, with_app


@pytest.fixture
def said(caplog):
    """What the security log has said so far."""
    cache.clear()
    caplog.set_level(logging.INFO, security_log.__name__)
    return lambda: [record.getMessage() for record in caplog.records if record.name == security_log.__name__]


def log_in(client, password=cast.PASSWORD):
    return client.post(reverse("account_login"), {"login": "anna", "password": password})


def test_log_in_and_out_are_logged_by_the_number_of_the_account(client, anna, said, sessions_as_they_are):
    log_in(client, "not the right one")
    log_in(client)
    client.post(reverse("account_logout"))

    assert said() == [
        "A log-in failed",
        f"Account {anna.pk} logged in by password",
        f"Account {anna.pk} logged out",
    ]


def test_a_second_factor_is_logged_where_it_fails_and_where_it_lets_in(client, anna, said, sessions_as_they_are):
    with_app(anna)
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert f"Account {anna.pk} showed a wrong totp" in said()
    assert said()[-1] == f"Account {anna.pk} logged in by password and mfa"


@pytest.mark.both_databases
def test_factors_and_passwords_that_come_and_go_are_logged(client, anna, said):
    with_app(anna)
    client.force_login(anna)
    client.post(reverse("mfa_deactivate_totp"))
    client.post(
        reverse("account_change_password"),
        {"oldpassword": cast.PASSWORD, "password1": "another long sentence", "password2": "another long sentence"},
    )

    assert f"Account {anna.pk} has one factor less: totp" in said()
    assert f"Account {anna.pk} has another password" in said()


def test_who_is_refused_is_logged_with_what_it_was(client, anna, bruno, press, said):
    case = annual_request(anna)
    client.force_login(bruno)
    client.get(reverse("annual:request", args=[case.reference]))
    client.force_login(press)
    client.get(reverse("admin:annual_annualrequest_changelist"))
    client.get("/nothing-is-here/")

    assert [line for line in said() if line.startswith("Refused")] == [
        f"Refused with 404 to account {bruno.pk}: annual:request",
        f"Refused with 403 to account {press.pk}: admin:annual_annualrequest_changelist",
    ]


def test_a_long_word_is_read_once():
    began = time.perf_counter()

    assert without_people("a" * 200_000 + " anna@example.org") == "a" * 200_000 + " …@…"
    assert time.perf_counter() - began < 1
