"""Mail servers refuse, break off and die: nothing is lost, nothing goes twice, and what cannot arrive is given up."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.utils import timezone

from accreditation_portal.notifications import connection, delivery, smtp
from accreditation_portal.notifications.delivery import Round, deliver_due
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.refusals import is_for_good, said_by
from accreditation_portal.personal_data import erasure
from tests.notifications.peers import DyingInTheText


def later(**pause):
    return time_machine.travel(timezone.now() + timedelta(**pause), tick=True)


def refused(code, said):
    return smtplib.SMTPRecipientsRefused({"anna@example.org": (code, said.encode())})


# --- One connection for a run of letters ---


def test_a_run_of_letters_uses_one_connection(server, tell, anna):
    peer = server()
    for _number in range(5):
        tell(anna)

    assert deliver_due() == Round(sent=5)

    assert (len(peer.messages), peer.connections) == (5, 1)


def test_a_server_that_hangs_up_between_letters_costs_no_attempt(server, tell, anna):
    peer = server(letters_of_a_connection=2)
    for _number in range(5):
        tell(anna)

    assert deliver_due() == Round(sent=5)

    assert (len(set(peer.ids)), peer.connections) == (5, 3)
    assert set(OutboxMail.objects.values_list("attempts", flat=True)) == {1}


def test_a_connection_ends_before_servers_grow_tired_of_it(server, tell, anna, monkeypatch):
    monkeypatch.setattr(connection, "LETTERS_OF_A_CONNECTION", 2)
    peer = server()
    for _number in range(3):
        tell(anna)

    assert deliver_due() == Round(sent=3)
    assert peer.connections == 2


def test_after_a_refusal_the_next_letter_has_a_connection_of_its_own(server, tell, anna, bruno):
    peer = server("451 4.3.0 Try again later")
    tell(anna)
    tell(bruno)

    assert deliver_due() == Round(sent=1, postponed=1)
    assert peer.connections == 2


def test_a_transport_that_takes_nothing_and_says_nothing_has_not_sent(settings, tell, anna):
    settings.EMAIL_TRANSPORT = "tests.notifications.test_faults.Silent"
    tell(anna)

    assert deliver_due() == Round(postponed=1)
    assert "NotTaken" in OutboxMail.objects.get().last_error


class Silent:
    """A transport as those are that swallow their errors."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        return True

    def close(self):
        raise OSError("already closed")

    def send_messages(self, messages):
        return 0


# --- What breaks on the way ---


def test_a_server_that_dies_before_it_accepts_gets_the_letter_again(server, tell, anna):
    peer, mail = server("die"), tell(anna)

    assert deliver_due() == Round(postponed=1)
    mail.refresh_from_db()
    assert (mail.state, peer.messages) == ("waiting", [])

    with later(seconds=60):
        assert deliver_due() == Round(sent=1)
    assert len(peer.messages) == 1


def test_a_server_that_dies_in_the_middle_of_the_text_gets_the_letter_again(server, tell, anna):
    DyingInTheText.deaths = 0
    peer, _mail = server(kind=DyingInTheText), tell(anna)

    assert deliver_due() == Round(postponed=1)
    assert (OutboxMail.objects.get().state, peer.messages) == ("waiting", [])

    with later(seconds=60):
        assert deliver_due() == Round(sent=1)
    assert len(peer.messages) == 1


def test_a_server_that_answers_just_in_time_again_and_again_does_not_outlast_the_lease(server, tell, anna, monkeypatch):
    assert timedelta(seconds=2 * smtp.MOST_SECONDS) < delivery.LEASE  # a connection is opened, a letter sent
    monkeypatch.setattr(smtp, "MOST_SECONDS", 0.4)
    peer = server(slow=1.0)
    tell(anna)

    assert deliver_due() == Round(postponed=1)
    assert peer.text_has_come.is_set()


def test_a_conversation_that_has_used_up_its_time_ends(server, tell, anna, monkeypatch):
    monkeypatch.setattr(smtp, "MOST_SECONDS", -1.0)
    server()
    tell(anna)

    assert deliver_due() == Round(postponed=1)
    assert "too long" in OutboxMail.objects.get().last_error


# --- Refused for good ---


@pytest.mark.parametrize(
    ("error", "for_good"),
    [
        (refused(550, "5.1.1 User unknown"), True),
        (refused(550, "No such user here"), True),
        (refused(552, "5.2.2 Mailbox full"), True),
        (refused(556, "5.1.10 Domain takes no mail"), True),
        (refused(450, "4.2.1 Mailbox busy"), False),
        (refused(421, "4.7.0 Too many connections"), False),
        (refused(553, "5.1.8 Sender address does not exist"), False),
        (refused(550, "5.7.1 Relaying denied"), False),
        (refused(554, "5.7.1 Your host is on a block list"), False),
        (refused(554, "Transaction failed"), False),
        (refused(550, "5.4.1 Recipient address rejected: access denied"), False),
        (refused(530, "5.7.0 Authentication required"), False),
        (smtplib.SMTPRecipientsRefused({}), False),
        (smtplib.SMTPDataError(550, b"5.1.1 User unknown"), True),
        (smtplib.SMTPDataError(552, "5.2.2 Mailbox full"), True),
        (smtplib.SMTPDataError(550, b"Looks like spam"), False),
        (smtplib.SMTPDataError(554, b"5.7.1 Policy"), False),
        (smtplib.SMTPSenderRefused(550, b"5.1.1 Who are you", "office@example.org"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (AnymailRecipientsRefused(), True),
        (AnymailAPIError("500"), False),
        (TimeoutError(), False),
    ],
)
def test_what_counts_as_a_refusal_for_good(error, for_good):
    assert is_for_good(error) is for_good


def test_what_a_server_said_is_kept_in_one_line():
    assert said_by(refused(550, "5.1.1 User\r\nunknown")) == "550 5.1.1 User unknown"
    assert said_by(smtplib.SMTPDataError(554, b"5.7.1 No")) == "554 5.7.1 No"
    assert said_by(KeyError("x")) == "KeyError: 'x'"
    assert len(said_by(ValueError("x" * 1000))) == 250


def test_an_address_that_the_server_refuses_is_given_up_at_once_with_its_words(server, tell, anna, bruno):
    peer = server(to_rcpt=("550 5.1.1 User unknown",))
    lost = tell(anna)
    tell(bruno)

    assert deliver_due() == Round(sent=1, given_up=1)

    lost.refresh_from_db()
    assert (lost.state, lost.attempts, lost.last_error) == ("failed", 1, "550 5.1.1 User unknown")
    address = FailingAddress.objects.get()
    assert (address.address, address.why, address.said) == (anna.email, "refused", "550 5.1.1 User unknown")
    assert address.letter == lost
    assert [message["To"] for message in peer.messages] == [bruno.email]
    assert deliver_due() == Round()


def test_a_refusal_of_the_sender_is_tried_again_and_blames_no_address(server, tell, anna):
    peer = server(to_rcpt=("554 5.7.1 Your host is on a block list",))
    tell(anna)

    assert deliver_due() == Round(postponed=1)
    assert not FailingAddress.objects.exists()

    with later(seconds=60):
        assert deliver_due() == Round(sent=1)
    assert len(peer.messages) == 1


def test_an_address_that_the_server_takes_again_fails_no_more(server, tell, anna):
    server(to_rcpt=("550 5.1.1 User unknown",))
    tell(anna)
    deliver_due()
    tell(anna)

    assert deliver_due() == Round(sent=1)

    address = FailingAddress.objects.get()
    assert address.cleared_at is not None
    assert address.cleared_by is None


def test_who_lost_the_lease_does_not_give_up_another_ones_letter(server, tell, anna):
    server(to_rcpt=("550 5.1.1 User unknown",))
    tell(anna)
    slow = delivery.claim()
    OutboxMail.objects.update(attempts=2)

    delivery.deliver(slow, connection.Connection())

    assert OutboxMail.objects.get().state == "waiting"
    assert not FailingAddress.objects.exists()


def test_a_letter_erased_while_it_was_being_sent_stays_erased_when_it_is_refused(server, tell, david):
    server(to_rcpt=(f"550 5.1.1 {david.email} is unknown",))
    tell(david)
    under_way = delivery.claim()
    erasure.erase(david, timezone.now())

    delivery.deliver(under_way, connection.Connection())

    mail = OutboxMail.objects.get(pk=under_way.pk)
    assert (mail.state, mail.to, mail.last_error) == ("failed", "", "")
    assert not FailingAddress.objects.exists()


def test_of_the_last_letter_to_somebody_erased_no_failing_address_is_kept(server, david):
    server(to_rcpt=(f"550 5.1.1 {david.email} is unknown",))
    erasure.erase(david, timezone.now())

    assert deliver_due() == Round(given_up=1)
    assert not FailingAddress.objects.exists()
