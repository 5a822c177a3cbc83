"""Workers as processes of their own: killed in the middle, and two beside each other with a thousand letters."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as of_the_portal
from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from accreditation_portal.notifications import delivery
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker.management.commands import run_worker
from tests.notifications.peers import Peer, environment_of_a_worker, listening

IN_A_MINUTE = 60.0


@contextmanager
def worker(port):
    """A `run_worker` of its own; ended with the test."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=of_the_portal.BASE_DIR,
        env=environment_of_a_worker(connections["default"].settings_dict, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def until(wanted, patience=IN_A_MINUTE):
    began = time.monotonic()
    while not wanted():
        assert time.monotonic() - began < patience, "it did not happen in time"
        time.sleep(0.05)


def test_the_letter_of_a_killed_worker_is_taken_up_again_within_a_minute(transactional, tell, anna):
    cache.clear()
    peer = Peer("250 OK", slow=5.0)
    mail = tell(anna)
    with listening(peer) as port:
        with worker(port) as first:
            assert peer.text_has_come.wait(30)
            killed_at = timezone.now()
            first.send_signal(signal.SIGKILL)
            first.wait()
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == ("waiting", 1)
        pause = timedelta(seconds=run_worker.PAUSE)
        assert mail.next_attempt_at - killed_at + pause < timedelta(minutes=1)

        OutboxMail.objects.update(next_attempt_at=timezone.now())  # the lease has run out
        peer.slow, peer.messages = 0.0, []  # the server took or dropped what it had; that is between it and the dead
        with worker(port):
            until(lambda: OutboxMail.objects.get().sent_at)
    assert peer.ids[-1].startswith(f"<outbox-{mail.pk}.")


@pytest.mark.parametrize("number", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_two_workers_send_a_thousand_letters_in_a_minute_each_once(transactional, anna, number):
    cache.clear()
    OutboxMail.objects.bulk_create(
        OutboxMail(
            recipient=anna, to=anna.email, language="en", notice="trial.told", subject=f"Letter {each}",
            text="Text\n" * 20, html="<html><body><p>Text</p></body></html>",
        )
        for each in range(number)
    )  # fmt: skip
    peer = Peer()
    with listening(peer) as port, worker(port), worker(port):
        until(lambda: peer.messages)
        began = time.monotonic()
        until(lambda: not OutboxMail.objects.waiting().exists())
        took = time.monotonic() - began

    assert took < IN_A_MINUTE
    assert len(peer.ids) == len(set(peer.ids)) == number
    assert set(OutboxMail.objects.values_list("attempts", flat=True)) == {1}
    assert peer.connections <= number / 50 + 4
    assert delivery.deliver_due() == delivery.Round()
