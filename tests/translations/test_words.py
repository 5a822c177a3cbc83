"""Every word that somebody may read goes through the catalogue: pages, scripts, models, forms, desk, office (B5)."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.forms import BaseForm
from django.utils.functional import Promise
from django_countries.fields import CountryField

from accreditation_portal import office
from accreditation_portal.translations.catalogue import PACKAGES

ROOT = settings.BASE_DIR / "templates"
# Letters are written once in each language, and `notices` asks for both; mail frames hold no words of their own.
PAGES = sorted(path for path in ROOT.rglob("*.html") if "email" not in path.parts)
TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}", re.DOTALL)
MARKUP = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block (?:body_?class|coltype|action)\s*%}.*?{%\s*endblock.*?%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?endcomment\s*%}|{#.*?#}", re.DOTALL)
WORD = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
# Names and units, the same in both languages.
SAME = {"UTC", "JPEG", "JPG", "PNG", "PDF", "Atom", "iCalendar", "csv", "CSV", "XLSX", "JSON", "QR", "SHA"}
# A string that begins like a sentence: a capital, a space, another word. Selectors and names of events do not.
SENTENCE = re.compile(r"""(["'`])([A-ZÀ-Ý][^"'`\n]*? [a-zà-ÿ]{2,}[^"'`\n]*)\1""")
# What the portal notes for itself: no page and no desk names these.
NEVER_NAMED = {
    "documents.PagePicture", "search_key", "document_key", "number_key", "key", "published_by", "cancelled_by",
}  # fmt: skip
# Names of people, places and things as they are written everywhere.
OFFICE_NAMES = {"POSTAL_ADDRESS", "PRESS_ASSOCIATION"}


class Words(HTMLParser):
    """What stands in a template as it is, without a translating tag."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data):
        if not {"code", "samp", "kbd"} & set(self.open):
            self.found.append(data)


def bare_words(text: str) -> set[str]:
    for pattern in (COMMENT, CLASSES, TRANSLATED, MARKUP):
        text = pattern.sub(" ", text)
    reader = Words()
    reader.feed(text)
    return {word for piece in reader.found for word in WORD.findall(piece)} - SAME


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_b5_no_template_says_anything_past_the_catalogue(path):
    assert not bare_words(path.read_text("utf-8"))


def test_bare_words_are_seen_where_they_stand():
    page = """{% load i18n %}<p title="Look here">Plain {{ name }} {% translate "Said" %}<code>kept</code>
        {% blocktranslate %}Also said{% endblocktranslate %}{# no word #}<img alt="{% translate 'Seen' %}"></p>"""

    assert bare_words(page) == {"Look", "here", "Plain"}


def test_b5_a_colon_after_a_value_is_written_as_each_language_writes_it():
    """French has a space before it: a template says `{% translate ":" %}` between what it shows and what follows."""
    bare = re.compile(r"(}}|%}|</\w+>):(?=\s|<|$)|>: ", re.MULTILINE)
    found = [
        str(path.relative_to(ROOT))
        for path in PAGES
        if bare.search(COMMENT.sub(" ", TRANSLATED.sub(" ", path.read_text("utf-8"))))
    ]

    assert found == []


@pytest.mark.parametrize("path", sorted((settings.BASE_DIR / "static/js").glob("*.js")), ids=lambda path: path.name)
def test_b5_scripts_take_their_words_from_the_page(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith(("//", "*"))]

    assert [found[2] for line in lines for found in SENTENCE.finditer(line)] == []


def of_ours(thing) -> bool:
    return thing.__module__.split(".")[0] in PACKAGES


def every_module() -> Iterator[object]:
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not {"migrations", "wsgi", "commands"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)


def needs_words(text: object) -> bool:
    """Whether this is English that no catalogue knows."""
    return isinstance(text, str) and not isinstance(text, Promise) and bool(WORD.search(text))


def test_b5_models_fields_and_choices_are_named_in_both_languages():
    bare = []
    for model in filter(of_ours, apps.get_models()):
        if model._meta.label in NEVER_NAMED:
            continue
        if needs_words(model._meta.verbose_name) or needs_words(model._meta.verbose_name_plural):
            bare.append(model._meta.label)
        for field in model._meta.get_fields():
            if not field.concrete or field.auto_created or isinstance(field, CountryField):  # its names are its own
                continue
            place = f"{model._meta.label}.{field.name}"
            if (
                field.name not in NEVER_NAMED
                and of_ours(field.model)
                and (needs_words(field.verbose_name) or needs_words(field.help_text))
            ):
                bare.append(place)
            bare += [
                f"{place}={value}" for value, label in field.flatchoices if needs_words(label) and label not in SAME
            ]

    assert bare == []


def all_below(parent) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from all_below(child)


def test_b5_forms_ask_in_both_languages():
    list(every_module())
    bare = [
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in filter(of_ours, set(all_below(BaseForm)))
        for name, field in form.base_fields.items()
        if needs_words(field.label) or needs_words(field.help_text)
    ]

    assert bare == []


def test_b5_the_desk_names_its_columns_and_actions_in_both_languages():
    bare = []
    for model, desk in admin.site._registry.items():
        for name in {*desk.list_display, *desk.readonly_fields, *(desk.actions or ())} - {"__str__"}:
            shown = getattr(desk, name, None) if isinstance(name, str) else name
            said = getattr(shown, "short_description", None)
            if of_ours(type(desk)) and callable(shown) and (said is None or needs_words(said)):
                bare.append(f"{model._meta.label}.{name}")

    assert bare == []


def test_b5_the_office_is_named_in_both_languages():
    bare = [
        name
        for name, value in vars(office).items()
        if name.isupper() and name not in OFFICE_NAMES and needs_words(value) and " " in value
    ]

    assert bare == []
