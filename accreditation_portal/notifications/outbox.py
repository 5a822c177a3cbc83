"""Queue a notice in the transaction that made it true."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accreditation_portal.notifications.letters import Letter, account_letter, compose
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import Notice


class ToOne(NamedTuple):
    """What one account is told; ``unsubscribe``: where they stop such letters, if they asked for them."""

    user: Any
    notice: Notice
    values: dict[str, Any]
    about: str = ""
    unsubscribe: str = ""


def tell(
    user: Any, notice: Notice, values: dict[str, Any], *, about: str = "", key: str | None = None
) -> OutboxMail | None:
    """Queue one notice to one account, rendered now in their language.

    None where ``key`` was told before, or where the account is disabled: nobody reads its letters.
    """
    if not user.is_active or (key and OutboxMail.objects.filter(key=key).exists()):
        return None
    mail = _letter_to(ToOne(user, notice, values, about), key)
    if key is None:
        mail.save(force_insert=True)
        return mail
    return mail if _saved_once(mail) else None


def _saved_once(mail: OutboxMail) -> bool:
    """Whether this row is the first with its key."""
    try:
        with transaction.atomic():  # a savepoint: a key that another transaction took first spoils nothing here
            mail.save(force_insert=True)
    except IntegrityError:
        if OutboxMail.objects.filter(key=mail.key).exists():
            return False
        raise
    return True


class NotSentAgain(Exception):
    """The letter cannot be sent again; the message says why, in words for the officer who tried."""


def why_not_again(letter: OutboxMail) -> Any:
    """Why this letter cannot be sent again, or None."""
    if letter.is_of_an_account or letter.recipient is None:
        return _("This is a mail of an account: it may hold a link that opens it, and is never sent again.")
    if not letter.text:
        return _("The text of this letter is erased: there is nothing to send again.")
    if letter.state == "waiting":
        return _("This letter still waits to be sent: it goes out by itself.")
    if not letter.recipient.is_active:
        return _("The account is disabled: nobody reads its letters.")
    return None


@transaction.atomic
def send_again(letter: OutboxMail, *, by: Any, seen: int) -> OutboxMail | None:
    """Queue the same text once more, to the person's address of today; the new row names which it repeats, for whom.

    ``seen``: how many times it was sent again when the page was made. None: somebody was first, or clicked twice.
    Raises NotSentAgain.
    """
    # As an erasure does first: either it finds this letter, or it is found here.
    get_user_model().objects.select_for_update().filter(pk=letter.recipient_id).values_list("pk").first()
    letter = OutboxMail.objects.select_related("recipient").get(pk=letter.pk)
    if reason := why_not_again(letter):
        raise NotSentAgain(str(reason))
    key = f"again:{letter.pk}:{seen}"
    if letter.repeated_by.count() != seen:
        return None
    again = OutboxMail(
        recipient=letter.recipient, to=letter.recipient.email, language=letter.language, notice=letter.notice,
        about=letter.about, key=key, subject=letter.subject, text=letter.text, html=letter.html,
        repeats=letter, repeated_for=by,
    )  # fmt: skip
    return again if _saved_once(again) else None


def letters_to(people: Iterable[ToOne], *, key: str) -> list[OutboxMail]:
    """The letters of a batch, unsaved, each under ``key`` and its reader's number; as ``tell``, in one query."""
    wanted = {f"{key}:{one.user.pk}": one for one in people if one.user.is_active}
    told = set(OutboxMail.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [_letter_to(one, own_key) for own_key, one in wanted.items() if own_key not in told]


def to_those_there(letters: list[OutboxMail]) -> list[OutboxMail]:
    """Those whose readers were not erased or disabled meanwhile; who erases them waits until the letters are saved."""
    readers = get_user_model().objects.filter(pk__in=[letter.recipient_id for letter in letters], is_active=True)
    there = set(readers.select_for_update().order_by("pk").values_list("pk", flat=True))
    return [letter for letter in letters if letter.recipient_id in there]


def _letter_to(one: ToOne, key: str | None) -> OutboxMail:
    letter = compose(one.notice, one.values, one.user.language)
    return OutboxMail(
        recipient=one.user, to=one.user.email, language=one.user.language, notice=one.notice.full_name,
        about=one.about, key=key, unsubscribe=one.unsubscribe,
        subject=letter.subject, text=letter.text, html=letter.html,
    )  # fmt: skip


class OutboxBackend(BaseEmailBackend):
    """Queues what others send through Django's mail API, so that no mail server can make a page fail."""

    def send_messages(self, email_messages) -> int:
        rows = [self._queued(message, to) for message in email_messages for to in message.recipients()]
        return len(OutboxMail.objects.bulk_create(rows))

    def _queued(self, message, to: str) -> OutboxMail:
        if message.attachments:
            raise ValueError("The outbox keeps no attachments: a letter links to what it shows.")
        letter = self._letter(message)
        return OutboxMail(
            recipient=self._account(to), to=to, language=translation.get_language() or "",
            subject=letter.subject, text=letter.text, html=letter.html,
        )  # fmt: skip

    def _letter(self, message) -> Letter:
        """The message between our head and foot; HTML that somebody else made is kept as it is."""
        letter = account_letter(message.subject, message.body)
        made = next((part.content for part in getattr(message, "alternatives", ()) if part.mimetype == "text/html"), "")
        return Letter(letter.subject, letter.text, made or letter.html)

    def _account(self, address: str) -> Any:
        accounts = get_user_model().objects
        return (
            accounts.filter(email__iexact=address).first()
            or accounts.filter(emailaddress__email__iexact=address).first()
        )
