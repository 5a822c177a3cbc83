"""SMTP with a clock: one conversation about one letter ends before another worker takes the letter."""

import smtplib
import time
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangosBackend

MOST_SECONDS = 20.0  # to open a connection, and again for each letter: both together are shorter than a lease


class _Punctual:
    """A conversation in which all answers together take no longer than until ``until``."""

    until: float
    timeout: float
    sock: Any

    def __init__(self, *args: Any, **kwargs: Any):
        self.until = time.monotonic() + MOST_SECONDS
        super().__init__(*args, **kwargs)

    def getreply(self):
        left = self.until - time.monotonic()
        if left <= 0:
            self.close()
            raise smtplib.SMTPServerDisconnected("The server took too long over one letter.")
        if self.sock is not None:
            self.sock.settimeout(min(self.timeout, left))
        return super().getreply()


class _SMTP(_Punctual, smtplib.SMTP):
    """In the clear, or with STARTTLS."""


class _SMTPOverTLS(_Punctual, smtplib.SMTP_SSL):
    """Encrypted from its first byte."""


class EmailBackend(DjangosBackend):
    """As Django's; a server that answers just in time, again and again, does not outlast the lease of a letter."""

    @property
    def connection_class(self):
        return _SMTPOverTLS if self.use_ssl else _SMTP

    def _send(self, email_message):
        self.connection.until = time.monotonic() + MOST_SECONDS
        return super()._send(email_message)
