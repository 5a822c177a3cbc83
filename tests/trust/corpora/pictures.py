"""Pictures that promise, unpack or repeat too much, or are none: PNG, GIF, TIFF, WebP, BMP, SVG."""

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image

from tests.factories import files as ordinary
from tests.trust.corpora.families import MARK, SCRIPT, cut, family, flipped, one_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
SAMPLES = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}


def chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    checked = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)


def header(width: int, height: int, depth: int = 8, colour: int = RGB, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


@cache
def packed(length: int, value: int = 0) -> bytes:
    """So many bytes of one value, packed: a thousandth of their number. One part is made, and repeated."""
    size = 1_000_000
    packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), bytes([value]) * size
    part = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = packer.compress(block[: length % size]) + packer.flush()
    ones, twos = 1 + length * value, length + value * length * (length + 1) // 2  # Adler's sums
    return b"\x78\xda" + part * (length // size) + rest + struct.pack(">HH", twos % 65_521, ones % 65_521)


@cache
def heic() -> bytes:
    return ordinary.heic()


@cache
def lossless() -> bytes:
    return ordinary.saved(Image.new("RGBA", (7000, 7000)), "WEBP", lossless=True, quality=0, method=0)


def plain_png(width: int, height: int, depth: int = 8, colour: int = RGB, before: bytes = b"") -> bytes:
    """Every line of one colour, with whatever ``before`` the data."""
    line = 1 + (width * depth * SAMPLES[colour] + 7) // 8
    palette = chunk(b"PLTE", b"\x10\x20\x30" * 2) if colour == PALETTE else b""
    data = chunk(b"IDAT", packed(line * height))
    return SIGNATURE + header(width, height, depth, colour) + palette + before + data + chunk(b"IEND", b"")


@family("png")
def png_bomb(number: int, rng: Random) -> bytes:
    """As many pixels as may be, or many more, in a few kilobytes."""
    (size, depth, colour), _ = one_of(number, [
        ((7000, 7000), 8, RGBA), ((7000, 7000), 16, RGBA), ((7000, 7000), 8, PALETTE), ((7000, 7000), 16, GREY),
        ((7071, 7071), 1, GREY), ((50_000, 1000), 8, RGB), ((20_000, 20_000), 8, GREY), ((60_000, 60_000), 1, GREY),
        ((7000, 7000), 8, GREY_ALPHA), ((7000, 7000), 16, RGB), ((7000, 7000), 8, RGB),
    ])  # fmt: skip
    return plain_png(*size, depth, colour)


@family("png")
def png_claims(number: int, rng: Random) -> bytes:
    """A header that lies."""
    claims = [
        (2**31 - 1, 2**31 - 1, 8, RGB, 0), (2**32 - 1, 1, 8, RGB, 0), (0, 0, 8, RGB, 0), (1, 0, 8, RGB, 0),
        (100, 100, 3, RGB, 0), (100, 100, 8, 5, 0), (100, 100, 32, GREY, 0), (5000, 9000, 8, RGBA, 1),
        (413, 531, 8, RGB, 7), (2**16, 2**15, 16, RGBA, 0), (413, 1, 8, RGB, 0),
    ]  # fmt: skip
    said, _ = one_of(number, claims)
    return SIGNATURE + header(*said) + chunk(b"IDAT", packed(531 * 1240)) + chunk(b"IEND", b"")


@family("png")
def png_chunks(number: int, rng: Random) -> bytes:
    """Text that unpacks to a hundred megabytes, a hundred thousand chunks, sums that are wrong."""
    text = b"Comment\0" + SCRIPT
    before, _ = one_of(number, [
        chunk(b"zTXt", b"Comment\0\0" + packed(100_000_000)), chunk(b"iTXt",
        b"Comment\0\1\0\0\0" + packed(100_000_000)),
        chunk(b"iCCP", b"profile\0\0" + packed(100_000_000)), chunk(b"tEXt", text) * 60_000,
        chunk(b"tEXt", text, crc=1), chunk(b"eXIf", b"II*\0" + rng.randbytes(400)), chunk(b"iCCP", b"\0\0" + MARK),
        struct.pack(">I", 2**31 - 1) + b"tEXt" + text, chunk(b"PLTE", rng.randbytes(5)), chunk(b"IHDR", b""),
        chunk(b"tRNS", b"\0" * 6) + chunk(b"gAMA", b"\0\0\0\0") + chunk(b"tEXt", text),
    ])  # fmt: skip
    return plain_png(413, 531, before=before)


@family("png")
def animated_png(number: int, rng: Random) -> bytes:
    """Frames without end, of another size than the picture, or none of those that were promised."""
    frames = [1, 2**31 - 1, 0, 2000, 3, 50_000][number % 6]
    control = chunk(b"acTL", struct.pack(">II", frames, 0))
    side = [413, 2**31 - 1, 0, 100_000][number % 4]
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, side, 531, 0, 0, 0, 0, 3, 9))
    more = b"".join(
        chunk(b"fcTL", struct.pack(">IIIIIHHBB", at, 413, 531, 0, 0, 1, 1, 0, 0)) + chunk(b"fdAT", packed(1000))
        for at in range(1, min(frames, 2000))
    )
    whole = plain_png(413, 531, before=control + frame)
    return whole[:-12] + more + whole[-12:]


@family("png")
def png_cut(number: int, rng: Random) -> bytes:
    return cut(ordinary.png(), number, rng)


@family("png")
def png_changed(number: int, rng: Random) -> bytes:
    return flipped(ordinary.png(mode=["RGB", "RGBA", "P", "L", "1"][number % 5]), rng)


@family("png")
def thin_pictures(number: int, rng: Random) -> bytes:
    """A hundred thousand pixels long, and one wide."""
    size, _ = one_of(number, [(1, 100_000), (100_000, 1), (1, 1), (2, 3), (50_000_000, 1), (1, 50_000_000), (65_535,
    700),
                              (700, 65_535), (3, 1_000_000), (1_000_000, 40)])  # fmt: skip
    if max(size) <= 65_000 and number % 2:
        return ordinary.saved(Image.new("RGB", size, (9, 9, 9)), "JPEG")
    return plain_png(*size)


@family("gif")
def gif_bomb(number: int, rng: Random) -> bytes:
    screen = struct.pack("<HH", *[(65_535, 65_535), (0, 0), (1, 65_535)][number % 3])
    whole = ordinary.gif()
    if number % 4 == 3:
        frames = [Image.new("P", (40, 40), at % 256) for at in range(1500)]
        return ordinary.saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    return whole[:6] + screen + whole[10 : None if number % 2 else 200]


@family("gif")
def gif_with_script(number: int, rng: Random) -> bytes:
    """A picture and a program in one: GIF89a=... is an assignment in JavaScript."""
    return b"GIF89a=1;" + b"/*" + rng.randbytes(20).replace(b"*", b"") + b"*/document.title='" + MARK + b"';//" + SCRIPT


@family("tif")
def tiff_bomb(number: int, rng: Random) -> bytes:
    """Directories in a ring, tiles without end, strips that are not there."""
    entries = [(256, 4, 1, 200_000), (257, 4, 1, 200_000), (258, 3, 1, 8), (259, 3, 1, [1, 5, 8, 32_773][number % 4]),
               (262, 3, 1, 2), (273, 4, 2**28, 8), (277, 3, 1, 3), (279, 4, 1, 2**31)]  # fmt: skip
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    following = 8 if number % 2 else 2**31
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + directory + struct.pack("<I", following)


@family("webp")
def webp_claims(number: int, rng: Random) -> bytes:
    whole = ordinary.webp()
    if number % 5 == 4:
        frames = [Image.new("RGB", (300, 400), (at, 0, 0)) for at in range(60)]
        return ordinary.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    if number % 5 == 3:
        return lossless()
    if number % 5 == 2:
        return b"RIFF\xff\xff\xff\xffWEBPVP8X" + struct.pack("<I", 10) + b"\x1e\0\0\0" + b"\xff" * 6 + whole[12:]
    if number % 5 == 1:
        return cut(whole, number, rng)
    return ordinary.claiming_webp(whole, 16_383, [16_383, 3000][number % 2])


@family("heic")
def heic_claims(number: int, rng: Random) -> bytes:
    whole = heic()
    made, _ = one_of(number, [
        ordinary.claiming_heic(whole, 2**31, 2**31), ordinary.claiming_heic(whole, 7000, 7000), cut(whole, number,
        rng),
        flipped(whole, rng), b"\0\0\0\x18ftypheic" + rng.randbytes(500), ordinary.claiming_heic(whole, 0, 0),
        whole[:8] + b"avif" + whole[12:],
    ])  # fmt: skip
    return made


@family("jpg")
def other_pictures(number: int, rng: Random) -> bytes:
    """Formats that libraries open and the portal does not, under the ending of one that it does."""
    kind, _ = one_of(number, ["BMP", "ICO", "PCX", "PPM", "TGA", "EPS", "SGI", "IM", "DDS", "TIFF", "JPEG2000"])
    out = BytesIO()
    ordinary.drawing((100, 140)).save(out, kind)
    if kind == "EPS":
        return out.getvalue().replace(b"%%EndComments", b"%%EndComments\n(%pipe%id > /tmp/" + MARK + b") (w) file")
    return out.getvalue()


@family("svg")
def svg_with_script(number: int, rng: Random) -> bytes:
    parts = [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1">' + SCRIPT + b"</svg>",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "a">' + b"".join(
            b'<!ENTITY a%d "%s">' % (at, b"&a%s;" % (b"%d" % (at - 1) if at > 1 else b"") * 10) for at in range(1, 12)
        ) + b"]><svg>&a11;</svg>",
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
        b'<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
        b"<!--" + b"-" * 3000 + b"--><svg/>",
        b"<!-- -->" * 500 + b"<p>",
        b" " * 4000 + b"<?xml " + b"?" * 60 + b"<svg",
    ]  # fmt: skip
    return parts[number % len(parts)]
