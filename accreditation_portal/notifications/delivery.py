"""Deliver what is queued: claim a letter, hand it to the transport, note what became of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formataddr, parseaddr
from functools import lru_cache
from pathlib import Path
from secrets import SystemRandom

import css_inline
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from accreditation_portal import office
from accreditation_portal.notifications.addresses import FailingAddress, Why
from accreditation_portal.notifications.connection import Connection
from accreditation_portal.notifications.enclosures import enclosed_with
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.refusals import is_for_good, said_by

LEASE = timedelta(seconds=45)  # longer than a sending may take (EMAIL_TIMEOUT): afterwards the letter is anybody's
SHORTEST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(hours=24)
LEAST_ATTEMPTS = 10  # a worker that slept for days does not give up at its first failure

log = logging.getLogger(__name__)


@dataclass
class Round:
    """What one round of delivery did."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0


def deliver_due(going_on: Callable[[], bool] = lambda: True) -> Round:
    """Deliver every letter that is due now, until there is none or ``going_on`` says no."""
    done, connection = Round(), Connection()
    try:
        while going_on():
            connection.look()
            if (mail := claim()) is None:
                break
            outcome = deliver(mail, connection)
            setattr(done, outcome, getattr(done, outcome) + 1)
    finally:
        connection.close()
    return done


def claim() -> OutboxMail | None:
    """One letter that is due, for us alone while the lease lasts; the UPDATE decides between workers."""
    while due := list(OutboxMail.objects.due(timezone.now()).values_list("pk", "attempts")[:20]):
        for pk, attempts in due:
            at = timezone.now()
            mine = OutboxMail.objects.due(at).order_by().filter(pk=pk, attempts=attempts)
            if mine.update(attempts=F("attempts") + 1, next_attempt_at=at + LEASE):
                return OutboxMail.objects.select_related("recipient").get(pk=pk)
    return None


def deliver(mail: OutboxMail, connection: Connection) -> str:
    """Send one claimed letter; "sent", "postponed" or "given_up". No error leaves this: it waits in the row."""
    try:
        message = message_of(mail)
        connection.send(message)
    except Exception as error:  # whatever a transport raises, the next letter must go
        return _failed(mail, error)
    OutboxMail.objects.filter(pk=mail.pk).update(
        sent_at=timezone.now(), failed_at=None, last_error="", provider_id=_number_of(message)
    )
    refused = FailingAddress.objects.of(mail.to).failing().filter(why=Why.REFUSED)
    if refused.exists():  # seldom: a look costs less than a write
        refused.clear(mail.to)
    return "sent"


def message_of(mail: OutboxMail) -> EmailMultiAlternatives:
    """The mail as it goes out: the same Message-ID at every attempt, the style sheet put into its HTML."""
    with translation.override(mail.language or settings.LANGUAGE_CODE):
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        sender = formataddr((name or str(office.OFFICE_NAME), address))
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=sender,
        to=[mail.to],
        reply_to=[office.CONTACT_EMAIL],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language or settings.LANGUAGE_CODE,
        },
    )
    if mail.unsubscribe:  # one click in the mail program stops these letters (RFC 8058)
        message.extra_headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if mail.html:
        message.attach_alternative(_inliner().inline(mail.html), "text/html")
    for part in enclosed_with(mail):
        message.attach(part)
    return message


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 30 s, doubled each time up to an hour, a fifth more or less."""
    seconds = SHORTEST_PAUSE.total_seconds() * 2 ** min(attempts - 1, 10) * SystemRandom().uniform(0.8, 1.2)
    return min(max(timedelta(seconds=seconds), SHORTEST_PAUSE), LONGEST_PAUSE)


def _failed(mail: OutboxMail, error: Exception) -> str:
    """Another attempt after a pause; none after a day of them, or where no attempt can help."""
    at, refused = timezone.now(), is_for_good(error)
    gives_up = refused or (mail.attempts >= LEAST_ATTEMPTS and at - mail.queued_at >= GIVEN_UP_AFTER)
    # What a mail server says may repeat the address: it is kept in the row, and never in the log.
    log.warning("Letter %s, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)
    with transaction.atomic():
        # Where the lease ran out meanwhile, another worker has the letter and the word; what was given up stays so.
        own = OutboxMail.objects.waiting().filter(pk=mail.pk, attempts=mail.attempts)
        noted = own.update(
            last_error=said_by(error),
            next_attempt_at=at + pause_after(mail.attempts),
            failed_at=at if gives_up else None,
        )
        if noted and refused:
            FailingAddress.objects.mark(mail, Why.REFUSED, said_by(error), at)
    return "given_up" if gives_up else "postponed"


def _number_of(message: EmailMultiAlternatives) -> str:
    """What the mail provider calls the message in its reports."""
    number = getattr(getattr(message, "anymail_status", None), "message_id", None)
    return number[:250] if isinstance(number, str) else ""


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """What puts ``static/css/mail.css`` into the tags; it fetches nothing."""
    sheet = Path(finders.find("css/mail.css")).read_text("utf-8")
    return css_inline.CSSInliner(extra_css=sheet, load_remote_stylesheets=False, keep_link_tags=False)
