"""Why a file is refused, as a code and what was measured; the sentence is made where somebody reads it."""

from typing import Any


class Refused(Exception):
    """A file cannot be taken. ``codes`` names every reason found, ``facts`` holds what was measured."""

    def __init__(self, *codes: str, **facts: Any) -> None:
        super().__init__(*codes)
        self.codes = codes
        self.facts = facts
