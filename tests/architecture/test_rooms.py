"""The contract of the house, as far as import-linter cannot see it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model

from accreditation_portal.notifications import catalogue
from accreditation_portal.review import diagram
from tests.architecture.personal_fields import FIELDS, IMPERSONAL_APPS

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("accreditation_portal", *settings.ROOMS)
STOREY = {"review": 0, "documents": 0, "notifications": 0, "profiles": 1, "events": 1, "annual": 2, "adhoc": 3}
REACHES = re.compile(r"{%\s*(?:extends|include)\s+[\"']([a-z_]+)/")
NAMELESS = {"utils", "helpers", "common", "core", "misc", "tools", "base", "managers", "services", "handlers"}
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
# Words of one organisation: in office.py, in data and in the catalogue, nowhere else.
ORGANISATION = re.compile(r"\b(?:NATO|OTAN)\b")

OWN_MODULES = sorted(
    path.relative_to(ROOT)
    for package in (*PACKAGES, "tests")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file())


def test_relations_point_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model is not get_user_model()  # the user is ground: anybody may point at who
        if STOREY.get(field.related_model._meta.app_label, -1) > STOREY.get(model._meta.app_label, 9)
    ]

    assert upward == []


def test_templates_reach_down():
    upward = [
        f"{path} -> {room}"
        for path in TEMPLATES
        for room in REACHES.findall((ROOT / path).read_text())
        if STOREY.get(room, -1) > STOREY.get(path.parts[1], 9)
    ]

    assert upward == []


@pytest.mark.parametrize("path", OWN_MODULES, ids=str)
def test_module_fits_the_house(path):
    assert (ROOT / path).read_text().count("\n") <= 400
    assert path.stem not in NAMELESS


@pytest.mark.parametrize("path", [path for path in OWN_MODULES if path.parts[0] != "tests"], ids=str)
def test_module_opens_with_a_sentence(path):
    text = (ROOT / path).read_text()

    assert not text.strip() or text.startswith(('"""', "#!"))


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_template_fits_the_house(path):
    text = (ROOT / path).read_text()

    assert text.count("\n") <= 150
    if path.suffix == ".html":
        assert INLINE.findall(text) == []


def test_only_the_office_names_the_organisation():
    named = [
        str(path)
        for path in (*OWN_MODULES, *TEMPLATES)
        if path.name != "office.py" and "data" not in path.parts and ORGANISATION.search((ROOT / path).read_text())
    ]

    assert named == [str(Path(__file__).relative_to(ROOT))]


def test_both_languages_have_every_letter():
    letters = {path for path in TEMPLATES if path.parent.name == "email" and path.stem.endswith((".en", ".fr"))}
    missing = [
        str(other)
        for path in letters
        for language in ("en", "fr")
        if (other := path.with_name(f"{path.name.split('.')[0]}.{language}.txt")) not in letters
    ]

    assert missing == []


def test_states_are_documented_as_declared():
    assert diagram.FILE.read_text("utf-8") == diagram.page(), "write it anew: manage.py states"


def test_notices_are_catalogued_as_declared():
    assert catalogue.FILE.read_text("utf-8") == catalogue.page(), "write it anew: manage.py notices"


# --- B9: every field says whether it is personal ----------------------------------------------------------------------

MODELS = [model for model in apps.get_models() if model._meta.app_label not in IMPERSONAL_APPS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_b9_every_field_says_whether_it_is_personal(model):
    personal, impersonal = FIELDS.get(model._meta.label, (set(), set()))
    fields = {field.name for field in model._meta.get_fields() if field.concrete}

    assert fields == personal | impersonal
    assert personal & impersonal == set()


def test_b9_no_model_is_classified_that_is_not_there():
    assert FIELDS.keys() - {model._meta.label for model in MODELS} == set()


# --- What other tools hold --------------------------------------------------------------------------------------------


def test_imports_run_downwards():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout


def test_signals_are_the_two_and_one_room_listens():
    declared = {
        str(path)
        for path in OWN_MODULES
        if path.parts[0] != "tests" and re.search(r"= Signal\(", (ROOT / path).read_text())
    }
    heard = {
        str(path)
        for path in OWN_MODULES
        if path.parts[0] != "tests" and re.search(r"@receiver\(", (ROOT / path).read_text())
    }

    assert declared == {"annual/signals.py", "events/signals.py"}
    # Of the portal's own, one room hears both; the two others hear Django's and allauth's alone.
    assert heard <= {"adhoc/receivers.py", "accreditation_portal/staff.py", "accreditation_portal/security_log.py"}
