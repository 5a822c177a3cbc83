"""The rows of an advisory file: all of them, or none."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.advisory_file.contents import AdvisoryRefused, Contents, read
from events.models import CollectionHours, CollectionPoint, Event, MediaAdvisory, ProgrammeItem

LONGEST_SLUG = 110  # leaves room for a number


@transaction.atomic
def import_advisory(data: bytes) -> Event:
    """Make the unpublished event of a file (S23); AdvisoryRefused says everything that is wrong with it."""
    contents = read(data)
    same = Event.objects.filter(source=contents.event["source"]).first() if contents.event["source"] else None
    if same:
        raise AdvisoryRefused(["source: " + _("imported already, as “%(event)s”") % {"event": same.slug}])
    return keep(contents, slug=free_slug(contents.event["title_en"], contents.starts.day.year))


@transaction.atomic
def keep(contents: Contents, *, slug: str) -> Event:
    event = Event.objects.create(
        slug=slug,
        starts_on=contents.starts.day,
        starts_time=contents.starts.hour,
        ends_on=contents.ends.day,
        ends_time=contents.ends.hour,
        registration_opens_at=contents.opens_at,
        registration_deadline=contents.deadline_at,
        **contents.event,
    )
    for number, version in enumerate(contents.versions, start=1):
        titles = {"title_en": version["title_en"] or event.title_en, "title_fr": version["title_fr"]}
        MediaAdvisory.objects.create(event=event, number=number, **{**version, **titles})
    ProgrammeItem.objects.bulk_create(ProgrammeItem(event=event, **item) for item in contents.programme)
    for point in contents.collection:
        place = CollectionPoint.objects.create(event=event, **{k: v for k, v in point.items() if k != "hours"})
        CollectionHours.objects.bulk_create(CollectionHours(point=place, **hours) for hours in point["hours"])
    return event


def free_slug(title: str, year: int) -> str:
    """An address from title and year that no other event has."""
    name = slugify(title)[:LONGEST_SLUG].strip("-") or "event"
    wanted = name if str(year) in name else f"{name}-{year}"
    taken = set(Event.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := f"{wanted}-{n}" if n > 1 else wanted) not in taken)
