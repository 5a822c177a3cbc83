"""What changed between two versions as a reader needs it: in one language, and of long texts the sentences (P7)."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.versions import Change, Snapshot, keyed_differences

SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)|\n+")
MARKS = re.compile(r"^\s*(?:#+|[-*>]|\d+\.)\s+|\*\*|__|`")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
LONGEST = 300  # characters of a sentence
MOST = 6  # sentences of one kind


class Difference(NamedTuple):
    """One thing that changed. Of a text, ``gone`` and ``new`` are its sentences, and ``before`` and ``after`` empty."""

    label: str
    before: str
    after: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def in_one_language(snap: Snapshot) -> Snapshot:
    """The version with what the reader of the active language sees, and nothing of what stands beside it."""
    french = (get_language() or "en").startswith("fr")

    def told(row: Snapshot) -> Snapshot:
        """Each pair of texts as one, as a page shows it: French where it is wanted and there."""
        pairs = [name.removesuffix("_en") for name in row if name.endswith("_en")]
        words = {name: (french and row[f"{name}_fr"]) or row[f"{name}_en"] for name in pairs}
        return row | {f"{name}_en": words[name] for name in pairs} | {f"{name}_fr": "" for name in pairs}

    parts = {part: [told(row) for row in snap[part]] for part in ("programme", "collection")}
    return told(snap) | parts


def readable(before: Snapshot | None, after: Snapshot) -> list[Difference]:
    """What changed, in the active language (P7)."""
    if before is None:
        return []
    found = keyed_differences(in_one_language(before), in_one_language(after))
    return [_in_one_language(key, change) for key, change in found]


def for_staff(before: Snapshot | None, after: Snapshot) -> list[Change]:
    """What changed in either language; of the texts, the sentences."""
    return [_of_sentences(key, change) for key, change in keyed_differences(before, after)]


def lines(before: Snapshot | None, after: Snapshot) -> list[str]:
    """The same as lines of a letter: what it is, then before → after."""
    return [line for difference in readable(before, after) for line in _lines_of(difference)]


def _in_one_language(key: tuple, change: Change) -> Difference:
    if key == ("text_en",):
        return _of_text(change, _("Text"))
    return Difference(_("Title") if key == ("title_en",) else change.label, change.before, change.after)


def _of_sentences(key: tuple, change: Change) -> Change:
    if key not in (("text_en",), ("text_fr",)):
        return change
    text = _of_text(change, change.label)
    return Change(change.label, "\n".join(text.gone), "\n".join(text.new))


def _of_text(change: Change, label: str) -> Difference:
    old, new = sentences(change.before), sentences(change.after)
    gone: list[str] = []
    come: list[str] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[i1:i2]
            come += new[j1:j2]
    return Difference(label, "", "", _few(gone), _few(come))


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text as plain words."""
    plain = (" ".join(MARKS.sub("", LINK.sub(r"\1", part)).split()) for part in SENTENCE.split(text))
    return [part if len(part) <= LONGEST else part[: LONGEST - 1].rstrip() + "…" for part in plain if part]


def _few(found: list[str]) -> tuple[str, ...]:
    if len(found) <= MOST:
        return tuple(found)
    return (*found[:MOST], _("… and more: the advisory has the whole text."))


def _lines_of(difference: Difference) -> list[str]:
    label = difference.label
    if difference.gone or difference.new:
        gone = [_("%(what)s, no longer: “%(sentence)s”") % {"what": label, "sentence": one} for one in difference.gone]
        return gone + [_("%(what)s, new: “%(sentence)s”") % {"what": label, "sentence": one} for one in difference.new]
    values = {"what": label, "before": difference.before, "after": difference.after}
    if not difference.before:
        return [_("%(what)s: %(after)s (new)") % values]
    if not difference.after:
        return [_("%(what)s: %(before)s (no longer)") % values]
    return [_("%(what)s: %(before)s → %(after)s") % values]
