"""What every page is sent with, walked as those who may see it: a policy without exceptions, and nothing kept."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.urls import get_resolver, reverse

from tests.architecture.test_addresses import ADDRESSES, addressed, stage  # noqa: F401 - a fixture
from tests.factories import profiles as cast
from tests.factories.second_factor import with_app

# Data for a script is no script: a browser runs nothing in it.
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)
INLINE = re.compile(r"<style\b|\sstyle=|<[^>]+\son[a-z]+=|javascript:", re.IGNORECASE)
SEALED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def check(response, address, *, personal):
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy, address
    assert "*" not in policy, address
    assert {name: response.headers.get(name) for name in SEALED} == SEALED, address
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", address
    assert "camera=()" in response.headers["Permissions-Policy"], address
    if personal:
        assert "no-store" in response.headers["Cache-Control"], address
    if response.headers["Content-Type"].startswith("text/html") and not response.streaming:
        page = response.content.decode()
        assert not SCRIPT.search(page), address
        assert not INLINE.search(page), address


@pytest.mark.one_database
def test_every_page_of_the_admin_keeps_to_the_policy(client, stage):  # noqa: F811 - the fixture
    seen = 0
    for user in ("root", "officer", "press", "passoffice", "verifier"):
        client.force_login(cast.User.objects.get(username=user))
        for name in ADDRESSES:
            for _what, address in addressed(name, stage):
                response = client.get(address)
                check(response, address, personal=True)
                seen += response.status_code == 200
    assert seen > 60


def plain_addresses(resolver, before=""):
    """Every address without parts of the public pages, the accounts and the representatives' own pages."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from plain_addresses(pattern, route)
        elif not re.search(r"[<(\\]", route):
            yield "/" + route.replace("^", "").replace("$", "")


PLAIN = sorted(set(plain_addresses(get_resolver())) - {"/accounts/logout/"})
PLAIN = [address for address in PLAIN if not address.startswith("/admin/")]


@pytest.mark.parametrize("whose", ["nobody", "anna"])
def test_every_other_page_keeps_to_the_policy(client, anna, whose):
    if whose == "anna":
        client.force_login(with_app(anna))
    seen = 0
    for address in PLAIN:
        response = client.get(address)
        check(response, address, personal=whose == "anna")
        seen += response.status_code == 200
    assert seen > (15 if whose == "nobody" else 30)


def test_static_files_are_sent_with_the_policy_too(client):
    response = client.get("/static/css/portal.css")

    assert response.getvalue()
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_with_the_session_goes_what_the_browser_kept(client, anna):
    client.force_login(anna)
    assert "Clear-Site-Data" not in client.get(reverse("profiles:profile")).headers

    assert client.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/").headers


def test_what_is_personal_in_a_cookie_is_no_scripts(client, anna):
    client.post(reverse("account_login"), {"login": "anna", "password": cast.PASSWORD})

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_what_is_answered_before_a_page_is_asked_keeps_to_the_policy_too(client, db, monkeypatch):
    client.raise_request_exception = False
    check(client.get("/", headers={"host": "elsewhere.example"}), "another host", personal=False)

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(SessionStore, "load", away)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = client.get("/")
    assert answer.status_code == 503
    check(answer, "database away", personal=True)
