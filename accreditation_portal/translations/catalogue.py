"""The French catalogue: what the sources say, what the file says of it, and what is missing between the two."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

FILE = settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PACKAGES = ("accreditation_portal", *settings.ROOMS)

# Which arguments of each function are words: all, or the numbered ones, "c" marking the context.
FUNCTIONS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# What changes with the day or the tool, and tells nobody anything.
NOISE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Language-Team",
)


def sources() -> Iterator[tuple[Path, str]]:
    """Every file of ours that may hold words, with its text as Python source."""
    root = settings.BASE_DIR
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text("utf-8")
    for path in sorted((root / "templates").rglob("*")):
        # A letter is written once in each language (NOTICE.en.txt, NOTICE.fr.txt): nothing of it is translated.
        if path.suffix in (".html", ".txt", ".xml") and not path.stem.endswith((".en", ".fr")):
            # templatize keeps the indentation of the markup, on which Python's tokenizer chokes.
            lines = templatize(path.read_text("utf-8")).splitlines()
            yield path, "\n".join(line.strip() for line in lines)


def names_of_functions(path: Path, source: str) -> dict[str, tuple | None]:
    """The translating functions under the names by which this file imports them."""
    known = dict(FUNCTIONS)
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                known |= {
                    name.asname or name.name: FUNCTIONS[name.name] for name in node.names if name.name in FUNCTIONS
                }
    return known


def extracted() -> Catalog:
    """The words of the sources, without translations."""
    catalog = Catalog(locale="fr", domain="django", charset="utf-8")
    for path, source in sources():
        place = path.relative_to(settings.BASE_DIR).as_posix()
        functions = names_of_functions(path, source)
        found = extract("python", BytesIO(source.encode()), functions, ["Translators:"], {"encoding": "utf-8"})
        for _line, words, comments, context in found:
            catalog.add(words, None, [(place, None)], auto_comments=comments, context=context)
    return catalog


def written() -> Catalog:
    """The catalogue as the file has it."""
    if not FILE.exists():
        return Catalog(locale="fr", domain="django", charset="utf-8")
    with FILE.open("rb") as file:
        return read_po(file, locale="fr", domain="django")


def update() -> None:
    """Write the file anew: what is translated stays, new words come without a translation, unused ones go."""
    catalog = written()
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.header_comment = (
        "# French. The source is English; `manage.py translations` keeps this file in step with it."
    )
    catalog.project, catalog.version, catalog.fuzzy = "accreditation-portal", "1", False
    out = BytesIO()
    write_po(out, catalog, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    kept = (line for line in lines if not line.startswith(tuple(f'"{name}:' for name in NOISE)))
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text("".join(kept).rstrip("\n") + "\n", "utf-8")


def compile_file() -> None:
    """Make the .mo that Django reads; no gettext is needed on the machine."""
    with FILE.with_suffix(".mo").open("wb") as file:
        write_mo(file, written())


def problems() -> list[str]:
    """Why the French is not complete: one sentence for each message concerned."""
    catalog, wanted = written(), {key(message) for message in extracted() if message.id}
    messages = {key(message): message for message in catalog if message.id}
    return [
        *(f"not in the catalogue: {shown(found)}" for found in sorted(wanted - messages.keys(), key=str)),
        *(f"no longer in the sources: {shown(found)}" for found in sorted(messages.keys() - wanted, key=str)),
        *(f"{reason}: {shown(found)}" for found, message in messages.items() for reason in flaws(catalog, message)),
    ]


def key(message: Message) -> tuple:
    """What makes a message one of its own: its context and its singular."""
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def shown(found: tuple) -> str:
    context, words = found
    return f"[{context}] {words!r}" if context else repr(words)


def flaws(catalog: Catalog, message: Message) -> Iterator[str]:
    """What is wrong with one message's French."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(forms):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    for error in message.check(catalog):
        yield f"wrong format ({error})"
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    named = set(PLACEHOLDERS.findall(ids[-1]))
    if any(set(PLACEHOLDERS.findall(form)) != named for form in forms[-1:]):
        yield "other placeholders than the English"
