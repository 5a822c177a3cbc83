"""One page in one state: whose, under which address, and what is done there before one looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class State:
    """``who``: nobody where it is empty. ``about``: what the address holds, looked up when the page is opened."""

    name: str
    who: str = ""
    about: Callable[[], Any] | tuple[Any, ...] = ()
    query: str = ""
    act: Callable[[Any], None] | None = None  # on the page in the browser
    status: int = 200  # of what is opened
    said: str = ""  # what tells it from others of that address

    def path(self) -> str:
        about = self.about() if callable(self.about) else self.about
        return reverse(self.name, args=about if isinstance(about, tuple) else (about,)) + self.query

    def __str__(self) -> str:
        about = "" if callable(self.about) else " ".join(map(str, self.about))
        return " ".join(filter(None, (self.name, about, self.said or self.query, f"({self.who or 'nobody'})")))
