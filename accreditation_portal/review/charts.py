"""Charts that a room offers the start page of the staff, and where each bar, number and word of them is drawn.

Every number is printed beside its bar and stands in a table too: a chart is read without colour, on paper, and aloud.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# All lengths are whole units of the drawing, which a style sheet scales; a fraction would be written in French with a
# comma, which no drawing understands.
WIDTH = 360
ROW, BAR_LENGTH, BAR_HEIGHT = 36, 288, 10  # the rest of the width is for a number of seven digits
COLUMN_HEIGHT, BELOW_COLUMNS, DIGIT, HALF_A_TICK = 110, 20, 7, 24
SHORTEST = 2  # what is not nothing is seen


def shown_number(number: int) -> str:
    """A number as the active language groups its digits."""
    return number_format(number, force_grouping=True)


@dataclass(frozen=True)
class Bar:
    """One group: what it is, how many, and the parts of that number, which the table shows beside it."""

    label: Any
    number: int
    parts: tuple[int, ...] = ()
    tick: Any = ""  # what stands below a column; most have nothing

    @property
    def cells(self) -> list[str]:
        return [shown_number(number) for number in (*self.parts, self.number)]


@dataclass(frozen=True)
class Shape:
    """One rectangle of a drawing, and what it says to a pointer."""

    x: int
    y: int
    width: int
    height: int
    says: str


@dataclass(frozen=True)
class Word:
    """One piece of text of a drawing; ``upright``: it runs from its place to the top."""

    x: int
    y: int
    text: Any
    kind: str
    anchor: str = "start"
    upright: bool = False


@dataclass(frozen=True)
class Chart:
    """One chart: ``charts(user, at)`` of a room's admin module returns a list of these, or nothing.

    ``sentence`` says what a look shows, and stands alone where there is nothing to draw; ``at``: when it was counted.
    """

    name: str  # once on a page
    title: Any
    sentence: Any
    heads: list[Any]
    bars: list[Bar]
    at: datetime
    note: Any = ""

    width = WIDTH

    @property
    def is_empty(self) -> bool:
        return not any(bar.number for bar in self.bars)

    @property
    def height(self) -> int:
        return len(self.bars) * ROW

    @property
    def shapes(self) -> list[Shape]:
        """A bar for each group, one below the other."""
        return [
            Shape(0, row * ROW + 18, self.length(bar, BAR_LENGTH), BAR_HEIGHT, _says(bar))
            for row, bar in enumerate(self.bars)
        ]

    @property
    def words(self) -> Iterator[Word]:
        """Each label above its bar, where the longest name has room, and the number at the bar's end."""
        for row, bar in enumerate(self.bars):
            yield Word(0, row * ROW + 12, bar.label, "label")
            yield Word(self.length(bar, BAR_LENGTH) + 6, row * ROW + 28, shown_number(bar.number), "number")

    def length(self, bar: Bar, longest: int) -> int:
        """How long a bar is, where the largest number has the ``longest``."""
        most = max(each.number for each in self.bars)
        return max(SHORTEST, round(bar.number * longest / most)) if bar.number else 0


class ColumnChart(Chart):
    """Days beside one another: a column for each, with its number on top of it and few words below."""

    @property
    def top(self) -> int:
        """Where the highest column begins: its number stands upright above it, since a column is narrow."""
        return max(len(shown_number(bar.number)) for bar in self.bars) * DIGIT + 6

    @property
    def height(self) -> int:
        return self.top + COLUMN_HEIGHT + BELOW_COLUMNS

    @property
    def shapes(self) -> list[Shape]:
        pitch, foot = WIDTH // len(self.bars), self.top + COLUMN_HEIGHT
        heights = [self.length(bar, COLUMN_HEIGHT) for bar in self.bars]
        columns = [
            Shape(place * pitch + 1, foot - height, pitch - 3, height, _says(bar))
            for place, (bar, height) in enumerate(zip(self.bars, heights, strict=True))
        ]
        return [*columns, Shape(0, foot, WIDTH, 1, "")]

    @property
    def words(self) -> Iterator[Word]:
        foot = self.top + COLUMN_HEIGHT
        for bar, column in zip(self.bars, self.shapes, strict=False):
            middle = column.x + column.width // 2
            if bar.number:
                yield Word(middle + 4, column.y - 4, shown_number(bar.number), "number", upright=True)
            if bar.tick:
                # In the middle of its column, and within the drawing.
                x = min(max(middle, HALF_A_TICK), WIDTH - HALF_A_TICK)
                yield Word(x, foot + 16, bar.tick, "tick", "middle")


def _says(bar: Bar) -> str:
    return _("%(what)s: %(value)s") % {"what": bar.label, "value": shown_number(bar.number)}
