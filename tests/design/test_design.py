"""The design on one page in debug mode: every part in every state, from the templates that the pages use."""

import re

import pytest
from django.conf import settings as project

from accreditation_portal.design.views import PARTS
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State

TEMPLATES = project.BASE_DIR / "templates"
PARTIALS = sorted(f"_partials/{path.name}" for path in (TEMPLATES / "_partials").glob("[a-z]*.html"))
FRAME = {
    "address",
    "footer",
    "go_on_in",
    "language",
    "made_for",
    "messages",
    "navigation",
    "pagination",
    "places",
}  # of every page, not of the design


@pytest.fixture
def debug_mode(settings, db):
    settings.ROOT_URLCONF = "tests.design.urls"


def test_outside_debug_mode_there_is_no_such_page(client, db, settings):
    assert not settings.DEBUG
    assert client.get("/design/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_is_shown_with_its_purpose_in_both_languages(client, debug_mode, language):
    page = client.get("/design/", headers={"accept-language": language})

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    for part in PARTS:
        assert f'id="{part.name}"' in page.text


def test_every_state_and_every_verdict_is_shown(client, debug_mode):
    page = client.get("/design/").text

    for state in State:
        assert f'badge {state.value}">' in page
    for verdict in Verdict:
        assert f'verdict {verdict.value}">' in page
    assert page.count('class="clock') - page.count('class="clock-') == 3
    assert 'class="clock past"' in page


def test_every_partial_of_the_design_stands_on_the_page(client, debug_mode):
    shown = " ".join((TEMPLATES / part.template_name).read_text() for part in PARTS)
    assert [name for name in PARTIALS if name.split("/")[1][:-5] not in FRAME and name not in shown] == []


@pytest.mark.parametrize("kind", ["empty", "photo-card", "document-card", "task-state", "confirmed", "clock"])
def test_a_part_is_written_once(kind):
    """Beside its partial, a line of a form that says or asks something else in the same card."""
    written = re.compile(rf'class="(?:[\w -]* )?{kind}[ "{{]')
    where = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if written.search(path.read_text())]
    allowed = {
        "photo-card": {"profiles/prepare_photo.html"},
        "document-card": {"profiles/_scan.html", "review/_attached.html"},
    }
    assert len(set(where) - allowed.get(kind, set())) == 1
