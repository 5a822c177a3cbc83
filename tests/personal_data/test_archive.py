"""The archive: the files themselves under names of ours, streamed, with the data that name them (B9)."""

import json
import re
import tracemalloc
from io import BytesIO
from zipfile import ZipFile

from django.core.files.storage import default_storage
from django.utils import timezone

from accreditation_portal.documents.models import Document
from accreditation_portal.personal_data.archive import archive_of
from accreditation_portal.personal_data.views import held_on
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import press_card
from tests.factories.events import event
from tests.personal_data.scene import lived

HARMLESS = re.compile(r"[A-Za-z0-9-]+(/[A-Za-z0-9-]+)?\.(jpg|png|pdf|json)")


def made_of(user) -> ZipFile:
    documents = list(Document.objects.filter(owner=user).order_by("pk"))
    return ZipFile(BytesIO(b"".join(archive_of(held_on(user), documents, timezone.now()))))


def test_b9_every_file_is_in_the_archive_as_it_is_kept(anna, officer, press, passoffice):
    lived(anna, officer, press, passoffice)
    archive = made_of(anna)
    files = json.loads(archive.read("data.json"))["files"]

    assert archive.testzip() is None
    assert len(files) == len(archive.namelist()) - 1 == Document.objects.filter(owner=anna).count()
    for file in files:
        assert archive.read(file["in_this_archive"]) == Document.objects.get(pk=file["id"]).read()


def test_a_file_that_was_discarded_at_that_very_moment_spoils_nothing(anna, press):
    event_registration(anna, event(by=press))
    content, documents = held_on(anna), list(Document.objects.filter(owner=anna).order_by("pk")[1:])
    archive = ZipFile(BytesIO(b"".join(archive_of(content, documents, timezone.now()))))
    named = [file["in_this_archive"] for file in json.loads(archive.read("data.json"))["files"]]
    assert archive.testzip() is None
    assert named.count(None) == 1
    assert {*filter(None, named), "data.json"} == set(archive.namelist())


def test_b9_names_say_what_a_file_is_and_hold_nothing_that_somebody_typed(anna, press):
    document = cast.document(anna, "../../evil <b>.jpg")
    press_card(anna, scan=document)
    case = event_registration(anna, event(by=press))
    names = set(made_of(anna).namelist())

    assert all(HARMLESS.fullmatch(name) for name in names), names
    assert names == {
        "data.json", "profile/identity-photo.jpg", "profile/press-card.jpg",
        f"{case.shown_reference}/identity.jpg", f"{case.shown_reference}/profession.jpg",
    }  # fmt: skip


def test_several_files_of_one_kind_are_numbered(anna, press):
    case = event_registration(anna, event(by=press))
    case.attachments.create(kind="identity", document=cast.document(anna, "back.jpg"))
    names = made_of(anna).namelist()
    assert {f"{case.shown_reference}/identity.jpg", f"{case.shown_reference}/identity-2.jpg"} < set(names)


def test_a_file_that_is_lost_is_named_as_missing_and_the_rest_comes(anna, press, caplog):
    case = event_registration(anna, event(by=press))
    default_storage.delete(case.attachments.get(kind="identity").document.file.name)
    archive = made_of(anna)
    assert json.loads(archive.read("data.json"))["files_missing"] == [f"{case.shown_reference}/identity.jpg"]
    assert f"{case.shown_reference}/profession.jpg" in archive.namelist()
    assert "has lost the file" in caplog.text


def test_b9_the_archive_is_sent_in_parts_and_never_whole_in_memory(anna):
    for number in range(4):
        cast.document(anna, f"{number}.pdf", data=bytes([number]) * 4_000_000)
    documents = list(Document.objects.filter(owner=anna))
    tracemalloc.start()
    largest = max(len(part) for part in archive_of(held_on(anna), documents, timezone.now()))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert largest < 200_000
    assert peak < 2_000_000


def test_the_download_is_a_zip_that_nobody_keeps(client, anna):
    client.force_login(anna)
    answer = client.post("/profile/data/")
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].endswith('.zip"')
