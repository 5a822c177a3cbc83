"""Dates in words are written in one place: elsewhere « 1er » would be forgotten (B5)."""

import re

from django.conf import settings

PACKAGES = ("accreditation_portal", *settings.ROOMS)
HOME = settings.BASE_DIR / "accreditation_portal" / "dates.py"
IN_CODE = re.compile(r"\bdate_format\b|\bdateformat\b|\bformat_date(?:time)?\b|strftime|%d[./]%m|%-?d %B|%B %")
IN_TEMPLATES = re.compile(r"\|\s*(?:date|naturalday)\b|{%\s*now\b")


def places(pattern, paths):
    return [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_b5_code_asks_shown_date():
    modules = [path for package in PACKAGES for path in (settings.BASE_DIR / package).rglob("*.py") if path != HOME]

    assert places(IN_CODE, [path for path in modules if "migrations" not in path.parts]) == []


def test_b5_templates_ask_shown_date():
    templates = [path for path in (settings.BASE_DIR / "templates").rglob("*.*") if path.is_file()]

    assert places(IN_TEMPLATES, templates) == []
