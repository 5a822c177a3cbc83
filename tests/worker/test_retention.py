"""What the ground forgets by itself."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.worker.models import Forgotten
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


def test_letters_that_belong_to_no_request_lose_their_words_and_are_told_once_all_the_same(db, anna):
    now = timezone.now()
    old = {"queued_at": now - office.KEPT_LETTERS_OF_NO_CASE - timedelta(minutes=1)}
    told = letter(
        notice="profiles.press_card_lapses", key="press_card:1:2026-01-01", recipient=anna, sent_at=now, **old
    )
    kept = [
        letter(notice="profiles.press_card_lapses", **old),  # it waits
        letter(notice="adhoc.cover_lost", queued_at=now - office.KEPT_LETTERS_OF_NO_CASE + timedelta(minutes=1),
               sent_at=now),
        letter(notice="adhoc.received", about="E-1", sent_at=now, **old),
    ]  # fmt: skip

    for _round in range(2):
        forget_what_is_over(at=now)

    told.refresh_from_db()
    assert (told.to, told.text, told.html, told.key) == ("", "", "", "press_card:1:2026-01-01")
    for mail in kept:
        mail.refresh_from_db()
        assert (mail.to, mail.text) == ("a@example.org", "T")
    assert Forgotten.objects.get(kind="letters_of_no_case").number == 1


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
