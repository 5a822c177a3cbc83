"""Logs carry no names, addresses, tokens or document numbers, whatever goes wrong (B9)."""

import logging
import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse

from accreditation_portal.log_lines import LineFormatter, without_people
from accreditation_portal.notifications import delivery
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.steps import StepRefused, one_transaction
from profiles.models import User
from tests.factories import files
from tests.factories.adhoc import event_registration
from tests.factories.events import event

LINK = re.compile(r"https?://\S+?(/accounts/\S+)")


@pytest.fixture
def lines(caplog):
    """All that our loggers and Django's would write, as the log has it."""
    caplog.set_level(logging.DEBUG)
    formatter = LineFormatter("%(levelname)s %(name)s %(message)s")
    return lambda: "\n".join(formatter.format(record) for record in caplog.records)


def newest_link() -> str:
    return LINK.search(OutboxMail.objects.order_by("-pk").first().text)[1]


@pytest.mark.both_databases
def test_b9_a_journey_from_sign_up_to_a_decision_leaves_nobody_in_the_log(
    client, db, settings, lines, anna, officer, press, monkeypatch
):
    cache.clear()
    password, number = "correct horse battery 9", anna.representative.document_number
    client.post(reverse("account_signup"), {"username": "zelda", "email": "zelda@example.org", "password1": password,
                                            "password2": password})  # fmt: skip
    confirm = newest_link()
    client.get(confirm)
    client.post(confirm)
    client.get("/accounts/confirm-email/WrongToken:abc/")
    client.logout()
    client.post(reverse("account_login"), {"login": "zelda@example.org", "password": "wrong wrong wrong"})
    client.post(reverse("account_reset_password"), {"email": "zelda@example.org"})
    recover = newest_link()
    client.get(recover)
    client.get("/accounts/password/reset/key/1-WrongToken/")

    client.force_login(anna)
    client.post(reverse("profiles:photo"), {"photo": files.upload(files.HTML, "Peeters.jpg")})
    registration = event_registration(anna, event(by=press))
    client.get("/documents/00000000-0000-4000-8000-000000000000/")
    client.force_login(officer)
    client.get(reverse("admin:profiles_mediarepresentative_changelist"), {"q": "Peeters"})
    registration.deny(by=officer, words="Not for Peeters.", note="Known as Peeters.")

    def refused(mail):
        raise SMTPRecipientsRefused({mail.to: (550, b"no such user " + mail.to.encode())})

    monkeypatch.setattr(delivery, "message_of", refused)
    assert delivery.deliver_due().given_up > 0

    text = lines()
    assert "attempt 1" in text
    tokens = [link.rstrip("/").rsplit("/", 1)[-1] for link in (confirm, recover)]
    for secret in ("zelda", "example.org", password, "Peeters", "Anna", number, "WrongToken", *tokens):
        assert secret not in text, secret
    assert User.objects.filter(username="zelda").exists()


def test_b9_what_a_database_quotes_of_a_row_is_left_out(db, lines):
    row = "DETAIL:  Failing row contains (1, Müller, 1979-01-21, eva@example.org)."
    with pytest.raises(StepRefused), one_transaction("submit", "E123"):
        raise IntegrityError(f"new row violates a check\n{row}\n")
    assert "one_transaction" in lines()
    assert "violates a check" in lines()
    assert "Müller" not in lines()


@pytest.mark.parametrize(
    "text",
    ["Not Found: /accounts/confirm-email/Mg:1abc:xyz/", "Not Found: /accounts/password/reset/key/1-abc-xyz/",
     "Internal Server Error: /events/following/stop/7-0.xyz/", "refused: <eva.xyz@example.org>"],
)  # fmt: skip
def test_b9_addresses_and_tokens_are_left_out(text):
    assert "xyz" not in without_people(text)
    assert without_people("Letter 7, attempt 1: OSError") == "Letter 7, attempt 1: OSError"


def test_nobody_begins_a_line_of_the_log(lines):
    logging.getLogger("anything").warning("Not Found: %s", "/x\n2026 INFO Account 1 logged in\x1b[2J")

    assert lines() == r"WARNING anything Not Found: /x\n2026 INFO Account 1 logged in\x1b[2J"


def test_the_log_of_the_portal_is_written_that_way(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{LineFormatter.__module__}.{LineFormatter.__name__}"
