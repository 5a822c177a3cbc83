"""Files and rows are compared: what is lost, changed or named by nobody is told, and only orphans ever go."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from accreditation_portal.documents import integrity
from accreditation_portal.documents.models import Document, random_name
from tests.factories import files
from tests.factories.profiles import document


def checked(capsys, *options) -> str:
    """What the command says where something is wrong."""
    with pytest.raises(CommandError, match="do not agree") as told:
        call_command("check_documents", *options)
    assert told.value.returncode == 1
    return capsys.readouterr().out


def left_behind(hours: int, name: str = "") -> str:
    name = default_storage.save(name or random_name(None, ""), ContentFile(b"of nobody"))
    since = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(default_storage.path(name), (since, since))
    return name


def test_where_all_agrees_nothing_is_said(anna, capsys):
    anna.representative.photo.picture_of(1)

    call_command("check_documents")

    assert "1 documents: 0 files lost, 0 changed; 0 files without a row, 0 removed." in capsys.readouterr().out


def test_an_empty_storage_agrees_with_an_empty_table(db, capsys):
    call_command("check_documents")

    assert "0 documents: 0 files lost" in capsys.readouterr().out


def test_a_row_without_its_file_is_named(anna, capsys):
    photo = anna.representative.photo
    photo.picture_of(1)
    default_storage.delete(photo.page_pictures.get().file.name)
    default_storage.delete(photo.file.name)

    told = checked(capsys)

    assert f"lost: the file of documents.Document {photo.pk}, {photo.file.name}" in told
    assert f"lost: the file of documents.PagePicture {photo.pk} 1" in told
    assert "1 documents: 2 files lost, 0 changed" in told


def test_a_changed_file_is_named(anna, bruno, capsys):
    cut, flipped = Path(anna.representative.photo.file.path), Path(bruno.representative.photo.file.path)
    cut.write_bytes(cut.read_bytes()[:-1])
    flipped.write_bytes(files.flipped(flipped.read_bytes(), seed=1, count=1))

    told = checked(capsys)

    assert f"changed: the size of documents.Document {anna.representative.photo_id}" in told
    assert f"changed: the digest of documents.Document {bruno.representative.photo_id}" in told
    assert "2 documents: 0 files lost, 2 changed" in told


def test_files_without_a_row_are_listed_and_go_only_when_told_to_after_a_day(anna, capsys):
    old, young = left_behind(hours=25), left_behind(hours=23)
    more = [left_behind(25, name) for name in ("zz", "a.b/c", "a/c", "a-b")]

    told = checked(capsys)
    assert all(f"no row: {name}" in told for name in [old, *more])
    assert young not in told
    assert default_storage.exists(old)

    call_command("check_documents", "--remove-orphans")
    assert f"removed: {old}" in capsys.readouterr().out
    assert not default_storage.exists(old)
    assert default_storage.exists(young)
    assert anna.representative.photo.read()


def test_a_file_that_a_row_names_at_the_last_moment_stays(anna):
    name = left_behind(hours=25)
    assert list(integrity.orphans(timezone.now())) == [name]
    Document.objects.filter(pk=anna.representative.photo_id).update(file=name)

    assert not integrity.remove(name, timezone.now())

    assert default_storage.exists(name)


def test_a_file_that_goes_while_we_look_is_nobodys_fault(anna, monkeypatch):
    name = left_behind(hours=25)
    default_storage.delete(name)
    monkeypatch.setattr(integrity, "_stored", lambda storage, folder: [name])

    assert list(integrity.orphans(timezone.now())) == []


def test_a_document_discarded_while_we_look_is_not_lost(anna, monkeypatch, django_capture_on_commit_callbacks):
    loose, looked = document(anna, "loose.jpg"), FileSystemStorage.exists

    def discard_first(storage, name):
        with django_capture_on_commit_callbacks(execute=True):
            for found in Document.objects.filter(pk=loose.pk):
                found.discard()
        return looked(storage, name)

    monkeypatch.setattr(FileSystemStorage, "exists", discard_first)

    assert list(integrity.lost()) == []
    assert not Document.objects.filter(pk=loose.pk).exists()


def test_rows_are_read_once_however_many_there_are(anna, bruno, django_assert_num_queries):
    for number in range(5):
        document(anna, f"{number}.jpg")

    with django_assert_num_queries(2):
        assert list(integrity.lost()) == []
    with django_assert_num_queries(1):
        assert list(integrity.changed()) == []
    with django_assert_num_queries(2):
        assert list(integrity.orphans(timezone.now())) == []
