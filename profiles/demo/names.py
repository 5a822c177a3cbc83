"""Names of synthetic people: of several scripts, and no two alike before there are millions of them."""

from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import yaml

from profiles.models.latin import latin


class Script(NamedTuple):
    """Names as they are written in one script."""

    given: tuple[str, ...]
    families: tuple[str, ...]


FILE = Path(__file__).resolve().parent.parent / "fixtures" / "synthetic_names.yaml"
LATIN, CYRILLIC, GREEK = (
    Script(tuple(names["given"]), tuple(names["families"]))
    for names in yaml.safe_load(FILE.read_text("utf-8")).values()
)
OF_TEN = (*repeat(LATIN, 7), CYRILLIC, CYRILLIC, GREEK)  # the script of ten people in a row
STRIDE = 1_000_003  # a prime: people who come one after another have nothing in common


class Name(NamedTuple):
    family_name: str
    given_names: str
    latin_family_name: str
    latin_given_names: str


def name_of(number: int) -> Name:
    """The name of the synthetic person of that number; always the same one."""
    tens, of_ten = divmod(number, 10)
    script = OF_TEN[of_ten]
    given, families = script
    of_script = tens * OF_TEN.count(script) + of_ten - OF_TEN.index(script)
    left = of_script * STRIDE % (len(given) ** 2 * len(families) * (len(families) + 1))
    left, first = divmod(left, len(given))
    left, second = divmod(left, len(given))
    double, family = divmod(left, len(families))
    names = f"{given[first]} {given[second]}" if first != second else given[first]
    family_name = f"{families[family]}-{families[double - 1]}" if double else families[family]
    return Name(family_name, names, _in_latin(family_name), _in_latin(names))


@cache
def _part(word: str) -> str:
    return latin(word)


def _in_latin(words: str) -> str:
    return "-".join(" ".join(map(_part, half.split(" "))) for half in words.split("-"))
