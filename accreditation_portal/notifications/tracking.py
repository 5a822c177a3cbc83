"""What a mail provider reports of a letter that it took, through the webhooks of anymail."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.signals import EventType, RejectReason
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from accreditation_portal.notifications.addresses import FailingAddress, Why
from accreditation_portal.notifications.models import RANK, OutboxMail, Outcome

REPORTS = {
    EventType.DELIVERED: Outcome.DELIVERED,
    EventType.REJECTED: Outcome.REJECTED,
    EventType.FAILED: Outcome.REJECTED,
    EventType.BOUNCED: Outcome.BOUNCED,
    EventType.COMPLAINED: Outcome.COMPLAINED,
}
WHY = {Outcome.REJECTED: Why.REJECTED, Outcome.BOUNCED: Why.BOUNCED, Outcome.COMPLAINED: Why.COMPLAINED}
OWN_ID = re.compile(r"<?(outbox-(\d{1,18})\.\d+@[^<>\s]+?)>?")

log = logging.getLogger(__name__)


def note(event: Any, **sent_with: Any) -> None:
    """Note on the letter what its provider reports, and on its address whether letters reach it.

    Reports come twice, late and out of order: one of a rank that is not higher changes nothing, and one of a letter
    that nobody knows is no error. Of a letter that was blanked meanwhile nothing but the outcome is noted. Whatever is
    reported of a letter, the provider has taken it: one that still waits, since its worker ended before it could say
    so, is not sent again.
    """
    outcome = REPORTS.get(event.event_type)
    if outcome is None:
        return
    with transaction.atomic():
        letter = _letter_of(event)
        if letter is None or RANK[outcome] <= RANK[letter.outcome]:
            return
        # Of a letter that an erasure blanked no words are kept: they often repeat the address.
        at, said = _moment_of(event), _words_of(event) if letter.to else ""
        OutboxMail.objects.filter(pk=letter.pk).update(
            outcome=outcome, outcome_at=at, outcome_said=said, sent_at=Coalesce("sent_at", at), failed_at=None
        )
        if outcome == Outcome.DELIVERED:
            _arrived(letter)
        elif letter.to and _means_the_address(outcome, event.reject_reason) and not _reached_later(letter):
            FailingAddress.objects.mark(letter, WHY[outcome], said, at)


def _means_the_address(outcome: Outcome, reason: str | None) -> bool:
    """Whether it tells something of the address; a letter can be stopped for what is in it, too."""
    return outcome != Outcome.REJECTED or reason not in (RejectReason.OTHER, None)


def _arrived(letter: OutboxMail) -> None:
    """A letter arrived: its address is cleared, unless the letter that marked it was written later."""
    marked = FailingAddress.objects.failing().filter(letter__queued_at__lt=letter.queued_at)
    marked.clear(letter.to)


def _reached_later(letter: OutboxMail) -> bool:
    """Whether a later letter to the same address has arrived already."""
    later = OutboxMail.objects.filter(recipient=letter.recipient_id, queued_at__gt=letter.queued_at)
    return letter.recipient_id is not None and later.filter(outcome=Outcome.DELIVERED, to__iexact=letter.to).exists()


def _letter_of(event: Any) -> OutboxMail | None:
    """The letter, locked: by the provider's number, else by our own Message-ID where the report holds it."""
    letters = OutboxMail.objects.select_for_update()
    if event.message_id and (found := letters.filter(provider_id=event.message_id).order_by("pk").last()):
        return found
    for own_id in _message_ids(event):
        match = OWN_ID.fullmatch(own_id)
        found = letters.filter(pk=int(match[2])).first() if match else None
        if found and found.message_id == f"<{match[1]}>":
            return found
    log.info("A report of a letter that is not known: %s", event.event_type)
    return None


def _message_ids(event: Any) -> Iterator[str]:
    """Wherever providers put the header of the message: for its number, or among its headers."""
    yield str(event.message_id or "")
    kept = event.esp_event.get("mail") if isinstance(event.esp_event, dict) else None
    for header in (kept or {}).get("headers") or ():
        if str(header.get("name", "")).lower() == "message-id":
            yield str(header.get("value", ""))


def _moment_of(event: Any) -> datetime:
    """When it happened, as the provider says; never later than now."""
    now = timezone.now()
    if event.timestamp is None:
        return now
    at = event.timestamp if timezone.is_aware(event.timestamp) else timezone.make_aware(event.timestamp)
    return min(at, now)


def _words_of(event: Any) -> str:
    words = event.mta_response or event.description or event.reject_reason or ""
    return " ".join(str(words).split())[:250]
