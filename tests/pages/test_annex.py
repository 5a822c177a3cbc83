"""Annex 1 on its page: each screen once, in the reader's language, without moving the text when it comes (S28)."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.translation import gettext, override

from accreditation_portal.pages.pictures import CAPTIONS, picture

IMAGE = re.compile(
    r'<img src="/static/(img/annex-1/[^"]+)"\s+alt="([^"]+)"\s+width="(\d+)"\s+height="(\d+)"\s+loading="lazy">'
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_s28_every_screen_stands_on_the_page_once_in_the_readers_language(client, db, language):
    client.cookies["django_language"] = language
    page = client.get(reverse("pages:annex_1")).content.decode()
    shown = {file: (alt, int(width), int(height)) for file, alt, width, height in IMAGE.findall(page)}

    assert len(IMAGE.findall(page)) == len(CAPTIONS)
    for name in CAPTIONS:
        taken = picture(name, language)
        assert shown[taken.file][1:] == (taken.width, taken.height)
        assert finders.find(taken.file)
    with override(language):
        assert gettext("The page “New user”, filled in") in page
