"""The command: one round, the table, and a clean stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import connection

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker import due
from accreditation_portal.worker.management.commands import run_worker


@pytest.fixture(autouse=True)
def letters_become_files(settings, tmp_path):
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")


def test_one_round_does_everything_and_delivers_everything(db, capsys):
    send_mail("S", "T", None, ["a@example.org", "b@example.org"])

    call_command("run_worker", "--once")

    assert not OutboxMail.objects.waiting().exists()
    assert "2 sent, 0 to be tried again, 0 given up" in capsys.readouterr().out


def test_one_round_ends_what_takes_several_goes(db, monkeypatch, capsys):
    goes = []

    def long(at):
        goes.append(at)
        if len(goes) < 3:
            raise due.MoreToDo

    monkeypatch.setattr(run_worker, "jobs", lambda: [due.Job("long", timedelta(days=1), long)])
    call_command("run_worker", "--once")

    assert len(goes) == 3
    assert "Done 1 of 1 jobs" in capsys.readouterr().out


def test_the_table_names_every_job_with_its_purpose(capsys):
    call_command("run_worker", "--list")

    assert "worker.retention.forget_what_is_over" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_after_the_letter_in_hand(transactional, number):
    cache.clear()
    send_mail("S", "T", None, ["a@example.org"])
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    def stop_when_sent():
        try:
            while OutboxMail.objects.waiting().exists():
                time.sleep(0.05)
        finally:
            connection.close()  # this thread's own, which nobody else would
            os.kill(os.getpid(), number)

    waiter = threading.Thread(target=stop_when_sent)
    waiter.start()
    try:
        call_command("run_worker")
    finally:
        waiter.join()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert OutboxMail.objects.get().state == "sent"


def test_it_outlives_a_database_that_is_away(tmp_path):
    """With no table at all it goes on trying, and still stops cleanly."""
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        env=os.environ | {"DEBUG": "true", "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in worker.stderr:
            if "A round of the worker failed" in line:
                break
        assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        worker.stderr.read()
        assert worker.wait(20) == 0
    finally:
        worker.kill()
        worker.wait()
        worker.stderr.close()
