"""Files that are two things at once, another thing than they say, or nothing: archives, pages, tables, polyglots."""

import gzip
import zipfile
from functools import cache
from io import BytesIO
from random import Random

from tests.factories import files as ordinary
from tests.trust.corpora.families import MARK, SCRIPT, cut, family, one_of
from tests.trust.corpora.pictures import SIGNATURE, chunk, packed, plain_png


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@cache
def bomb() -> bytes:
    return zipped(**{f"{at}": bytes(3_000_000) for at in range(10)})


@cache
def many_members() -> bytes:
    return zipped(**{f"{at}": b"" for at in range(2000)})


@family("zip")
def zip_bomb(number: int, rng: Random) -> bytes:
    made, _ = one_of(number, [
        bomb(), zipped(**{f"{at}.zip": bomb() for at in range(20)}),
        zipped(**{"../../../etc/cron.d/x": b"* * * * * root id"}),
        many_members(), cut(bomb(), number, rng), bomb() + bomb(),
        zipped(**{"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": MARK,
        "word/document.xml": b"<w/>" * 100_000}),
    ])  # fmt: skip
    return made


@family("gz")
def gzip_bomb(number: int, rng: Random) -> bytes:
    inside = b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + packed(600_000_000)[2:-4] + bytes(8)
    return [
        inside,
        gzip.compress(inside, 9, mtime=0),
        inside[:-8],
        b"BZh9" + rng.randbytes(500),
        b"\xfd7zXZ\0" + inside,
    ][number % 5]


@family("pdf")
def pages_named_pdf(number: int, rng: Random) -> bytes:
    """Web pages and programs under the name of a document."""
    made, _ = one_of(number, [
        ordinary.HTML, b"<!-- -->" * 500 + SCRIPT, b"\xef\xbb\xbf<html>" + SCRIPT, SCRIPT,
        "<script>alert(1)</script>".encode("utf-16"),
        b"#!/bin/sh\nid\n", b"MZ" + rng.randbytes(2000), b"\x7fELF" + rng.randbytes(2000),
        b"<?php system($_GET[0]); ?>",
        b"%!PS\n(%pipe%id) (w) file\n", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    ])  # fmt: skip
    return made


@family("pdf")
def pdf_and_page(number: int, rng: Random) -> bytes:
    """A document and a web page in one file: before, inside, and after."""
    whole = ordinary.pdf()
    made, _ = one_of(number, [
        ordinary.HTML + whole, whole + ordinary.HTML, whole.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + SCRIPT + b"\n"),
        ordinary.pdf(catalog=f"/Title ({SCRIPT.decode().replace('(', '').replace(')', '')})"), b" " * 1000 + whole,
        b"\0" * 1020 + whole,
        whole[:-6] + SCRIPT + b"\n%%EOF\n", b"%PDF-" + SCRIPT + whole,
    ])  # fmt: skip
    return made


@family("jpg")
def picture_and_archive(number: int, rng: Random) -> bytes:
    archive = zipped(**{"run.sh": MARK})
    made, _ = one_of(number, [
        ordinary.jpeg() + archive, ordinary.png() + archive, ordinary.jpeg() + SCRIPT, ordinary.png() + ordinary.pdf(),
        ordinary.jpeg() + ordinary.pdf(), ordinary.telling(),
        ordinary.jpeg(comment=b"<?php system($_GET[0]); ?>" + MARK),
    ])  # fmt: skip
    return made


@family("pdf")
def pdf_and_picture(number: int, rng: Random) -> bytes:
    made, _ = one_of(number, [
        ordinary.jpeg()[:20] + ordinary.pdf(), ordinary.pdf() + ordinary.jpeg(), b"GIF89a" + ordinary.pdf(),
        ordinary.pdf() + zipped(a=MARK), SIGNATURE + ordinary.pdf(),
        ordinary.jpeg()[:2] + b"\xff\xfe\x03\x00" + ordinary.pdf() + ordinary.jpeg()[2:],
    ])  # fmt: skip
    return made


@family("png")
def png_with_page(number: int, rng: Random) -> bytes:
    """A picture that is true, with a web page in what goes with it."""
    return plain_png(413 + number, 531, before=chunk([b"tEXt", b"xxXx"][number % 2], b"Comment\0" + SCRIPT))


@family("jpg")
def wrong_endings(number: int, rng: Random) -> bytes:
    """Sound files under another name than their own."""
    made, _ = one_of(
        number,
        [ordinary.pdf(), ordinary.png(), ordinary.webp(), ordinary.heic(), ordinary.gif(), ordinary.word_document()],
    )
    return made


@family("pdf")
def next_to_nothing(number: int, rng: Random) -> bytes:
    made, _ = one_of(number, [
        b"", b"\0", b"%", b"%PDF-", b"\xff\xd8\xff", SIGNATURE, b"\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic",
        b"%PDF-1.7\n%%EOF",
        b"\xff\xd8\xff\xd9", b"PK\x05\x06" + bytes(18),
    ])  # fmt: skip
    return made


@family("jpg")
def noise(number: int, rng: Random) -> bytes:
    begin, _ = one_of(
        number, [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", SIGNATURE, b"RIFF\xff\xff\0\0WEBPVP8 ", b"\0\0\0\x18ftypmif1"]
    )
    return begin + rng.randbytes(rng.randrange(1, 200_000)) + (b"\n%%EOF" if b"PDF" in begin else b"")


@family("pdf")
def too_large(number: int, rng: Random) -> bytes:
    """Just within and just beyond what is taken."""
    megabyte = 1024**2
    length = [10 * megabyte, 10 * megabyte + 1, 15 * megabyte, 15 * megabyte + 1, 20 * megabyte][number % 5]
    if number % 2:
        return ordinary.grown(ordinary.jpeg(), length)
    return ordinary.pdf() + b"\n" * (length - len(ordinary.pdf()))


@family("csv")
def hostile_tables(number: int, rng: Random) -> bytes:
    """What an authority's answer may hold: formulas, a hundred thousand columns, a line without end, other codings."""
    head = b"REFERENCE,RESULT\r\n"
    made, _ = one_of(number, [
        head + b"=cmd|' /C calc'!A0,CLEARED\r\n" * 1000, head + b"E-1," + b"x" * 1_900_000,
        b"REFERENCE,RESULT" + b"," * 900_000,
        head + b'"' * 100_001, head.decode().encode("utf-16"), head + b"\0,\0\r\n" * 1000,
        head + SCRIPT + b"," + SCRIPT,
        head + b"E-1,CLEARED\r\n" * 20_001, b"REFERENCE;RESULT\n" + "é".encode("latin-1"),
        b"\xef\xbb\xbf" + head + b"\xe2\x80\xaeE,CLEARED",
        head + b'"' + b"a\r\n" * 400_000,
    ])  # fmt: skip
    return made


@family("pdf")
def hostile_names(number: int, rng: Random) -> bytes:
    """Sound files; only their names are not."""
    return ordinary.pdf() + b"\n" * number if number % 2 else ordinary.jpeg((413, 531 + number))
