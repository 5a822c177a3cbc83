"""JPEG files as no camera writes them: scans without end, sizes that lie, segments that loop."""

import re
import struct
from functools import cache
from random import Random

from PIL import Image

from tests.factories import files as ordinary
from tests.trust.corpora.families import MARK, SCRIPT, cut, family, flipped, one_of

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
STRIP = 32  # lines
DATA = re.compile(rb"(?:[^\xff]|\xff[\x00\xd0-\xd7])+")  # of a scan, until another marker comes


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segments(segments: bytes, size: tuple[int, int] = (413, 531)) -> bytes:
    return SOI + segments + ordinary.jpeg(size)[2:]


@cache
def large(width: int, height: int, mode: str = "RGB", progressive: bool = False) -> bytes:
    """A picture of one colour: many pixels in few bytes. A strip of it is coded, and every scan of that repeated."""
    strip = Image.new(mode, (width, STRIP), 0)
    coded = ordinary.saved(strip, "JPEG", quality=30, progressive=progressive, restart_marker_rows=1)
    out, at, times = bytearray(), 0, -(-height // STRIP)
    while (scan := coded.find(b"\xff\xda", at)) >= 0:
        begins = scan + 2 + int.from_bytes(coded[scan + 2 : scan + 4], "big")
        rows = re.split(rb"\xff[\xd0-\xd7]", DATA.match(coded, begins)[0])
        out += coded[at:begins]
        out += b"".join(row + bytes([0xFF, 0xD0 + number % 8]) for number, row in enumerate(rows * times))[:-2]
        at = DATA.match(coded, begins).end()
    return ordinary.claiming(bytes(out + coded[at:]), width, STRIP * times)


@family("jpg")
def jpeg_bomb(number: int, rng: Random) -> bytes:
    """As many pixels as may be, and more than that."""
    how, _ = one_of(number, [
        ((7000, 7000), "RGB", False), ((7000, 7000), "CMYK", False), ((7071, 7070), "L", False),
        ((7000, 7000), "RGB", True), ((65_000, 760), "RGB", False), ((10_000, 10_000), "L", False),
        ((760, 65_000), "RGB", True), ((7000, 7000), "CMYK", True), ((5000, 5000), "RGB", True),
    ])  # fmt: skip
    size, mode, progressive = how
    return large(*size, mode, progressive)


@family("jpg")
def jpeg_of_many_scans(number: int, rng: Random) -> bytes:
    """A progressive picture whose last scan comes again and again: each time the decoder visits every block."""
    size, times = [((413, 531), 20_000), ((7000, 7000), 3000), ((3000, 4000), 400), ((7000, 7000), 100),
                   ((1000, 1000), 9000)][number % 5]  # fmt: skip
    whole = large(*size, "RGB", True)
    at = whole.rindex(b"\xff\xda")
    if number % 2:  # the first scan of a coefficient, which may come again without an error
        first = whole.index(b"\xff\xda")
        at = whole.index(b"\xff\xda", first + 2)
        end = whole.index(b"\xff\xc4" if b"\xff\xc4" in whole[at:] else b"\xff\xda", at + 2)
        return whole[:at] + whole[at:end] * min(times, 9_000_000 // (end - at)) + whole[end:]
    scan = whole[at:-2]
    return whole[:at] + scan * min(times, 9_000_000 // len(scan)) + EOI


@family("jpg")
def jpeg_claims(number: int, rng: Random) -> bytes:
    size, _ = one_of(number, [(65_535, 65_535), (0, 0), (7000, 7000), (413, 0), (1, 1), (65_535, 1), (826, 1062)])
    return ordinary.claiming(ordinary.jpeg(progressive=bool(number % 2)), *size)


@family("jpg")
def jpeg_cut(number: int, rng: Random) -> bytes:
    whole = ordinary.jpeg(progressive=number % 2 == 1)
    return cut(whole, number, rng) + (EOI if number % 3 else b"")


@family("jpg")
def jpeg_changed(number: int, rng: Random) -> bytes:
    return flipped(ordinary.jpeg(progressive=number % 2 == 1), rng, count=1 + number * 3)


@family("jpg")
def exif_bomb(number: int, rng: Random) -> bytes:
    """Directories that lead back to themselves, counts of four thousand million, values that lie elsewhere."""
    entries = b"".join(
        struct.pack("<HHII", tag, kind, 2**32 - 1 if number % 2 else 1000, 8)
        for tag, kind in [(0x8769, 4), (0x8825, 4), (0xA005, 4), (0x0112, 5), (0x010F, 2), (0x927C, 7)]
    )
    endless = struct.pack("<H", 65_535 if number % 3 == 2 else 6) + entries + struct.pack("<I", 8)
    body, _ = one_of(number, [
        b"II*\0" + struct.pack("<I", 8) + endless, b"MM\0*" + rng.randbytes(200), b"II*\0" + struct.pack("<I",
        2**32 - 1),
        b"II*\0" + struct.pack("<I", 8) + endless * 700, b"", MARK + SCRIPT,
    ])  # fmt: skip
    return with_segments(segment(0xE1, (b"Exif\0\0" + body)[:65_000]) * (1 if number < 6 else 100))


@family("jpg")
def icc_garbage(number: int, rng: Random) -> bytes:
    parts, _ = one_of(number, [1, 255, 0, 3])
    return with_segments(
        b"".join(
            segment(0xE2, b"ICC_PROFILE\0" + bytes([at % 256, parts]) + rng.randbytes(3000) + MARK)
            for at in range(1, max(parts, 1) + 1)
        )
    )


@family("jpg")
def segments_without_end(number: int, rng: Random) -> bytes:
    one, _ = one_of(number, [
        segment(0xFE, SCRIPT) * 50_000, segment(0xED, b"Photoshop 3.0\08BIM" + rng.randbytes(300)) * 100,
        b"\xff" * 300_000,
        segment(0xE2, b"MPF\0" + rng.randbytes(200)), segment(0xEE, b"Adobe\0\x64" + rng.randbytes(8)),
        b"\xff\xd8" * 50_000,
        segment(0xDB, rng.randbytes(64)), segment(0xC4, rng.randbytes(300)), segment(0xE1,
        b"http://ns.adobe.com/xap/1.0/\0" + SCRIPT),
        segment(0xDD, b"\0\1"),
    ])  # fmt: skip
    return with_segments(one)


@family("jpg")
def rare_jpegs(number: int, rng: Random) -> bytes:
    """Four colours, twelve bits, arithmetic coding, no loss, three pictures in one file."""
    kind, _ = one_of(number, ["CMYK", "L", "twelve", "arithmetic", "lossless", "mpo", "thumbnail", "components"])
    if kind in ("CMYK", "L"):
        return ordinary.jpeg(mode=kind)
    if kind == "mpo":
        return ordinary.mpo()
    whole = ordinary.jpeg()
    at = whole.index(b"\xff\xc0")
    if kind == "twelve":
        return whole[: at + 4] + b"\x0c" + whole[at + 5 :]
    if kind == "components":
        return whole[: at + 9] + b"\xff" + whole[at + 10 :]
    if kind == "thumbnail":
        return with_segments(segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\xff\xff" + rng.randbytes(60_000)))
    return whole[:at] + {"arithmetic": b"\xff\xc9", "lossless": b"\xff\xc3"}[kind] + whole[at + 2 :]
