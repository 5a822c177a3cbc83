"""Somebody who sends whatever they like, and looks at the whole answer: over a connection, or to the test client."""

from contextlib import suppress
from http.client import HTTPConnection
from time import perf_counter

from django.conf import settings

from tests.benchmarks.server import HOST
from tests.benchmarks.visitor import Visitor
from tests.trust.sent import Reply


class Guest(Visitor):
    """A browser that obeys nothing; everybody has an address of their own, so that no limit is shared."""

    def __init__(self, port: int, user=None, number: int = 0):
        super().__init__(port, user)
        self.address = f"198.51.{number // 250 % 250}.{number % 250 + 1}"

    @property
    def token(self) -> str:
        """What a form of this browser carries against forgery."""
        return self.cookies.get(settings.CSRF_COOKIE_NAME, "")

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Reply:
        headers = {
            "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "Origin": f"https://{HOST}:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": kind} if kind else {}),
        }  # fmt: skip
        connection = HTTPConnection(HOST, self.port, timeout=120)
        try:
            began = perf_counter()
            with suppress(BrokenPipeError, ConnectionResetError):  # it has answered, and reads no further
                connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            seconds = perf_counter() - began
        finally:
            connection.close()
        self._remember(response)
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, content, seconds)


class TestGuest:
    """The same before Django's test client: for a sample, without a server."""

    __test__ = False
    token = ""  # the test client is not asked for one

    def __init__(self, client, user=None):
        self.client, self.user = client, user
        client.raise_request_exception = False
        if user:
            client.force_login(user)

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Reply:
        began = perf_counter()
        response = self.client.generic(method, path, body or b"", kind or "application/octet-stream")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        headers = {name.lower(): value for name, value in response.items()}
        return Reply(response.status_code, headers, content, perf_counter() - began)
