"""Cells of a table that a spreadsheet may open: what somebody typed is never computed."""

import re

# At the beginning of a cell; and where a spreadsheet of another country would begin a cell of its own: after a
# semicolon, a tab or a line break.
SEPARATORS, BEGINNINGS = ";\t\r\n", ("=", "+", "-", "@")
FORMULA = re.compile(r"^(?=[\t\r])|(^|[;\t\r\n])(\s*)(?=[=+\-@])")


def neutralised(text: str) -> str:
    """The text, with an apostrophe wherever a spreadsheet would take what follows for a formula."""
    if text[:1] not in BEGINNINGS and not any(separator in text for separator in SEPARATORS):
        return text  # as nearly every cell
    return FORMULA.sub(r"\1\2'", text)
