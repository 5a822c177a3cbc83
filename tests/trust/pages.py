"""`python -m tests.trust.pages`: every page in every state, in both languages, light and dark.

axe-core finds no barrier, the Nu HTML checker no error, no page mixes languages or is wider than 320 pixels.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from time import perf_counter

import django
from playwright.sync_api import sync_playwright

from tests.benchmarks.database import make_tables, manage
from tests.benchmarks.server import HOST, server

ENVIRONMENT = {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "tests.trust.settings"}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.trust.pages")
    asked.add_argument("--only", default="", help="what the description of a state must match")
    asked.add_argument("--language", dest="languages", action="append", choices=("en", "fr"))
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-pages-") as folder:
        os.environ |= {**ENVIRONMENT, "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "BENCHMARK_FOLDER": folder,
                       "STORAGE_URL": f"file:{folder}/media", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}  # fmt: skip
        django.setup()
        make_tables()
        manage("load_demo")
        found = []
        for line in run(options.only, options.languages or ["en", "fr"]):
            print(line, flush=True)
            found.append(line)
    print(f"{len(found)} faults" if found else "No page has a barrier, an error or a word of the other language.")
    return 1 if found else 0


def run(only: str, languages: list[str]) -> Iterator[str]:
    from tests.journeys.conftest import ARGUMENTS, chromium
    from tests.trust import nu, scene
    from tests.trust.states import everywhere
    from tests.trust.visit import visits

    scene.furnish()
    states = [state for state in everywhere() if re.search(only, str(state))]
    began, pages = perf_counter(), {}
    with server(environment=ENVIRONMENT) as serving, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with visits(browser, f"http://{HOST}:{serving.port}") as looking:
            for language in languages:
                for state in states:
                    where = f"{state} {language}"
                    yield from (f"{where}: {fault}" for fault in faults(looking, state, language))
                    pages[where] = looking.markup
        browser.close()
    try:
        yield from nu.errors(pages)
    except nu.NoChecker as missing:
        yield f"The markup was not checked. {missing}"
    visited = Counter(state.name for state in states)
    print(f"{len(pages)} pages: {len(states)} states of {len(visited)} addresses, in {languages}, light and dark; "
          f"{perf_counter() - began:.0f} seconds")  # fmt: skip


def faults(looking, state, language: str) -> Iterator[str]:
    from playwright.sync_api import Error

    from tests.trust.languages import mixed
    from tests.trust.visit import barriers

    try:
        yield from looking.open(state, language)
        yield from mixed(looking.page, language)
        yield from barriers(looking.page)
    except Error as error:
        yield f"cannot be brought about: {str(error)[:300]}"


if __name__ == "__main__":
    sys.exit(main())
