"""People who are alike, side by side, as the desks show them (B14)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.facts import in_words
from profiles.duplicates import Likeness, likely_duplicates
from profiles.models import AsSubmitted, MediaRepresentative, number_key

# What is laid beside one another, under the names of the fields.
COMPARED = ("birth_date", "birth_place", "nationality", "document_kind", "document_number", "document_country",
            "residence_country")  # fmt: skip
CARDS = _("Press cards")


@dataclass(frozen=True)
class Cell:
    """One fact of one person; whether it is the same as that of the person of the page."""

    text: str
    is_same: bool = False


def side_by_side(data: AsSubmitted | MediaRepresentative, *, reader: Any) -> dict[str, Any] | None:
    """The person of a case or profile, and those who are alike; None: nobody is, or the reader may not read people."""
    if not reader.has_perm("profiles.view_mediarepresentative"):
        return None
    found, number = likely_duplicates(data)
    if not found:
        return None
    alike_in_card = [Likeness.CARD in duplicate.likenesses for duplicate in found]
    columns = [_lines(data), *(_lines(duplicate.person) for duplicate in found)]
    rows = []
    for label, own in columns[0].items():
        key = number_key(own)
        others = [Cell(column[label], bool(key) and number_key(column[label]) == key) for column in columns[1:]]
        if label == CARDS:
            others = [Cell(cell.text, is_same) for cell, is_same in zip(others, alike_in_card, strict=True)]
        if own or any(cell.text for cell in others):
            rows.append((label, [Cell(own), *others]))
    people = [(reverse("admin:profiles_mediarepresentative_change", args=[alike.person.pk]), alike) for alike in found]
    return {"own_photo": data.photo_id, "people": people, "rows": rows, "number": number, "more": number - len(found)}


def _lines(data: AsSubmitted | MediaRepresentative) -> dict[Any, str]:
    """By label, what is compared of one of them."""
    person = data if isinstance(data, MediaRepresentative) else data.representative
    latin = ", ".join(part for part in (data.latin_family_name, data.latin_given_names) if part)
    further = ", ".join(part for part in (data.former_names, data.professional_name) if part)
    lines: dict[Any, str] = {
        _("Name"): f"{data.given_names} {data.family_name}".strip() or person.user.username,
        _("In Latin letters"): latin,
        _("Other names"): further,
    }
    fields = {name: data._meta.get_field(name) for name in COMPARED}
    lines |= {capfirst(str(field.verbose_name)): str(in_words(data, name)) for name, field in fields.items()}
    cards = sorted(person.press_cards.all(), key=lambda card: (not card.is_current, -card.pk))
    return lines | {
        CARDS: "; ".join(f"{card.number} ({card.issuing_body.itself.name})" for card in cards),
        _("Media organisation"): data.organisation.itself.name if data.organisation else "",
        _("Email address"): person.user.email,
    }
