"""Accounts in the admin: superusers alone, staff or representative and never both, no password shown."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from profiles.models import User
from tests.factories import profiles as cast
from tests.profiles.desk import address, errors_of, fields_of, page_of, save


@pytest.fixture
def superuser(db):
    return cast.account("root-of-all", is_staff=True, is_superuser=True, first_name="Alex")


@pytest.mark.both_databases
def test_a_superuser_makes_a_colleague_who_confirms_the_address(client, superuser):
    client.force_login(superuser)
    group = Group.objects.get(name="Press officers")
    sent = {"username": "paula", "email": "Paula@example.org", "language": "fr", "first_name": "Paula",
            "last_name": "New", "groups": [group.pk], "usable_password": "true", "password1": cast.PASSWORD,
            "password2": cast.PASSWORD}  # fmt: skip

    assert client.post(address("user", "add"), sent).status_code == 302

    made = User.objects.get(username="paula")
    assert (made.is_staff, made.is_superuser, made.language) == (True, False, "fr")
    assert made.has_perm("events.publish_event")
    assert made.check_password(cast.PASSWORD)
    assert EmailAddress.objects.filter(user=made, verified=False, primary=True).count() == 1
    again = client.post(address("user", "add"), sent | {"username": "other", "email": "paula@EXAMPLE.org"})
    assert "email" in errors_of(again)


def test_a_representative_is_not_made_staff(client, superuser, anna):
    client.force_login(superuser)

    assert "representative" in errors_of(save(client, anna, is_staff="on"))["is_staff"]
    assert save(client, anna, username="other", email="other@example.org", is_superuser="on").status_code == 302
    assert (anna.username, anna.email, anna.is_staff, anna.is_superuser) == ("anna", "anna@example.org", False, False)


def test_a_representatives_account_can_be_stopped(client, superuser, anna):
    client.force_login(superuser)
    sent = fields_of(client, anna)
    sent.pop("is_active")

    client.post(page_of(anna), {name: value for name, value in sent.items() if value is not False})

    anna.refresh_from_db()
    assert not anna.is_active


def test_groups_are_for_staff_alone(client, superuser, officer, david):
    client.force_login(superuser)
    sent = fields_of(client, officer) | {"groups": [group.pk for group in officer.groups.all()]}
    sent = {name: value for name, value in sent.items() if value is not False and name != "is_staff"}

    assert "is_staff" in errors_of(client.post(page_of(officer), sent))
    assert save(client, david, is_active="on", is_staff="on").status_code == 302
    assert david.is_staff


def test_a_superuser_cannot_lock_themselves_out(client, superuser):
    client.force_login(superuser)
    sent = {name: value for name, value in fields_of(client, superuser).items() if name != "is_superuser"}
    assert "yourself" in errors_of(client.post(page_of(superuser), sent))["__all__"]


@pytest.mark.both_databases
def test_a_new_address_of_a_colleague_is_confirmed_anew(client, superuser, officer):
    client.force_login(superuser)
    sent = fields_of(client, officer) | {"groups": [], "email": "olga@example.org"}
    sent = {name: value for name, value in sent.items() if value is not False}

    assert client.post(page_of(officer), sent).status_code == 302

    (kept,) = EmailAddress.objects.filter(user=officer)
    assert (kept.email, kept.verified, kept.primary) == ("olga@example.org", False, True)


@pytest.mark.both_databases
def test_no_password_is_shown_and_nobody_sets_a_representatives(client, superuser, officer, anna):
    client.force_login(superuser)
    for user in (officer, anna):
        page = client.get(page_of(user)).content.decode()
        assert user.password not in page
        assert "md5" not in page.lower()
    new = {"usable_password": "true", "password1": "another long sentence", "password2": "another long sentence"}
    change = "admin:auth_user_password_change"
    assert client.post(reverse(change, args=[anna.pk]), new | {"set-password": "1"}).status_code == 403
    assert client.post(reverse(change, args=[officer.pk]), new | {"set-password": "1"}).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("another long sentence")


def test_no_account_is_deleted(client, superuser, david):
    client.force_login(superuser)
    assert client.post(page_of(david, "delete"), {"post": "yes"}).status_code == 403


def test_an_address_is_changed_with_its_account_and_nowhere_else(client, superuser):
    client.force_login(superuser)
    assert "/account/emailaddress/" not in client.get(reverse("admin:index")).content.decode()
