"""What staff may write in place of a notice's file, and how a new version takes the place of the last one."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation_portal.notifications.catalogue import placeholders_of
from accreditation_portal.notifications.letters import (
    LONGEST_SUBJECT,
    PLACEHOLDER,
    TOKEN,
    as_markdown,
    blocks_of,
    cleaned,
    is_link,
    source_of,
)
from accreditation_portal.notifications.models import Wording
from accreditation_portal.notifications.notices import GLOBAL_PLACEHOLDERS, Notice

LONGEST = 10_000  # characters of a wording; the longest default has some 2,000

IN_BRACES = re.compile(r"\{[^{}\n]*\}")
LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
HTTPS = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)
STAND_IN = re.compile(r"zqz([a-z_]+)zqz")  # for a placeholder, where Markdown looks for links


class WordedMeanwhile(Exception):
    """Somebody else changed the wording first; ``latest`` is what they made of it."""

    def __init__(self, latest: Wording):
        self.latest = latest
        super().__init__(str(latest))


def standing_of(notice: Notice) -> dict[str, Wording]:
    """The newest version in each language that has one."""
    found = Wording.objects.standing().filter(notice=notice.full_name).select_related("by")
    return {version.language: version for version in found}


def as_kept(notice: Notice, language: str, text: str) -> str:
    """A text as it is kept: nothing where it says what the file says, so that a better file is not shut out."""
    text = "\n".join(line.rstrip() for line in str(cleaned(text)).splitlines())
    return "" if text == source_of(notice, language).strip() else text


def touched(notice: Notice, texts: dict[str, str], seen: dict[str, int]) -> dict[str, str]:
    """Of these texts, as they are kept, those that say something else than the version that the page showed."""
    mine = Wording.objects.filter(notice=notice.full_name)
    known = {(language, number): text for language, number, text in mine.values_list("language", "number", "text")}
    kept = {language: as_kept(notice, language, text) for language, text in texts.items()}
    return {code: text for code, text in kept.items() if text != known.get((code, seen.get(code, 0)), "")}


def change(notice: Notice, texts: dict[str, str], seen: dict[str, int], *, by: Any, at: datetime) -> list[Wording]:
    """Write the next version of each language that somebody changed on their page; all of them or none.

    ``seen``: the versions that the page showed, 0 where there was none. Raises WordedMeanwhile where one is newer.
    """
    changed, made = touched(notice, texts, seen), []
    holds = _refused_if_newer(notice, changed, seen)
    try:
        with transaction.atomic():
            for language, text in changed.items():
                number = holds[language].number + 1 if language in holds else 1
                made.append(Wording.objects.create(
                    notice=notice.full_name, language=language, number=number, text=text, at=at, by=by
                ))  # fmt: skip
    except IntegrityError as taken:  # both began from the same version
        raise WordedMeanwhile(standing_of(notice)[language]) from taken
    return made


def _refused_if_newer(notice: Notice, changed: dict[str, str], seen: dict[str, int]) -> dict[str, Wording]:
    holds = standing_of(notice)
    for language, latest in holds.items():
        if language in changed and latest.number != seen.get(language, 0):
            raise WordedMeanwhile(latest)
    return holds


def problems_of(notice: Notice, language: str, text: str) -> list[str]:
    """Everything that must be mended before this text can be the notice's, in words for who typed it."""
    text = text.replace("\r\n", "\n")
    subject, _sep, body = text.partition("\n")
    return [
        *_of_the_subject(subject),
        *([] if body.strip() else [_("Below the subject there is no text.")]),
        *_of_braces(notice, text),
        *_of_links(body),
        *_of_what_is_gone(notice, language, subject, body),
    ]


def _of_the_subject(subject: str) -> Iterator[str]:
    if not subject.strip():
        yield _("The first line is the subject, and it is empty.")
    elif len(subject) > LONGEST_SUBJECT:
        yield _("The subject has more than %(number)s characters.") % {"number": LONGEST_SUBJECT}
    if "**" in subject or "](" in subject:
        yield _("The subject, in the first line, is plain text: nothing is bold there, and nothing is a link.")


def _of_braces(notice: Notice, text: str) -> Iterator[str]:
    rest = PLACEHOLDER.sub("", text)
    unknown = [f"{{{n}}}" for n in PLACEHOLDER.findall(text) if n not in {*notice.placeholders, *GLOBAL_PLACEHOLDERS}]
    unknown += IN_BRACES.findall(rest)
    if unknown:
        named = ", ".join(dict.fromkeys(unknown))
        yield ngettext(
            "This cannot be filled in by this letter: %(named)s.",
            "These cannot be filled in by this letter: %(named)s.",
            len(set(unknown)),
        ) % {"named": named}
    if stray := next((line for line in IN_BRACES.sub("", rest).splitlines() if "{" in line or "}" in line), ""):
        yield _("A brace stands alone in “%(line)s”: each { needs its }.") % {"line": stray.strip()[:80]}
    if TOKEN.search(text):
        yield _("“zqz” with a number cannot be written here: letters are made with it.")


def _of_links(body: str) -> Iterator[str]:
    """As Markdown reads them: each leads to a declared link or to an https address, and its words are words."""
    html = as_markdown(PLACEHOLDER.sub(r"zqz\1zqz", body))
    for address, more, words in LINK.findall(html):
        shown = unescape(STAND_IN.sub(r"{\1}", address))
        if more or not _leads_somewhere(address):
            yield _(
                "A link may lead to a placeholder that holds an address, or to an address that begins with https://; "
                "this one does not: %(address)s"
            ) % {"address": shown}
        if any(is_link(name) for name in STAND_IN.findall(words)):
            yield _("Between [ and ] stand words; the address stands between ( and ) alone: %(address)s") % {
                "address": shown
            }
    if unread := next((line for line in LINK.sub("", html).splitlines() if "](" in line), ""):
        line = unescape(re.sub(r"<[^>]+>", "", STAND_IN.sub(r"{\1}", unread)))
        yield _("A link is written [words](address), and this is none: “%(line)s”.") % {"line": line.strip()[:80]}


def _leads_somewhere(address: str) -> bool:
    if stand_in := STAND_IN.fullmatch(address):
        return is_link(stand_in[1])
    return bool(HTTPS.fullmatch(address)) and not STAND_IN.search(address)


def _of_what_is_gone(notice: Notice, language: str, subject: str, body: str) -> Iterator[str]:
    """What every wording names, it must name in each letter in which the default does."""
    default, _sep, default_body = source_of(notice, language).partition("\n")
    for name in notice.kept:
        here, there = _companions(notice, name, subject, body), _companions(notice, name, default, default_body)
        if not here:
            yield _("{%(name)s} must stay: the procedure asks for it.") % {"name": name}
        elif not any(mine <= theirs for mine in here for theirs in there):
            yield _(
                "{%(name)s} stands only beside something that may be empty, and would go with it: give it a paragraph "
                "of its own."
            ) % {"name": name}


def _companions(notice: Notice, name: str, subject: str, body: str) -> list[set[str]]:
    """For each place that names it: what else is named there that may be empty, and then takes the place away."""
    empty = {other for other, each in placeholders_of(notice).items() if each.may_be_empty} - {name}
    places = [set(PLACEHOLDER.findall(place)) for place in _places(body)]
    found = [named & empty for named in places if name in named]
    return [set(), *found] if name in PLACEHOLDER.findall(subject) else found


def _places(body: str) -> Iterator[str]:
    """What goes or stays as a whole: a paragraph, or one line of a list."""
    for block in blocks_of(body):
        lines = block.splitlines()
        yield from lines if all(line.startswith("- ") for line in lines) else [block]
