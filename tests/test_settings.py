"""The portal starts on safe values alone, says which one is not, and serves like that."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "a-secret-that-nobody-guesses-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "media.example.org",
    "SITE_URL": "https://media.example.org",
    "EMAIL_URL": "smtp+tls://mailer:secret@smtp.example.org:587",
}
WEBHOOK_SECRET = "provider:reports-0123456789"


def manage(*arguments, **environment):
    """Run manage.py with these variables and no others of the portal's; return the finished process."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_has_nothing_to_complain_of():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 60),
        ("SECRET_KEY", "only-for-development-never-for-people"),
        ("SECRET_KEY_FALLBACKS", "only-for-development-never-for-people"),
        ("SECRET_KEY_FALLBACKS", f"{PRODUCTION['SECRET_KEY']}-of-last-year,short"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://media.example.org"),
        ("STORAGE_URL", "ftp://files.example.org"),
        ("EMAIL_URL", "console:"),
        ("EMAIL_URL", "file:/tmp/mail"),
        ("EMAIL_URL", "anymail+pigeon:"),
        ("EMAIL_URL", "gopher://example.org"),
        ("SITE_URL", "https://"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("STORAGE_URL", "gopher://example.org"),
        ("SENDFILE_ROOT", "https://elsewhere.example.org/"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_an_unsafe_value_is_refused_by_name(name, value):
    result = manage("check", **PRODUCTION | {name: value})

    assert result.returncode != 0
    last = result.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert f"{name}:" in last
    others = {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"} - {name}
    assert [other for other in others if f"{other}:" in last] == []


def test_every_unsafe_value_is_named_at_once():
    result = manage("check", DEBUG="false")

    assert all(f"{name}:" in result.stderr for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"))


def test_debug_pages_are_not_served_to_the_world():
    command = [sys.executable, "-c", "from accreditation_portal.wsgi import application"]
    environment = {"PATH": os.environ["PATH"], **PRODUCTION}

    def served(**more):
        return subprocess.run(command, cwd=ROOT, env=environment | more, capture_output=True, text=True, check=False)

    assert "ImproperlyConfigured: DEBUG: switch it off" in served(DEBUG="true").stderr
    assert served().returncode == served(DEBUG="true", SITE_URL="http://127.0.0.1:8000").returncode == 0


def test_letters_link_to_a_host_that_answers():
    result = manage("check", "--deploy", **PRODUCTION | {"SITE_URL": "https://elsewhere.example.org"})

    assert result.returncode != 0
    assert "SITE_URL names 'elsewhere.example.org'" in result.stderr
    assert manage("check", "--deploy", **PRODUCTION | {"ALLOWED_HOSTS": ".example.org"}).returncode == 0


def test_a_provider_of_mail_gets_its_key_from_the_environment():
    result = manage(
        "shell", "-v", "0", "-c", "from django.conf import settings as s; print(s.EMAIL_TRANSPORT, s.ANYMAIL)",
        **PRODUCTION | {"EMAIL_URL": "anymail+mailgun:", "ANYMAIL_MAILGUN_API_KEY": "k",
                        "ANYMAIL_WEBHOOK_SECRET": WEBHOOK_SECRET},
    )  # fmt: skip

    assert result.stdout.strip() == (
        f"anymail.backends.mailgun.EmailBackend {{'MAILGUN_API_KEY': 'k', 'WEBHOOK_SECRET': '{WEBHOOK_SECRET}'}}"
    ), result.stderr


@pytest.mark.parametrize("debug", ["true", "false"])
@pytest.mark.parametrize("secret", ["", "short:1", "a-secret-without-a-user-name"])
def test_reports_of_a_provider_want_a_secret(debug, secret):
    given = PRODUCTION | {"DEBUG": debug, "EMAIL_URL": "anymail+postmark:", "ANYMAIL_WEBHOOK_SECRET": secret}

    result = manage("check", **given)

    assert result.returncode != 0
    assert "does not start on: ANYMAIL_WEBHOOK_SECRET:" in result.stderr.strip().splitlines()[-1]


def test_a_provider_without_its_keys_is_named_by_the_check():
    given = PRODUCTION | {"EMAIL_URL": "anymail+postmark:", "ANYMAIL_WEBHOOK_SECRET": WEBHOOK_SECRET}

    result = manage("check", **given)

    assert result.returncode != 0
    assert "EMAIL_URL: You must set" in result.stderr
    assert "POSTMARK_SERVER_TOKEN" in result.stderr
    assert manage("check", **given | {"ANYMAIL_POSTMARK_SERVER_TOKEN": "t"}).returncode == 0


def test_the_reports_of_the_provider_have_an_address_and_no_others():
    given = PRODUCTION | {"EMAIL_URL": "anymail+postmark:", "ANYMAIL_WEBHOOK_SECRET": WEBHOOK_SECRET}
    asked = "from django.urls import Resolver404, resolve as r\nfor name in ('postmark', 'mailgun'):\n" \
            " try: print(r(f'/anymail/{name}/tracking/').view_name)\n except Resolver404: print('none')"  # fmt: skip

    assert manage("shell", "-v", "0", "-c", asked, **given).stdout.split() == [
        "anymail:postmark_tracking_webhook", "none"
    ]  # fmt: skip
    assert manage("shell", "-v", "0", "-c", asked, **PRODUCTION).stdout.split() == ["none", "none"]


@pytest.mark.parametrize(
    ("name", "value", "known"),
    [
        ("EMAIL_URL", "smtp://mailer:secret@smtp.example.org:25", "office.W002"),
        ("DATABASE_URL", "postgresql://portal:secret@db.example.org/portal", "office.W003"),
        ("DATABASE_URL", "postgresql://portal:secret@db.example.org/portal?sslmode=require", "office.W003"),
        ("EMAIL_URL", "smtp://127.0.0.1:25", None),
        ("DATABASE_URL", "postgresql://portal:secret@localhost/portal", None),
        ("DATABASE_URL", "postgresql://portal:secret@db.example.org/portal?sslmode=verify-full", None),
    ],
)
def test_a_line_that_leaves_the_machine_in_the_clear_is_named(name, value, known):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {name: value})

    assert result.returncode == (1 if known else 0), result.stderr
    assert not known or known in result.stderr


def test_staff_need_a_second_factor_unless_the_operator_says_otherwise():
    ask = ("shell", "-v", "0", "-c", "from django.conf import settings as s; print(s.STAFF_MFA)")

    answers = [manage(*ask, **given).stdout.strip() for given in (
        PRODUCTION, PRODUCTION | {"STAFF_MFA": "false"}, {"DEBUG": "true"}, {"DEBUG": "true", "STAFF_MFA": "true"}
    )]  # fmt: skip

    assert answers == ["True", "False", "False", "True"]
    warned = manage("check", "--deploy", **PRODUCTION | {"STAFF_MFA": "false"})
    assert (warned.returncode, "STAFF_MFA" in warned.stderr) == (0, True)


def test_nobody_says_it_is_tls_where_no_proxy_is_trusted():
    ask = ("shell", "-v", "0", "-c", "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER)")

    assert manage(*ask, **PRODUCTION | {"TRUSTED_PROXIES": "0"}).stdout.strip() == "None"
    assert "X_FORWARDED_PROTO" in manage(*ask, **PRODUCTION).stdout


def test_cookies_are_this_hosts_alone_and_travel_over_tls():
    parts = ("NAME", "SECURE", "DOMAIN", "PATH")
    names = [[f"{kind}_COOKIE_{part}" for part in parts] for kind in ("SESSION", "CSRF", "LANGUAGE")]
    ask = f"from django.conf import settings as s; [print(*(getattr(s, n) for n in names)) for names in {names}]"

    said = manage("shell", "-v", "0", "-c", ask, **PRODUCTION).stdout.split("\n")

    assert said[:3] == [f"__Host-{name} True None /" for name in ("sessionid", "csrftoken", "language")]


def test_static_files_are_collected_under_names_that_change_with_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    address = staticfiles_storage.url("css/portal.css")
    assert address != "/static/css/portal.css"
    assert (tmp_path / address.removeprefix("/static/")).exists()
    assert (tmp_path / (address.removeprefix("/static/") + ".gz")).exists()


@pytest.fixture
def served(tmp_path):
    """A gunicorn as in production, on a fresh database; answers its port and what it wrote into its log."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | PRODUCTION
    environment |= {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
        "STORAGE_URL": f"file:{tmp_path / 'media'}",
    }
    for command in ("migrate", "createcachetable"):
        subprocess.run([sys.executable, "manage.py", command, "-v", "0"], cwd=ROOT, env=environment, check=True)
    log = tmp_path / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "accreditation_portal.wsgi", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT, env=environment, stdout=file, stderr=file,
        )  # fmt: skip
    try:
        yield port, log
    finally:
        server.terminate()
        server.wait(timeout=10)


def answer(port, path, patience=15.0, **headers):
    """GET as the web server in front would; tries until the portal has started."""
    until = time.monotonic() + patience
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": "media.example.org", **headers})
            return connection.getresponse()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_production_serves_over_tls_alone(served):
    port, log = served
    secure = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}

    plain = answer(port, "/events/")
    assert (plain.status, plain.headers["Location"]) == (301, "https://media.example.org/events/")
    assert answer(port, "/healthz").status == 200
    assert answer(port, "/healthz", Host="evil.example").status == 400

    found = answer(port, "/healthz", **secure)
    assert found.status == 200
    assert "default-src 'self'" in found.headers["Content-Security-Policy"]
    assert found.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert (found.headers["X-Content-Type-Options"], found.headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert found.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert found.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert found.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in found.headers["Permissions-Policy"]
    assert "192.0.2.7" not in log.read_text()
