"""A letter: a notice's text filled in for one person, as subject, plain text and HTML.

The text is light Markdown, one paragraph a line, its subject on the first. It is made into HTML before anything is
filled in, and what is filled in is escaped: a name can never become a link, a mark-up or another placeholder.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from accreditation_portal import office
from accreditation_portal.notifications.models import Wording
from accreditation_portal.notifications.notices import GLOBAL_PLACEHOLDERS, Notice

LONGEST_SUBJECT = 180

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
ALONE = re.compile(r"(> )?\{([a-z_]+)\}")  # a line of its own, perhaps quoted: the place for lists and long words
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
TOKEN = re.compile(r"<p>zqz(?P<block>\d+)zqz</p>|href=\"zqz(?P<address>\d+)zqz\"|zqz(?P<inline>\d+)zqz")
REFERENCE = re.compile(r"[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
# Control characters but for line ends, and marks that turn the words around them.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# What staff wrote, by notice and language, as far as it was asked for while many letters are written together.
_at_hand: ContextVar[dict[tuple[str, str], str] | None] = ContextVar("wording_at_hand", default=None)

log = logging.getLogger(__name__)
markdown = MarkdownIt("zero", {"breaks": True, "xhtmlOut": False}).enable(
    ["blockquote", "emphasis", "escape", "heading", "link", "list", "newline"]
)


class LetterError(ValueError):
    """The text of a notice names what it may not, or what nobody gave; it says which."""


@dataclass(frozen=True)
class Letter:
    """What one person receives, ready to be sent."""

    subject: str
    text: str
    html: str


def compose(notice: Notice, values: dict[str, Any], language: str) -> Letter:
    """The letter of this notice in this language. A paragraph that names an empty value is left out whole.

    In the words of staff where there are some, else of the file; words that no longer fit what the notice declares
    must not stop a decision, so that the file holds then, and the log says it.
    """
    worded = _worded(notice, language)
    with translation.override(language):
        if worded:
            try:
                return compose_from(notice, worded, values)
            except LetterError:
                log.exception("The wording of %s in %s does not fit any more", notice.full_name, language)
        return compose_from(notice, source_of(notice, language), values)


@contextmanager
def one_wording_for_all() -> Iterator[None]:
    """Around many letters of one act: the wording of each notice and language is asked for once."""
    if _at_hand.get() is not None:  # an act within an act
        yield
        return
    token = _at_hand.set({})
    try:
        yield
    finally:
        _at_hand.reset(token)


def _worded(notice: Notice, language: str) -> str:
    known, which = _at_hand.get(), (notice.full_name, language)
    if known is None:
        return Wording.objects.text_of(*which)
    if which not in known:
        known[which] = Wording.objects.text_of(*which)
    return known[which]


def compose_from(notice: Notice, source: str, values: dict[str, Any]) -> Letter:
    """As ``compose``, of a text that is at hand, in the language that is active."""
    first, _, body = source.strip().partition("\n")
    known = _values_for(notice, source, values)
    blocks = _kept_blocks(body, known)
    told = {name: values[name] for name in ("why_told", "stop_link") if name in values}  # below any wording
    return wrapped(_one_line(_filled(first, known)), _as_text(blocks, known), _as_html(blocks, known), **told)


def source_of(notice: Notice, language: str) -> str:
    """The notice's file in this language, as it lies beside the templates."""
    for engine in settings.TEMPLATES:
        for folder in engine["DIRS"]:
            file = Path(folder) / notice.file(language)
            if file.is_file():
                return file.read_text("utf-8")
    raise TemplateDoesNotExist(notice.file(language))


def account_letter(subject: str, body: str) -> Letter:
    """A finished text from elsewhere (allauth) between the same head and foot; only our own addresses are links."""
    html = format_html_join("\n", "<p>{}</p>", ((_paragraph(block),) for block in blocks_of(body) if block.strip()))
    return wrapped(_one_line(subject), body.strip(), html)


def wrapped(subject: str, text: str, html: SafeString, **told: str) -> Letter:
    """Head, foot and signature around a body, in the language that is active.

    ``told``: ``why_told`` and ``stop_link`` of a letter that somebody asked for.
    """
    context = {
        **told,
        "subject": subject,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "office": office,
        "site_url": settings.SITE_URL,
        "stylesheet": f"{settings.STATIC_URL}css/mail.css",
    }
    return Letter(
        subject,
        render_to_string("email/base.txt", context | {"body": text}).strip() + "\n",
        render_to_string("email/base.html", context | {"body": html}),
    )


def _values_for(notice: Notice, source: str, values: dict[str, Any]) -> dict[str, Any]:
    """The cleaned value of every placeholder that the text names; refuses aloud what is not declared or not given."""
    named = set(PLACEHOLDER.findall(source))
    if undeclared := named - set(notice.placeholders) - set(GLOBAL_PLACEHOLDERS):
        raise LetterError(f"{notice.full_name} names what is not declared: {', '.join(sorted(undeclared))}")
    given = {**values, **GLOBAL_PLACEHOLDERS}  # nobody else says who the office is
    if absent := named - set(given):
        raise LetterError(f"{notice.full_name} is not given: {', '.join(sorted(absent))}")
    return {name: cleaned(given[name]) for name in named}


def cleaned(value: Any) -> str | list[str]:
    """Text without control characters; a list of several becomes a list of lines."""
    if isinstance(value, (list, tuple)):
        return [line for item in value if (line := _joined(cleaned(item)))]
    text = re.sub("\r\n?|\u2028|\u2029", "\n", str(value if value is not None else "")).replace("\t", " ")
    return UNSEEN.sub("", text).strip()


def blocks_of(body: str) -> list[str]:
    """The paragraphs of a body, each as it was typed."""
    return re.split(r"\n\s*\n", body.strip())


def _kept_blocks(body: str, values: dict[str, Any]) -> list[list[str]]:
    """The paragraphs of a body, without those that name an empty value; of a list only that line goes."""
    kept = []
    for block in blocks_of(body):
        full = [line for line in block.splitlines() if all(values[name] for name in PLACEHOLDER.findall(line))]
        if full and (len(full) == len(block.splitlines()) or all(line.startswith("- ") for line in full)):
            kept.append(full)
    return kept


def _as_text(blocks: list[list[str]], values: dict[str, Any]) -> str:
    return "\n\n".join("\n".join(_text_of(line, values) for line in block) for block in blocks)


def _text_of(line: str, values: dict[str, Any]) -> str:
    if alone := ALONE.fullmatch(line.strip()):
        quote, value = alone[1] or "", values[alone[2]]
        lines = [f"- {item}" for item in value] if isinstance(value, list) else value.splitlines()
        return "\n".join(f"{quote}{each}".rstrip() for each in lines)
    plain = re.sub(r"\*\*(.+?)\*\*", r"\1", line)
    if link := LINK.fullmatch(plain.strip()):
        return _filled(labelled(link[1], link[2]), values)
    return _filled(LINK.sub(r"\1 (\2)", plain), values)  # inside a sentence, which goes on


def labelled(what: Any, value: Any) -> str:
    """Something and what it is, on one line; French puts a space before its colon."""
    return gettext("%(what)s: %(value)s") % {"what": what, "value": value}


def _filled(line: str, values: dict[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: _inline(values[found[1]]), line)


def _inline(value: str | list[str]) -> str:
    return "; ".join(value) if isinstance(value, list) else _joined(value)


def _joined(text: str) -> str:
    """Several lines as one; the spaces that French puts before its signs stay what they are."""
    return re.sub(r"[ \n]+", " ", text).strip()


def _one_line(text: str) -> str:
    """A subject: one line, no control characters, not longer than mail programs show."""
    line = _joined(cleaned(text))
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _as_html(blocks: list[list[str]], values: dict[str, Any]) -> SafeString:
    names = list(values)
    source = "\n\n".join("\n".join(_line_for_markdown(line, values) for line in block) for block in blocks)
    source = PLACEHOLDER.sub(lambda found: f"zqz{names.index(found[1])}zqz", source)

    def filled(found: re.Match) -> str:
        kind = found.lastgroup
        name = names[int(found[kind])]
        if kind == "block":
            return _block_of_html(name, values[name])
        if kind == "address":
            return format_html('href="{}"', _address(name, values[name]))
        return _inline_html(name, values[name])

    html = TOKEN.sub(filled, as_markdown(source).strip())
    # A paragraph that is one link is what the person should do next: it is shown as a button.
    return mark_safe(re.sub(r'<p>(<a) (href="[^"]*">(?!http)[^<]*</a></p>)', r'<p>\1 class="button" \2', html))


@lru_cache(maxsize=512)  # before anything is filled in: the text of a notice, with or without its optional parts
def as_markdown(source: str) -> str:
    return markdown.render(source)


def _line_for_markdown(line: str, values: dict[str, Any]) -> str:
    """A placeholder that stands alone becomes a paragraph of its own, so that a list or several lines fit there."""
    if (alone := ALONE.fullmatch(line.strip())) and not is_link(alone[2]):
        return f"\n{line.strip()}\n"
    return line


def _block_of_html(name: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return format_html("<ul>\n{}\n</ul>", format_html_join("\n", "<li>{}</li>", ((item,) for item in value)))
    if is_link(name):
        return format_html("<p>{}</p>", _inline_html(name, value))
    paragraphs = (mark_safe("<br>\n".join(map(escape, part.splitlines()))) for part in re.split(r"\n\s*\n", value))
    return format_html_join("\n", "<p>{}</p>", ((part,) for part in paragraphs))


def _inline_html(name: str, value: str | list[str]) -> str:
    if isinstance(value, str) and REFERENCE.fullmatch(value):  # quoted on the phone: not broken at its dashes
        return format_html('<span class="mail-reference">{}</span>', value)
    if not is_link(name):
        return escape(_inline(value))
    return format_html('<a href="{}">{}</a>', _address(name, value), value)


def is_link(name: str) -> bool:
    return name in ("link", "contact_email") or name.endswith("_link")


def _address(name: str, value: str | list[str]) -> str:
    """Where a declared link leads; a value that is no address of the web leads nowhere but is refused aloud."""
    if name == "contact_email":
        return f"mailto:{value}"
    if not is_link(name) or not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise LetterError(f"{name} is not an address, and cannot be a link")
    return value


def _paragraph(block: str) -> str:
    """A paragraph of finished text as HTML: one that is an address of this portal is a button, such a line a link."""
    if _is_ours(block):
        return format_html('<a class="button" href="{}">{}</a>', block.strip(), gettext("Open the page"))
    return mark_safe("<br>\n".join(map(_linked, block.splitlines())))


def _linked(line: str) -> str:
    return format_html('<a href="{0}">{0}</a>', line.strip()) if _is_ours(line) else escape(line)


def _is_ours(text: str) -> bool:
    address = text.strip()
    return address.startswith(f"{settings.SITE_URL}/") and not re.search(r"\s", address)
