"""What an uploaded document must be, judged by its content; every refusal says what was found, and the remedy."""

import logging
import math
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.documents import sandbox
from accreditation_portal.documents.kinds import NAMES, PICTURES, kind_of
from accreditation_portal.documents.refusal import Refused

logger = logging.getLogger(__name__)

MOST_BYTES = 10 * 1024**2
MOST_PAGES = 20
MOST_PIXELS = 50_000_000
SENDABLE = ("pdf", "jpeg", "png")  # what a document may be; anything else has its remedy in `wrong_kind`


@dataclass(frozen=True)
class Accepted:
    """What is kept of a file that was accepted."""

    data: bytes
    content_type: str
    pages: int = 1


SENTENCES: dict[str, Promise] = {
    "empty": gettext_lazy("The file is empty. Choose it again; if it is empty on your device too, save it anew."),
    "too_many_bytes": gettext_lazy(
        "The file has %(found)s; at most %(most)s can be sent. Save it smaller, or scan it at 150 dpi."
    ),
    "unreadable": gettext_lazy("The file is damaged and cannot be opened. Save, scan or photograph it anew."),
    "truncated": gettext_lazy(
        "The file is incomplete: its end is missing. Copy it again from the device it was made on, or save it anew."
    ),
    "too_slow": gettext_lazy("The file takes too long to open. Print it to a new PDF, or take a photo of it."),
    "too_large_to_open": gettext_lazy("The file is too large to be opened. Save it with fewer pixels or pages."),
    "unavailable": gettext_lazy("The file could not be checked just now. Please send it again in a minute."),
    "not_kept": gettext_lazy(
        "The file could not be kept: there is no room for it just now. Please send it again later."
    ),
    "too_many_pixels": gettext_lazy(
        "The picture has %(width)s x %(height)s pixels; at most 50 megapixels can be sent. Save it with fewer pixels."
    ),
    "too_many_pages": gettext_lazy(
        "The PDF has %(pages)s pages; at most %(most_pages)s can be sent. Send only the pages that matter."
    ),
    "pdf_after_other_data": gettext_lazy(
        "Before the PDF begins there is something else in the file. Open it and print it to a new PDF."
    ),
    "appended": gettext_lazy(
        "After the end of the PDF there is something else in the file. Open it and print it to a new PDF."
    ),
    "encrypted": gettext_lazy(
        "The PDF is protected by a password or against changes. Open it and print it to a new PDF, without protection."
    ),
    "script": gettext_lazy("The PDF contains a script. Open it and print it to a new PDF, without the script."),
    "launch": gettext_lazy(
        "The PDF starts programs, opens other files or sends data. Open it and print it to a new PDF."
    ),
    "embedded": gettext_lazy(
        "The PDF has other files inside. Print it to a new PDF, and attach what is inside on its own."
    ),
    "media": gettext_lazy("The PDF contains sound, film or moving parts. Open it and print it to a new PDF."),
    "xfa": gettext_lazy("The PDF is a form that changes as it is filled in (XFA). Print it to a new PDF."),
}


def accept_document(upload: File) -> Accepted:
    """A PDF, JPEG or PNG as it will be kept (P2). ValidationError: every reason found, each with its remedy."""
    data = read_upload(upload, MOST_BYTES)
    kind = kind_of(data)
    if kind not in SENDABLE:
        raise wrong_kind(kind)
    try:
        if kind == "pdf":
            facts, _kept = sandbox.ask("judge_pdf", data, most_pages=MOST_PAGES)
            return Accepted(data, "application/pdf", facts["pages"])
        facts, kept = sandbox.ask("judge_picture", data, kind=kind, most_pixels=MOST_PIXELS, most_bytes=MOST_BYTES)
    except Refused as refusal:
        raise explained(refusal, most_pages=MOST_PAGES) from refusal
    return Accepted(kept, facts["type"])


def read_upload(upload: File, most: int) -> bytes:
    """The bytes of the file, which are not read at all where there are too many."""
    if upload.size is not None and upload.size > most:
        raise refused("too_many_bytes", found=shown_bytes(upload.size), most=shown_bytes(most))
    try:
        upload.seek(0)
        data = upload.read(most + 1)
    except OSError as error:  # the disk was full while it arrived
        logger.warning("An upload could not be read: %s", error)
        raise refused("not_kept") from error
    if not data:
        raise refused("empty")
    return data


def wrong_kind(kind: str) -> ValidationError:
    """The file is none of PDF, JPEG and PNG: what it is, and how it becomes one."""
    if kind in SENTENCES:
        return refused(kind)
    if kind in PICTURES:
        remedy = _("Save or export the picture as JPEG.")
    elif kind == "word":
        remedy = _("Choose 'Save as' or 'Export' in your word processor, and PDF there.")
    elif kind == "archive":
        remedy = _("Unpack it, and attach what is inside on its own.")
    else:
        remedy = _("Print it to a PDF, or take a photo of the document.")
    found = _("The file is %(kind)s; a PDF, JPEG or PNG is wanted.") % {"kind": NAMES[kind]}
    return ValidationError(f"{found} {remedy}", code="wrong_kind")


def refused(code: str, **measures: Any) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=measures)


def explained(refusal: Refused, **wanted: Any) -> ValidationError:
    """One sentence for each reason, with what was found and what is wanted."""
    return ValidationError([refused(code, **refusal.facts, **wanted) for code in refusal.codes])


def shown_bytes(count: int) -> str:
    """A size as file managers write it; rounded so that one beyond a limit never reads like the limit."""
    if count < 1024:
        return _("%(count)s bytes") % {"count": count}
    if count < 1024**2:
        return _("%(count)s kB") % {"count": number_format(count // 1024)}
    tenths = math.ceil(count / 1024**2 * 10)
    return _("%(count)s MB") % {"count": number_format(tenths / 10, 1 if tenths % 10 else 0)}
