"""The table: one line a measure, one column a scale; and the bars, held or not."""

from collections.abc import Iterator

from tests.benchmarks.measures import EVENT_PAGE, FLOOR_MEASURE, MEASURES, Measure, Result

FLAT = 1.5  # times as long at the largest scale as at the smallest
OF_THE_FLOOR = 1 / 3  # requests per second of the public event page
MEGABYTES = 220  # of master and two workers, what they share counted once
Results = dict[int, dict[str, Result]]  # by scale and name

Bar = tuple[str, str, bool]  # what is held, what was found, whether it holds


def lines(results: Results) -> Iterator[str]:
    """Milliseconds in the server, medians, at each scale; queries at the largest."""
    scales = sorted(results)
    largest = results[scales[-1]]
    yield (
        f"{'median ms in the server':40}"
        + "".join(f"{scale:>12,}" for scale in scales)
        + "   requests  queries     req/s   MB more"
    )
    for measure in MEASURES:
        taken = [results[scale][measure.name] for scale in scales]
        last = largest[measure.name]
        times = "".join(f"{result.milliseconds:12.1f}" for result in taken)
        yield f"{measure.name:40}{times}{last.requests:11}{last.queries:9}{last.a_second:10.0f}{last.megabytes:10.1f}"


def bars(results: Results, memory: dict[str, float]) -> Iterator[Bar]:
    """Every bar, as a ratio within the run where that is possible."""
    scales = sorted(results)
    first, last = results[scales[0]], results[scales[-1]]
    for measure in MEASURES:
        yield from _bars_of(measure, first[measure.name], last[measure.name], is_ratio=len(scales) > 1)
    share = last[EVENT_PAGE.name].a_second / last[FLOOR_MEASURE.name].a_second
    yield (
        f"{EVENT_PAGE.name}: at least {OF_THE_FLOOR:.2f} of the floor's requests",
        f"{share:.2f}",
        share >= OF_THE_FLOOR,
    )
    yield f"master and workers: below {MEGABYTES} MB (PSS)", f"{memory['Pss']:.0f}", memory["Pss"] < MEGABYTES


def _bars_of(measure: Measure, first: Result, last: Result, *, is_ratio: bool) -> Iterator[Bar]:
    if measure.is_flat and is_ratio:
        ratio = last.milliseconds / first.milliseconds
        yield f"{measure.name}: at most {FLAT} x the smallest scale", f"{ratio:.2f}", ratio <= FLAT
    for unit, most, found in (
        ("ms", measure.at_most, last.milliseconds),
        ("queries", measure.queries, last.queries),
        ("requests", measure.requests, last.requests),
        ("MB more", measure.megabytes, last.megabytes),
    ):
        if most is not None:
            yield f"{measure.name}: at most {most} {unit}", f"{found:.1f}".removesuffix(".0"), found <= most


def bar_lines(found: list[Bar]) -> Iterator[str]:
    for what, value, holds in found:
        yield f"{'OK  ' if holds else 'FAIL'}  {what:72}{value:>8}"
