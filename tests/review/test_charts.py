"""The drawing of a chart: bars in proportion, every number in words, and nothing that a strict policy refuses."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from accreditation_portal.review.charts import WIDTH, Bar, Chart, ColumnChart

AT = datetime(2026, 3, 4, 13, 5, tzinfo=UTC)


def chart(*bars, kind=Chart, **fields):
    values = {"name": "fruit", "title": "Fruit & more", "sentence": "Mostly <apples>.", "heads": ["Kind", "How many"]}
    return kind(**values | fields, bars=list(bars), at=AT)


def days(*numbers):
    first = date(2026, 2, 1)
    return [Bar(f"day {first + timedelta(days=i)}", number, (), "1 Feb." if i in (0, 29) else "")
            for i, number in enumerate(numbers)]  # fmt: skip


def drawing(chart):
    """The page of the chart, and its drawing as XML reads it."""
    page = render_to_string("admin/_chart.html", {"chart": chart})
    return page, ElementTree.fromstring(re.search(r"<svg.*?</svg>", page, re.DOTALL).group())


CHARTS = [
    chart(Bar("Apples", 1200), Bar("Pears <b>", 300), Bar("Figs", 1), Bar("None", 0)),
    chart(*days(*range(30)), kind=ColumnChart),
]


@pytest.mark.parametrize("made", CHARTS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_drawing_is_well_formed_named_and_described_in_both_languages(made, language):
    with translation.override(language):
        page, svg = drawing(made)

    named = {svg.find(part).get("id"): svg.find(part).text for part in ("title", "desc")}
    assert svg.get("role") == "img"
    assert [svg.get("aria-labelledby"), svg.get("aria-describedby")] == list(named)
    assert list(named.values()) == ["Fruit & more", "Mostly <apples>."]
    assert not re.search(r"\sstyle\s*=|<style|<script|\son\w+=", page)
    places = [shape.get(name) for shape in svg.iter("rect") for name in ("x", "y", "width", "height")]
    assert all(re.fullmatch(r"\d+", place) for place in places)  # no comma of a French fraction, nothing outside


def test_bars_are_as_long_as_their_numbers_and_what_is_not_nothing_is_seen():
    longest, quarter, one, none = (shape.width for shape in CHARTS[0].shapes)

    assert quarter * 4 == longest
    assert (one > 0, none) == (True, 0)


@pytest.mark.parametrize(("language", "thousands"), [("en", "1,200"), ("fr", "1\xa0200")])
def test_each_label_and_number_is_printed_beside_its_bar_and_stands_in_the_table(language, thousands):
    with translation.override(language):
        page, svg = drawing(CHARTS[0])

    words = [word.text for word in svg.iter("text")]
    table = ElementTree.fromstring(re.search(r"<tbody>.*?</tbody>", page, re.DOTALL).group())
    assert words == ["Apples", thousands, "Pears <b>", "300", "Figs", "1", "None", "0"]
    assert [cell.text for cell in table.iter() if cell.tag in ("th", "td")] == words


def test_a_column_stands_on_the_line_with_its_number_above_it():
    *columns, line = CHARTS[1].shapes

    assert {column.y + column.height for column in columns} == {line.y}
    assert max(column.x + column.width for column in columns) <= WIDTH
    numbers = [word for word in CHARTS[1].words if word.kind == "number"]
    assert [word.text for word in numbers] == [str(number) for number in range(1, 30)]  # nothing is not written
    assert all(word.upright for word in numbers)
    assert min(word.y - 7 * len(word.text) for word in numbers) >= 0


def test_words_below_columns_stay_within_the_drawing():
    ticks = [word for word in CHARTS[1].words if word.kind == "tick"]

    assert len(ticks) == 2
    assert all(20 <= tick.x <= WIDTH - 20 for tick in ticks)


def test_parts_of_a_number_stand_in_the_table_alone():
    page, svg = drawing(chart(Bar("Monday", 5, (2, 3)), heads=["Day", "Some", "Others", "Together"]))

    assert [word.text for word in svg.iter("text")] == ["Monday", "5"]
    assert re.findall(r'<td class="figure">(\d)</td>', page) == ["2", "3", "5"]


@pytest.mark.parametrize("bars", [[], [Bar("Apples", 0)]])
def test_where_there_is_nothing_the_sentence_says_so_and_nothing_is_drawn(bars):
    page = render_to_string("admin/_chart.html", {"chart": chart(*bars, sentence="Nothing yet.")})

    assert "Nothing yet." in page
    assert "<svg" not in page
    assert "<table" not in page
