"""Pages for what goes wrong: in the portal's face, with a way on, and without a query for a 500."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.views.defaults import permission_denied

from accreditation_portal import office
from accreditation_portal.pages.views import Home, server_error


def test_what_does_not_exist_has_a_page(client, db):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()
    assert office.CONTACT_EMAIL in response.content.decode()


def test_a_forged_form_has_a_page(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "anna"})
    assert response.status_code == 403
    assert "The form could not be taken" in response.content.decode()


def test_what_is_not_open_to_somebody_has_a_page(rf, passoffice):
    request = rf.get("/admin/")
    request.user = passoffice
    response = permission_denied(request, PermissionDenied())
    assert response.status_code == 403
    assert "This is not open to you" in response.content.decode()


def test_a_fault_of_ours_has_a_page_that_asks_nothing_of_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0), translation.override("en"):
        response = server_error(None)
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert office.CONTACT_EMAIL in response.content.decode()


@pytest.mark.parametrize("fault", [OperationalError("server closed the connection"), InterfaceError("closed")])
def test_a_database_that_is_away_asks_to_try_again_in_both_languages(client, db, monkeypatch, fault):
    def away(*arguments):
        raise fault

    monkeypatch.setattr(Home, "get_context_data", away)
    client.raise_request_exception = False

    response = client.get("/", headers={"Accept-Language": "fr"})

    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    assert page.index("Veuillez réessayer dans une minute</h1>") < page.index("Please try again in a minute</h2>")
    assert '<html lang="fr">' in page
    assert 'lang="en">' in page


def test_any_other_fault_stays_a_fault(client, db, monkeypatch):
    monkeypatch.setattr(Home, "get_context_data", lambda *arguments: 1 / 0)
    client.raise_request_exception = False

    assert client.get("/").status_code == 500
