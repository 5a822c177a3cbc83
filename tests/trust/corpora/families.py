"""A family of hostile files: a function that makes its nth member, with a source of chance."""

from collections.abc import Callable
from random import Random

MARK = b"HOSTILE-MARK"  # in everything beside pixels and pages: of a picture that is kept it must be gone
SCRIPT = b"<script>document.title='" + MARK + b"'</script>"

Make = Callable[[int, Random], bytes]
FAMILIES: dict[str, tuple[str, Make]] = {}  # by name: the ending that its files have, and what makes one


def family(ending: str) -> Callable[[Make], Make]:
    def noted(make: Make) -> Make:
        FAMILIES[make.__name__] = ending, make
        return make

    return noted


def one_of(number: int, choices: list) -> tuple:
    """The choice of this number, and how often all of them have been taken before."""
    return choices[number % len(choices)], number // len(choices)


def cut(data: bytes, number: int, rng: Random) -> bytes:
    """The same file, ended at one kind of place after another."""
    length = len(data)
    places = [length - 1, length - 2, length // 2, length // 4, length * 3 // 4, 20, 12, 8, 4, length * 9 // 10]
    return data[: max(1, places[number] if number < len(places) else rng.randrange(1, length))]


def flipped(data: bytes, rng: Random, count: int = 12) -> bytes:
    changed = bytearray(data)
    for _ in range(count):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)
