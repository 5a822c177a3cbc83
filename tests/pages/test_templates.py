"""What holds for every template: a strict content policy, an error summary with each form, no name of the office."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
# The texts of letters are HTML for mail programs, which read no style sheet of ours.
PAGES = [path for path in TEMPLATES if "email" not in path.relative_to(ROOT).parts]

INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
SHOWN_NAME = re.compile(r"\bNATO\b")
MOST_LINES = 150


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_no_template_has_a_script_a_style_or_a_handler_in_it(path):
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_names_the_organisation_itself(path):
    assert not SHOWN_NAME.search(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_stay_short(path):
    assert len(path.read_text().splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if path.name[0] != "_" and re.search(r"\|crispy\b|\{% crispy ", path.read_text())],
    ids=named,
)
def test_every_form_stands_below_a_summary_of_its_errors(path):
    assert "_partials/errors.html" in path.read_text()


@pytest.mark.parametrize("name", ["tokens", "parts", "portal", "admin"])
def test_the_style_sheets_ask_no_other_site(name):
    sheet = (settings.BASE_DIR / f"static/css/{name}.css").read_text()
    assert "@import" not in sheet
    assert "url(" not in sheet


def test_what_people_said_is_not_set_like_what_a_mail_server_said():
    sheet = (settings.BASE_DIR / "static/css/admin.css").read_text()
    assert not re.search(r"\.said\b[^{}]*\{[^}]*monospace", sheet)
