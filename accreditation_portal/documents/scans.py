"""Where the scans of a JPEG begin and end: what libjpeg passes over in silence when a file was cut short."""

import re
from dataclasses import dataclass, field

# A marker with whatever fill bytes precede it. In a scan, FF 00 is data and FF D0-D7 a restart: neither is matched.
MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
SOI, EOI, SOS, TEM = 0xD8, 0xD9, 0xDA, 0x01
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3}
PROGRESSIVE = 0xC2
COEFFICIENTS = 64
MOST_SCANS = 100  # programs write about ten; each costs a decoder one look at every block of the picture

# Data that no scan ends with by chance, then the same between restart markers: a decoder reads on wherever it stopped.
NOISE = bytes((31 * i + 1) % 251 for i in range(512))
PADDING = NOISE + b"".join(bytes((0xFF, 0xD0 + n)) + NOISE for n in range(8))


@dataclass
class Scans:
    """The first picture of a JPEG file as its markers describe it."""

    end: int | None = None  # where the marker stands that ends the picture
    size: tuple[int, int] = (0, 0)
    progressive: bool = False
    count: int = 0
    components: set[int] = field(default_factory=set)
    finished: set[tuple[int, int]] = field(default_factory=set)  # (component, coefficient), to the last bit

    @property
    def too_many(self) -> bool:
        """Whether this would keep a decoder busy for long; what follows the last of them was not looked at."""
        return self.count > MOST_SCANS

    @property
    def all_there(self) -> bool:
        """Whether every coefficient of every component has been sent to its last bit."""
        coefficients = range(COEFFICIENTS) if self.progressive else (0,)
        return self.end is not None and self.finished >= {(c, k) for c in self.components for k in coefficients}


def scans_of(data: bytes) -> Scans:
    found = Scans()
    at = 0
    while not found.too_many and (marker := MARKER.search(data, at)):
        code, at = marker[1][0], marker.end()
        if code == EOI:
            found.end = marker.start()
            break
        if code in (SOI, TEM):
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        at += max(length, 2)
        if code in FRAMES and len(body) > 5:
            found.progressive = code == PROGRESSIVE
            found.size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
            found.components = set(body[6::3][: body[5]])
        elif code == SOS and len(body) >= 4:
            found.count += 1
            _note_scan(found, body)
    return found


def _note_scan(found: Scans, body: bytes) -> None:
    first, last, bits = body[-3], body[-2], body[-1]
    if found.progressive and bits & 0x0F:  # its last bits come in a later scan
        return
    coefficients = range(first, min(last, COEFFICIENTS - 1) + 1) if found.progressive else (0,)
    found.finished |= {(component, k) for component in body[1:-3:2][: body[0]] for k in coefficients}


def padded(data: bytes, end: int) -> bytes:
    """The file with more data where its last scan ends: a complete picture is the same, one that was cut is not."""
    return data[:end] + PADDING + data[end:]
