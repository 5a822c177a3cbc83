"""PDF files: what is in them, and pictures of their pages. Runs in the children of the fork server only."""

import re
from io import BytesIO
from itertools import chain

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.wire import Answer

MOST_OBJECTS = 300_000
LARGEST_SCALE = 4.0
AFTER_THE_END = re.compile(rb"[\s\x00]*")

#: What a document for reading has no need of, by the action that does it (/S) …
ACTIONS = {
    "/JavaScript": "script",
    "/Rendition": "script",
    "/Launch": "launch",
    "/GoToE": "launch",
    "/GoToR": "launch",
    "/SubmitForm": "launch",
    "/ImportData": "launch",
    "/Sound": "media",
    "/Movie": "media",
    "/RichMediaExecute": "media",
}
#: … by the key that holds it …
KEYS = {"/JS": "script", "/JavaScript": "script", "/EmbeddedFiles": "embedded", "/EF": "embedded", "/XFA": "xfa"}
#: … or by the kind of annotation.
ANNOTATIONS = {
    "/FileAttachment": "embedded", "/RichMedia": "media", "/Screen": "media", "/Movie": "media", "/Sound": "media",
    "/3D": "media",
}  # fmt: skip


def judge(data: bytes, *, most_pages: int) -> Answer:
    """Read the file strictly and look at everything that can be reached in it."""
    if b"%%EOF" not in data[-2048:] and b"%%EOF" not in data:
        raise Refused("truncated")
    if not AFTER_THE_END.fullmatch(data, data.rindex(b"%%EOF") + 5):
        raise Refused("appended")
    reader = PdfReader(BytesIO(data), strict=True)
    if reader.is_encrypted:
        raise Refused("encrypted")
    pages = len(reader.pages)
    found = _active_parts(reader)
    if pages > most_pages:
        found.append("too_many_pages")
    if found:
        raise Refused(*found, pages=pages)
    with pypdfium2.PdfDocument(data) as document:  # the second opinion: this one makes the pictures
        if pages == 0 or len(document) != pages:
            raise Refused("unreadable")
        for number in range(pages):
            document[number].close()
    return {"pages": pages}, b""


def picture(data: bytes, *, number: int, longest_side: int) -> Answer:
    """A JPEG of page ``number``, counted from 1, with what was filled in on it."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        page = document[number - 1]
        scale = min(LARGEST_SCALE, longest_side / max(1.0, *page.get_size()))
        image = page.render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return {"width": image.width, "height": image.height}, out.getvalue()


def _active_parts(reader: PdfReader) -> list[str]:
    """Codes of everything in the file that does something, brings something along, or hides what it shows."""
    found: list[str] = []
    seen: set[int] = set()
    to_see: list = [reader.trailer]
    count = 0
    while to_see:
        part = to_see.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        count += 1
        if count > MOST_OBJECTS:
            raise Refused("too_large_to_open")
        if isinstance(part, DictionaryObject):
            found += _of_dictionary(part)
            to_see += part.values()
        elif isinstance(part, ArrayObject):
            to_see += part
    return list(dict.fromkeys(found))


def _of_dictionary(part: DictionaryObject) -> list[str]:
    named = (ACTIONS.get(_name(part, "/S")), ANNOTATIONS.get(_name(part, "/Subtype")))
    return [code for code in chain(named, (KEYS.get(key) for key in part)) if code]


def _name(part: DictionaryObject, key: str) -> str:
    value = part.raw_get(key) if key in part else ""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return value if isinstance(value, str) else ""
