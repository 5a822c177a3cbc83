"""Whom the worker reminds that a press card or an identity document lapses: each once, and only whom it concerns (B4).

Rooms above say whom it concerns (``concerned.py``): here nobody knows who holds or awaits an accreditation.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.notifications import outbox
from accreditation_portal.worker import reminders
from accreditation_portal.worker.due import due
from profiles import notices
from profiles.models import MediaRepresentative, PressCard


@due(every=timedelta(hours=1))
def remind_of_press_cards(*, at: datetime) -> None:
    """Whose press card lapses is told some weeks and some days before, where a case needs it (S6)."""

    def among(found: Iterable[PressCard]) -> list[PressCard]:
        cards = list(found)
        needing = reminders.concerned({c.representative_id: c.valid_until for c in cards if c.is_current}, at)
        in_use = reminders.cards_in_use({c.pk for c in cards if not c.is_current}, at)
        return [c for c in cards if (c.representative_id in needing if c.is_current else c.pk in in_use)]

    # One that is not the profile's can still carry a case; not where the profile's lasts longer.
    later = Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until"))
    others = PressCard.objects.filter(later, representative=OuterRef("representative"), is_current=True)
    cards = PressCard.objects.filter(Q(is_current=True) | ~Exists(others), **reminders.TO_SOMEBODY)
    reminders.remind(
        _lapsing(cards.select_related("representative__user", "issuing_body__same_as"), "valid_until", at),
        by="valid_until",
        key=_key("press_card", lambda card: (card.representative_id, card.valid_until), at),
        tell=tell_of_card,
        lock=lambda card: _lock(card.representative_id),
        among=among,
    )


@due(every=timedelta(hours=1))
def remind_of_identity_documents(*, at: datetime) -> None:
    """Whose identity document lapses is told some weeks and some days before, where a case needs it (P9)."""

    def among(found: Iterable[MediaRepresentative]) -> list[MediaRepresentative]:
        people = list(found)
        needing = reminders.concerned({person.pk: person.document_valid_until for person in people}, at)
        return [person for person in people if person.pk in needing]

    people = MediaRepresentative.objects.filter(user__is_active=True, user__is_staff=False).select_related("user")
    reminders.remind(
        _lapsing(people, "document_valid_until", at),
        by="document_valid_until",
        key=_key("document", lambda person: (person.pk, person.document_valid_until), at),
        tell=tell_of_document,
        among=among,
    )


def tell_of_card(card: PressCard, key: str) -> Any:
    person = card.representative
    with translation.override(person.user.language):
        values = {
            "name": person.full_name,
            "number": card.number,
            "issuing_body": card.issuing_body.itself.name,
            "valid_until": shown_date(card.valid_until),
            "press_card_link": settings.SITE_URL + reverse("profiles:press_card"),
        }
    return outbox.tell(person.user, notices.press_card_lapses, values, key=key)


def tell_of_document(person: MediaRepresentative, key: str) -> Any:
    with translation.override(person.user.language):
        values = {
            "name": person.full_name,
            "document": str(person.get_document_kind_display()),
            "valid_until": shown_date(person.document_valid_until),
            "document_link": settings.SITE_URL + reverse("profiles:document"),
        }
    return outbox.tell(person.user, notices.document_lapses, values, key=key)


def _lapsing(rows: Any, field: str, at: datetime) -> Any:
    """Those whose last day comes within the time of the reminders, and is not over."""
    last = reminders.day_of(at, office.ZONE) + max(office.REMIND_OF_END)
    return rows.filter(**{f"{field}__gte": timezone.localdate(at, office.ZONE), f"{field}__lte": last})


def _key(kind: str, of: Callable[[Any], tuple[int, date]], at: datetime) -> Callable[[Any], str | None]:
    day = reminders.day_of(at, office.ZONE)

    def key(row: Any) -> str | None:
        person, last_day = of(row)
        newest = reminders.due_before(last_day, office.REMIND_OF_END, day)
        return f"{kind}:{person}:{newest}" if newest else None

    return key


def _lock(person: int) -> None:
    MediaRepresentative.objects.select_for_update().filter(pk=person).values_list("pk").first()
