"""A notice of no room, whose text a test gives; a mail server that does as it is told."""

from datetime import UTC, datetime, timedelta

import aiosmtpd.smtp
import pytest

from accreditation_portal.notifications import letters, outbox
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import Notice
from tests.notifications.peers import Peer, listening

SENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SMTP = "accreditation_portal.notifications.smtp.EmailBackend"

TEXT = """For {name}

Dear {name},

see [the page]({link}).
"""


@pytest.fixture
def notice(settings, tmp_path):
    """A real notice with real files, in a folder of templates of its own, before the portal's."""
    declared = Notice("trial", "told", ("name", "link", "items", "words", "when"), "for tests")
    folder = tmp_path / "templates"
    for language in ("en", "fr"):
        file = folder / declared.file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT if language == "en" else TEXT.replace("Dear", "Bonjour"), "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder, *settings.TEMPLATES[0]["DIRS"]]}]
    return declared


@pytest.fixture
def tell(notice):
    def told(user, name="Anna", **more):
        return outbox.tell(user, notice, {"name": name, "link": "https://portal.example/x/"}, **more)

    return told


@pytest.fixture
def compose(notice):
    def composed(text, **values):
        return letters.compose_from(notice, text, values)

    return composed


@pytest.fixture
def server(settings):
    """Start a peer that gives these answers, and point the portal at it."""
    started = []

    def start(*answers, kind=aiosmtpd.smtp.SMTP, **more):
        peer = Peer(*answers, **more)
        context = listening(peer, kind)
        settings.EMAIL_TRANSPORT, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", context.__enter__()
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        started.append(context)
        return peer

    yield start
    for context in started:
        context.__exit__(None, None, None)


@pytest.fixture
def sent(tell):
    """A letter that the provider took under this number; ``days`` after the first."""

    def to(user, number="id-1", days=0):
        mail = tell(user)
        at = SENT + timedelta(days=days)
        OutboxMail.objects.filter(pk=mail.pk).update(sent_at=at, queued_at=at, provider_id=number)
        return OutboxMail.objects.get(pk=mail.pk)

    return to
