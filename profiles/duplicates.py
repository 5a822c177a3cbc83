"""Who may be the same person with another account, or uses the same document, card or picture (B14).

The machine shows, an officer looks: nobody is merged, and nobody is refused for being alike. Pictures are the same
where their kept bytes are; faces are never compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from accreditation_portal.documents.models import Document
from profiles.models import AsSubmitted, MediaRepresentative, PressCard, number_key, search_key
from profiles.models.representative import NAMES

MOST_SHOWN = 6
MOST_COMPARED = 200  # of those born on the same day whose names have a word alike


class Likeness(TextChoices):
    """In what two people are alike; the strongest first."""

    DOCUMENT = "document", _("The same identity document")
    CARD = "card", _("The same press card")
    PHOTO = "photo", _("The same identity photo")
    SCAN = "scan", _("The same scan of a press card")
    BIRTH = "birth", _("The same date of birth, and a name in common")


@dataclass(frozen=True)
class Duplicate:
    """Somebody else, and in what they are alike."""

    person: MediaRepresentative
    likenesses: list[Likeness]


def likely_duplicates(data: AsSubmitted | MediaRepresentative) -> tuple[list[Duplicate], int]:
    """The other people who are alike in something, most alike first, at most ``MOST_SHOWN``; and how many there are.

    ``data`` is a profile, or what a case took from it: then both are compared, as submitted and as they are today.
    """
    person = data if isinstance(data, MediaRepresentative) else data.representative
    held = [data] if data is person else [data, person]
    found: dict[int, set[Likeness]] = defaultdict(set)
    cards = list(person.press_cards.all())
    for pk, likeness in (
        *_with_document(held, person),
        *_with_card(cards, person),
        *_with_picture(held, cards, person),
        *_born_alike(held, person),
    ):
        found[pk].add(likeness)
    order = list(Likeness)
    alike = sorted(found.items(), key=lambda each: (-len(each[1]), min(map(order.index, each[1])), each[0]))
    people = MediaRepresentative.objects.select_related("user", "organisation__same_as", "photo")
    people = people.prefetch_related("press_cards__issuing_body__same_as")
    shown = people.in_bulk([pk for pk, _likenesses in alike[:MOST_SHOWN]]) if alike else {}
    return [
        Duplicate(shown[pk], sorted(likenesses, key=order.index))
        for pk, likenesses in alike[:MOST_SHOWN]
        if pk in shown
    ], len(alike)


Found = Iterator[tuple[int, Likeness]]
Held = Iterable[AsSubmitted | MediaRepresentative]


def _with_document(held: Held, person: MediaRepresentative) -> Found:
    """Same number, same country that issued it."""
    others = MediaRepresentative.objects.exclude(pk=person.pk)
    for key, country in {(number_key(data.document_number), data.document_country.code) for data in held}:
        if key:
            alike = others.filter(document_key=key, document_country=country)
            yield from ((pk, Likeness.DOCUMENT) for pk in alike.values_list("pk", flat=True)[:MOST_COMPARED])


def _with_card(cards: Iterable[PressCard], person: MediaRepresentative) -> Found:
    """Same number, of bodies that are one also where an officer joined their names."""
    mine = {(card.number_key, card.issuing_body.itself.pk) for card in cards if card.number_key}
    if not mine:
        return
    others = PressCard.objects.filter(number_key__in={key for key, _body in mine}).exclude(representative=person)
    for card in others.select_related("issuing_body__same_as")[:MOST_COMPARED]:
        if (card.number_key, card.issuing_body.itself.pk) in mine:
            yield card.representative_id, Likeness.CARD


def _with_picture(held: Held, cards: Iterable[PressCard], person: MediaRepresentative) -> Found:
    """Same bytes as they were kept, in whatever file of theirs."""
    digests = {card.scan.digest: Likeness.SCAN for card in cards if card.scan}
    digests |= {photo.digest: Likeness.PHOTO for photo in _photos(held)}
    if not digests:
        return
    others = Document.objects.filter(digest__in=digests).exclude(owner=person.user_id)
    for pk, digest in others.exclude(owner__representative=None).values_list("owner__representative", "digest"):
        yield pk, digests[digest]


def _photos(held: Held) -> list[Document]:
    """Each photo once: that of the profile is asked for only where it is another one than the case has."""
    by_id = {}
    for data in held:
        if data.photo_id and data.photo_id not in by_id:
            by_id[data.photo_id] = data.photo
    return list(by_id.values())


def _born_alike(held: Held, person: MediaRepresentative) -> Found:
    """Born on the same day, with one whole word of any of their names in common; initials are no words."""
    words_of_day: dict[date, set[str]] = defaultdict(set)
    for data in held:
        if data.birth_date:
            names = search_key(*(getattr(data, name) for name in NAMES)).split()
            words_of_day[data.birth_date] |= {word for word in names if len(word) > 1 or not word.isascii()}
    for day, words in words_of_day.items():
        if not words:
            continue
        holding_one = reduce(or_, (Q(search_key__contains=word) for word in sorted(words)))
        others = MediaRepresentative.objects.filter(holding_one, birth_date=day).exclude(pk=person.pk)
        for pk, key in others.values_list("pk", "search_key")[:MOST_COMPARED]:
            if words & set(key.split()):
                yield pk, Likeness.BIRTH
