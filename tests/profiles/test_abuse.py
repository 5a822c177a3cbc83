"""What one person or one address may ask for in a while; and answers that tell nothing about accounts, in time too."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.outbox import tell
from profiles import notices
from profiles.models import User
from tests.factories import profiles as cast

SECRET = "a sentence that nobody guesses"


@pytest.fixture(autouse=True)
def nobody_was_counted_yet(db):
    cache.clear()


@pytest.fixture
def limited(settings):
    def to(**rates):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | rates

    return to


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed: what takes the time of a log-in."""
    times = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: times.append(1) or encode(*given))
    return times


def log_in(client, login, password="not this one", **headers):
    return client.post(reverse("account_login"), {"login": login, "password": password}, headers=headers)


def sign_up(client, name="carla", email="carla@example.org", **headers):
    sent = {"username": name, "email": email, "password1": SECRET, "password2": SECRET}
    return client.post(reverse("account_signup"), sent, headers=headers)


def recover(client, email, **headers):
    return client.post(reverse("account_reset_password"), {"email": email}, headers=headers)


# --- Answers that tell nothing, in time -----------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["anna", "anna@example.org", "nobody", "nobody@example.org", "stopped", "officer"])
def test_d4_every_log_in_that_fails_costs_one_hash(client, anna, officer, hashed, login):
    cast.account("stopped", is_active=False)
    hashed.clear()

    log_in(client, login)

    assert len(hashed) == 1


@pytest.mark.both_databases
def test_a_user_name_that_looks_like_an_address_logs_in_all_the_same(client, db):
    User.objects.create_user("odd@example.org", "else@example.org", cast.PASSWORD)

    assert log_in(client, "odd@example.org", cast.PASSWORD).status_code == 302


def test_signing_up_with_a_known_address_costs_the_hash_of_a_new_one(client, anna, hashed):
    cost = []
    for name, email in (("carla", "carla@example.org"), ("clara", "anna@example.org")):
        hashed.clear()
        assert sign_up(client, name, email).status_code == 302
        cost.append(len(hashed))

    assert cost[0] == cost[1] > 0


def test_d5_recovery_asks_as_much_for_a_known_address_as_for_another(client, anna):
    recover(client, "first@example.org")  # fills the caches of templates
    cost = []
    for email in ("anna@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            recover(Client(), email)
        cost.append(len(queries))

    assert abs(cost[0] - cost[1]) <= 1
    assert OutboxMail.objects.filter(to__in=["anna@example.org", "nobody@example.org"]).count() == 2


# --- Limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "ask"),
    [
        ("signup", lambda client, n: sign_up(client, f"carla{n}", f"carla{n}@example.org")),
        ("login", lambda client, n: log_in(client, f"nobody{n}")),
        ("reset_password", lambda client, n: recover(client, f"nobody{n}@example.org")),
    ],
)
def test_an_address_asks_only_so_often(limited, db, action, ask):
    limited(**{action: "3/m/ip"})

    answers = [ask(Client(), n) for n in range(4)]  # every time as a new visitor

    assert [answer.status_code == 429 for answer in answers] == [False, False, False, True]
    assert "Too many attempts" in answers[-1].content.decode()


def test_nobody_is_flooded_with_mails_of_recovery(client, anna):
    for _time in range(5):
        recover(client, "anna@example.org")

    assert OutboxMail.objects.filter(to="anna@example.org").count() == 3


def test_a_forwarded_address_counts_as_far_as_it_comes_from_a_trusted_proxy(limited, settings, db):
    limited(login="2/m/ip")

    def statuses(proxies, addresses):
        cache.clear()
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        return [log_in(Client(), "nobody", **{"x-forwarded-for": address}).status_code for address in addresses]

    made_up = [f"198.51.100.{n}" for n in range(3)]
    assert statuses(0, made_up) == [200, 200, 429]  # nobody's word is taken
    assert statuses(1, made_up) == [200, 200, 200]  # the proxy says so
    assert statuses(1, [f"{address}, 192.0.2.1" for address in made_up]) == [200, 200, 429]
    assert statuses(2, [f"{address}, 203.0.113.{n}, 192.0.2.1" for n, address in enumerate(made_up)]) == [200] * 3


# --- Mails ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_no_name_adds_a_line_to_the_head_of_a_mail(client, anna, break_):
    evil = f"Anna{break_}Bcc: everybody@example.org"
    anna.first_name = evil

    mail = tell(anna, notices.second_factor_reset, {"name": evil, "link": "https://portal.example/"})

    assert "\n" not in mail.subject + mail.to
    assert sign_up(client, f"carla{break_}x").status_code == 200
    assert sign_up(client, email=f"carla@example.org{break_}Bcc:x@example.org").status_code == 200
    recover(client, f"anna@example.org{break_}Bcc: x@example.org")
    assert OutboxMail.objects.count() == 1
