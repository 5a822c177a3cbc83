"""What is taken as a document, and what is said of everything else (P2)."""

import time
from contextlib import suppress
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from accreditation_portal.documents.acceptance import accept_document, shown_bytes
from accreditation_portal.documents.kinds import kind_of
from tests.factories import files
from tests.factories.files import claiming, cut_and_closed, drawing, jpeg, noise, pdf, png, saved, upload, written

WANTED = "a PDF, JPEG or PNG is wanted"
AS_JPEG = "export the picture as JPEG"
ANEW = "print it to a new PDF"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def action(kind: str, **more: str) -> dict:
    extra = " ".join(f"/{key} {value}" for key, value in more.items())
    return {"catalog": "/OpenAction 4 0 R", "objects": (f"<< /Type /Action /S /{kind} {extra} >>",)}


def annotation(kind: str, extra: str = "") -> dict:
    return {
        "page": "/Annots [4 0 R]",
        "objects": (f"<< /Type /Annot /Subtype /{kind} /Rect [0 0 99 99] {extra} >>",),
    }


def filled_to(data: bytes, length: int) -> bytes:
    return data[:-6] + b" " * (length - len(data)) + data[-6:]


def nested(depth: int) -> bytes:
    return pdf(catalog="/Deep " + "[" * depth + "]" * depth)


def looped() -> bytes:
    return pdf(catalog="/Loop 4 0 R", objects=("[ 4 0 R 4 0 R << /Again 4 0 R >> ]",))


# name: (the file, what it is kept as, or parts of every sentence that is said)
MATRIX = {
    # PDF
    "PDF": (lambda: pdf(), PDF),
    "PDF of 20 pages": (lambda: pdf(20), PDF),
    "PDF of 21 pages": (lambda: pdf(21), ("The PDF has 21 pages; at most 20 can be sent",)),
    "PDF without a page": (lambda: pdf(0), ("damaged",)),
    "PDF that opens at its first page": (lambda: pdf(catalog="/OpenAction [4 0 R /Fit]"), PDF),
    "PDF with a link": (lambda: pdf(**annotation("Link", "/A << /S /URI /URI (https://example.org) >>")), PDF),
    "PDF with a form to print": (lambda: pdf(catalog="/AcroForm << /Fields [] >>"), PDF),
    "PDF that swells to 200 MB": (files.swollen_pdf, ("damaged",)),
    "PDF that swells to 20 MB": (lambda: files.swollen_pdf(20_000_000), PDF),
    "PDF that refers to itself": (looped, PDF),
    "PDF of 10 MB": (lambda: filled_to(pdf(), 10 * 1024**2), PDF),
    "PDF of one byte more": (lambda: filled_to(pdf(), 10 * 1024**2 + 1), ("The file has 10.1 MB; at most 10 MB",)),
    "PDF, its first half": (lambda: pdf(3)[: len(pdf(3)) // 2], ("its end is missing",)),
    "PDF, its table missing": (lambda: pdf()[: pdf().rindex(b"xref\n0")] + b"%%EOF\n", ("damaged",)),
    "PDF, header and end alone": (lambda: b"%PDF-1.7\n%%EOF\n", ("damaged",)),
    "PDF nested ten thousand deep": (lambda: nested(10_000), ("damaged",)),
    "PDF with a password": (lambda: files.encrypted_pdf("secret"), ("protected by a password", ANEW)),
    "PDF protected against changes": (lambda: files.encrypted_pdf(""), ("protected by a password", ANEW)),
    "PDF after other data": (lambda: b"JUNK\n" + pdf(), ("Before the PDF begins there is something else", ANEW)),
    "PDF after a web page": (lambda: files.HTML + pdf(), ("Before the PDF begins", ANEW)),
    "PDF before an archive": (lambda: pdf() + files.archive(), ("After the end of the PDF", ANEW)),
    "PDF before a web page": (lambda: pdf() + files.HTML, ("After the end of the PDF", ANEW)),
    "PDF before blanks": (lambda: pdf() + b"\r\n\0\0\n", PDF),
    "PDF that runs a script when opened": (
        lambda: pdf(**action("JavaScript", JS="(app.alert(1))")),
        ("a script", ANEW),
    ),
    "PDF that runs a script on a page": (
        lambda: pdf(page="/AA << /O << /S /JavaScript /JS (app.alert(1)) >> >>"),
        ("a script",),
    ),
    "PDF with a named script": (
        lambda: pdf(catalog="/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"),
        ("a script",),
    ),
    "PDF with a script after another action": (
        lambda: pdf(**action("GoTo", D="[5 0 R /Fit]", Next="<< /S /JavaScript /JS (1) >>")),
        ("a script",),
    ),
    "PDF with a script spelled by number": (lambda: pdf(**action("J#61vaScript", J="(1)")), ("a script",)),
    "PDF that starts a program": (lambda: pdf(**action("Launch", F="(cmd.exe)")), ("starts programs", ANEW)),
    "PDF that sends its form": (lambda: pdf(**action("SubmitForm", F="(https://example.org)")), ("sends data",)),
    "PDF with a file inside": (
        lambda: written(lambda w: w.add_attachment("a.exe", b"MZ")),
        ("has other files inside", "attach what is inside"),
    ),
    "PDF with a file pinned to a page": (lambda: pdf(**annotation("FileAttachment")), ("has other files inside",)),
    "PDF with a film": (lambda: pdf(**annotation("RichMedia")), ("sound, film or moving parts",)),
    "PDF that is an XFA form": (lambda: pdf(catalog="/AcroForm << /Fields [] /XFA 3 0 R >>"), ("(XFA)",)),
    "PDF with all of it": (
        lambda: pdf(21, catalog="/AcroForm << /XFA 3 0 R >> /AA << /WC << /S /JavaScript /JS (1) >> >>"),
        ("21 pages", "a script", "(XFA)"),
    ),
    # pictures
    "JPEG": (lambda: jpeg((1000, 700)), JPEG),
    "JPEG, lying, of a phone": (lambda: files.turned(6, (1500, 2000)), JPEG),
    "JPEG with everything": (lambda: files.telling((800, 600)), JPEG),
    "MPO": (lambda: files.mpo(), JPEG),
    "JPEG, CMYK": (lambda: jpeg(mode="CMYK"), JPEG),
    "JPEG, half": (lambda: jpeg()[: len(jpeg()) // 2], ("its end is missing",)),
    "JPEG, half and closed": (lambda: cut_and_closed(jpeg((2000, 1500)), 0.5), ("its end is missing",)),
    "JPEG bomb by its header": (lambda: claiming(jpeg(), 65000, 65000), ("65000 x 65000 pixels", "50 megapixels")),
    "PNG": (lambda: png((1000, 700)), PNG),
    "PNG, transparent": (lambda: png(mode="RGBA"), PNG),
    "PNG, palette": (lambda: saved(drawing().quantize(), "PNG"), PNG),
    "PNG, one bit": (lambda: png(mode="1"), PNG),
    "PNG, 16 bits": (lambda: saved(drawing(mode="L").convert("I;16"), "PNG"), PNG),
    "PNG, half": (lambda: png()[: len(png()) // 2], ("its end is missing",)),
    "PNG bomb": (lambda: saved(Image.new("1", (20_000, 20_000)), "PNG"), ("20000 x 20000 pixels", "50 megapixels")),
    "PNG of just 10 MB": (lambda: png((3000, 2000)) + b"\0" * (10 * 1024**2 - len(png((3000, 2000)))), PNG),
    # what is neither
    "WebP": (lambda: files.webp(), ("a WebP picture", WANTED, AS_JPEG)),
    "GIF": (lambda: files.gif(), ("a GIF picture", WANTED, AS_JPEG)),
    "HEIC": (lambda: files.heic(), ("a HEIC picture", WANTED, AS_JPEG)),
    "TIFF": (lambda: saved(drawing(), "TIFF"), ("a TIFF picture", WANTED, AS_JPEG)),
    "SVG": (lambda: files.SVG, ("an SVG drawing", WANTED, AS_JPEG)),
    "Word": (lambda: files.word_document(), ("a word-processor document", WANTED, "'Export'")),
    "Word of old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ("a word-processor document", WANTED)),
    "RTF": (lambda: rb"{\rtf1 Hello}", ("a word-processor document", WANTED)),
    "ZIP": (lambda: files.archive(), ("an archive", WANTED, "Unpack it")),
    "web page": (lambda: files.HTML, ("a web page", WANTED, "Print it to a PDF")),
    "text": (lambda: b"Dear office,", ("of a kind that is not known here", WANTED)),
    "program": (lambda: b"MZ" + b"\0" * 900, ("of a kind that is not known here", WANTED)),
    "empty": (lambda: b"", ("The file is empty",)),
    "NUL bytes": (lambda: b"\0" * 5000, ("of a kind that is not known here",)),
}


@pytest.mark.parametrize("name", MATRIX)
def test_p2_every_file_has_its_verdict_and_its_sentence(name):
    make, expected = MATRIX[name]

    if isinstance(expected, str):
        accepted = accept_document(upload(make(), "renamed.pdf"))
        assert accepted.content_type == expected
        assert 0 < len(accepted.data) <= 10 * 1024**2
        return
    with pytest.raises(ValidationError) as refusal:
        accept_document(upload(make(), "renamed.pdf"))
    said = " ".join(refusal.value.messages)
    assert [part for part in expected if part not in said] == []


def test_the_matrix_is_as_long_as_promised():
    assert len(MATRIX) >= 20


def test_the_pages_of_a_pdf_are_counted_and_its_bytes_kept():
    accepted = accept_document(upload(pdf(7)))

    assert (accepted.data, accepted.pages) == (pdf(7), 7)


@pytest.mark.parametrize(
    "make", [files.telling, files.mpo, lambda: saved(drawing(), "PNG", exif=exif()) + files.archive()]
)
def test_of_a_picture_only_its_pixels_are_kept(make):
    kept = accept_document(upload(make())).data

    traces = (b"SECRET", b"Exif", b"eXIf", b"iCCP", b"tEXt", b"ICC_PROFILE", b"<script", b"MPF\0", b"PK\x03\x04")
    assert [trace for trace in traces if trace in kept] == []
    assert not Image.open(BytesIO(kept)).getexif()


def exif() -> Image.Exif:
    written_by_a_camera = Image.Exif()
    written_by_a_camera[files.MAKE] = "SECRETCAMERA"
    return written_by_a_camera


def test_a_picture_is_kept_upright():
    assert Image.open(BytesIO(accept_document(upload(files.turned(6, (600, 800)))).data)).size == (600, 800)


def test_what_transparency_hid_is_gone():
    picture = Image.new("RGBA", (40, 40), (255, 0, 0, 0))

    kept = Image.open(BytesIO(accept_document(upload(saved(picture, "PNG"))).data))

    assert kept.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_of_grey_become_eight():
    kept = Image.open(BytesIO(accept_document(upload(saved(Image.new("I;16", (40, 40), 40_000), "PNG"))).data))

    assert abs(kept.getpixel((5, 5)) - 156) <= 1


def test_a_png_that_would_grow_beyond_the_limit_is_kept_as_jpeg():
    many_colours = noise((1900, 1700)).quantize(256, method=Image.Quantize.FASTOCTREE)
    sent = saved(many_colours, "PNG", optimize=True)
    assert len(sent) < 10 * 1024**2

    accepted = accept_document(upload(sent))

    assert len(accepted.data) < 10 * 1024**2


@pytest.mark.parametrize(
    "make", [lambda: pdf(3), lambda: pdf(**action("JavaScript", JS="(1)")), lambda: jpeg((300, 200)), png]
)
def test_no_file_cut_or_changed_by_chance_is_ever_an_error_of_ours(make):
    whole = make()
    step = max(1, len(whole) // 20)
    corpus = [whole[:length] for length in range(0, len(whole), step)]
    corpus += [files.flipped(whole, seed) for seed in range(30)]

    for data in corpus:
        with suppress(ValidationError):
            assert accept_document(upload(data)).data


def test_a_size_is_written_as_file_managers_write_it():
    assert [shown_bytes(n) for n in (900, 102_399, 102_400, 4_404_019)] == ["900 bytes", "99 kB", "100 kB", "4.2 MB"]
    assert [shown_bytes(n) for n in (10 * 1024**2, 10 * 1024**2 + 1)] == ["10 MB", "10.1 MB"]
    with override("fr"):
        assert [shown_bytes(n) for n in (900, 102_400, 4_404_019)] == ["900\xa0octets", "100\xa0ko", "4,2\xa0Mo"]


def test_every_page_writes_sizes_in_these_units():
    """Django's own filter says KB, and in French Kio."""
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [str(page) for page in pages if "filesizeformat" in page.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!-- -->" * 500 + b"<script>", "html"),
        (b"<!-- -->" * 400 + b"<svg ", "svg"),
        (b"<!-- -->" * 511, "unknown"),
        (b"<!-- --" * 600, "unknown"),
        (b"<?xml x>" * 500, "unknown"),
    ],
)
def test_what_is_before_the_first_element_is_read_once(data, kind):
    began = time.perf_counter()

    assert kind_of(data) == kind
    assert time.perf_counter() - began < 1
