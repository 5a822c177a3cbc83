"""People of the tests: accounts, representatives with a complete profile, staff in their groups."""

from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from accreditation_portal.documents.models import Document
from profiles.models import MediaOrganisation, MediaRepresentative, User

PASSWORD = "a long enough sentence"


def account(username: str, **fields) -> User:
    """Somebody with a confirmed address and an empty profile."""
    user = User.objects.create_user(username, f"{username}@example.org", PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def staff(username: str, group: str) -> User:
    user = account(username, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@cache
def jpeg(size=(413, 531), colour=(120, 140, 160)) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def document(owner: User, name="photo.jpg", data: bytes | None = None, content_type="image/jpeg") -> Document:
    data = data if data is not None else jpeg()
    row = Document(owner=owner, name=name, content_type=content_type, size=len(data), digest=sha256(data).hexdigest())
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    return row


def organisation(name="Daily Gazette", **fields) -> MediaOrganisation:
    found = MediaOrganisation.objects.filter(name=name).first()
    return found or MediaOrganisation.objects.create(name=name, **{"kind": "print", "country": "BE", **fields})


def representative(username: str, **fields) -> User:
    """A user whose profile is complete for events; returns the account, its profile is ``.representative``."""
    user = account(username)
    values = {
        "family_name": username.title(),
        "given_names": "Test",
        "birth_date": date(1980, 5, 17),
        "birth_place": "Ghent",
        "nationality": "BE",
        "document_kind": "passport",
        "document_number": f"X{user.pk:07}",
        "document_country": "BE",
        "document_valid_until": date(2035, 1, 31),
        "residence_country": "BE",
        "residence_town": "Brussels",
        "belgian_residence": "id_card",
        "belgian_residence_until": date(2035, 1, 31),
        "role": "journalist",
        "employment": "employed",
        "organisation": organisation(),
        "photo": document(user),
        **fields,
    }
    values.setdefault("latin_family_name", values["family_name"].upper())
    values.setdefault("latin_given_names", values["given_names"].upper())
    MediaRepresentative.objects.create(user=user, **values)
    return user
