"""The only superuser who has lost every factor gets back in by a command on the server, and by nothing else."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from tests.factories import profiles as cast
from tests.factories.second_factor import with_app

WHY = "Phone lost; Rita came to the server room with her identity card."


@pytest.fixture
def rita(db):
    return with_app(cast.account("rita", is_staff=True, is_superuser=True))


def reset(user, why=WHY):
    call_command("reset_second_factor", user, "--why", why)


@pytest.mark.parametrize("name", ["rita", "RITA@example.org"])
def test_the_factor_goes_recorded_told_and_with_every_session(client, rita, name, capsys):
    client.post(reverse("account_login"), {"login": "anybody", "password": "wrong"})
    client.force_login(rita)
    assert client.get("/accounts/email/").status_code == 200

    reset(name)

    assert not Authenticator.objects.filter(user=rita).exists()
    entry = LogEntry.objects.get(object_id=str(rita.pk))
    assert entry.get_change_message() == f"Second factor taken away on the server, by whoever runs the portal: {WHY}"
    letter = OutboxMail.objects.get(notice="profiles.second_factor_reset")
    assert (letter.recipient, WHY in letter.text) == (rita, False)
    assert "Taken away and recorded" in capsys.readouterr().out


def test_it_is_refused_aloud_where_there_is_nothing_to_take(rita, anna):
    for user, why, refusal in (
        ("nobody", WHY, "no such account"), ("anna", WHY, "no second factor"), ("rita", "  ", "Say why"),
        ("rita", "x" * 301, "Say why"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=refusal):
            reset(user, why)

    assert Authenticator.objects.filter(user=rita).exists()
    assert not LogEntry.objects.exists()


def test_a_disabled_account_is_not_opened_that_way(rita):
    rita.is_active = False
    rita.save()

    with pytest.raises(CommandError, match="disabled"):
        reset("rita")
