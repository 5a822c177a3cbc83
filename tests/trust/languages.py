"""Whether a page speaks one language: no text of ours in the other one, no sentence that reads like the other one.

Names, and whatever people typed, are theirs; what an element marks with a language of its own (``lang``) is left out.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from accreditation_portal.translations.catalogue import FILE, PLACEHOLDERS

NO_WORDS = re.compile(PLACEHOLDERS.pattern + r"|<[^>]*>|&\w+;|\n")
SENTENCE = 3  # words from which on a piece of text is looked for inside others
WORDS = re.compile(r"\w+")
TELLING = {
    "en": set(
        WORDS.findall("the and your with this that which from are was were not you for has have been will by of is")
    ),
    "fr": set(
        WORDS.findall("les des une vous votre pour dans avec sur aux du ne pas qui que au cette être par sont la et")
    ),
}
OTHER = {"en": "fr", "fr": "en"}
# Every text of the page that is said in the page's own language, each with what stands around it.
TEXTS = """() => {
    const own = document.documentElement.lang, found = [];
    const note = (element, text) => {
        const said = element.closest('[lang]');
        if (said.lang.slice(0, 2) !== own || element.closest('script, style, textarea, code, [translate=no]')) return;
        text = text.replace(/\\s+/g, ' ').trim();
        if (text) found.push(text);
    };
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) note(walker.currentNode.parentElement, walker.currentNode.data);
    for (const name of ['placeholder', 'aria-label', 'title', 'alt'])
        for (const element of document.querySelectorAll(`[${name}]`)) note(element, element.getAttribute(name));
    for (const button of document.querySelectorAll('input[type=submit]')) note(button, button.value);
    return found;
}"""


def mixed(page: Any, language: str) -> Iterator[str]:
    """Each text of the page that is of the other language."""
    short, long = ours(OTHER[language])
    texts = page.evaluate(TEXTS)
    whole = "\n".join(texts)
    there = [piece for piece in long if piece in whole]

    def is_mixed(text: str) -> bool:
        return text in short or any(piece in text for piece in there) or reads_like_the_other(text, language)

    for text in sorted({text for text in texts if is_mixed(text)}):
        if is_mixed(without_data(text)):
            yield f"says in the other language: {text!r}"


def reads_like_the_other(text: str, language: str) -> bool:
    words = set(WORDS.findall(text.lower()))
    other = len(words & TELLING[OTHER[language]])
    return other > 1 and other > len(words & TELLING[language])


@cache
def ours(language: str) -> tuple[set[str], list[str]]:
    """The catalogue's texts in this language alone: short ones, which are whole texts, and pieces of long ones."""
    pieces: dict[str, set[str]] = {"en": set(), "fr": set()}
    with FILE.open("rb") as file:
        for message in read_po(file, locale="fr"):
            if message.id:
                pieces["en"] |= set(_pieces(message.id))
                pieces["fr"] |= set(_pieces(message.string))
    own = pieces[language] - pieces[OTHER[language]]
    return {piece for piece in own if len(piece.split()) < SENTENCE}, [
        piece for piece in own if len(piece.split()) >= SENTENCE and len(piece) > 12
    ]


def _pieces(said: str | tuple[str, ...]) -> Iterator[str]:
    for text in said if isinstance(said, tuple) else (said,):
        for piece in NO_WORDS.split(text):
            piece = re.sub(r"\s+", " ", piece).strip(" .,:;()“”«»\N{NO-BREAK SPACE}")
            if re.search(r"[^\W\d]{3}", piece):
                yield piece


def without_data(text: str) -> str:
    """What remains of the text when what the database holds is taken out."""
    if text in (held := data()):
        return ""
    for value in sorted(held, key=len, reverse=True):
        if len(value) > 3:
            text = text.replace(value, " ")
    return text.strip()


def data() -> set[str]:
    """What people typed, and names; not the letters, which are ours."""
    held: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label not in OF_PEOPLE:
            continue
        fields = [f.name for f in model._meta.concrete_fields if isinstance(f, CharField | TextField) and not f.choices]
        for row in model._base_manager.values_list(*fields):
            for value in filter(None, row):
                lines = [str(value), *str(value).splitlines()]
                held |= {re.sub(r"\s+", " ", line).strip() for line in lines}
    return held


OF_PEOPLE = (*settings.ROOMS, "documents", "review", "auth", "account")
