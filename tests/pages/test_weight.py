"""What a first visit to an event weighs, compressed as it is sent; and that no picture moves the page as it comes."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories.events import event

MOST_BYTES = 60_000
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


class Linked(HTMLParser):
    """The addresses of everything that a browser fetches with the page."""

    def __init__(self, page):
        super().__init__()
        self.addresses = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("script", "img") and given.get("src"):
            self.addresses.add(given["src"])
        if tag == "link" and {"stylesheet", "icon"} & set(given["rel"].split()):
            self.addresses.add(given["href"])


def weight(content: bytes) -> int:
    return len(gzip.compress(content))


def test_a_first_visit_to_an_event_weighs_less_than_60_kb(client, press):
    page = client.get(event(by=press, text_en="A paragraph of the advisory. " * 200).get_absolute_url())
    linked = Linked(page.text).addresses

    assert {address.split("/")[-1] for address in linked} >= {"tokens.css", "parts.css", "portal.css", "page.js"}
    files = [finders.find(address.removeprefix(settings.STATIC_URL)) for address in linked]
    sheets = [Path(name).read_bytes() for name in files]
    assert weight(page.content) + sum(map(weight, sheets)) < MOST_BYTES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_every_picture_says_its_measures(path):
    for tag in re.findall(r"<img\b[^>]*>", path.read_text()):
        assert "width=" in tag
        assert "height=" in tag
