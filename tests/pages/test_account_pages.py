"""The account's own pages in the portal's face."""

import pytest
from django.urls import reverse

from tests.factories.profiles import PASSWORD

OPEN = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN = ["account_email", "account_change_password", "account_logout", "account_reauthenticate"]


def logged_in(client, user):
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize("name", OPEN)
def test_pages_before_the_log_in_wear_our_face(client, db, name):
    page = client.get(reverse(name)).content.decode()
    assert 'class="masthead' in page
    assert "css/portal.css" in page


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_a_field_does_not_say_again_what_its_label_says(client, db, name):
    assert "placeholder" not in client.get(reverse(name)).text


@pytest.mark.parametrize("name", OWN)
def test_pages_behind_the_log_in_wear_our_face(client, anna, name):
    page = logged_in(client, anna).get(reverse(name)).content.decode()
    assert 'class="masthead' in page
    assert "<h1>" in page


@pytest.mark.parametrize(
    ("language", "label"), [("en", "User name or email address"), ("fr", "Nom d’utilisateur ou adresse électronique")]
)
def test_s5_the_log_in_says_that_the_address_serves_too(client, db, language, label):
    assert f"{label}<" in client.get(reverse("account_login"), headers={"Accept-Language": language}).text


def test_d6_the_log_in_has_a_control_new_user(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse("account_signup")}">New user</a>' in page


def test_d5_the_log_in_leads_to_the_recovery_of_the_password(client, db):
    assert reverse("account_reset_password") in client.get(reverse("account_login")).content.decode()


def test_d4_a_wrong_password_is_refused_without_saying_which_part_was_wrong(client, anna):
    wrong = client.post(reverse("account_login"), {"login": "anna", "password": "not this one"}).content.decode()
    nobody = client.post(reverse("account_login"), {"login": "nobody", "password": "not this one"}).content.decode()
    summary = wrong[wrong.index("error-summary") : wrong.index("</ul>", wrong.index("error-summary"))]
    assert summary in nobody


def test_a_form_that_was_refused_links_each_reason_to_its_field_and_keeps_what_was_typed(client, db):
    typed = {"username": "carla", "email": "carla@example.org", "password1": "short", "password2": "short"}
    page = client.post(reverse("account_signup"), typed).content.decode()
    assert 'class="error-summary" role="alert"' in page
    assert 'href="#id_password1"' in page
    assert 'value="carla@example.org"' in page


def test_a_link_that_confirms_nothing_says_so(client, db):
    page = client.get(reverse("account_confirm_email", args=["nothing"])).content.decode()
    assert "This link has expired, or it was used already." in page
    page = client.get(reverse("account_reset_password_from_key", args=["1", "set-password"])).content.decode()
    assert "This link does not work any more" in page
