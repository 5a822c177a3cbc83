"""What changed between two versions of an advisory (P7)."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django_countries import countries

from events.kinds import Access, Kind, Late, media_words
from events.times import shown_day, shown_hours, shown_instant, shown_span

if TYPE_CHECKING:
    from events.models import CollectionPoint, Event, ProgrammeItem

Snapshot = dict[str, Any]

AS_THEY_ARE = (
    "title_en", "title_fr", "kind", "at_headquarters", "annual_accreditation_suffices", "venue", "city", "time_zone",
    "deadline_zone", "late", "identity_required", "profession_required", "accredited_by", "accredited_by_url",
    "text_en", "text_fr",
)  # fmt: skip
ISO = ("starts_on", "starts_time", "ends_on", "ends_time", "registration_opens_at", "registration_deadline")


class Fact(NamedTuple):
    label: str
    value: str


class Change(NamedTuple):
    label: str
    before: str
    after: str


def snapshot(event: "Event", programme: "Iterable[ProgrammeItem]", points: "Iterable[CollectionPoint]") -> Snapshot:
    """The event as it stands, in JSON's own types: what a full version keeps (P7)."""
    return {
        **{name: getattr(event, name) for name in AS_THEY_ARE},
        **{name: iso(getattr(event, name)) for name in ISO},
        "country": str(event.country or ""),
        "accredited_with": event.accredited_with.slug if event.accredited_with else "",
        "cancelled": event.is_cancelled,
        "programme": [programme_values(item) for item in programme],
        "collection": [point_values(point) for point in points],
    }


def iso(value: date | time | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def programme_values(item: "ProgrammeItem") -> Snapshot:
    names = ("title_en", "title_fr", "place_en", "place_fr", "access", "media")
    days = {"day": iso(item.day), "starts_time": iso(item.starts_time), "ends_time": iso(item.ends_time)}
    return {**days, **{name: getattr(item, name) for name in names}}


def point_values(point: "CollectionPoint") -> Snapshot:
    hours = sorted((iso(h.day), iso(h.opens), iso(h.closes)) for h in point.hours.all())
    names = ("place_en", "place_fr", "bring_en", "bring_fr")
    return {**{name: getattr(point, name) for name in names}, "hours": [list(line) for line in hours]}


def title_of(snap: Snapshot) -> str:
    """The title that this version carried, as a page shows it in the active language."""
    french = (get_language() or "en").startswith("fr")
    return (french and snap["title_fr"]) or snap["title_en"]


def when_of(snap: Snapshot) -> str:
    """From when to when, as this version said."""
    first, starts = day_of(snap["starts_on"]), hour_of(snap["starts_time"])
    return shown_span(first, starts, day_of(snap["ends_on"]), hour_of(snap["ends_time"]), ZoneInfo(snap["time_zone"]))


def digest(snap: Snapshot) -> str:
    """A short name of this very state: a page that shows another state is stale."""
    return sha256(json.dumps(snap, sort_keys=True).encode()).hexdigest()[:16]


def differences(before: Snapshot | None, after: Snapshot) -> list[Change]:
    """What changed, in the active language: programme and collection points too (P7). Nothing before: no change."""
    return [change for _key, change in keyed_differences(before, after)]


def keyed_differences(before: Snapshot | None, after: Snapshot) -> list[tuple[tuple, Change]]:
    """The same, each under the key of its fact."""
    if before is None:
        return []
    old, new = facts(before), facts(after)
    none = Fact("", "")
    return [
        (key, Change((new.get(key) or old[key]).label, old.get(key, none).value, new.get(key, none).value))
        for key in [*new, *(key for key in old if key not in new)]
        if old.get(key, none).value != new.get(key, none).value or (key in old) != (key in new)
    ]


def facts(snap: Snapshot) -> dict[tuple, Fact]:
    """Everything that a version says, in words of the active language, under keys that two versions share."""
    return {
        **{(name,): fact for name, fact in plain_facts(snap)},
        **dict(numbered("programme", "title_en", snap["programme"], programme_fact)),
        **dict(numbered("collection", "place_en", snap["collection"], point_fact)),
    }


def numbered(part: str, name: str, rows: list[Snapshot], to_fact) -> Iterator[tuple[tuple, Fact]]:
    """Rows under their name; the second one of a name is told apart by its number."""
    seen: dict[str, int] = {}
    for row in rows:
        seen[row[name]] = seen.get(row[name], 0) + 1
        yield (part, row[name], seen[row[name]]), to_fact(row)


def plain_facts(snap: Snapshot) -> Iterator[tuple[str, Fact]]:
    zone = ZoneInfo(snap["time_zone"])
    zone_of_deadline = ZoneInfo(snap["deadline_zone"] or snap["time_zone"])
    kinds = {"identity_required": _("proof of identity"), "profession_required": _("proof of profession")}
    yield (
        "cancelled",
        Fact(_("State"), pgettext("event", "Cancelled") if snap["cancelled"] else pgettext("event", "Announced")),
    )
    yield "title_en", Fact(_("Title in English"), snap["title_en"])
    yield "title_fr", Fact(_("Title in French"), snap["title_fr"])
    yield "kind", Fact(_("Kind"), str(Kind(snap["kind"]).label))
    yield "when", Fact(_("When"), when_of(snap))
    yield "time_zone", Fact(_("Time zone"), snap["time_zone"])
    yield "at_headquarters", Fact(_("At the Headquarters"), yes_or_no(snap["at_headquarters"]))
    yield "venue", Fact(_("Venue"), snap["venue"])
    yield "city", Fact(_("City"), snap["city"])
    yield "country", Fact(_("Country"), str(countries.name(snap["country"])) if snap["country"] else "")
    suffices = yes_or_no(snap["annual_accreditation_suffices"])
    yield "annual_accreditation_suffices", Fact(_("Annual accreditation suffices"), suffices)
    yield "registration_opens_at", Fact(_("Registration opens"), instant_words(snap["registration_opens_at"], zone))
    yield "registration_deadline", Fact(_("Deadline"), instant_words(snap["registration_deadline"], zone_of_deadline))
    yield "late", Fact(_("Late requests"), str(Late(snap["late"]).label))
    yield "documents", Fact(_("Required attachments"), ", ".join(kinds[name] for name in kinds if snap[name]))
    yield "accredited_with", Fact(_("Covered by the accreditation for"), snap["accredited_with"])
    yield (
        "accredited_by",
        Fact(_("Accredited by"), " ".join((snap["accredited_by"], snap["accredited_by_url"])).strip()),
    )
    yield "text_en", Fact(_("Text in English"), snap["text_en"])
    yield "text_fr", Fact(_("Text in French"), snap["text_fr"])


def programme_fact(row: Snapshot) -> Fact:
    hours = shown_hours(hour_of(row["starts_time"]), hour_of(row["ends_time"]))
    access = str(Access(row["access"]).label)
    if row["media"]:
        access += f" ({', '.join(media_words(row['media']))})"
    parts = (shown_day(day_of(row["day"])), hours, row["place_en"], access, row["title_fr"], row["place_fr"])
    return Fact(_("Programme: %(title)s") % {"title": row["title_en"]}, " · ".join(part for part in parts if part))


def point_fact(row: Snapshot) -> Fact:
    hours = (f"{shown_day(day_of(d))} {hour_of(o):%H:%M}–{hour_of(c):%H:%M}" for d, o, c in row["hours"])
    parts = (*hours, row["place_fr"], *row["bring_en"].splitlines(), *row["bring_fr"].splitlines())
    place = row["place_en"] or _("To be announced")
    return Fact(_("Collection point: %(place)s") % {"place": place}, " · ".join(part for part in parts if part))


def yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def hour_of(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def instant_words(text: str | None, zone: ZoneInfo) -> str:
    return shown_instant(datetime.fromisoformat(text), zone) if text else ""
