"""Somebody who looks at pages and sends forms, one after another, through a proxy that speaks https."""

import mimetypes
import re
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from importlib import import_module
from time import perf_counter, time
from urllib.parse import urlencode

from allauth.account.internal.flows import login
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accreditation_portal import staff
from tests.benchmarks.server import HOST


@dataclass(frozen=True)
class Answer:
    """One answer: what the server counted, what the client waited, and what came."""

    status: int
    queries: int
    milliseconds: float  # in the server
    waited: float  # milliseconds in the client, connection included
    text: str
    location: str = ""  # where it leads

    def hidden(self, name: str) -> str:
        """The value of a hidden field of a form on this page."""
        field = next(tag for tag in re.findall(r"<input[^>]*>", self.text) if f'name="{name}"' in tag)
        return re.search(r'value="([^"]*)"', field)[1]


class Visitor:
    """A browser of sorts; with a ``user``, one who has logged in."""

    def __init__(self, port: int, user=None):
        self.port, self.user = port, user
        self.cookies = {settings.SESSION_COOKIE_NAME: session_of(user)} if user else {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(
        self,
        path: str,
        page: Answer,
        fields: dict[str, str | list[str]],
        files: dict[str, tuple[str, bytes]] | None = None,
    ):
        """Send a form of ``page`` with its token; ``files``: by field, a name and the bytes."""
        fields = {"csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"), **fields}
        if files is None:
            return self._ask("POST", path, urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded")
        body, boundary = _multipart(fields, files)
        return self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {
            "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Origin": f"https://{HOST}:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": kind} if kind else {}),
        }  # fmt: skip
        began = perf_counter()
        connection = HTTPConnection(HOST, self.port, timeout=300)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        waited = (perf_counter() - began) * 1000
        connection.close()
        self._remember(response)
        if response.status >= 400:
            raise RuntimeError(f"{method} {path} was answered with {response.status}")
        counted = int(response.headers["X-Queries"]), float(response.headers["X-Milliseconds"])
        text, location = content.decode("utf-8", "replace"), response.headers.get("Location", "")
        return Answer(response.status, *counted, waited, text, location)

    def _remember(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def session_of(user) -> str:
    """The key of a session of this user, as a login leaves it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    # Somebody who said again who it is; of staff, with a second factor.
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time(), "reauthenticated": True}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    if user.is_staff:
        session[staff.HAS_FACTOR], session[staff.BEGAN], session[staff.SEEN] = True, time(), time()
    session.save()
    return session.session_key


def _multipart(fields: dict[str, str | list[str]], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    boundary, parts = uuid.uuid4().hex, []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (filename, data) in files.items():
        kind = mimetypes.guess_type(filename)[0]
        head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'
        parts += [f"--{boundary}\r\n{head}".encode(), data, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), boundary
