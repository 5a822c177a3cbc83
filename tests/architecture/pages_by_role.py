"""What every address answers to whom; `python -m tests.architecture` writes it into docs/security.md."""

import re
from collections.abc import Iterator
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from accreditation_portal import security_log, urls
from profiles.models import User

FILE = Path(__file__).resolve().parents[2] / "docs" / "security.md"

# Who asks, as the tables name them, and the account of the stage.
STAFF = {
    "officer": "officer", "press officer": "press", "Pass Office": "passoffice", "security": "verifier",
    "superuser": "root",
}  # fmt: skip
AT_THE_PORTAL = {"anonymous": None, "owner": "anna", "another": "bruno"} | STAFF
AT_THE_ADMIN = {"anonymous": None, "representative": "anna"} | STAFF
YES, LEADS_ON, BY_POST, LOG_IN = "yes", "leads on", "by POST", "log-in"
GETS = {YES, LEADS_ON, BY_POST}
STALE = "docs/security.md is not what the walk finds: read the difference, then python -m tests.architecture"
REFUSED = {LOG_IN, "400", "403", "404", "405"}


def routes(patterns: list, before: str = "", space: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each address of the configuration: its name, how it is written, and the names of its parts."""
    for pattern in patterns:
        route = before + _written(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, route, inner)
        else:
            yield space + str(pattern.name), route, tuple(re.findall(r"<(\w+)>", route))


def _written(pattern: URLPattern | URLResolver) -> str:
    """The pattern as an address: parts in brackets, nothing of the regular expressions."""
    text = re.sub(r"\(\?![^)]*\)", "", str(pattern.pattern))
    text = re.sub(r"\(\?P<(\w+)>(?:[^()\[\]]|\[[^\]]*\])*\)", r"<\1>", text)
    return re.sub(r"<\w+:", "<", text.replace("^", "").replace("$", "").replace("\\", ""))


EVERY = list(routes(get_resolver().url_patterns))
OF_THE_ADMIN = [route for route in EVERY if route[0].startswith(f"{admin.site.name}:")]
OF_THE_PORTAL = [route for route in EVERY if not route[0].startswith(f"{admin.site.name}:")]


def refused_in_short(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A refusal is its status alone: its page is drawn in other tests, and here it would be drawn a thousand times."""
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", partial(_in_short, status=status), raising=False)
    for name in ("django.request", security_log.__name__):
        caplog.set_level("CRITICAL", name)


def _in_short(request: HttpRequest, exception: Exception, *, status: int) -> HttpResponse:
    return HttpResponse(status=status)


class Visitors:
    """Everybody of the stage, each with a session of their own; whatever somebody does is taken back at once."""

    def __init__(self, viewers: dict[str, str | None]) -> None:
        self.clients = {}
        for name, username in viewers.items():
            client = self.clients[name] = Client()
            if username:
                client.force_login(User.objects.get(username=username))
        self.cookies = {name: client.cookies.output(header="", sep=";") for name, client in self.clients.items()}

    def answers(self, address: str) -> dict[str, str]:
        """What each of them gets, by GET, or by POST where nothing is shown; who is refused is refused both."""
        return {name: self._answer(name, address) for name in self.clients}

    def _answer(self, name: str, address: str) -> str:
        shown = self._asked(name, "get", address)
        if shown in GETS:
            return shown
        sent = self._asked(name, "post", address)
        if sent in GETS:
            return BY_POST
        return shown if sent == "405" or shown != "405" else sent

    def _asked(self, name: str, method: str, address: str) -> str:
        client = self.clients[name]
        client.cookies = SimpleCookie(self.cookies[name])
        with transaction.atomic():
            response = getattr(client, method)(address)
            response.getvalue()  # a file is read to its end, and closed
            transaction.set_rollback(method == "post")
        if response.status_code == 302:
            target = response.url.split("?")[0]
            if target in (reverse("account_login"), reverse("admin:login")):
                return LOG_IN if name == "anonymous" else "403"  # the log-in of the admin refuses whoever is in already
            return LEADS_ON
        answer = YES if response.status_code == 200 else str(response.status_code)
        assert answer == YES or answer in REFUSED, f"{address} answers {name} with {answer}"
        return answer


def table(rows: dict[str, dict[str, str]]) -> str:
    """One line for each address, in the order of the configuration."""
    viewers = list(next(iter(rows.values())))
    lines = ["| address | " + " | ".join(viewers) + " |", "| --- |" + " --- |" * len(viewers)]
    return "\n".join(lines + [f"| {about} | " + " | ".join(answers.values()) + " |" for about, answers in rows.items()])


def written(name: str, rows: dict[str, dict[str, str]], config: pytest.Config) -> bool:
    """Whether the document has this table; where it is to be written anew, it is written first."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = FILE.read_text("utf-8")
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    wanted = f"{before}{begin}\n{table(rows)}\n{end}{after}"
    if config.pluginmanager.has_plugin("Writes"):
        FILE.write_text(wanted, "utf-8")
        return True
    return text == wanted
