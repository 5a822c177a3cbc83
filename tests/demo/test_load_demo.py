"""Demo data: all of it or none, in debug mode alone, and never over somebody's data."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from accreditation_portal.demo.management.commands import load_demo
from profiles.models import User
from tests.factories.profiles import account


@pytest.fixture
def rooms(monkeypatch, settings):
    """Rooms whose furnishing a test gives."""
    settings.DEBUG = True

    def furnished_by(*furnish):
        found = [SimpleNamespace(furnish=each) for each in furnish]
        monkeypatch.setattr(load_demo, "each_room_with", lambda part: found)

    return furnished_by


def test_without_debug_it_refuses(db, settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_room_that_fails_leaves_nothing_of_the_others(rooms, transactional):
    rooms(lambda: account("anna"), lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_database_with_somebody_in_it_is_left_as_it_is(rooms, david, capsys):
    rooms(lambda: account("anna"))

    call_command("load_demo")

    assert list(User.objects.all()) == [david]
    out = capsys.readouterr().out
    assert "holds data already" in out
    assert "david" in out


def test_it_prints_the_accounts_that_are_there(rooms, db, capsys):
    rooms(lambda: account("anna"), lambda: account("someone"))

    call_command("load_demo")

    out = capsys.readouterr().out
    assert "accredit-me-2026" in out
    assert "anna" in out
    assert "bruno" not in out
    assert "holds data" not in out
