"""A letter reaches a real mail server once, whatever the server, the worker or the other letters do."""

import re
import socket
import threading
from datetime import UTC, datetime, timedelta

import time_machine
from django.core import mail as django_mail
from django.db import connection
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications import delivery
from accreditation_portal.notifications.connection import Connection
from accreditation_portal.notifications.delivery import claim, deliver, deliver_due, pause_after
from accreditation_portal.notifications.models import OutboxMail
from tests.notifications.conftest import SMTP

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_letter_arrives_with_text_html_and_its_headers(server, tell, anna, settings):
    settings.SITE_URL = "https://portal.example"
    peer, mail = server(), tell(anna, "Zoë")

    assert deliver_due() == delivery.Round(sent=1)

    [message] = peer.messages
    assert message["Subject"] == "For Zoë"
    assert message["To"] == anna.email
    assert message["Message-ID"] == f"<outbox-{mail.pk}.{int(mail.queued_at.timestamp())}@portal.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert str(office.OFFICE_NAME) in message["From"]
    assert office.CONTACT_EMAIL in message["From"]
    assert "Dear Zoë," in message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert re.search(r'<p class="mail-head" style="[^"]+"', html)
    assert "stylesheet" not in html
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == ("sent", 1, "")
    assert deliver_due() == delivery.Round()


def test_a_name_cannot_inject_a_header(server, tell, anna):
    peer = server()
    tell(anna, "Anna\r\nBcc: all@example.org\r\n\r\nBody")

    deliver_due()

    [message] = peer.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "For Anna Bcc: all@example.org Body"


def test_a_refused_letter_is_sent_after_a_pause_under_the_same_id(server, tell, anna):
    peer, mail = server("451 4.3.0 Try again later"), tell(anna)

    assert deliver_due() == delivery.Round(postponed=1)
    mail.refresh_from_db()
    assert "451" in mail.last_error
    assert mail.next_attempt_at - timezone.now() > timedelta(seconds=28)
    assert deliver_due() == delivery.Round()

    with time_machine.travel(timezone.now() + timedelta(seconds=60), tick=True):
        assert deliver_due() == delivery.Round(sent=1)
    assert len(set(peer.ids)) == len(peer.ids) == 1


def test_a_server_that_is_down_postpones(settings, tell, anna):
    settings.EMAIL_TRANSPORT, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMAIL_PORT = closed.getsockname()[1]
    mail = tell(anna)

    assert deliver_due() == delivery.Round(postponed=1)
    mail.refresh_from_db()
    assert "ConnectionRefusedError" in mail.last_error


def test_a_server_that_hangs_is_left_after_the_timeout(settings, tell, anna):
    settings.EMAIL_TRANSPORT, settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = SMTP, "127.0.0.1", 0.3
    tell(anna)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        began = timezone.now()
        assert deliver_due() == delivery.Round(postponed=1)
    assert timezone.now() - began < timedelta(seconds=5)
    assert "timed out" in OutboxMail.objects.get().last_error


def test_the_timeout_is_shorter_than_the_lease(settings):
    assert timedelta(seconds=settings.EMAIL_TIMEOUT) * 2 < delivery.LEASE


def test_one_bad_letter_holds_up_no_other(server, tell, anna, bruno):
    peer = server("554 5.7.1 No")
    tell(anna)
    good = tell(bruno)

    assert deliver_due() == delivery.Round(sent=1, postponed=1)
    assert peer.ids == [delivery.message_of(good).extra_headers["Message-ID"]]


def test_a_letter_that_no_transport_can_make_holds_up_no_other(server, tell, anna, bruno):
    peer = server()
    OutboxMail.objects.create(to="no address\nBcc: x", subject="a\nb", text="x", language="en")
    tell(bruno)

    assert deliver_due() == delivery.Round(sent=1, postponed=1)
    assert [message["To"] for message in peer.messages] == [bruno.email]


def test_pauses_grow_from_half_a_minute_to_an_hour():
    pauses = [pause_after(attempts).total_seconds() for attempts in range(1, 40)]

    assert 30 <= pauses[0] <= 36
    assert 48 <= pauses[1] <= 72
    assert 2880 <= pauses[10] <= 3600
    assert max(pauses) <= 3600


def test_a_letter_is_given_up_after_a_day_of_trying(settings, tell, anna):
    settings.EMAIL_TRANSPORT = "tests.notifications.test_delivery.Broken"
    with time_machine.travel(NOW, tick=False) as clock:
        mail = tell(anna)
        while mail.state == "waiting":
            deliver_due()
            mail.refresh_from_db()
            clock.move_to(max(mail.next_attempt_at, timezone.now()))

        assert timedelta(hours=24) <= mail.failed_at - NOW <= timedelta(hours=25)
        assert 25 < mail.attempts < 40
        assert deliver_due() == delivery.Round()


def test_a_worker_that_slept_for_days_still_tries(settings, tell, anna):
    settings.EMAIL_TRANSPORT = "tests.notifications.test_delivery.Broken"
    mail = tell(anna)

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert deliver_due() == delivery.Round(postponed=1)
    mail.refresh_from_db()
    assert mail.state == "waiting"


class Broken:
    """A transport whose errors are of no family that anybody expects."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise KeyError("provider")


def test_a_letter_of_a_killed_worker_is_taken_again_when_the_lease_ends(server, tell, anna):
    peer, mail = server(), tell(anna)
    assert claim() == mail  # and this worker is never heard of again

    assert claim() is None
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1), tick=True):
        assert deliver_due() == delivery.Round(sent=1)
    assert len(peer.messages) == 1


def test_a_slow_worker_that_lost_its_lease_has_no_say(settings, tell, anna):
    settings.EMAIL_TRANSPORT = "tests.notifications.test_delivery.Broken"
    tell(anna)
    slow = claim()
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1), tick=True):
        assert claim().attempts == 2
        deliver(slow, Connection())

    assert OutboxMail.objects.get().last_error == ""


def test_workers_beside_each_other_send_each_letter_once(server, tell, anna, transactional):
    peer = server()
    for number in range(40):
        tell(anna, f"Anna {number}")
    together, rounds = threading.Barrier(3), []

    def worker():
        together.wait()
        rounds.append(deliver_due())
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(done.sent for done in rounds) == 40
    assert len(peer.ids) == len(set(peer.ids)) == 40
    assert not OutboxMail.objects.waiting().exists()


def test_delivery_stops_when_asked(server, tell, anna, bruno):
    peer = server()
    tell(anna)
    tell(bruno)
    answers = iter([True, False])

    assert deliver_due(lambda: next(answers)) == delivery.Round(sent=1)
    assert len(peer.messages) == 1


def test_the_file_transport_writes_what_a_developer_reads(settings, tell, anna, tmp_path):
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    tell(anna)

    deliver_due()

    [file] = (tmp_path / "mail").iterdir()
    assert "Subject: For Anna" in file.read_text()
    assert django_mail.outbox == []


def test_an_idle_look_is_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert deliver_due() == delivery.Round()
