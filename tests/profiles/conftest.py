"""People at the profile's pages, and the files that they send."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from profiles.models import IssuingBody, MediaOrganisation
from tests.factories.profiles import PASSWORD


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def as_david(client, david):
    client.force_login(david)
    return client


@pytest.fixture
def ccijp(db):
    return IssuingBody.objects.create(
        name="Commission de la carte (CCIJP)", country="FR", kind="association", standing="recognised"
    )


@pytest.fixture
def gazette(db):
    return MediaOrganisation.objects.get_or_create(name="Daily Gazette", kind="print", country="BE")[0]


@pytest.fixture
def password():
    return PASSWORD


def upload(size=(413, 531), name="photo.jpg", kind="JPEG", quality=80):
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, kind, quality=quality)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{kind.lower()}")
