"""`python -m tests.statements`: which statements the run on PostgreSQL would not send, and a test that sends each.

Runs the tests on SQLite. A statement is a place in the portal's code and a shape of SQL; one that is missing is mended
by marking that test, or one like it, with ``both_databases``.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.backends.utils import CursorWrapper

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = ("accreditation_portal", "profiles", "events", "annual", "adhoc")
# How many values there are, and what a savepoint is called, makes no other statement.
VARYING = [
    (re.compile(r"IN \((?:%s(?:, )?)+\)"), "IN"), (re.compile(r"VALUES \(.*", re.DOTALL), "VALUES"),
    (re.compile(r'"s\d+_x\d+"'), "savepoint"), (re.compile(r"(LIMIT|OFFSET) \d+"), r"\1"),
]  # fmt: skip

Statement = tuple[str, str]


class Listening:
    """Notes who sends what; ``by_test`` are tests that the run on PostgreSQL leaves out."""

    def __init__(self) -> None:
        self.folders = tuple(f"{PROJECT / room}/" for room in ROOMS)
        self.now: set[Statement] = set()
        self.sent: set[Statement] = set()
        self.by_test: dict[Statement, str] = {}

    def pytest_sessionstart(self) -> None:
        execute, listening = CursorWrapper._execute_with_wrappers, self

        def noted(self, sql, params, many, executor):
            if place := listening.place():
                listening.now.add((place, shape(str(sql))))
            return execute(self, sql, params, many, executor)

        CursorWrapper._execute_with_wrappers = noted

    def place(self) -> str:
        """The innermost line of the portal's own code that asks."""
        frame = sys._getframe(2)
        while frame is not None and not frame.f_code.co_filename.startswith(self.folders):
            frame = frame.f_back
        return f"{Path(frame.f_code.co_filename).relative_to(PROJECT)}:{frame.f_lineno}" if frame else ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        from tests.conftest import asks_the_database

        self.now.clear()
        answer = yield
        if asks_the_database(item):
            self.sent |= self.now
        else:
            self.by_test |= dict.fromkeys(self.now, item.nodeid)
        return answer

    def missing(self) -> Iterator[str]:
        for place, text in sorted(self.by_test.keys() - self.sent):
            yield f"{place}: {text[:100]} … ({self.by_test[place, text]})"

    def pytest_terminal_summary(self, terminalreporter) -> None:
        found = list(self.missing())
        for line in found:
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"{len(self.sent)} statements are sent to PostgreSQL, {len(found)} are not.")


def shape(sql: str) -> str:
    for varying, name in VARYING:
        sql = varying.sub(name, sql)
    return sql


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-n", "0", *sys.argv[1:]], plugins=[Listening()]))
