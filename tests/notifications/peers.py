"""Mail servers on the loopback that do as they are told."""

import asyncio
import os
import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Peer:
    """Keeps what it accepts. ``answers`` are given to texts, ``to_rcpt`` to recipients, one after another, then 250.

    ``letters_of_a_connection``: it hangs up after so many. ``slow``: seconds before it answers to a text.
    """

    def __init__(self, *answers: str, to_rcpt: tuple[str, ...] = (), letters_of_a_connection: int = 10_000,
                 slow: float = 0.0):  # fmt: skip
        self.answers, self.to_rcpt = list(answers), list(to_rcpt)
        self.messages, self.connections = [], 0
        self.letters_of_a_connection, self.slow = letters_of_a_connection, slow
        self.text_has_come = threading.Event()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        self.connections += 1
        session.host_name, session.letters = hostname, 0
        return responses

    async def handle_NOOP(self, server, session, envelope, arg):  # noqa: N802 - aiosmtpd's name
        if session.letters >= self.letters_of_a_connection:
            server.transport.abort()
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        answer = self.to_rcpt.pop(0) if self.to_rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.text_has_come.set()
        await asyncio.sleep(self.slow)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "die":
            server.transport.abort()
            return answer
        if answer.startswith("250"):
            message = message_from_bytes(envelope.original_content, policy=policy.default)
            self.messages.append(message)
        session.letters += 1
        return answer

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.messages]


class DyingInTheText(SMTP):
    """Hangs up with the first lines of a text: the client has begun to write and is not told why."""

    deaths = 0

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's name
        if type(self).deaths:
            return await super().smtp_DATA(arg)
        type(self).deaths += 1
        await self.push("354 Go on")
        await self._reader.readline()
        self.transport.abort()
        return None


@contextmanager
def listening(peer: Peer, server: type[SMTP] = SMTP):
    """The port on which this peer answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    class Listening(Controller):
        def factory(self):
            return server(self.handler, **self.SMTP_kwargs)

    controller = Listening(peer, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def environment_of_a_worker(database: dict, port: int) -> dict[str, str]:
    """What `manage.py run_worker` needs to work on the database of the tests, and to write to this peer."""
    name = database["NAME"]
    if database["ENGINE"].endswith("sqlite3"):
        address = f"sqlite:///{name}"
    else:  # the server of the tests, and on it the database that they made
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return os.environ | {"DEBUG": "true", "DATABASE_URL": address, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
