"""Events of the tests: published through the real act, at the Headquarters or away, open for registration."""

from datetime import time, timedelta

from django.utils import timezone

from events import publishing
from events.models import CollectionHours, CollectionPoint, Event, ProgrammeItem


def event(slug="foreign-ministers", *, published=True, by=None, **fields) -> Event:
    """An event in ten days that takes registrations until two days before; ``by`` published it two days ago."""
    now = timezone.now().replace(second=0, microsecond=0)
    first = (now + timedelta(days=10)).date()
    values = {
        "title_en": slug.replace("-", " ").capitalize(),
        "kind": "ministerial",
        "at_headquarters": True,
        "annual_accreditation_suffices": True,
        "starts_on": first,
        "ends_on": first + timedelta(days=1),
        "registration_deadline": now + timedelta(days=8),
        **fields,
    }
    made = Event.objects.create(slug=slug, **values)
    if published and by is not None:
        publishing.publish(made, by=by, at=now - timedelta(days=2))
    return made


def summit_away(by=None, **fields) -> Event:
    """A summit with everything: programme, collection point with hours, both languages, its own zone."""
    made = event(
        "summit-away",
        **{
            "title_fr": "Sommet au loin",
            "kind": "summit",
            "at_headquarters": False,
            "annual_accreditation_suffices": False,
            "venue": "Palace",
            "city": "Madrid",
            "country": "ES",
            "time_zone": "Europe/Madrid",
            "text_en": "A **summit**.",
            **fields,
        },
    )
    ProgrammeItem.objects.create(
        event=made, day=made.starts_on, starts_time=time(10), ends_time=time(13), title_en="Working session",
        access="pool", media=["photographer"],
    )  # fmt: skip
    ProgrammeItem.objects.create(event=made, day=made.starts_on, title_en="Gala dinner", access="invitation")
    point = CollectionPoint.objects.create(event=made, place_en="Media office", bring_en="ID card\nPress card")
    CollectionHours.objects.create(point=point, day=made.starts_on, opens=time(8), closes=time(16))
    if by is not None:
        publishing.publish(made, by=by, at=timezone.now() - timedelta(hours=1))
    return made


def changed(event: Event, by, *, words="It is elsewhere now.", mots="C’est ailleurs.", **fields):
    """Save the event and publish what changed, as the press officer does; the version, or None."""
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    return publishing.publish_next_version(event, by=by, at=timezone.now(), changes_en=words, changes_fr=mots)
