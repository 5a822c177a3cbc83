"""PDF files that do something, hide something, or make whoever draws them work without end."""

import zlib
from base64 import a85encode
from io import BytesIO
from random import Random

from pypdf import PdfWriter

from tests.factories import files as ordinary
from tests.trust.corpora.cameras import large
from tests.trust.corpora.families import MARK, SCRIPT, family, one_of
from tests.trust.corpora.pdf_structure import PAGE, from_objects, stream
from tests.trust.corpora.pictures import packed

JS = "(app.alert\\('" + MARK.decode() + "'\\))"


def drawn(content: bytes, resources: str = "", filters: str = "", *more: bytes | str) -> bytes:
    """One page with this content; ``more`` objects are numbered from 5 on."""
    return from_objects([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F << /Type /Font "
        f"/Subtype /Type1 /BaseFont /Helvetica >> >> {resources} >> >>",
        stream(content, filters), *more,
    ])  # fmt: skip


@family("pdf")
def pdf_with_script(number: int, rng: Random) -> bytes:
    action = f"<< /S /JavaScript /JS {JS} >>"
    where, _ = one_of(number, [
        {"catalog": f"/OpenAction {action}"}, {"page": f"/AA << /O {action} >>"},
        {"catalog": f"/AA << /WC {action} >>"},
        {"catalog": f"/Names << /JavaScript << /Names [(a) {action}] >> >>"}, {"catalog": "/OpenAction 4 0 R",
        "objects": (action,)},
        {"page": f"/Annots [<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /A {action} >>]"},
        {"catalog": f"/OpenAction << /S /Rendition /JS {JS} >>"},
        {"catalog": f"/OpenAction << /S /#4aavaScript /JS {JS} >>"},
        {"catalog": f"/OpenAction << /S /JavaScript /J#53 {JS} >>"},
        {"catalog": f"/OpenAction << /S /GoTo /D [3 0 R] /Next [{action}] >>"},
    ])  # fmt: skip
    return ordinary.pdf(**where)


@family("pdf")
def pdf_that_acts(number: int, rng: Random) -> bytes:
    """Starts programs, opens or sends files, plays sound."""
    action, _ = one_of(number, [
        "/S /Launch /F (/bin/sh)", "/S /Launch /Win << /F (cmd.exe) >>", "/S /GoToR /F (\\\\\\\\host\\\\share) /D [0]",
        "/S /SubmitForm /F (https://example.org)", "/S /ImportData /F (a.fdf)", "/S /GoToE /D [0]",
        "/S /URI /URI (javascript:alert)",
        "/S /Sound /Sound 4 0 R", "/S /Movie", "/S /Hide /T (a)", "/S /Named /N /Print",
    ])  # fmt: skip
    return ordinary.pdf(catalog=f"/OpenAction << {action} >>", objects=("null",))


@family("pdf")
def pdf_with_files(number: int, rng: Random) -> bytes:
    if number % 3 == 0:
        return ordinary.written(lambda writer: writer.add_attachment("run.exe", MARK + rng.randbytes(100)))
    if number % 3 == 1:
        return ordinary.pdf(
            page="/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>]",
            objects=("<< /Type /Filespec /F (run.exe) /EF << /F 5 0 R >> >>", "null"),
        )
    return ordinary.pdf(page="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]")


@family("pdf")
def pdf_forms(number: int, rng: Random) -> bytes:
    xfa = stream(b"<xdp:xdp>" + SCRIPT + b"</xdp:xdp>").decode("latin-1")
    fields = " ".join(f"<< /T (field{at}) /FT /Tx /V ({MARK.decode()}) >>" for at in range([1, 20_000][number % 2]))
    return ordinary.pdf(
        catalog=f"/AcroForm << {'/XFA 4 0 R' if number % 3 else ''} /Fields [{fields}] >>", objects=(xfa,)
    )


@family("pdf")
def encrypted(number: int, rng: Random) -> bytes:
    if number % 4 == 3:
        return ordinary.pdf().replace(
            b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Unknown /V 99 /R 99 /O (a) /U (b) >>"
        )
    kind = ["RC4-40", "RC4-128", "AES-128"][number % 3]
    return ordinary.written(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128" if kind[0] == "A" else kind))


@family("pdf")
def swollen_streams(number: int, rng: Random) -> bytes:
    """Content that unpacks to hundreds of megabytes, once or through several filters."""
    kind, _ = one_of(number, ["flate", "twice", "run", "hex", "metadata", "lzw", "a85"])
    if kind == "flate":
        return drawn(packed(400_000_000, 32), filters="/Filter /FlateDecode")
    if kind == "twice":
        return drawn(zlib.compress(packed(900_000_000, 32), 9), filters="/Filter [/FlateDecode /FlateDecode]")
    if kind == "run":
        return drawn(b"\x81 " * 2_000_000 + b"\x80", filters="/Filter /RunLengthDecode")
    if kind == "hex":
        return drawn(b"20" * 4_000_000 + b">", filters="/Filter /ASCIIHexDecode")
    if kind == "a85":
        return drawn(a85encode(b" " * 600_000) + b"~>", filters="/Filter /ASCII85Decode")
    if kind == "lzw":
        return drawn(
            rng.randbytes(200_000), filters="/Filter /LZWDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>"
        )
    return from_objects([
        "<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", PAGE,
        stream(packed(300_000_000), "/Filter /FlateDecode"),
    ])  # fmt: skip


@family("pdf")
def drawn_without_end(number: int, rng: Random) -> bytes:
    """What takes long to draw: forms that draw each other, a million lines, patterns in patterns, text without end."""
    kind, _ = one_of(number, ["laughs", "lines", "text", "clips", "pattern", "shading", "self", "dashes"])
    if kind == "laughs":
        resources = [f"/Resources << /XObject << /X {at + 1} 0 R >> >>" for at in range(5, 16)]
        forms = [
            stream(b"/X Do " * 10, f"/Type /XObject /Subtype /Form /BBox [0 0 600 900] {more}") for more in resources
        ]
        leaf = stream(b"0 0 500 500 re f", "/Type /XObject /Subtype /Form /BBox [0 0 600 900]")
        return drawn(b"/X Do", "/XObject << /X 5 0 R >>", "", *forms, leaf)
    if kind == "self":
        form = stream(
            b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
        )
        return drawn(b"/X Do", "/XObject << /X 5 0 R >>", "", form)
    if kind == "pattern":
        tile = stream(b"0 0 1 1 re f", "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 .01 .01] "
                                       "/XStep .01 /YStep .01 /Resources << >>")  # fmt: skip
        return drawn(b"/Pattern cs /P scn 0 0 595 842 re f", "/Pattern << /P 5 0 R >>", "", tile)
    if kind == "shading":
        function = stream(b"{ " + b"dup mul " * 20_000 + b"}", "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]")
        shade = "<< /ShadingType 1 /ColorSpace /DeviceGray /Function 6 0 R >>"
        return drawn(b"/S sh", "/Shading << /S 5 0 R >>", "", shade, function)
    content = {
        "lines": b"".join(b"%d %d m %d %d l S " % tuple(rng.randrange(900) for _ in range(4)) for _ in range(40_000)),
        "text": b"BT /F 900 Tf " + b"(" + b"W" * 300_000 + b") Tj ET",
        "clips": b"q 0 0 500 500 re W n " * 60_000 + b"0 0 9 9 re f",
        "dashes": b"[.0001 .0001] 0 d 0 0 m 595 842 l S " * 50,
    }[kind]
    return drawn(content)


@family("pdf")
def pictures_in_pdf(number: int, rng: Random) -> bytes:
    """Pictures that are drawn on a page: millions of pixels in kilobytes, in every coding."""
    kind, _ = one_of(number, ["flate", "dct", "jbig2", "jpx", "ccitt", "mask", "inline", "indexed"])
    size = 30_000 if number % 2 else 60_000
    of = f"/Type /XObject /Subtype /Image /Width {size} /Height {size} /ColorSpace /DeviceRGB /BitsPerComponent 8"
    place, resources = b"595 0 0 842 0 0 cm /I Do", "/XObject << /I 5 0 R >>"
    picture = {
        "flate": stream(packed(300_000_000), of + " /Filter /FlateDecode"),
        "dct": stream(large(7000, 7000, "CMYK"), of + " /Filter /DCTDecode"),
        "jbig2": stream(rng.randbytes(2000), of + " /Filter /JBIG2Decode"),
        "jpx": stream(ordinary.saved(ordinary.drawing((200, 200)), "JPEG2000"), of + " /Filter /JPXDecode"),
        "ccitt": stream(
            b"\0" * 3000, of + " /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>"
        ),
        "mask": stream(packed(100_000_000), of + " /Filter /FlateDecode /SMask 5 0 R"),
        "indexed": stream(
            packed(1_000_000),
            of.replace("/DeviceRGB", f"[/Indexed /DeviceRGB 255 <{'00' * 768}>]") + " /Filter /FlateDecode",
        ),
        "inline": b"null",
    }[kind]
    if kind == "inline":
        place = b"BI /W 60000 /H 60000 /CS /RGB /BPC 8 /F /Fl ID " + packed(10_000_000) + b" EI"
    return drawn(place, resources, "", picture)


@family("pdf")
def broken_fonts(number: int, rng: Random) -> bytes:
    kind, _ = one_of(number, ["/FontFile", "/FontFile2", "/FontFile3"])
    subtype = {"/FontFile": "/Type1", "/FontFile2": "/TrueType", "/FontFile3": "/Type1"}[kind]
    head = {"/FontFile": b"%!PS-AdobeFont-1.0", "/FontFile2": b"\0\1\0\0\0\x0c", "/FontFile3": b"\1\0\4\1"}[kind]
    font = f"<< /Type /Font /Subtype {subtype} /BaseFont /Odd /FirstChar 0 /LastChar 99999999 /FontDescriptor 6 0 R >>"
    descriptor = f"<< /Type /FontDescriptor /FontName /Odd {kind} 7 0 R /Flags 4 >>"
    return drawn(b"BT /G 24 Tf 72 700 Td (Letter) Tj ET", "/Font << /G 5 0 R >>", "", font, descriptor,
                 stream(head + rng.randbytes(4000), "/Subtype /Type1C" if kind == "/FontFile3" else ""))  # fmt: skip


@family("pdf")
def pages_without_end(number: int, rng: Random) -> bytes:
    """Twenty pages are the most: as many, one more, and thousands, with and without content."""
    pages = [20, 21, 1000, 5000][number % 4]
    if number % 2:
        return ordinary.pdf(pages=pages)
    writer = PdfWriter()
    for _ in range(min(pages, 1000)):
        writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
