"""Two people send the same new name in the same moment: the second is told so, and no page says 500."""

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.urls import reverse

from profiles.models import User
from tests.factories import profiles as cast

SENT = {"username": "carla", "email": "another@example.org", "password1": "quiet harbour lantern"}


@pytest.fixture
def blind_once(monkeypatch):
    """The first time, a check does not see what somebody else is about to write."""

    def make(cls, name):
        checks, asked = getattr(cls, name), []

        def check(self, *given, **named):
            asked.append(1)
            if len(asked) > 1:
                return checks(self, *given, **named)
            return given[0] if given else None

        monkeypatch.setattr(cls, name, check)
        return asked

    return make


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_who_signs_up_under_a_name_that_was_taken_meanwhile(client, blind_once):
    cast.account("carla")
    asked = blind_once(DefaultAccountAdapter, "clean_username")

    answer = client.post(reverse("account_signup"), SENT | {"password2": SENT["password1"]})

    assert len(asked) == 2
    assert answer.status_code == 200
    assert "username" in answer.context["form"].errors
    assert 'value="another@example.org"' in answer.content.decode()
    assert User.objects.filter(username="carla").count() == 1


@pytest.mark.both_databases
def test_an_officer_names_a_group_as_another_one_just_did(db, client, blind_once):
    Group.objects.create(name="Interpreters")
    client.force_login(User.objects.create_superuser("root", "root@example.org"))
    asked = blind_once(Group, "validate_unique")

    answer = client.post(reverse("admin:auth_group_add"), {"name": "Interpreters"})

    assert len(asked) == 2
    assert answer.status_code == 200
    assert "name" in answer.context["adminform"].form.errors


def test_what_the_database_refuses_again_is_an_error(db, client, monkeypatch):
    def refuse(self, **named):
        raise IntegrityError

    client.force_login(User.objects.create_superuser("root", "root@example.org"))
    monkeypatch.setattr(Group, "save", refuse)

    with pytest.raises(IntegrityError):
        client.post(reverse("admin:auth_group_add"), {"name": "Interpreters"})


def test_a_page_that_is_only_read_is_not_asked_twice(db, client, monkeypatch):
    asked = []

    def refuse(self, *given, **named):
        asked.append(1)
        raise IntegrityError

    monkeypatch.setattr("accreditation_portal.pages.views.Home.get", refuse, raising=False)
    with pytest.raises(IntegrityError):
        client.get(reverse("pages:home"))
    assert len(asked) == 1
