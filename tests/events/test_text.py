"""An advisory's Markdown becomes HTML that carries no script."""

import pytest
from django.core.exceptions import ValidationError

from events.text import has_no_control_characters, rendered


def test_markdown_is_rendered():
    html = rendered("A **summit** with [a link](https://example.org).\n\n- one\n- two\n\n### Contacts")
    assert "<strong>summit</strong>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer">a link</a>' in html
    assert "<li>one</li>" in html
    assert "<h3>Contacts</h3>" in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>body{display:none}</style>",
        "<iframe src=https://evil.example></iframe>",
        '[x](https://e.example "\\" onmouseover=\\"alert(1)")',
        '<https://e.example/"onclick="alert(1)>',
        "<svg/onload=alert(1)>",
        "- <form action=https://evil.example><button>",
    ],
)
def test_no_script_no_style_no_picture_survives(hostile):
    html = rendered(hostile).lower()
    for wrong in ("<script", "<img", "<style", "<iframe", "<svg", "<form", "<button", 'href="javascript', 'href="data'):
        assert wrong not in html
    assert not any(f" {event}=" in tag for event in ("onclick", "onerror", "onmouseover") for tag in _tags(html))


def _tags(html: str) -> list[str]:
    """What a browser takes for the attributes of a tag, quoted values left out."""
    found = []
    for piece in html.split("<")[1:]:
        tag = piece.split(">")[0]
        found.append(" ".join(part for n, part in enumerate(tag.split('"')) if n % 2 == 0))
    return found


def test_headings_of_a_text_go_below_those_of_the_page():
    assert rendered("# Title\n\n## Part") == "<h3>Title</h3>\n<h3>Part</h3>\n"


def test_control_characters_are_dropped_from_pages_and_refused_in_forms():
    assert "\x00" not in rendered("a\x00b\x07c")
    with pytest.raises(ValidationError):
        has_no_control_characters("a\x00b")
    has_no_control_characters("a\r\n\tb é 漢 🙂")
