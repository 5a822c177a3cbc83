"""The whole corpus: so many files, every family in turn, under ordinary and hostile names."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

# The modules note their families.
from tests.trust.corpora import cameras, dressed, pdf_structure, pdfs, pictures  # noqa: F401
from tests.trust.corpora.families import FAMILIES, MARK

__all__ = ["FAMILIES", "MARK", "Hostile", "files"]

NAMES = [
    b"../../../../etc/passwd", b"..\\..\\windows\\win.ini", b"/etc/shadow", b"C:\\boot.ini", b"a\x00.pdf", b"\x00",
    b".",
    b"..", b".htaccess", b"CON", b"aux.pdf", b"name\r\nX-Injected: yes.pdf", b"name%0d%0aX-Injected:%20yes.jpg",
    b"\xe2\x80\xaegpj.exe", b"photo.jpg.exe", b"photo.php.jpg", b"x" * 300 + b".pdf", b"\xff\xfe\xfd.jpg",
    b"<script>alert(1)</script>.pdf", b"\"><img src=x onerror=alert(1)>.jpg", b"' OR '1'='1.pdf", b"{{ 7*7 }}.pdf",
    b"%s%s%n.pdf", b"=cmd|' /C calc'!A0.csv", b"\xed\xa0\x80.pdf", b"\xe2\x80\x8b.pdf", b"a;b=c.pdf", b"a, b.pdf",
    "ﷺ".encode() * 60 + b".pdf", b"e" + "\u0301".encode() * 200 + b".pdf", b"$(reboot).pdf", b"`id`.pdf", b"~root",
    b"file:///etc/passwd", b"http://example.org/x.pdf", b"x.pdf\xc2\x85y", b"nul\x07\x08\x1b[31m.jpg", b" ", b"",
]  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """One file: its family, the name under which it is sent, its bytes."""

    family: str
    number: int
    name: bytes
    data: bytes

    def __str__(self) -> str:
        return f"{self.family} {self.number}"


def files(count: int, seed: int = 1) -> Iterator[Hostile]:
    """Family by family; every third file has a hostile name as well."""
    names = list(FAMILIES)
    for at, name in enumerate(names):
        ending, make = FAMILIES[name]
        for number in range(count // len(names) + (at < count % len(names))):
            rng = Random(f"{seed} {name} {number}")
            hostile_name = number % 3 == 2 or name == "hostile_names"
            sent_as = NAMES[(at + number) % len(NAMES)] if hostile_name else f"{name}.{ending}".encode()
            yield Hostile(name, number, sent_as, make(number, rng))
