"""A document is kept as a file and a row, or not at all; its bytes go when it is discarded."""

import resource
from contextlib import contextmanager
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accreditation_portal.documents.acceptance import Accepted, accept_document
from accreditation_portal.documents.models import DiscardedFile, Document
from accreditation_portal.documents.names import kept_name
from accreditation_portal.documents.refusal import Refused
from tests.factories import files


def files_kept() -> list[str]:
    """Every file in the storage, whether a row names it or not."""
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        try:
            inside, names = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}".lstrip("/") for name in inside]
        found += [f"{folder}/{name}" for name in names]
    return found


@contextmanager
def room_for(length: int):
    """No file of this process can grow beyond ``length``: the write itself fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_was_accepted_is_kept_under_a_name_that_tells_nothing(david):
    accepted = accept_document(files.upload(files.pdf(3)))

    document = Document.objects.keep(david, accepted, "Passport of David.pdf")

    document.refresh_from_db()
    assert document.read() == accepted.data
    assert (document.owner, document.pages, document.size) == (david, 3, len(accepted.data))
    assert document.digest == sha256(accepted.data).hexdigest()
    assert document.name == "Passport of David.pdf"
    assert "avid" not in document.file.name
    assert len(files_kept()) == 1


def test_a_full_disk_leaves_no_half_file_and_no_row(david):
    accepted = accept_document(files.upload(files.jpeg((1500, 1000), quality=95)))
    assert Document.objects.count() == 0  # and the connection is open before there is no room

    with room_for(20_000), pytest.raises(ValidationError, match="there is no room for it just now"):
        Document.objects.keep(david, accepted, "photo.jpg")

    assert Document.objects.count() == 0
    assert files_kept() == []


def test_a_row_that_the_database_refuses_leaves_no_file(david):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.keep(david, Accepted(b"", "image/png"), "empty.png")

    assert files_kept() == []
    assert Document.objects.count() == 0


def test_the_picture_of_a_page_is_made_once(david, django_assert_num_queries):
    document = Document.objects.keep(david, accept_document(files.upload(files.pdf(2))), "letter.pdf")

    first = document.picture_of(2)

    with django_assert_num_queries(1):
        assert document.picture_of(2).file.name == first.file.name
    with first.file.open() as picture:
        assert picture.read(3) == b"\xff\xd8\xff"
    with pytest.raises(Refused):
        document.picture_of(3)


def test_the_picture_of_a_picture_is_made_small_enough_to_look_at(david):
    document = Document.objects.keep(david, accept_document(files.upload(files.png((3000, 2000)))), "card.png")

    with document.picture_of(1).file.open() as file, files.Image.open(file) as picture:
        assert picture.size == (1600, 1067)


def test_what_is_discarded_takes_its_bytes_and_pictures_along(david, django_capture_on_commit_callbacks):
    document = Document.objects.keep(david, accept_document(files.upload(files.pdf())), "letter.pdf")
    document.picture_of(1)
    assert len(files_kept()) == 2

    with django_capture_on_commit_callbacks(execute=True):
        document.discard()

    assert files_kept() == []


def test_a_file_that_another_row_names_stays(david, django_capture_on_commit_callbacks):
    document = Document.objects.keep(david, accept_document(files.upload(files.pdf())), "letter.pdf")
    other = Document.objects.keep(david, accept_document(files.upload(files.pdf())), "letter.pdf")
    Document.objects.filter(pk=other.pk).update(file=document.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        document.discard()

    other.refresh_from_db()
    assert other.read().startswith(b"%PDF")
    assert not DiscardedFile.objects.exists()


def test_what_is_in_use_is_not_discarded(anna, django_capture_on_commit_callbacks):
    photo = anna.representative.photo

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ProtectedError), transaction.atomic():
        photo.discard()

    assert photo.read()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("card.jpg", "card.jpg"),
        ("Card.JPEG", "Card.JPEG"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\eva\\card.jpg", "card.jpg"),
        ("card.jpg.exe", "card.jpg.exe.jpg"),
        ("photo.png", "photo.png.jpg"),
        ("a\r\nSet-Cookie: b.jpg", "a Set-Cookie: b.jpg"),
        ("nul\0.jpg", "nul.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("Łukasz Đurić – carte de presse.jpg", "Łukasz Đurić – carte de presse.jpg"),
        ("記者証.jpg", "記者証.jpg"),
        ("", "document.jpg"),
        (" . ", "document.jpg"),
        (".jpg", "document.jpg"),
        ("x" * 500 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_name_is_shown_without_folders_and_signs_that_hide(sent, kept):
    assert kept_name(sent, "image/jpeg") == kept
