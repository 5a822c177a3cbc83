"""PDF files whose skeleton is the attack: rings, depths, counts that lie, tables that lead nowhere."""

import zlib
from random import Random

from tests.factories import files as ordinary
from tests.trust.corpora.families import MARK, cut, family, flipped, one_of
from tests.trust.corpora.pictures import packed

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def from_objects(objects: list[str | bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """A file of these objects, numbered from 1, with a table that is right."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += (
            f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
        )
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer\n<< /Size {len(places) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()


def stream(data: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


@family("pdf")
def deep_objects(number: int, rng: Random) -> bytes:
    """Arrays and dictionaries in each other, deeper than any reader descends."""
    depth = [1000, 100_000, 1_000_000, 30_000, 10_000][number % 5]
    inner = "[" * depth + "]" * depth if number % 2 else "<< /A " * depth + "1" + " >>" * depth
    return ordinary.pdf(catalog="/Deep 4 0 R", objects=(inner,))


@family("pdf")
def deep_references(number: int, rng: Random) -> bytes:
    """A chain of tens of thousands of objects, each naming the next; or a fan in which each names all."""
    count, _ = one_of(number, [20_000, 60_000, 5000, 900])
    if count == 900:
        everybody = " ".join(f"{at} 0 R" for at in range(4, 4 + count))
        links = tuple(f"[{everybody}]" for _ in range(count))
    else:
        links = (*(f"<< /Next {at} 0 R >>" for at in range(5, 4 + count)), "null")
    return ordinary.pdf(catalog="/Chain 4 0 R", objects=links)


@family("pdf")
def page_trees(number: int, rng: Random) -> bytes:
    """Page trees that are rings, chains, or promise millions."""
    kind, again = one_of(number, ["ring", "self", "chain", "count", "negative", "none", "thousands", "wide"])
    if kind == "chain":
        deep = 3000 * (again + 1)
        nodes = [f"<< /Type /Pages /Count 1 /Kids [{at + 1} 0 R] /Parent {at - 1} 0 R >>" for at in range(2, deep)]
        return from_objects(["<< /Type /Catalog /Pages 2 0 R >>", *nodes, PAGE])
    if kind == "thousands":
        return ordinary.pdf(pages=8000)
    if kind == "wide":
        return from_objects(["<< /Type /Catalog /Pages 2 0 R >>",
                             f"<< /Type /Pages /Count 200000 /Kids [{'3 0 R ' * 200_000}] >>", PAGE])  # fmt: skip
    pages = {
        "ring": "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "self": "<< /Type /Pages /Count 1 /Kids [2 0 R] >>",
        "count": "<< /Type /Pages /Count 2147483647 /Kids [3 0 R] >>",
        "negative": "<< /Type /Pages /Count -1 /Kids [3 0 R] >>",
        "none": "<< /Type /Pages /Count 0 /Kids [] >>",
    }[kind]
    kid = "<< /Type /Pages /Count 1 /Kids [2 0 R] >>" if kind == "ring" else PAGE
    return from_objects(["<< /Type /Catalog /Pages 2 0 R >>", pages, kid])


@family("pdf")
def outlines(number: int, rng: Random) -> bytes:
    deep = [2, 5000, 40_000][number % 3]
    items = tuple(
        f"<< /Title ({MARK.decode()} {at}) /First {5 + (at + 1) % deep} 0 R /Next {5 + (at * 7) % deep} 0 R >>"
        for at in range(deep)
    )
    return ordinary.pdf(catalog="/Outlines 4 0 R", objects=("<< /Type /Outlines /First 5 0 R /Last 5 0 R >>", *items))


@family("pdf")
def rings(number: int, rng: Random) -> bytes:
    """Objects that are themselves, lengths that must be looked up in what they measure."""
    kind, _ = one_of(number, [
        ("/Self 4 0 R", "4 0 R"), ("/A 4 0 R", "5 0 R", "4 0 R"), ("/S 4 0 R",
        "<< /Length 4 0 R >>\nstream\nx\nendstream"),
        ("/Far 99999999 0 R",), ("/Names 4 0 R", "<< /Kids [4 0 R] >>"), ("/Pages 1 0 R",), ("/Type 4 0 R",
        "[4 0 R 4 0 R]"),
        ("/AcroForm 4 0 R", "<< /Fields [5 0 R] >>", "<< /Kids [5 0 R] /Parent 5 0 R /T (a) >>"),
        ("/S 4 0 R", "<< /Length 9999999999 >>\nstream\nx\nendstream"), ("/S 4 0 R",
        "<< /Length -5 >>\nstream\nx\nendstream"),
    ])  # fmt: skip
    return ordinary.pdf(catalog=kind[0], objects=kind[1:])


@family("pdf")
def tables(number: int, rng: Random) -> bytes:
    """Cross-reference tables in a ring, outside the file, or with numbers that no file has."""
    whole = ordinary.pdf()
    start = int(whole.split(b"startxref\n")[1].split(b"\n")[0])
    loop = whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)
    changed, _ = one_of(number, [
        loop, whole.replace(b"startxref\n%d" % start, b"startxref\n99999999999999"), whole.replace(b"0 5",
        b"0 99999999", 1),
        whole.replace(b"startxref\n%d" % start, b"startxref\n-1"), whole.replace(b" 00000 n", b" 99999 n"),
        loop.replace(b"/Prev", b"/XRefStm"), whole.replace(b"/Root 1 0 R", b"/Root 3 0 R"),
        whole.replace(b"xref\n0", b"xref\n5"),
        whole.replace(b"trailer", b"trailer" * 1000), whole.replace(b"%%EOF", b"%%EOF\n" * 50_000),
    ])  # fmt: skip
    return changed


@family("pdf")
def object_streams(number: int, rng: Random) -> bytes:
    """Objects packed in streams that hold themselves, each other, or a hundred million of them."""
    inside = [b"10 0 << /Deep " + b"[" * 50_000 + b" >>", b"4 0 4 0 R", b"7 99999999 null", b"1 0 << >> 2 0 << >>"][
        number % 4
    ]
    first = [4, 5, 2**31, 0][number % 4]
    data = zlib.compress(inside) if number % 3 else packed(150_000_000)
    count = [1, 100_000_000, 2][number % 3]
    body = stream(data, f"/Type /ObjStm /N {count} /First {first} /Filter /FlateDecode /Extends 4 0 R")
    rows = b"".join(b"\x02\x00\x04" + bytes([at]) for at in range(6))
    head = b"%PDF-1.7\n4 0 obj\n" + body + b"\nendobj\n"
    table = stream(
        rows, "/Type /XRef /W [1 2 1] /Size 6 /Root 1 0 R" + (" /Index [0 2147483647]" if number % 2 else "")
    )
    return head + b"5 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


@family("pdf")
def pdf_cut(number: int, rng: Random) -> bytes:
    return cut(ordinary.pdf(pages=2), number, rng) + (b"\n%%EOF" if number % 2 else b"")


@family("pdf")
def pdf_changed(number: int, rng: Random) -> bytes:
    return flipped(ordinary.pdf(pages=3), rng, count=1 + 2 * number)


@family("pdf")
def numbers(number: int, rng: Random) -> bytes:
    """Pages larger than a country, upside down, or of no size at all."""
    box, _ = one_of(number, [
        "[0 0 1e9 1e9]", "[0 0 0 0]", "[-1e38 -1e38 1e38 1e38]", "[0 0 14400 14400] /UserUnit 75000",
        "[0 0 1 1000000]",
        "[1 2 3]", "[/A /B /C /D]", "[0 0 595 842] /Rotate 45", "[0 0 NaN Infinity]", f"[0 0 {'9' * 5000} 842]",
        "[842 595 0 0] /CropBox [9e9 9e9 1e10 1e10]",
    ])  # fmt: skip
    return ordinary.pdf().replace(b"[0 0 595 842]", box.encode()).replace(b"%%EOF", b"%%EOF")
