"""Letters and addresses of somebody who is erased, and nobody else's: whenever they are written or reported (B9)."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.delivery import claim, deliver
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.outbox import NotSentAgain, send_again
from accreditation_portal.personal_data import erasure
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.annual import draft
from tests.factories.events import event
from tests.personal_data.test_retention import DAY, MINUTE, forget, over_since


def letter(user, **fields):
    values = {"to": user.email, "language": "en", "notice": "events.advisory_updated", "subject": "S", "text": "T"}
    return OutboxMail.objects.create(recipient=user, **values | fields)


def with_words(user):
    return OutboxMail.objects.filter(recipient=user).exclude(to="", text="", last_error="", outcome_said="")


def test_an_address_that_was_only_typed_takes_nothing_from_whose_it_is(client, anna, bruno, press):
    event_registration(bruno, event(by=press))
    FailingAddress.objects.mark(letter(bruno), "bounced", "full", timezone.now())
    client.force_login(anna)
    client.post(reverse("account_email"), {"action_add": "", "email": bruno.email.upper()})
    assert EmailAddress.objects.filter(user=anna, verified=False).exists()

    erasure.erase(anna, timezone.now())

    assert OutboxMail.objects.waiting().filter(recipient=bruno, text="T", to=bruno.email).exists()
    assert FailingAddress.objects.get().address == bruno.email


def test_b9_what_is_known_of_an_earlier_address_goes_too(anna):
    FailingAddress.objects.mark(letter(anna, to="old@example.org"), "bounced", "old is gone", timezone.now())
    erasure.erase(anna, timezone.now())
    assert not FailingAddress.objects.exists()


def test_b9_a_late_report_brings_nothing_of_the_erased_back(anna):
    mail = letter(anna, sent_at=timezone.now(), provider_id="id-1")
    erasure.erase(anna, timezone.now())
    tracking.send(
        sender=None, esp_name="Trial",
        event=AnymailTrackingEvent(
            event_type=EventType.BOUNCED, message_id="id-1", timestamp=None, esp_event={}, mta_response="no anna here"
        ),
    )  # fmt: skip
    mail.refresh_from_db()
    assert (mail.outcome, mail.outcome_said) == ("bounced", "")
    assert not FailingAddress.objects.exists()


def test_b9_a_letter_under_way_at_the_erasure_does_not_wait_again(anna, monkeypatch):
    letter(anna)
    mail = claim()

    def broken(_mail):
        erasure.erase(anna, timezone.now())
        raise ValueError("anna@example.org cannot be written to")

    monkeypatch.setattr("accreditation_portal.notifications.delivery.message_of", broken)
    deliver(mail, connection=None)
    mail.refresh_from_db()
    assert (mail.state, mail.to, mail.last_error) == ("failed", "", "")


def test_b9_the_last_letter_loses_its_address_however_long_no_worker_ran(anna):
    erasure.erase(anna, timezone.now())
    later = timezone.now() + 5 * DAY
    assert forget("letters_to_the_erased", later) == 0, "it still waits"
    FailingAddress.objects.mark(with_words(anna).get(), "refused", "no anna here", later)
    with_words(anna).update(failed_at=later, last_error="no anna here")
    assert forget("letters_to_the_erased", later) == 1
    assert not with_words(anna).exists()
    assert not FailingAddress.objects.exists()


def test_b9_what_a_message_to_many_wrote_at_the_moment_of_the_erasure_goes(anna):
    written = letter(anna)
    OutboxMail.objects.all().delete()
    erasure.erase(anna, timezone.now())
    OutboxMail.objects.bulk_create([written])  # as a worker that had found its readers before
    assert forget("letters_to_the_erased", timezone.now()) == 1
    written.refresh_from_db()
    assert (written.state, written.to, written.text) == ("failed", "", "")
    assert OutboxMail.objects.waiting().get().notice == "personal_data.erased"


@pytest.mark.parametrize("kind", ["registration_drafts", "annual_drafts"])
def test_b9_the_reminders_of_a_draft_go_with_it(anna, press, kind):
    case = draft(anna) if kind == "annual_drafts" else event_registration(anna, event(by=press), at=State.DRAFT)
    mail = letter(anna, about=case.reference)
    assert forget(kind, timezone.now() + office.KEPT_DRAFTS + DAY) == 1
    mail.refresh_from_db()
    assert (mail.to, mail.text) == ("", "")


def test_b15_a_letter_without_its_text_is_not_sent_again(anna, officer, press):
    past, now = event("past", by=press), timezone.now()
    case = event_registration(anna, past, at=State.APPROVED, officer=officer)
    OutboxMail.objects.update(sent_at=now)
    over_since(past, now - office.KEPT_CASES - MINUTE)
    assert forget("registrations", now) == 1
    with pytest.raises(NotSentAgain, match="is erased"):
        send_again(OutboxMail.objects.filter(about=case.reference).latest("pk"), by=officer, seen=0)
    assert EventRegistration.objects.get().erased_at


@pytest.mark.parametrize("repeated", [False, True])
def test_an_address_still_fails_when_the_letter_that_told_so_is_forgotten(anna, officer, repeated):
    now = timezone.now()
    old = {"unsubscribe": "https://portal.example/stop/", "queued_at": now - 31 * DAY, "sent_at": now - 31 * DAY}
    mail, other = letter(anna, **old), letter(anna, **old)
    last = send_again(mail, by=officer, seen=0) if repeated else mail
    FailingAddress.objects.mark(last, "bounced", "gone", now - timedelta(days=30))

    assert forget("letters_to_followers", now) == 2

    assert FailingAddress.objects.failing().get().letter == last
    mail.refresh_from_db()
    assert (mail.to, mail.text, OutboxMail.objects.filter(pk=other.pk).exists()) == ("", "", False)
    assert forget("letters_to_followers", now) == 0
