"""Texts of a file become days, hours, choices and words; whatever is wrong is noted under its key path."""

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.text import CONTROL
from events.times import END_OF_DAY, instant, is_sane_day

WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[ T](?P<hour>\d{2}:\d{2}|midnight)(?::00)?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?"
)


class Moment(NamedTuple):
    """A local day, with its hour where one is published."""

    day: date
    hour: time | None


class Words(NamedTuple):
    en: str
    fr: str


def about(path: str, message: Any) -> str:
    return _("%(what)s: %(value)s") % {"what": path, "value": message}


class Table:
    """One mapping of the file under its path: its values are asked for by key, and what is wrong is noted."""

    def __init__(self, value: Any, path: str, keys: tuple[str, ...], problems: list[str]) -> None:
        self.path, self.problems = path, problems
        self.values = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.problems.append(about(path or _("the file"), _("must be keys with values")))
        for key in self.values:
            if key not in keys:
                self.refuse(key, _("unknown key; known are %(keys)s") % {"keys": ", ".join(keys)})

    def refuse(self, key: str, message: Any) -> None:
        self.problems.append(about(self.at(key), message))

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        return key in self.values

    def raw(self, key: str, *, required: bool = False) -> Any:
        if required and key not in self.values:
            self.refuse(key, _("required"))
        return self.values.get(key)

    def text(self, key: str, *, longest: int, required: bool = False) -> str:
        value = self.raw(key, required=required)
        return "" if value is None else self.checked(key, value, longest)

    def checked(self, key: str, value: Any, longest: int) -> str:
        """One text on one line; empty where it was refused."""
        if not isinstance(value, str):
            self.refuse(key, _("must be text"))
        elif not value.strip():
            self.refuse(key, _("is empty: leave the key out"))
        elif CONTROL.search(value):
            self.refuse(key, _("holds a control character"))
        elif len(value := " ".join(value.split())) > longest:
            message = ngettext("longer than %(n)s character", "longer than %(n)s characters", longest) % {"n": longest}
            self.refuse(key, message)
        else:
            return value
        return ""

    def words(self, key: str, *, longest: int, required: bool = False) -> Words:
        """Text, or {en, fr}; French may be left out."""
        return self.as_words(key, self.raw(key, required=required), longest)

    def as_words(self, key: str, value: Any, longest: int) -> Words:
        if isinstance(value, dict):
            both = Table(value, self.at(key), ("en", "fr"), self.problems)
            return Words(both.text("en", longest=longest, required=True), both.text("fr", longest=longest))
        return Words("" if value is None else self.checked(key, value, longest), "")

    def lines(self, key: str, *, longest: int) -> list[Words]:
        """Several texts: a text, a list of texts or of {en, fr}, or {en, fr} of lists."""
        value = self.raw(key)
        if isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
            both = Table(value, self.at(key), ("en", "fr"), self.problems)
            english, french = both.lines("en", longest=longest), both.lines("fr", longest=longest)
            if french and len(french) != len(english):
                both.refuse("fr", _("must have as many texts as “en”"))
            french += [Words("", "")] * (len(english) - len(french))
            return [Words(en.en, fr.en) for en, fr in zip(english, french, strict=False)]
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [
            self.as_words(f"{key}[{n}]" if isinstance(value, list) else key, item, longest)
            for n, item in enumerate(items)
        ]

    def flag(self, key: str, *, required: bool = False) -> bool | None:
        value = self.raw(key, required=required)
        if value is None:
            return None
        if value not in ("true", "True", "TRUE", "false", "False", "FALSE"):
            self.refuse(key, _("must be true or false"))
            return None
        return value.lower() == "true"

    def choice(self, key: str, choices: list[str], *, required: bool = False, default: str = "") -> str:
        value = self.raw(key, required=required)
        if value is None:
            return default
        if value not in choices:
            self.refuse(key, _("must be one of %(choices)s") % {"choices": ", ".join(choices)})
            return default
        return value

    def choices(self, key: str, choices: list[str], *, default: list[str]) -> list[str]:
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, list):
            self.refuse(key, _("must be a list"))
            return default
        for n, item in enumerate(value):
            if item not in choices:
                self.refuse(f"{key}[{n}]", _("must be one of %(choices)s") % {"choices": ", ".join(choices)})
        return [choice for choice in choices if choice in value]

    def tables(self, key: str, keys: tuple[str, ...]) -> list["Table"]:
        value = self.raw(key)
        if value is not None and not isinstance(value, list):
            self.refuse(key, _("must be a list"))
            return []
        return [Table(item, f"{self.at(key)}[{n}]", keys, self.problems) for n, item in enumerate(value or [])]

    def table(self, key: str, keys: tuple[str, ...], *, required: bool = False) -> "Table":
        value = self.raw(key, required=required)
        return Table({} if value is None else value, self.at(key), keys, self.problems)

    def moment(self, key: str, zone: ZoneInfo, *, required: bool = False, midnight_ends: bool = False) -> Moment | None:
        """A day, or a local day and hour that exists once in ``zone``; with an offset it is brought into ``zone``."""
        value = self.raw(key, required=required)
        if value is None:
            return None
        found = WRITTEN.fullmatch(value) if isinstance(value, str) else None
        if found is None or (found["hour"] == "midnight" and not midnight_ends):
            self.refuse(key, _("not a day or a local time; write 2022-06-20, or 2022-06-20 23:59"))
            return None
        try:
            return self._moment(found, zone)
        except ValidationError as error:
            self.refuse(key, " ".join(error.messages))
        except (ValueError, OverflowError):
            self.refuse(key, _("“%(value)s” does not exist") % {"value": value})
        return None

    def _moment(self, found: re.Match[str], zone: ZoneInfo) -> Moment:
        day = date.fromisoformat(found["day"])
        is_sane_day(day)
        if found["hour"] is None:
            return Moment(day, None)
        hour = END_OF_DAY if found["hour"] == "midnight" else time.fromisoformat(found["hour"])
        if found["offset"]:
            local = datetime.fromisoformat(f"{day}T{hour:%H:%M}{found['offset']}").astimezone(zone)
            day, hour = local.date(), local.time()
        instant(day, hour, zone)
        return Moment(day, hour)

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self.raw(key, required=required)
        if value is None:
            return None
        try:
            if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError
            is_sane_day(day := date.fromisoformat(value))
        except ValidationError as error:
            self.refuse(key, " ".join(error.messages))
        except ValueError:
            self.refuse(key, _("not a day; write 2022-06-20"))
        else:
            return day
        return None

    def hour(self, key: str, *, required: bool = False) -> time | None:
        value = self.raw(key, required=required)
        if value is None:
            return None
        try:
            if not isinstance(value, str) or not re.fullmatch(r"\d{2}:\d{2}", value):
                raise ValueError
            return time.fromisoformat(value)
        except ValueError:
            self.refuse(key, _("not an hour; write 10:00"))
        return None
