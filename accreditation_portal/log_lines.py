"""Lines of the log without what was typed: no address, no token of a link, none of a row that a database quotes."""

import logging
import re

# Looked for from the beginning of a word alone, or a long word without an @ would be read again from each letter.
ADDRESS = re.compile(r"(?<![^\s@<>\"'(),;:])[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:]+")
QUOTED_ROW = re.compile(r"^\s*(DETAIL|CONTEXT|LINE \d+):.*$", re.MULTILINE)  # PostgreSQL repeats the values of a row
OF_A_LINK = re.compile(r"(/accounts/(?:confirm-email|password/reset/key)/|/following/stop/)[^/\s]+")


def without_people(text: str) -> str:
    text = QUOTED_ROW.sub(r"\1: …", text)
    return OF_A_LINK.sub(r"\1…", ADDRESS.sub("…@…", text))


class LineFormatter(logging.Formatter):
    """As the format says, its traceback too; what names a person is left out (B9)."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """One line, whatever stood in it: nobody writes a second one by a line end."""
        text = without_people(super().formatMessage(record))
        return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)

    def format(self, record: logging.LogRecord) -> str:
        return without_people(super().format(record))
