"""What mail providers report of letters: noted on the letter and on its address, once, whatever the order."""

from datetime import datetime, timedelta

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.utils import timezone

from accreditation_portal.notifications.delivery import Round, claim, deliver_due
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data.erasure import erase
from tests.notifications.conftest import SENT


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://portal.example"


def report(kind, number="id-1", **more):
    event = AnymailTrackingEvent(event_type=kind, message_id=number, **{"timestamp": SENT, "esp_event": {}, **more})
    tracking.send(sender=None, event=event, esp_name="Trial")


def fate(mail):
    return OutboxMail.objects.get(pk=mail.pk).state


def failing():
    return list(FailingAddress.objects.failing().values_list("address", "why"))


# --- What is noted ---


@pytest.mark.parametrize(
    ("kind", "reason", "outcome", "fails"),
    [
        (EventType.DELIVERED, None, "delivered", None),
        (EventType.BOUNCED, RejectReason.BOUNCED, "bounced", "bounced"),
        (EventType.COMPLAINED, RejectReason.SPAM, "complained", "complained"),
        (EventType.REJECTED, RejectReason.INVALID, "rejected", "rejected"),
        (EventType.REJECTED, RejectReason.OTHER, "rejected", None),
        (EventType.FAILED, None, "rejected", None),
        (EventType.DEFERRED, None, "sent", None),
        (EventType.OPENED, None, "sent", None),
        (EventType.UNKNOWN, None, "sent", None),
    ],
)
def test_a_report_is_noted_on_the_letter_and_on_its_address(sent, anna, kind, reason, outcome, fails):
    mail = sent(anna)

    report(kind, reject_reason=reason, mta_response="550 5.1.1\r\n User unknown", timestamp=SENT + timedelta(hours=1))

    assert fate(mail) == outcome
    assert failing() == ([(anna.email, fails)] if fails else [])
    if outcome != "sent":
        mail.refresh_from_db()
        assert (mail.outcome_at, mail.outcome_said) == (SENT + timedelta(hours=1), "550 5.1.1 User unknown")


def test_a_report_that_comes_twice_changes_nothing(sent, anna):
    mail = sent(anna)
    report(EventType.BOUNCED, description="first")
    report(EventType.BOUNCED, description="second", timestamp=timezone.now())

    assert OutboxMail.objects.get(pk=mail.pk).outcome_said == "first"
    assert FailingAddress.objects.get().said == "first"


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        ((EventType.BOUNCED, EventType.DELIVERED), "bounced"),
        ((EventType.DELIVERED, EventType.BOUNCED), "bounced"),
        ((EventType.COMPLAINED, EventType.DELIVERED), "complained"),
        ((EventType.DELIVERED, EventType.COMPLAINED, EventType.BOUNCED), "complained"),
        ((EventType.REJECTED, EventType.BOUNCED), "rejected"),
    ],
)
def test_no_report_takes_the_state_backwards(sent, anna, kinds, outcome):
    mail = sent(anna)
    for kind in kinds:
        report(kind)

    assert fate(mail) == outcome


def test_a_report_of_a_letter_that_nobody_knows_is_no_error(sent, anna):
    mail = sent(anna)
    for number in (
        "id-2",
        "",
        None,
        mail.message_id.replace("portal", "elsewhere"),
        f"<outbox-{mail.pk}.1@portal.example>",
        "<outbox-9999999.1@portal.example>",
    ):
        report(EventType.BOUNCED, number)

    assert fate(mail) == "sent"
    assert failing() == []


def test_a_moment_without_a_zone_or_in_the_future_is_bounded(sent, anna):
    mail = sent(anna)
    report(EventType.DELIVERED, timestamp=datetime(2999, 1, 1))  # noqa: DTZ001 - as some provider might write it

    assert OutboxMail.objects.get(pk=mail.pk).outcome_at <= timezone.now()


def test_a_report_without_a_moment_is_of_now(sent, anna):
    mail = sent(anna)
    report(EventType.DELIVERED, timestamp=None)

    assert timezone.now() - OutboxMail.objects.get(pk=mail.pk).outcome_at < timedelta(minutes=1)


def test_a_letter_whose_worker_was_killed_is_known_by_our_own_number_and_not_sent_again(tell, anna):
    mail = tell(anna)
    assert claim() == mail  # accepted by the provider, and then the worker was killed

    report(EventType.DELIVERED, mail.message_id)

    assert fate(mail) == "delivered"
    OutboxMail.objects.update(next_attempt_at=timezone.now())
    assert deliver_due() == Round()


def test_a_letter_given_up_that_arrived_nevertheless_is_delivered(sent, anna):
    mail = sent(anna)
    OutboxMail.objects.update(sent_at=None, failed_at=SENT)

    report(EventType.DELIVERED)

    mail.refresh_from_db()
    assert (mail.state, mail.failed_at) == ("delivered", None)


# --- The address ---


def test_an_address_is_cleared_when_a_later_letter_arrives(sent, anna):
    sent(anna, "first")
    sent(anna, "later", days=1)
    report(EventType.BOUNCED, "first")
    assert failing() == [(anna.email, "bounced")]

    report(EventType.DELIVERED, "later")

    assert failing() == []
    assert FailingAddress.objects.get().cleared_by is None


def test_an_older_letter_that_arrived_clears_nothing(sent, anna):
    sent(anna, "first")
    sent(anna, "later", days=1)
    report(EventType.BOUNCED, "later")

    report(EventType.DELIVERED, "first")

    assert failing() == [(anna.email, "bounced")]


def test_a_letter_that_comes_back_late_marks_no_address_that_a_later_one_has_reached(sent, anna):
    sent(anna, "first")
    sent(anna, "later", days=1)
    report(EventType.DELIVERED, "later")

    report(EventType.BOUNCED, "first")

    assert failing() == []


def test_an_address_that_was_cleared_is_marked_again_by_a_newer_letter_alone(sent, anna, officer):
    sent(anna, "first")
    sent(anna, "second")
    report(EventType.BOUNCED, "first")
    assert FailingAddress.objects.clear(anna.email.upper(), by=officer)
    report(EventType.BOUNCED, "second")  # written before the officer looked
    assert failing() == []

    newer = sent(anna, "newer")
    OutboxMail.objects.filter(pk=newer.pk).update(queued_at=timezone.now())
    report(EventType.COMPLAINED, "newer")

    assert failing() == [(anna.email, "complained")]
    assert FailingAddress.objects.get().cleared_by is None


def test_a_mail_to_nobodys_account_marks_its_address_too(db):
    OutboxMail.objects.create(to="Typo@example.org", subject="S", text="T", sent_at=SENT, provider_id="id-1")

    report(EventType.BOUNCED)

    assert failing() == [("typo@example.org", "bounced")]


def test_a_report_of_a_letter_that_was_erased_brings_no_address_back(sent, david):
    mail = sent(david)
    erase(david, timezone.now())

    report(EventType.BOUNCED, reject_reason=RejectReason.BOUNCED, mta_response=f"550 no {david.email} here")

    mail = OutboxMail.objects.get(pk=mail.pk)
    assert (mail.state, mail.to, mail.outcome_said) == ("bounced", "", "")
    assert not FailingAddress.objects.exists()
