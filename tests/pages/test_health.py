"""Whether the portal serves: the database answers and the outbox moves."""

from datetime import timedelta

from django.db import OperationalError, ProgrammingError
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import FailingAddress, OutboxMail

NOTHING = {"waiting": 0, "given_up": 0, "came_back": 0, "failing_addresses": 0, "oldest_due_seconds": 0, "moves": True}


def letter(**fields) -> OutboxMail:
    return OutboxMail.objects.create(to="a@example.org", language="en", subject="Hello", text="Hello", **fields)


def test_a_portal_at_rest_is_healthy(client, db, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get(reverse("pages:healthz"))
    assert response.status_code == 200
    assert response.json()["database"] == "ok"
    assert response.json()["outbox"] == NOTHING
    assert "no-store" in response["Cache-Control"]


def test_a_letter_that_waits_since_long_means_503(client, db):
    letter(next_attempt_at=timezone.now() - timedelta(hours=3))
    response = client.get(reverse("pages:healthz"))
    assert response.status_code == 503
    assert response.json()["outbox"]["oldest_due_seconds"] >= 3 * 3600
    assert response.json()["outbox"]["moves"] is False


def test_letters_sent_given_up_or_due_later_do_not_mean_503(client, db):
    now = timezone.now()
    letter(next_attempt_at=now - timedelta(hours=3), sent_at=now)
    letter(next_attempt_at=now - timedelta(hours=3), failed_at=now)
    letter(next_attempt_at=now + timedelta(minutes=30))
    response = client.get(reverse("pages:healthz"))
    assert response.status_code == 200
    assert response.json()["outbox"] == NOTHING | {"waiting": 1, "given_up": 1}


def test_a_database_without_its_tables_means_503(client, db, monkeypatch):
    def waiting(letters):
        raise ProgrammingError("no such table")

    monkeypatch.setattr(type(OutboxMail.objects.all()), "waiting", waiting)
    response = client.get(reverse("pages:healthz"))
    assert response.status_code == 503
    assert response.json() == {"database": "unreachable"}


def test_letters_that_came_back_and_addresses_that_fail_are_counted(client, db):
    now = timezone.now()
    back = letter(sent_at=now, outcome="bounced", outcome_at=now)
    letter(sent_at=now, outcome="delivered", outcome_at=now)
    FailingAddress.objects.create(address="a@example.org", why="bounced", since=now, letter=back)
    FailingAddress.objects.create(address="b@example.org", why="bounced", since=now, letter=back, cleared_at=now)

    response = client.get(reverse("pages:healthz"))

    assert response.status_code == 200
    assert response.json()["outbox"] == NOTHING | {"came_back": 1, "failing_addresses": 1}


def test_who_asks_with_the_cookie_of_a_session_reads_the_same(client, anna, monkeypatch):
    client.force_login(anna)

    def away(*_arguments):
        raise OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    client.raise_request_exception = False

    response = client.get(reverse("pages:healthz"))

    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    assert response.json() == {"database": "unreachable"}
    assert client.get("/profile/")["Content-Type"].startswith("text/html")
