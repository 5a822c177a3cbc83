"""Anna, Bruno, Chloe, David, Eva and the officers: drawn people with invented papers."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from profiles.demo.many import furnish_many, next_number
from profiles.demo.portraits import Face, portrait
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, PressCard, User

__all__ = ["PASSWORD", "furnish", "furnish_many", "next_number"]

PASSWORD = "accredit-me-2026"  # noqa: S105 - printed by `make run`, and refused where DEBUG is off

STAFF = {
    "admin": ("Alex", "Superuser", None),
    "officer": ("Olga", "Officer", "Accreditation officers"),
    "officer2": ("Oscar", "Officer", "Accreditation officers"),
    "press": ("Petra", "Press", "Press officers"),
    "passoffice": ("Paul", "Pass", "Pass Office"),
}

ORGANISATIONS = (
    ("The Meridian Gazette", "print", "GB", "https://gazette.example/", "bona_fide"),
    ("Northern Wire", "agency", "BE", "https://wire.example/", "bona_fide"),
    ("Tagblick", "broadcast", "DE", "https://tagblick.example/", "bona_fide"),
    ("L’Observateur en ligne", "online", "BE", "https://observateur.example/", "unverified"),
    ("Kontinent Film", "production", "PL", "https://kontinent.example/", "unverified"),
)

FACES = {
    "anna": Face("#f0c8a8", "#5b3a24", "#2f4a6d", "#dfe5ea", "long"),
    "bruno": Face("#d9a27e", "#2b211d", "#3c3f45", "#e6e2da", "short"),
    "chloe": Face("#8d5a3c", "#1d1714", "#7a3b4e", "#e2e8e4", "curls"),
    "eva": Face("#f3d3ba", "#b98a4e", "#4d6b57", "#e8e4de", "bun", glasses=True),
    "farid": Face("#b9835d", "#17120f", "#33475b", "#e3e6ea", "short", glasses=True),
    "greta": Face("#f4d6c2", "#c9a46a", "#6b4a5e", "#e9e5e1", "long"),
    "henri": Face("#eec3a5", "#8a8580", "#40444c", "#dde4e8", "bald"),
    "ines": Face("#d8a47f", "#3a2418", "#2d5c57", "#e7e3dc", "bun"),
    "jonas": Face("#f1cdb2", "#7a5230", "#3f5a47", "#e2e5e0", "short"),
}

PEOPLE: dict[str, dict[str, Any]] = {
    "anna": {
        "family_name": "Peeters", "given_names": "Anna Maria", "birth_date": date(1984, 3, 12),
        "birth_place": "Antwerpen", "nationality": "BE", "document_kind": "id_card",
        "document_number": "592-1234567-89", "document_country": "BE",
        "residence_country": "BE", "residence_town": "Bruxelles",
        "belgian_residence": "id_card", "role": "journalist", "employment": "employed", "phone": "+32470123401",
    },
    "bruno": {
        "family_name": "Costa", "given_names": "Bruno", "birth_date": date(1990, 11, 2), "birth_place": "Porto",
        "nationality": "PT", "document_kind": "passport", "document_number": "CB451209", "document_country": "PT",
        "residence_country": "BE", "residence_town": "Ixelles", "belgian_residence": "residence_card",
        "role": "photographer", "employment": "freelance", "phone": "+32470123402",
    },
    "chloe": {
        "family_name": "Lambert", "given_names": "Chloé", "birth_date": date(1995, 6, 30), "birth_place": "Liège",
        "nationality": "BE", "document_kind": "id_card", "document_number": "593-7654321-10", "document_country": "BE",
        "residence_country": "BE", "residence_town": "Namur", "belgian_residence": "id_card",
        "role": "blogger", "employment": "employed", "phone": "+32470123403",
    },
    "eva": {
        "family_name": "Müller", "given_names": "Eva", "birth_date": date(1979, 1, 21), "birth_place": "Kraków",
        "nationality": "DE", "document_kind": "passport", "document_number": "C01X00T47", "document_country": "DE",
        "residence_country": "DE", "residence_town": "Berlin", "role": "videographer", "employment": "employed",
        "phone": "+4915123456704",
    },
    "farid": {
        "family_name": "Amrani", "given_names": "Farid", "birth_date": date(1981, 9, 5), "birth_place": "Bruxelles",
        "nationality": "BE", "document_kind": "id_card", "document_number": "594-1122334-55", "document_country": "BE",
        "residence_country": "BE", "residence_town": "Schaerbeek", "belgian_residence": "id_card",
        "role": "tv_producer", "employment": "employed", "phone": "+32470123405",
    },
    "greta": {
        "family_name": "Nyström", "given_names": "Greta", "birth_date": date(1992, 2, 14), "birth_place": "Uppsala",
        "nationality": "SE", "document_kind": "passport", "document_number": "AA1234567", "document_country": "SE",
        "residence_country": "BE", "residence_town": "Leuven", "belgian_residence": "residence_card",
        "role": "journalist", "employment": "employed", "phone": "+32470123406",
    },
    "henri": {
        "family_name": "Dubois", "given_names": "Henri", "birth_date": date(1968, 12, 1), "birth_place": "Mons",
        "nationality": "BE", "document_kind": "id_card", "document_number": "595-9988776-11", "document_country": "BE",
        "residence_country": "BE", "residence_town": "Mons", "belgian_residence": "id_card",
        "role": "journalist", "employment": "employed", "phone": "+32470123407",
    },
    "ines": {
        "family_name": "Ferreira", "given_names": "Inês", "birth_date": date(1994, 4, 9), "birth_place": "Coimbra",
        "nationality": "PT", "document_kind": "passport", "document_number": "CC778899", "document_country": "PT",
        "residence_country": "BE", "residence_town": "Bruxelles", "belgian_residence": "residence_card",
        "role": "journalist", "employment": "employed", "phone": "+32470123408",
    },
    "jonas": {
        "family_name": "Weber", "given_names": "Jonas", "birth_date": date(1986, 7, 19), "birth_place": "Kassel",
        "nationality": "DE", "document_kind": "id_card", "document_number": "L01X00T88", "document_country": "DE",
        "residence_country": "BE", "residence_town": "Etterbeek", "belgian_residence": "residence_card",
        "role": "journalist", "employment": "employed", "phone": "+32470123409",
    },
}  # fmt: skip

LATIN = {"anna": ("PEETERS", "ANNA MARIA"), "bruno": ("COSTA", "BRUNO"), "chloe": ("LAMBERT", "CHLOE"),
         "eva": ("MUELLER", "EVA"), "farid": ("AMRANI", "FARID"), "greta": ("NYSTROM", "GRETA"),
         "henri": ("DUBOIS", "HENRI"), "ines": ("FERREIRA", "INES"),
         "jonas": ("WEBER", "JONAS")}  # fmt: skip
WORKS_FOR = {"anna": "Northern Wire", "bruno": "The Meridian Gazette", "chloe": "L’Observateur en ligne",
             "eva": "Tagblick", "farid": "Tagblick", "greta": "Kontinent Film", "henri": "Northern Wire",
             "ines": "The Meridian Gazette", "jonas": "Tagblick"}  # fmt: skip
CARDS = {
    "anna": ("B-40127", "AGJPB"),
    "bruno": ("PT-8841", "CCPJ"),
    "eva": ("D-77120-24", "(DJV)"),
    "farid": ("B-38211", "AGJPB"),
    "greta": ("B-41902", "AGJPB"),
    "henri": ("B-20554", "AGJPB"),
    "ines": ("PT-9120", "CCPJ"),
    "jonas": ("D-81402-26", "(DJV)"),
}


def furnish() -> None:
    """Make issuing bodies, organisations, staff and representatives."""
    bodies = Path(__file__).resolve().parent.parent / "fixtures" / "issuing_bodies.yaml"
    IssuingBody.objects.enter(yaml.safe_load(bodies.read_text("utf-8")))
    password = make_password(PASSWORD)
    for username, (given, family, group) in STAFF.items():
        _staff(username, password, given, family, group)
    _organisations()
    _account("david", password)
    for username in PEOPLE:
        _representative(username, password)


def _account(username: str, password: str, **fields: Any) -> User:
    language = "fr" if username in ("chloe", "farid") else "en"
    user = User(username=username, email=f"{username}@example.org", password=password, language=language, **fields)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _staff(username: str, password: str, given: str, family: str, group: str | None) -> None:
    user = _account(
        username, password, first_name=given, last_name=family, is_staff=True, is_superuser=username == "admin"
    )
    groups = [group] if group else []
    if username == "officer2":
        groups.append("Security verification")
    user.groups.set(Group.objects.filter(name__in=groups))


def _organisations() -> None:
    officer = User.objects.get(username="officer")
    for name, kind, country, website, standing in ORGANISATIONS:
        judged = standing != MediaOrganisation.Standing.UNVERIFIED
        MediaOrganisation.objects.create(
            name=name,
            kind=kind,
            country=country,
            website=website,
            standing=standing,
            standing_by=officer if judged else None,
            standing_at=timezone.now() if judged else None,
            standing_note="Known to the office for years." if judged else "",
        )


def _representative(username: str, password: str) -> None:
    user = _account(username, password)
    today = timezone.localdate(timezone.now(), office.ZONE)
    values = PEOPLE[username]
    family, given = LATIN[username]
    person = MediaRepresentative(
        user=user,
        latin_family_name=family,
        latin_given_names=given,
        document_valid_until=today + timedelta(days=5 * 365),
        organisation=MediaOrganisation.objects.get(name=WORKS_FOR[username]),
        photo=_photo(user),
        **values,
    )
    if person.belgian_residence:
        person.belgian_residence_until = today + timedelta(days=4 * 365)
    person.full_clean()
    person.save()
    if card := CARDS.get(username):
        number, body = card
        PressCard.objects.create(
            representative=person,
            number=number,
            issuing_body=IssuingBody.objects.get(name__contains=body),
            # Farid's lapses soon, of which he is reminded.
            valid_until=today + timedelta(days=40) if username == "farid" else date(today.year + 1, 12, 31),
        )


def _photo(user: User) -> Document:
    data = portrait(FACES[user.username])
    photo = Document(
        owner=user,
        name="portrait.jpg",
        content_type="image/jpeg",
        size=len(data),
        digest=sha256(data).hexdigest(),
    )
    photo.file.save(photo.name, ContentFile(data), save=False)
    photo.save()
    return photo
