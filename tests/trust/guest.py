"""Somebody who sends whatever they like, and looks at the whole answer: over a connection, or to the test client."""

import uuid
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import quote

from tests.benchmarks.server import HOST
from tests.benchmarks.visitor import Visitor

SAFE_TYPES = ("image/jpeg", "image/png", "application/pdf")


@dataclass(frozen=True)
class Reply:
    """One answer, whatever its status."""

    status: int
    headers: dict[str, str]  # by name in small letters
    content: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class Guest(Visitor):
    """A browser that obeys nothing; everybody has an address of their own, so that no limit is shared."""

    def __init__(self, port: int, user=None, number: int = 0):
        super().__init__(port, user)
        self.address = f"198.51.{number // 250 % 250}.{number % 250 + 1}"

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Reply:
        headers = {
            "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address, "Origin": f"https://{HOST}:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": kind} if kind else {}),
        }  # fmt: skip
        connection = HTTPConnection(HOST, self.port, timeout=120)
        try:
            began = perf_counter()
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


def token_of(guest) -> str:
    """What a form of this browser carries against forgery."""
    from django.conf import settings

    if isinstance(guest, TestGuest):
        return ""  # the test client is not asked for one
    return guest.cookies.get(settings.CSRF_COOKIE_NAME, "")


def encoded(fields: dict[str, str | bytes | list]) -> tuple[bytes, str]:
    """A form's body; bytes are sent as they are, also where they are no text."""
    pairs = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    text = "&".join(f"{quote(name)}={quote(one, safe='', errors='surrogatepass')}" if isinstance(one, str)
                    else f"{quote(name)}={quote(one, safe='')}" for name, one in pairs)  # fmt: skip
    return text.encode(), "application/x-www-form-urlencoded"


def multipart(fields: dict[str, str | list], files: list[tuple[str, bytes, bytes]]) -> tuple[bytes, str]:
    """A form with files; their names go into the header as they are, but for what would end it."""
    boundary, parts = uuid.uuid4().hex.encode(), []
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            head = b"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n" % (boundary, name.encode())
            parts += [head, one.encode(), b"\r\n"]
    for field, name, data in files:
        sent_as = name.replace(b'"', b"%22")
        head = b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: text/html\r\n\r\n'
        parts += [head % (boundary, field.encode(), sent_as), data, b"\r\n"]
    return b"".join([*parts, b"--%s--\r\n" % boundary]), f"multipart/form-data; boundary={boundary.decode()}"
