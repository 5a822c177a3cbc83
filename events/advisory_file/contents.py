"""What an advisory file says, typed and complete, or every reason why it cannot be taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_countries import countries

from events.advisory_file.strict_yaml import Unreadable, loaded
from events.advisory_file.typed import Moment, Table, Words, about
from events.kinds import Access, Kind, Late, Media, suffices_by_default
from events.models.event import is_zone
from events.times import day_begins, instant, last_minute

TOP = ("source", "event", "registration", "advisories", "programme", "collection", "contacts", "notes")
EVENT = (
    "title", "kind", "at_headquarters", "annual_accreditation_suffices", "venue", "city", "country", "time_zone",
    "starts", "ends",
)  # fmt: skip
REGISTRATION = ("opens", "deadline", "time_zone", "late", "documents")
UTC = ZoneInfo("UTC")


class AdvisoryRefused(Exception):
    """Nothing of the file is taken; ``problems`` lists everything wrong with it, each under its key path."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass
class Contents:
    """An advisory with days and hours as its file writes them; no instant yet, so that it can be moved in time."""

    event: dict[str, Any]
    starts: Moment
    ends: Moment
    opens: Moment | None
    deadline: Moment | None
    versions: list[dict[str, Any]]
    programme: list[dict[str, Any]]
    collection: list[dict[str, Any]]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event["time_zone"])

    @property
    def opens_at(self) -> datetime | None:
        if self.opens is None:
            return None
        day, hour = self.opens
        return instant(day, hour, self.zone) if hour is not None else day_begins(day, self.zone)

    @property
    def deadline_at(self) -> datetime | None:
        """A day alone runs to its last minute (P1)."""
        return at_the_end(self.deadline, ZoneInfo(self.event["deadline_zone"] or self.event["time_zone"]))

    @property
    def over_at(self) -> datetime | None:
        """The end as a deadline knows it: a day without an hour runs to its last minute."""
        return at_the_end(self.ends, self.zone)


def at_the_end(moment: Moment | None, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    return instant(moment.day, moment.hour, zone) if moment.hour is not None else last_minute(moment.day, zone)


def read(data: bytes) -> Contents:
    """Read a file; AdvisoryRefused lists everything that is wrong with it."""
    try:
        value, doubles = loaded(data)
    except Unreadable as error:
        raise AdvisoryRefused([str(error)]) from None
    problems = [about(path, _("the key comes twice")) for path in doubles]
    contents = _contents(Table(value, "", TOP, problems))
    if problems:
        raise AdvisoryRefused(problems)
    return contents


def _contents(top: Table) -> Contents:
    event, registration = top.table("event", EVENT, required=True), top.table("registration", REGISTRATION)
    zone = _zone(event, "time_zone", required=True) or UTC
    zone_of_deadline = _zone(registration, "time_zone") or zone
    starts = event.moment("starts", zone, required=True)
    # Left out: it ends with the day on which it starts.
    ends = event.moment("ends", zone) or (Moment(starts.day, None) if starts else None)
    contents = Contents(
        event={"deadline_zone": zone_of_deadline.key if registration.has("time_zone") else ""}
        | _event_values(top, event, registration, zone),
        starts=starts,
        ends=ends,
        opens=registration.moment("opens", zone),
        deadline=registration.moment("deadline", zone_of_deadline, midnight_ends=True),
        versions=_versions(top),
        programme=[_programme_item(item, zone) for item in top.tables("programme", PROGRAMME)],
        collection=[_collection_point(point, zone) for point in top.tables("collection", COLLECTION)],
    )
    if starts and ends:
        _check_order(contents, event, registration)
    return contents


def _zone(table: Table, key: str, *, required: bool = False) -> ZoneInfo | None:
    name = table.text(key, longest=64, required=required)
    if not name:
        return None
    try:
        is_zone(name)
    except ValidationError as error:
        table.refuse(key, " ".join(error.messages))
        return None
    return ZoneInfo(name)


def _event_values(top: Table, event: Table, registration: Table, zone: ZoneInfo) -> dict[str, Any]:
    title = event.words("title", longest=200, required=True)
    kind = event.choice("kind", Kind.values, required=True, default=Kind.OTHER)
    at_headquarters = event.flag("at_headquarters", required=True)
    suffices = event.flag("annual_accreditation_suffices")
    if suffices and at_headquarters is False:
        event.refuse(
            "annual_accreditation_suffices", _("never true away from the Headquarters: everybody registers there")
        )
    country = event.text("country", longest=2)
    if country and country not in dict(countries):
        event.refuse("country", _("must be a country's two letters, like BE"))
    if not (event.has("venue") or event.has("city")):
        event.refuse("venue", _("required, or “city”"))
    documents = registration.choices("documents", ["identity", "profession"], default=["identity", "profession"])
    notes, contacts = top.lines("notes", longest=2000), [_contact(line) for line in top.tables("contacts", CONTACT)]
    return {
        "title_en": title.en,
        "title_fr": title.fr,
        "kind": kind,
        "at_headquarters": bool(at_headquarters),
        "annual_accreditation_suffices": suffices_by_default(kind, at_headquarters=bool(at_headquarters))
        if suffices is None
        else suffices,
        "venue": event.text("venue", longest=200),
        "city": event.text("city", longest=120),
        "country": country,
        "time_zone": zone.key,
        "late": registration.choice("late", Late.values, default=Late.REFUSED),
        "identity_required": "identity" in documents,
        "profession_required": "profession" in documents,
        "text_en": _markdown([note.en for note in notes], [contact.en for contact in contacts]),
        "text_fr": _markdown([note.fr or note.en for note in notes], [line.fr or line.en for line in contacts])
        if any(words.fr for words in (*notes, *contacts))
        else "",
        "source": top.text("source", longest=200) or None,
    }


def _markdown(notes: list[str], contacts: list[str]) -> str:
    """Notes as a list, contacts below them, in light Markdown; the heading reads the same in both languages."""
    parts = ["\n".join(f"- {note}" for note in notes)] if notes else []
    if contacts:
        parts += ["### Contacts", "\n".join(f"- {contact}" for contact in contacts)]
    return "\n\n".join(parts)


CONTACT = ("for", "name", "phone", "email")
PROGRAMME = ("starts", "ends", "title", "place", "access", "media")
COLLECTION = ("place", "hours", "bring")
HOURS = ("day", "opens", "closes")
VERSION = ("reference", "date", "title", "changes")


def _contact(line: Table) -> Words:
    whom, name = line.words("for", longest=200), line.words("name", longest=200, required=True)
    how = [line.text("phone", longest=60), line.text("email", longest=200)]
    english = (f"{whom.en}: " if whom.en else "") + ", ".join(part for part in (name.en, *how) if part)
    if not whom.fr and not name.fr:
        return Words(english, "")
    begins = f"{whom.fr or whom.en} : " if whom.en else ""
    return Words(english, begins + ", ".join(part for part in (name.fr or name.en, *how) if part))


def _versions(top: Table) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for line in top.tables("advisories", VERSION):
        title, changes = line.words("title", longest=250), line.words("changes", longest=2000)
        day = line.day("date", required=True)
        if day and made and made[-1]["issued_on"] and day < made[-1]["issued_on"]:
            line.refuse("date", _("is before the version above it; the oldest comes first"))
        made.append({
            "reference": line.text("reference", longest=60),
            "issued_on": day,
            "title_en": title.en,
            "title_fr": title.fr,
            "changes_en": changes.en,
            "changes_fr": changes.fr,
        })  # fmt: skip
    return made


def _programme_item(item: Table, zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = item.moment("starts", zone, required=True), item.moment("ends", zone)
    if starts and ends:
        if ends.day != starts.day:
            item.refuse("ends", _("must be on the day on which the item begins"))
        elif starts.hour and ends.hour and ends.hour <= starts.hour:
            item.refuse("ends", _("the item ends before it begins"))
    title, place = item.words("title", longest=200, required=True), item.words("place", longest=200)
    return {
        "day": starts.day if starts else None,
        "starts_time": starts.hour if starts else None,
        "ends_time": ends.hour if ends else None,
        "title_en": title.en,
        "title_fr": title.fr,
        "place_en": place.en,
        "place_fr": place.fr,
        "access": item.choice("access", Access.values, default=Access.OPEN),
        "media": item.choices("media", Media.values, default=[]),
    }


def _collection_point(point: Table, zone: ZoneInfo) -> dict[str, Any]:
    place, bring = point.words("place", longest=200), point.lines("bring", longest=300)
    return {
        "place_en": place.en,
        "place_fr": place.fr,
        "bring_en": "\n".join(thing.en for thing in bring),
        "bring_fr": _french_lines(bring),
        "hours": [_hours(line, zone) for line in point.tables("hours", HOURS)],
    }


def _french_lines(lines: list[Words]) -> str:
    return "\n".join(line.fr or line.en for line in lines) if any(line.fr for line in lines) else ""


def _hours(line: Table, zone: ZoneInfo) -> dict[str, Any]:
    day = line.day("day", required=True)
    hours = {key: line.hour(key, required=True) for key in ("opens", "closes")}
    if all(hours.values()) and hours["closes"] <= hours["opens"]:
        line.refuse("closes", _("it closes before it opens"))
    for key, hour in hours.items():
        if day and hour:
            try:
                instant(day, hour, zone)
            except ValidationError as error:
                line.refuse(key, " ".join(error.messages))
    return {"day": day, **hours}


def _check_order(contents: Contents, event: Table, registration: Table) -> None:
    """What must come before what: opening, deadline, the event's end."""
    starts, ends = contents.starts, contents.ends
    same_day_backwards = ends.day == starts.day and starts.hour and ends.hour and ends.hour <= starts.hour
    if ends.day < starts.day or same_day_backwards:
        event.refuse("ends", _("the event ends before it begins"))
        return
    deadline, opens = contents.deadline_at, contents.opens_at
    if deadline and deadline > contents.over_at:
        registration.refuse("deadline", _("is after the end of the event"))
    if deadline and opens and opens >= deadline:
        registration.refuse("opens", _("is after the deadline"))
