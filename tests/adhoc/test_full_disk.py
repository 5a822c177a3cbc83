"""Where the disk is full, no half file and no row stay, a plain sentence is read, and nothing typed is lost."""

import errno
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.documents.models import Document
from tests.adhoc.conftest import answers, form_of, mine
from tests.factories import files
from tests.factories.profiles import jpeg

SENTENCE = "there is no room for it just now"


@pytest.fixture
def full(as_anna, away, monkeypatch):
    """From now on, half of a file is written and then the disk is full."""
    before = Document.objects.count(), kept()

    def half(storage, name, content):
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(100))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    yield
    assert (Document.objects.count(), kept()) == before


def kept() -> int:
    return sum(path.is_file() for path in Path(default_storage.location).rglob("*"))


@pytest.mark.both_databases
def test_a_registration_keeps_what_was_typed(full, as_anna, anna, away):
    page = as_anna.post(form_of(away), answers(check="1"))

    assert page.status_code == 200
    assert page.text.count(SENTENCE) >= 2  # one of each kind was sent
    assert "To report on the summit." in page.text
    assert mine(anna).get().purpose == "To report on the summit."
    assert not mine(anna).get().attachments.exists()


def test_a_press_card_keeps_what_was_typed(full, as_anna):
    sent = {"number": "F-4711", "valid_until": "2030-12-31", "body-country": "FR", "body-name": "A union"}

    page = as_anna.post("/profile/press-card/", {**sent, "scan": SimpleUploadedFile("card.jpg", jpeg())})

    assert page.status_code == 200
    assert SENTENCE in page.text
    assert "F-4711" in page.text


def test_a_photo_is_refused_in_its_field(full, as_anna):
    page = as_anna.post(reverse("profiles:photo"), {"photo": SimpleUploadedFile("photo.jpg", files.jpeg())})

    assert page.status_code == 200
    assert SENTENCE in page.text


def test_a_large_file_that_finds_no_room_on_its_way_spoils_its_field_alone(settings, tmp_path, as_anna, anna, away):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "nowhere"
    large = SimpleUploadedFile("letter.pdf", files.grown(files.pdf(), 3_000_000))

    page = as_anna.post(form_of(away), answers(check="1", profession=[large]))

    assert page.status_code == 200
    assert SENTENCE in page.text
    assert mine(anna).get().purpose == "To report on the summit."
