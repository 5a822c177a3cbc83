"""What a file is by its first bytes, whatever it is called, and how each kind is named to people."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What is before the first element is never read a second time, or many comments would take minutes.
BEFORE = rb"\s*+(?>(?><!--.*?-->|<\?xml[^>]*>|<!doctype\s+svg[^>]*>)\s*+)*+"
HTML = re.compile(BEFORE + rb"<(!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE | re.DOTALL)
SVG = re.compile(BEFORE + rb"<svg\b", re.IGNORECASE | re.DOTALL)
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
WORD = (b"word/", b"mimetypeapplication/vnd.oasis.opendocument.text")
SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"{\\rtf", "word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
WHERE_A_PDF_MAY_HIDE = 1024  # readers of PDF look for its beginning as far as this

#: As in 'The file is …'.
NAMES: dict[str, Promise] = {
    "jpeg": _("a JPEG picture"),
    "png": _("a PNG picture"),
    "pdf": _("a PDF document"),
    "webp": _("a WebP picture"),
    "gif": _("a GIF picture"),
    "heic": _("a HEIC picture"),
    "avif": _("an AVIF picture"),
    "tiff": _("a TIFF picture"),
    "bmp": _("a BMP picture"),
    "svg": _("an SVG drawing"),
    "word": _("a word-processor document"),
    "archive": _("an archive (ZIP or the like)"),
    "html": _("a web page"),
    "unknown": _("of a kind that is not known here"),
}
PICTURES = ("jpeg", "png", "webp", "gif", "heic", "avif", "tiff", "bmp", "svg")


def kind_of(data: bytes) -> str:
    """One of NAMES, 'pdf_after_other_data', or 'empty'."""
    if not data:
        return "empty"
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return "word" if kind == "archive" and any(part in data[:8192] for part in WORD) else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in HEIC_BRANDS else "avif" if data[8:12] in (b"avif", b"avis") else "unknown"
    if b"%PDF-" in data[:WHERE_A_PDF_MAY_HIDE]:
        return "pdf_after_other_data"
    start = data[:4096]
    return "svg" if SVG.match(start) else "html" if HTML.match(start) else "unknown"
