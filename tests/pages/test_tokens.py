"""The values of the design: readable by day and by night, and the same night wherever it is chosen."""

import re

import pytest
from django.conf import settings

SHEET = (settings.BASE_DIR / "static/css/tokens.css").read_text()
PAPERS = ["--paper", "--surface", "--sunk"]
TONES = ["good", "warn", "bad", "note", "calm"]
BODY_TEXT = 7  # AAA of WCAG 2.2
EDGES = 3  # of a field, of the focus


def palettes():
    return [dict(re.findall(r"(--[\w-]+): (#\w{6})\b", block)) for block in SHEET.split("}") if "--ink:" in block]


DAY, NIGHT, NIGHT_BY_SWITCH = palettes()
BY_DAY_AND_BY_NIGHT = pytest.mark.parametrize("colours", [DAY, DAY | NIGHT], ids=["day", "night"])


def luminance(colour):
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@BY_DAY_AND_BY_NIGHT
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("ink", ["--ink", "--muted", "--action", "--good", "--bad"])
def test_text_on_paper_is_read_by_everybody(colours, ink, paper):
    assert contrast(colours[ink], colours[paper]) >= BODY_TEXT


@BY_DAY_AND_BY_NIGHT
@pytest.mark.parametrize("tone", TONES)
def test_a_tone_is_read_on_its_own_ground_and_so_is_text(colours, tone):
    assert contrast(colours[f"--{tone}"], colours[f"--{tone}-soft"]) >= BODY_TEXT
    assert contrast(colours["--ink"], colours[f"--{tone}-soft"]) >= BODY_TEXT


@BY_DAY_AND_BY_NIGHT
def test_buttons_and_the_head_of_the_page_are_read(colours):
    assert contrast(colours["--on-action"], colours["--action"]) >= BODY_TEXT
    assert contrast(colours["--on-action"], colours["--action-hover"]) >= BODY_TEXT
    assert contrast(colours["--action"], colours["--action-soft"]) >= BODY_TEXT
    assert contrast(colours["--mast-ink"], colours["--mast"]) >= BODY_TEXT
    assert contrast(colours["--mast-muted"], colours["--mast"]) >= BODY_TEXT


@BY_DAY_AND_BY_NIGHT
@pytest.mark.parametrize("paper", PAPERS)
def test_the_edge_of_a_field_and_the_focus_are_seen(colours, paper):
    assert contrast(colours["--edge"], colours[paper]) >= EDGES
    assert contrast(colours["--focus"], colours[paper]) >= EDGES


def test_the_night_of_the_system_and_that_of_the_switch_are_one():
    assert NIGHT == NIGHT_BY_SWITCH


@pytest.mark.parametrize("sheet", ["parts", "portal"])
def test_colours_stand_among_the_tokens_alone(sheet):
    """Beside what is the same by day and by night: white and black on pictures, on paper, in the head of the page."""
    text = (settings.BASE_DIR / f"static/css/{sheet}.css").read_text()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= {"#fff", "#000", "#333", "#999"}
