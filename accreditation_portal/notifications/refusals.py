"""What a transport's error means: a refusal for good, or something that another attempt may mend."""

import re
import smtplib

from anymail.exceptions import AnymailRecipientsRefused

ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
OF_THE_RECIPIENT = (550, 551, 552, 553, 556)
SENDERS_ADDRESS = ("7", "8")  # details of subject 1 that speak of who sends, not of who receives
LONGEST = 250


def is_for_good(error: Exception) -> bool:
    """Whether no other attempt can bring the letter to its address: then it is given up at once.

    That is so where the recipient is meant: a provider that refuses all recipients as invalid or blocked; an SMTP
    server that answers 5xx with an enhanced code of the address (5.1.x, but for the sender's, 5.1.7 and 5.1.8) or of
    the mailbox (5.2.x), to RCPT or after the text; without an enhanced code, 550 to 553 or 556 to RCPT.
    Everything else is tried again for a day, since somebody can mend it or it mends itself: every 4xx, what the server
    says of the sender, of its own state, of the network, of the protocol or of its policy (5.3 to 5.7, relaying and
    block lists among them), a bare 5xx after the text, which judges the content, and whatever breaks on the way. In
    doubt a day is lost, and no letter.
    """
    if isinstance(error, AnymailRecipientsRefused):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return bool(error.recipients) and all(
            _means_the_recipient(code, said, bare=True) for code, said in error.recipients.values()
        )
    if isinstance(error, smtplib.SMTPDataError):
        return _means_the_recipient(error.smtp_code, error.smtp_error, bare=False)
    return False


def _means_the_recipient(code: int, said: bytes | str, *, bare: bool) -> bool:
    """Whether a 5xx is about the address or its mailbox; ``bare``: also where no enhanced code says so."""
    if not 500 <= code <= 599:
        return False
    if found := ENHANCED.search(_text(said)):
        of_class, subject, detail = found.groups()
        return of_class == "5" and (subject == "2" or (subject == "1" and detail not in SENDERS_ADDRESS))
    return bare and code in OF_THE_RECIPIENT


def said_by(error: Exception) -> str:
    """The error in one line, as officers read it: of a mail server its code and words, else its kind and words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, said = next(iter(error.recipients.values()))
        words = f"{code} {_text(said)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        words = f"{type(error).__name__}: {error}"
    return " ".join(words.split())[:LONGEST]


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
