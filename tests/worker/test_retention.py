"""What the ground forgets by itself."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.worker.retention import clear_ended_sessions, forget_what_is_over


def letter(**fields):
    return OutboxMail.objects.create(
        **{"to": "a@example.org", "language": "en", "subject": "S", "text": "T", "html": "H"} | fields
    )


def test_texts_of_account_mails_go_after_seven_days(db):
    now = timezone.now()
    old = letter(queued_at=now - timedelta(days=7), sent_at=now)
    unsent = letter(queued_at=now - timedelta(days=8))
    young = letter(queued_at=now - timedelta(days=7) + timedelta(minutes=1))
    of_a_case = letter(queued_at=now - timedelta(days=700), notice="adhoc.received")

    forget_what_is_over(at=now)

    for mail in (old, unsent, young, of_a_case):
        mail.refresh_from_db()
    assert (old.text, old.html, old.state) == ("", "", "sent")
    assert (unsent.text, unsent.html, unsent.state) == ("", "", "failed")
    assert (young.text, young.html, young.state) == ("T", "H", "waiting")
    assert (of_a_case.text, of_a_case.html, of_a_case.state) == ("T", "H", "waiting")


def test_letters_to_followers_go_after_thirty_days(db):
    now = timezone.now()
    followed = {"notice": "events.advisory_updated", "unsubscribe": "https://portal.example/stop/"}
    letter(queued_at=now - timedelta(days=31), sent_at=now, **followed)
    kept = [
        letter(queued_at=now - timedelta(days=31), **followed),  # a mail server that is away for long
        letter(queued_at=now - timedelta(days=29), sent_at=now, **followed),
        letter(queued_at=now - timedelta(days=700), sent_at=now, notice="adhoc.received"),
    ]

    forget_what_is_over(at=now)

    assert list(OutboxMail.objects.order_by("pk")) == kept


def test_sessions_that_have_ended_are_deleted(db):
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="lasting", session_data="", expire_date=now + timedelta(days=1))

    clear_ended_sessions(at=now)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["lasting"]


def test_addresses_are_forgotten_a_month_after_letters_arrive_again_or_when_nobody_has_them(db, anna):
    now, of_a_case = timezone.now(), letter(notice="adhoc.received")

    def address(name, since, cleared=None):
        return FailingAddress.objects.create(
            address=name, why="bounced", letter=of_a_case, since=now - timedelta(days=since),
            cleared_at=None if cleared is None else now - timedelta(days=cleared),
        )  # fmt: skip

    address("cleared@example.org", 90, cleared=30)
    address("typo@example.org", 30)
    kept = [address(anna.email, 300), address("lately@example.org", 29), address("again@example.org", 29, cleared=29)]

    forget_what_is_over(at=now)

    assert list(FailingAddress.objects.order_by("pk")) == kept
