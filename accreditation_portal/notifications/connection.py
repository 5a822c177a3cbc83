"""One connection to the transport for a run of letters, and a new one where it broke."""

import smtplib
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import get_connection

LETTERS_OF_A_CONNECTION = 50  # fewer than mail servers take before they hang up


class NotTaken(Exception):
    """The transport took no letter and gave no reason."""


class Connection:
    """Opened with the first letter. After an error nobody knows where a conversation stands: the next begins anew."""

    def __init__(self) -> None:
        self._backend: Any = None
        self._sent = 0

    def send(self, message: Any) -> None:
        """Hand over one message, or raise what the transport raised."""
        try:
            if self._backend is None:
                self._backend = get_connection(settings.EMAIL_TRANSPORT)
                self._backend.open()
            if not self._backend.send_messages([message]):
                raise NotTaken("The transport did not take the letter.")
        except Exception:
            self.close()
            raise
        self._sent += 1

    def look(self) -> None:
        """Drop a connection that takes no other letter; before one is claimed, whose lease would run meanwhile."""
        if self._backend is not None and not self._can_take_another():
            self.close()

    def close(self) -> None:
        backend, self._backend, self._sent = self._backend, None, 0
        if backend is not None:
            with suppress(OSError, smtplib.SMTPException):  # what was sent is sent; a farewell is a courtesy
                backend.close()

    def _can_take_another(self) -> bool:
        """A server that hung up meanwhile costs no letter an attempt."""
        smtp = getattr(self._backend, "connection", None)
        if self._sent >= LETTERS_OF_A_CONNECTION:
            return False
        if not isinstance(smtp, smtplib.SMTP):
            return True
        try:
            return smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False
