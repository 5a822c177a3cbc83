"""An advisory's text, from Markdown to HTML that carries no script."""

import re

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# What no page, feed or database column takes: control characters beside tab and line ends.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OUTER_HEADING = re.compile(r"<(/?)h([12])>")

markdown = MarkdownIt("commonmark", {"html": False})


def rendered(text: str) -> SafeString:
    """HTML of a Markdown text: what it may hold is on a list, all else is gone or shown as text."""
    # The page has its own h1 and h2; a text's headings go below them.
    html = OUTER_HEADING.sub(r"<\1h3>", markdown.render(CONTROL.sub("", text)))
    return mark_safe(
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    )


def has_no_control_characters(text: str) -> None:
    """Raise ValidationError where ``text`` holds a character that nobody can see or write."""
    if CONTROL.search(text):
        raise ValidationError(_("It contains a control character; type the text again without it."))


def without_control_characters(text: str) -> str:
    return CONTROL.sub("", text)
