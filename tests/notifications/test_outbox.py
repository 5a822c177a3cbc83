"""A letter is queued in the transaction of what it tells, once."""

import threading

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection, transaction
from django.utils import translation

from accreditation_portal.notifications.models import OutboxMail


def test_a_letter_is_queued_in_the_language_of_its_reader(tell, anna):
    anna.language = "fr"

    mail = tell(anna, about="E7K2M90QXT")

    assert OutboxMail.objects.get() == mail
    assert (mail.recipient, mail.to, mail.language, mail.notice) == (anna, anna.email, "fr", "trial.told")
    assert mail.about == "E7K2M90QXT"
    assert "Bonjour Anna" in mail.text
    assert '<html lang="fr">' in mail.html
    assert mail.sent_at is mail.failed_at is None


def test_a_transaction_that_fails_tells_nobody(tell, anna):
    with transaction.atomic():
        assert tell(anna) is not None
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == 0


def test_what_must_be_told_once_is_told_once(tell, anna):
    assert tell(anna, key="draft:E1:2026-11-23") is not None
    with transaction.atomic():
        assert tell(anna, key="draft:E1:2026-11-23") is None
        assert tell(anna, key="draft:E1:2026-11-24") is not None  # the transaction is still good

    assert OutboxMail.objects.count() == 2


def test_two_transactions_with_one_key_tell_once(tell, anna, transactional):
    together, told = threading.Barrier(4), []

    def worker():
        together.wait()
        with transaction.atomic():
            told.append(tell(anna, key="once"))
            OutboxMail.objects.count()
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 4
    assert [mail is not None for mail in told].count(True) == 1
    assert OutboxMail.objects.count() == 1


def test_a_disabled_account_is_not_written_to(tell, anna):
    anna.is_active = False

    assert tell(anna) is None
    assert OutboxMail.objects.count() == 0


def test_telling_costs_one_insert(tell, anna, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):  # savepoint, insert, release
        tell(anna)


def test_what_others_send_is_queued_between_our_head_and_foot(anna):
    with translation.override("fr"):
        assert send_mail("Sub", "Hello\n\nthere", None, [anna.email.upper(), "else@example.org"]) == 2

    known, unknown = OutboxMail.objects.order_by("pk")
    assert (known.recipient, known.language, known.notice) == (anna, "fr", "")
    assert unknown.recipient is None
    assert known.text.startswith("Hello\n\nthere\n\n-- \n")
    assert "<p>Hello</p>" in known.html


def test_html_that_somebody_else_made_is_kept(db):
    message = EmailMultiAlternatives("Sub", "Text", to=["x@example.org"])
    message.attach_alternative("<p>Mine</p>", "text/html")
    message.send()

    assert OutboxMail.objects.get().html == "<p>Mine</p>"


def test_the_outbox_refuses_attachments_aloud(db):
    message = EmailMessage("Sub", "Text", to=["x@example.org"])
    message.attach("a.txt", "x", "text/plain")

    with pytest.raises(ValueError, match="no attachments"):
        message.send()
