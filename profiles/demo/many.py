"""Synthetic representatives by the thousand: accounts that nobody can log in to, profiles, cards, organisations."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from profiles.demo.bulk import free_numbers, write
from profiles.demo.names import name_of
from profiles.demo.portraits import Face, portrait
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, PressCard, User

PREFIX = "synthetic-"  # of the user names; a number follows
TOWNS = ("Kraków", "Köln", "Besançon", "Łódź", "A Coruña", "Århus", "Đakovo", "Québec", "Reykjavík", "Tromsø", "Ürgüp")
ELSEWHERE = ("AU", "BR", "CH", "IE", "IN", "JP", "UA", "ZA")  # not of a member; the others come from one
ROLES = tuple(MediaRepresentative.Role)
TITLES = ("Courier", "Gazette", "Herald", "Journal", "Télégramme", "Zeitung", "Ежедневник", "Wire", "Radio", "Kanał")
PAPERS = ("Morning", "Evening", "Allgemeine", "Libre", "Nowy", "Free", "Sunday", "Северный", "Øvre", "Königliche")
STANDINGS = ("bona_fide", "unverified", "bona_fide", "not_bona_fide", "unverified")


class Person(NamedTuple):
    """What rooms above take from a synthetic representative."""

    number: int
    pk: int
    user: int
    card: int | None
    organisation: MediaOrganisation | None
    data: dict[str, Any]  # by attribute, what a case takes from a profile


def next_number() -> int:
    """The number from which synthetic people are added: their user names are counted on."""
    latest = User.objects.filter(username__startswith=PREFIX).order_by("-username").first()
    return int(latest.username.removeprefix(PREFIX)) + 1 if latest else 1


def furnish_many(batch: Any) -> None:
    """Make the people with these ``batch.numbers`` as of ``batch.at``; rooms above find them in ``batch.people``."""
    by, rng = User.objects.get(username="officer"), Random(batch.numbers.start)
    organisations = _organisations(batch, by)
    bodies = list(IssuingBody.objects.order_by("pk"))
    belgian = next(body for body in bodies if body.country == "BE" and body.kind == IssuingBody.Kind.ASSOCIATION)
    portraits = [kept_once(f"portrait-{name}", portrait(face)) for name, face in PORTRAITS.items()]
    numbers, users = batch.numbers, free_numbers(User, len(batch.numbers))
    people, cards = (free_numbers(model, len(numbers)) for model in (MediaRepresentative, PressCard))
    found: dict[type, list[dict[str, Any]]] = {
        model: [] for model in (User, EmailAddress, Document, MediaRepresentative, PressCard)
    }
    batch.people = []
    for number, user, pk, card in zip(numbers, users, people, cards, strict=True):
        found[User].append(_account(number, user, batch.at))
        found[EmailAddress].append(
            {"user_id": user, "email": found[User][-1]["email"], "verified": True, "primary": True}
        )
        found[Document].append(document(user, f"portrait {number}", *rng.choice(portraits), batch.at))
        organisation = rng.choice(organisations) if number % 7 else None  # every seventh is freelance and names none
        data = _data(number, batch.at.date(), rng, organisation) | {"photo_id": found[Document][-1]["id"]}
        found[MediaRepresentative].append({"id": pk, "user_id": user, "updated_at": batch.at, **data})
        if has_card := number % 5 != 1:
            body = belgian if data["belgian_residence"] else rng.choice(bodies)
            found[PressCard].append(_card(card, pk, number, body.pk, batch.at))
        batch.people.append(Person(number, pk, user, card if has_card else None, organisation, data))
    for model, rows in found.items():
        write(model, rows)


def kept_once(name: str, data: bytes) -> tuple[str, int]:
    """Where a specimen that many documents share is stored, and its size; stored when it is first asked for."""
    path = f"demo/{name}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return path, len(data)


def document(owner: int, about: str, path: str, size: int, at: datetime) -> dict[str, Any]:
    """A document of this account. Many share a stored file; the digest is each one's own, or all would be alike."""
    digest = sha256(about.encode()).hexdigest()
    return {
        "id": UUID(digest[:32]), "owner_id": owner, "file": path, "name": "portrait.jpg", "content_type": "image/jpeg",
        "size": size, "digest": digest, "uploaded_at": at,
    }  # fmt: skip


def _account(number: int, pk: int, at: datetime) -> dict[str, Any]:
    username = f"{PREFIX}{number:07}"
    return {
        "id": pk, "username": username, "email": f"{username}@example.org", "date_joined": at - timedelta(days=90),
        "password": f"{UNUSABLE_PASSWORD_PREFIX}{number:040}", "language": "fr" if number % 4 == 0 else "en",
    }  # fmt: skip


def _data(number: int, today: date, rng: Random, organisation: MediaOrganisation | None) -> dict[str, Any]:
    """Every tenth lives in Belgium, and could be accredited for a year."""
    is_resident = number % 10 == 0
    country = rng.choice(ELSEWHERE) if number % 8 == 3 else rng.choice(MEMBERS)
    role = rng.choice(ROLES)
    return name_of(number)._asdict() | {
        "birth_date": date(1950, 1, 1) + timedelta(days=rng.randrange(20_000)),
        "birth_place": rng.choice(TOWNS),
        "nationality": country,
        "document_kind": "passport" if number % 3 else "id_card",
        "document_number": f"{country}{number:07}",
        "document_country": country,
        "document_valid_until": today + timedelta(days=rng.randrange(20, 3000)),
        "residence_country": "BE" if is_resident else country,
        "residence_town": "Ixelles" if is_resident else rng.choice(TOWNS),
        "belgian_residence": "residence_card" if is_resident else "",
        "belgian_residence_until": today + timedelta(days=1400) if is_resident else None,
        "role": role,
        "other_role": "Interpreter of the crew" if role == "other" else "",
        "employment": "employed" if organisation else "freelance",
        "phone": f"+3247{number % 10**7:07}",
        "organisation_id": organisation.pk if organisation else None,
    }


def _card(pk: int, representative: int, number: int, body: int, at: datetime) -> dict[str, Any]:
    return {
        "id": pk, "representative_id": representative, "number": f"PC-{number:07}", "issuing_body_id": body,
        "valid_until": date(at.year + 1, 12, 31), "created_at": at,
    }  # fmt: skip


def _organisations(batch: Any, by: User) -> list[MediaOrganisation]:
    """Two hundred, and two more for each thousand people; each tenth is another name of the one before."""
    wanted = 200 + batch.numbers.stop // 500
    known = list(MediaOrganisation.objects.filter(website__startswith=WEBSITE).order_by("pk"))
    for number in range(len(known), wanted):
        standing = STANDINGS[number % len(STANDINGS)]
        judged = standing != MediaOrganisation.Standing.UNVERIFIED
        known.append(
            MediaOrganisation.objects.create(
                name=_title(number),
                website=f"{WEBSITE}{number}.example/",
                kind=MediaOrganisation.Kind.values[number % 6],
                country=MEMBERS[number % len(MEMBERS)],
                standing=standing,
                standing_by=by if judged else None,
                standing_at=batch.at if judged else None,
                standing_note="A synthetic judgement." if judged else "",
                same_as=known[-1] if number % 10 == 9 else None,
            )
        )
    return known


def _title(number: int) -> str:
    rest, paper = divmod(number, len(PAPERS))
    rest, title = divmod(rest, len(TITLES))
    rest, town = divmod(rest, len(TOWNS))
    return " ".join((PAPERS[paper], TITLES[title], TOWNS[town], *([str(rest + 1)] if rest else [])))


WEBSITE = "https://synthetic-"
MEMBERS = tuple(sorted(office.MEMBERS))
PORTRAITS = {
    "1": Face("#f0c8a8", "#5b3a24", "#2f4a6d", "#dfe5ea", "long"),
    "2": Face("#8d5a3c", "#1d1714", "#7a3b4e", "#e2e8e4", "curls"),
    "3": Face("#d9a27e", "#2b211d", "#3c3f45", "#e6e2da", "short", glasses=True),
    "4": Face("#eec3a5", "#8a8580", "#40444c", "#dde4e8", "bald"),
}
