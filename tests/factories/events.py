"""Events of the tests: published, at the Headquarters or away, open for registration."""

from datetime import timedelta

from django.utils import timezone

from events.models import Event


def event(slug="foreign-ministers", *, published=True, by=None, **fields) -> Event:
    """An event in ten days that takes registrations until two days before; ``by`` published it."""
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
    if published and by is not None:
        values |= {"published_at": now - timedelta(days=2), "published_by": by}
    return Event.objects.create(slug=slug, **values)
