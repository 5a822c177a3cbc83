"""Real advisories, moved in time so that some are open, one is past its deadline and one is over."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.utils import timezone

from accreditation_portal import office
from events import publishing
from events.advisory_file import Contents, keep, read
from events.advisory_file.typed import Moment
from events.models import Event

ADVISORIES = Path(__file__).parent / "fixtures" / "advisories"
NEWEST_VERSION = timedelta(days=2)  # ago, at the latest: a version is never dated in the future


class Moved(NamedTuple):
    """A file, the address of its demo event, and in how many days from today that begins."""

    file: str
    slug: str
    starts_in: int
    checked: bool = False  # whether authorities check its media


EVENTS = (
    Moved("2022-06-28-summit-madrid.yaml", "madrid-summit", 30),  # open until the 22nd day from now
    Moved("2024-07-09-summit-washington.yaml", "washington-summit", 40, checked=True),  # open; late ones refused
    Moved("2019-12-03-leaders-meeting-london.yaml", "leaders-meeting-london", 12),  # late: flagged
    Moved("2021-06-14-summit-brussels.yaml", "brussels-summit", 20),  # at the Headquarters, and everybody registers
    Moved("2019-11-20-foreign-ministers.yaml", "foreign-ministers-meeting", 16),  # annual accreditation suffices
    Moved("2019-11-19-pre-ministerial-press-conference.yaml", "pre-ministerial-press-conference", -10),  # over
)

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
# "9-10-11 July 2024", "on 3 December", "2022": none of these is true of an event that was moved.
DATES = re.compile(rf"(,| on| of| du| le)?\s*\b\d{{1,2}}(-\d{{1,2}})*\s+({MONTHS})\b(\s+\d{{4}})?|,?\s*\b(19|20)\d\d\b")


def furnish() -> None:
    """Make and publish the demo events, unless they are there."""
    if Event.objects.filter(slug__in=[moved.slug for moved in EVENTS]).exists():
        return
    press, now = get_user_model().objects.get(username="press"), timezone.now()
    for moved in EVENTS:
        contents = moved_in_time(
            read((ADVISORIES / moved.file).read_bytes()), timezone.localdate(now, office.ZONE), moved
        )
        event = keep(contents, slug=moved.slug)
        event.authorities_check_media = moved.checked
        event.save(update_fields=["authorities_check_media"])
        issued_on = contents.versions[-1]["issued_on"]
        publishing.publish(event, by=press, at=min(now, datetime.combine(issued_on, time(9), office.ZONE)))


def moved_in_time(contents: Contents, today: date, moved: Moved) -> Contents:
    """Every day of the advisory as far from today as the event now is; what names a date in words no longer does."""
    by = today + timedelta(days=moved.starts_in) - contents.starts.day
    event = contents.event
    return replace(
        contents,
        event=event
        | {name: without_dates(event[name]) for name in ("title_en", "title_fr", "text_en", "text_fr")}
        | {"source": f"{event['source']} (demo: {moved.slug}, moved in time)"},
        starts=_moment(contents.starts, by),
        ends=_moment(contents.ends, by),
        opens=_moment(contents.opens, by),
        deadline=_moment(contents.deadline, by),
        versions=_versions(contents.versions, by, today),
        programme=[{**item, "day": item["day"] + by} for item in contents.programme],
        collection=[_collection_point(point, by) for point in contents.collection],
    )


def without_dates(text: str) -> str:
    return DATES.sub("", text)


def _moment(moment: Moment | None, by: timedelta) -> Moment | None:
    return moment and Moment(moment.day + by, moment.hour)


def _versions(versions: list[dict[str, Any]], by: timedelta, today: date) -> list[dict[str, Any]]:
    """Named versions, none in the future: those that would be come day by day before the newest."""
    last = len(versions) - 1
    return [
        {
            **version,
            "title_en": without_dates(version["title_en"]),
            "title_fr": without_dates(version["title_fr"]),
            "issued_on": min(version["issued_on"] + by, today - NEWEST_VERSION - timedelta(days=last - n)),
        }
        for n, version in enumerate(versions)
    ]


def _collection_point(point: dict[str, Any], by: timedelta) -> dict[str, Any]:
    return {**point, "hours": [{**hours, "day": hours["day"] + by} for hours in point["hours"]]}
