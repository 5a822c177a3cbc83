"""The sheet that lies on top of an attestation: whom it is for, where it goes, and a code to scan (S8, B13)."""

import unicodedata
from io import BytesIO

import segno
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from accreditation_portal import office

FONT, BOLD = "Helvetica", "Helvetica-Bold"
LEFT = 25 * mm
WIDTH = A4[0] - 2 * LEFT
BARRED = str.maketrans("łŁđĐħĦıŧŦ", "lLdDhHitT")  # letters that do not come apart
MODULE = 1.2 * mm  # a side of one square of the code


def cover_sheet(*, reference: str, name: str, organisation: str) -> bytes:
    """A PDF of one A4 page in the active language. ``reference`` as people read it; the code holds it alone.

    The PDF's own fonts have Latin letters only: ``name`` is the line of the document's zone; of the organisation what
    they cannot write is left out.
    """
    out = BytesIO()
    sheet = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    sheet.setTitle(_("Cover sheet %(reference)s") % {"reference": reference})
    sheet.setAuthor(str(office.OFFICE_NAME))
    _address(sheet)
    y = _heading(sheet, reference)
    for label, value in ((_("Name"), name), (_("Media organisation"), organisation)):
        if written := _writable(value):
            y = _row(sheet, y, label, written)
    _steps(sheet, y - 6 * mm)
    _code(sheet, reference)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


def _address(sheet: Canvas) -> None:
    """Where the window of an envelope shows it."""
    sheet.setFont(FONT, 11)
    for number, line in enumerate(office.POSTAL_ADDRESS):
        sheet.drawString(LEFT, A4[1] - 52 * mm - number * 5.5 * mm, _writable(line))


def _heading(sheet: Canvas, reference: str) -> float:
    y = A4[1] - 100 * mm
    sheet.setFont(BOLD, 17)
    sheet.drawString(LEFT, y, _writable(_("Original attestation for annual accreditation")))
    sheet.setFont(BOLD, 30)
    sheet.drawString(LEFT, y - 18 * mm, reference)
    sheet.setLineWidth(0.6)
    sheet.line(LEFT, y - 24 * mm, A4[0] - LEFT, y - 24 * mm)
    return y - 34 * mm


def _row(sheet: Canvas, y: float, label: str, value: str) -> float:
    sheet.setFont(FONT, 10)
    sheet.drawString(LEFT, y, _writable(label))
    sheet.setFont(BOLD, 13)
    lines = simpleSplit(value, BOLD, 13, WIDTH)[:3]
    for line in lines:
        y -= 6 * mm
        sheet.drawString(LEFT, y, line)
    return y - 8 * mm


def _steps(sheet: Canvas, y: float) -> None:
    sheet.setFont(FONT, 10.5)
    sentences = (
        _("Put this sheet on top of the original attestation, signed by your senior editor or manager."),
        _("Send both by post, or bring them to the office in person. A copy does not replace the original."),
        _("The office tells you by email as soon as they have arrived."),
    )
    for number, sentence in enumerate(sentences, start=1):
        for line in simpleSplit(f"{number}. {_writable(sentence)}", FONT, 10.5, WIDTH):
            sheet.drawString(LEFT, y, line)
            y -= 5.5 * mm
        y -= 1.5 * mm


def _code(sheet: Canvas, reference: str) -> None:
    """The reference alone, beside the address, with a quiet zone of four modules around it."""
    rows = [list(row) for row in segno.make(reference, error="q", micro=False).matrix]
    right, top = A4[0] - LEFT, A4[1] - 28 * mm
    left = right - len(rows) * MODULE
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                sheet.rect(left + across * MODULE, top - (down + 1) * MODULE, MODULE, MODULE, stroke=0, fill=1)


def _writable(text: str) -> str:
    """A text in the letters that the PDF's own fonts have: a letter they lack loses its mark, or is left out."""
    written = []
    for char in str(text).translate(BARRED):
        kept = char.encode("cp1252", "ignore") or unicodedata.normalize("NFKD", char).encode("cp1252", "ignore")
        written.append(kept.decode("cp1252"))
    return "".join(written).strip()
