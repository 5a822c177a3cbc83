"""`python -m tests.benchmarks 2000 100000 1000000`: the measures at each scale in one run; 1 where a bar fails."""

import argparse
import os
import sys
import tempfile

import django
from django.db import connection

from tests.benchmarks.database import database, grow, make_tables
from tests.benchmarks.server import ENVIRONMENT, collect_static, server

SCALES = [2_000, 100_000, 1_000_000]


def main() -> int:
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("scales", nargs="*", type=int, default=SCALES, help="people, in growing numbers")
    asked.add_argument("--samples", type=int, default=30, help="of each measure")
    asked.add_argument("--no-bars", action="store_true", help="measure and print, and judge nothing")
    options = asked.parse_args()
    with database() as address, tempfile.TemporaryDirectory(prefix="portal-benchmark-files-") as folder:
        os.environ |= {**ENVIRONMENT, "DATABASE_URL": address, "BENCHMARK_FOLDER": folder,
                       "STORAGE_URL": f"file:{folder}/media"}  # fmt: skip
        django.setup()
        collect_static()
        make_tables()
        return run(sorted(set(options.scales)), options.samples, judges=not options.no_bars)


def run(scales: list[int], samples: int, *, judges: bool) -> int:
    # These read the settings, which the environment completes above.
    from tests.benchmarks import table
    from tests.benchmarks.measures import MEASURES, measured
    from tests.benchmarks.stage import Stage

    results: table.Results = {}
    memory: dict[str, float] = {}
    people = 0
    for scale in scales:
        seconds = grow(scale - people)
        print(f"{scale:,} people: {scale - people:,} more in {seconds:.0f} s", file=sys.stderr, flush=True)
        people = scale
        with server() as serving:
            stage = Stage(serving)
            results[scale] = {}
            for measure in MEASURES:
                result = results[scale][measure.name] = measured(measure, stage, samples)
                print(f"    {measure.name}: {result.milliseconds:.1f} ms", file=sys.stderr, flush=True)
            memory = serving.memory()
        connection.close()
    print("\n".join(table.lines(results)))
    print(f"\nmemory of master and workers, MB: PSS {memory['Pss']:.0f}, RSS {memory['Rss']:.0f}\n")
    if not judges:
        return 0
    found = list(table.bars(results, memory))
    print("\n".join(table.bar_lines(found)))
    return 0 if all(holds for _what, _value, holds in found) else 1


if __name__ == "__main__":
    sys.exit(main())
