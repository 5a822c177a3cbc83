"""A notice: a named message, its files in two languages, and what may be filled into them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Notice:
    """A message of one room: ``templates/ROOM/email/NAME.{en,fr}.txt``.

    ``placeholders`` are all that the text may name in braces; the case gives their values (``letter_values``).
    ``purpose`` says in one sentence when it is sent, for whoever edits the wording.
    """

    room: str
    name: str
    placeholders: tuple[str, ...]
    purpose: Any

    def file(self, language: str) -> str:
        return f"{self.room}/email/{self.name}.{language}.txt"
