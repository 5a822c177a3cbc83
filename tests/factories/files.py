"""Files as people and attackers send them, made on the spot: pictures, PDFs, and what pretends to be either."""

import random
import zipfile
import zlib
from functools import cache
from io import BytesIO

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw
from pypdf import PdfReader, PdfWriter

pillow_heif.register_heif_opener()

SCRIPT = b"<script>alert('portal')</script>"
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def upload(data: bytes, name: str = "file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


# --- Pictures ---------------------------------------------------------------------------------------------------------


@cache
def drawing(size: tuple[int, int] = (413, 531), mode: str = "RGB") -> Image.Image:
    """A face of sorts on a ground that changes to the last corner; red at the top, so that one sees what is up."""
    width, height = size
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, height // 10), fill=(220, 20, 20))
    draw.ellipse((width * 0.3, height * 0.25, width * 0.7, height * 0.7), fill=(220, 190, 160))
    return picture.convert(mode)


@cache
def noise(size: tuple[int, int] = (413, 531)) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def saved(picture: Image.Image, kind: str, **how) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (413, 531), mode: str = "RGB", **how) -> bytes:
    return saved(drawing(size, mode), "JPEG", **{"quality": 85, **how})


def png(size: tuple[int, int] = (413, 531), mode: str = "RGB", **how) -> bytes:
    return saved(drawing(size, mode), "PNG", **how)


def webp(size: tuple[int, int] = (413, 531)) -> bytes:
    return saved(drawing(size), "WEBP")


def heic(size: tuple[int, int] = (413, 531), **how) -> bytes:
    return saved(drawing(size), "HEIF", **how)


def gif() -> bytes:
    return saved(drawing(), "GIF")


def mpo(size: tuple[int, int] = (413, 531)) -> bytes:
    """Two pictures in one file, as phones write them for depth: the second is twice as wide."""
    second = drawing((size[0] * 2, size[1]))
    return saved(drawing(size), "MPO", save_all=True, append_images=[second], quality=80)


def telling(size: tuple[int, int] = (413, 531), orientation: int = 1) -> bytes:
    """A JPEG with everything that is nobody's business: camera, place, thumbnail, comment, profile, appended bytes."""
    exif = Image.Exif()
    exif[MAKE] = "SECRETCAMERA"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 52.0, 34.0), 3: "E", 4: (4.0, 25.0, 19.0), 29: "2026:11:23"})
    how = {
        "exif": exif,
        "comment": b"SECRETCOMMENT " + SCRIPT,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "xmp": b"<x:xmpmeta>SECRETXMP</x:xmpmeta>",
    }
    return jpeg(size, **how) + b"SECRETAPPENDED" + archive()


def turned(orientation: int, size: tuple[int, int] = (413, 531)) -> bytes:
    """The drawing as a camera held that way writes it: its pixels turned, and EXIF saying how to turn them back."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    picture = drawing(size)
    if orientation in back:
        picture = picture.transpose(back[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return saved(picture, "JPEG", quality=90, exif=exif)


def grown(data: bytes, length: int) -> bytes:
    """The same JPEG with comments put in until it has exactly ``length`` bytes."""
    missing = length - len(data)
    segments = b""
    while missing:
        part = min(missing, 60_000)
        if 0 < missing - part < 4:
            part -= 4
        segments += b"\xff\xfe" + (part - 2).to_bytes(2, "big") + b"x" * (part - 4)
        missing -= part
    return data[:2] + segments + data[2:]


def claiming(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header promises another size than its data hold."""
    at = next(data.index(marker) for marker in (b"\xff\xc0", b"\xff\xc2") if marker in data)
    return data[: at + 5] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + data[at + 9 :]


def claiming_heic(data: bytes, width: int, height: int) -> bytes:
    at = data.index(b"ispe") + 8
    return data[:at] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[at + 8 :]


def claiming_webp(data: bytes, width: int, height: int) -> bytes:
    return data[:26] + width.to_bytes(2, "little") + height.to_bytes(2, "little") + data[30:]


def cut_and_closed(data: bytes, share: float) -> bytes:
    """The trap: a JPEG cut short and closed with an end marker, which decodes to grey without a complaint."""
    return data[: int(len(data) * share)] + b"\xff\xd9"


def flipped(data: bytes, seed: int, count: int = 8) -> bytes:
    """The same bytes, but for some that were changed by chance."""
    chance, changed = random.Random(seed), bytearray(data)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


# --- PDF --------------------------------------------------------------------------------------------------------------


def pdf(pages: int = 1, *, catalog: str = "", page: str = "", objects: tuple[str, ...] = ()) -> bytes:
    """A PDF written by hand. ``objects`` are numbered from 4 on, so that ``catalog`` and ``page`` can name them."""
    first_page = 4 + len(objects)
    kids = " ".join(f"{first_page + number} 0 R" for number in range(pages))
    text = "BT /F 24 Tf 72 700 Td (Press card) Tj ET"
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        *objects,
        *[
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
            f"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> {page} >>"
        ]
        * pages,
    ]
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()


def written(change) -> bytes:
    """A PDF that pypdf wrote after ``change(writer)``."""
    out = BytesIO()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    change(writer)
    writer.write(out)
    return out.getvalue()


def swollen_pdf(length: int = 200_000_000) -> bytes:
    """A stream that is a thousand times as large once it is unpacked."""
    return pdf(catalog="/Metadata 4 0 R", objects=(_packed(length),))


def _packed(length: int) -> str:
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    data = b"".join(packer.compress(block) for _ in range(length // len(block))) + packer.flush()
    return f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n{data.decode('latin-1')}\nendstream"


def encrypted_pdf(password: str) -> bytes:
    return written(lambda writer: writer.encrypt(password, "owner", algorithm="RC4-128"))


# --- What is neither --------------------------------------------------------------------------------------------------


def archive(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for name, data in (members or {"a.txt": b"SECRETMEMBER"}).items():
            files.writestr(name, data)
    return out.getvalue()


def word_document() -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


HTML = b"<!DOCTYPE html>\n<html><body>" + SCRIPT + b"</body></html>"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
