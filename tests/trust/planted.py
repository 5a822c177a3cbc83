"""Whether a string became more than text: in a page, a table, a mail."""

import csv
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from urllib.parse import urlsplit

from tests.benchmarks.server import HOST
from tests.trust.corpora.strings import MARK
from tests.trust.sent import Reply

RUNS = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)
LEADS = ("href", "src", "action", "formaction", "srcdoc", "data", "xlink:href")
FILLED_IN = re.compile(r"(<|&lt;)(class &#x27;|class '|slot wrapper|method-wrapper)")  # of {0.__class__}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Elements(HTMLParser):
    """Notes elements and attributes that no template of ours writes."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        own = " ".join([tag, *given, given.get("id", ""), given.get("class", "")])
        if MARK in own or any(name.startswith("on") for name in given):
            self.found.append(f"an element <{tag} {' '.join(given)}>")
        if any(RUNS.match(given.get(name, "")) for name in LEADS):
            self.found.append(f"an address of <{tag}> that runs")
        if tag == "script" and not given.get("src") and "json" not in given.get("type", ""):
            self.found.append("a script in the page")
        if tag in ("base", "object", "iframe", "math", "form") and MARK in str(given):
            self.found.append(f"an element <{tag}>")


def in_page(text: str) -> list[str]:
    reader = _Elements()
    reader.feed(text)
    return reader.found + (["the inside of a program"] if FILLED_IN.search(text) else [])


def in_answer(answer: Reply) -> Iterator[str]:
    """What is wrong with an answer, whatever was asked."""
    kind = answer.headers.get("content-type", "")
    if {"bcc", "subject", "x-injected"} & set(answer.headers) or MARK in answer.headers.get("set-cookie", ""):
        yield "a header that was sent as text"
    leads_to = urlsplit(answer.headers.get("location", ""))
    if leads_to.netloc and leads_to.netloc.split(":")[0] not in (HOST, "testserver"):
        yield f"a redirection to {leads_to.netloc}"
    if kind.startswith("text/html"):
        yield from in_page(answer.text)
    elif kind.startswith("text/csv"):
        yield from in_cells(row for row in csv.reader(StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    elif "spreadsheet" in kind:
        sheet = zipfile.ZipFile(BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
        if b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet:
            yield "a formula in a cell"
    elif kind.startswith("text/calendar") and re.search(r"^(Bcc|Subject|To):", answer.text, re.M):
        yield "a line of a calendar that was sent as text"


def in_cells(rows) -> Iterator[str]:
    for row in rows:
        yield from (f"a cell that a spreadsheet computes: {cell[:40]!r}" for cell in row if cell.startswith(FORMULA))


def in_letters(mails) -> Iterator[str]:
    """What is wrong with queued letters, as they would go."""
    from accreditation_portal.notifications.delivery import message_of

    for mail in mails:
        message = message_of(mail).message()
        if message.get_all("To") != [mail.to] or message.get_all("Bcc") or len(message.get_all("Subject")) != 1:
            yield f"Letter {mail.pk} has other headers than its own"
        yield from (f"Letter {mail.pk}: {fault}" for fault in in_page(mail.html))
