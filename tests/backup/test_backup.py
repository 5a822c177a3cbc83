"""A backup is of one moment, while others write; it is whole under its name, or there is none."""

import fcntl
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from accreditation_portal.backup import rows
from accreditation_portal.backup.archive import Reader, Writer
from accreditation_portal.backup.saving import NotSaved, save
from accreditation_portal.documents.models import Document
from profiles.models import User
from tests.backup.contents import contents
from tests.factories.profiles import account, document


def in_another_session(act):
    """Do it as another process would, and wait for it."""
    failed = []

    def run():
        try:
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join(timeout=15)
    assert not other.is_alive()
    assert failed == []


def test_the_command_says_what_it_wrote(furnished, tmp_path, capsys):
    file = tmp_path / "portal.backup"

    call_command("backup", file)

    told = capsys.readouterr().out
    assert f"The backup is whole and lies at {file}." in told
    assert f"{len(contents(file)['rows/documents.Document']) + 1} files" in told  # and the picture of a page
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("portal")] == ["portal.backup"]


def test_the_manifest_says_of_what_it_is(backup):
    manifest = Reader(backup).manifest

    assert manifest["version"] == "0.1.0"
    assert manifest["database"] == connection.vendor
    assert ["adhoc", "0001_initial"] in manifest["migrations"]
    assert manifest["counts"]["profiles.User"] == User.objects.count()
    assert manifest["lost"] == []


@pytest.mark.both_databases
def test_sessions_and_secrets_are_left_behind(client, furnished, tmp_path):
    client.force_login(furnished)

    save(tmp_path / "portal.backup", print)

    assert "rows/sessions.Session" not in contents(tmp_path / "portal.backup")
    assert settings.SECRET_KEY.encode() not in (tmp_path / "portal.backup").read_bytes()


def test_it_is_of_one_moment_and_nobody_waits_for_it(furnished, tmp_path, monkeypatch):
    """People write between the first table and the last file; neither rows nor files of theirs are in it."""
    asked, came = rows.pieces, []

    def pieces(model):
        yield from asked(model)
        if not came:
            came.append(True)
            in_another_session(lambda: document(account("latecomer"), "late.jpg"))

    monkeypatch.setattr(rows, "pieces", pieces)
    before = Document.objects.count()

    save(tmp_path / "portal.backup", print)

    found = contents(tmp_path / "portal.backup")
    assert came
    assert "latecomer" not in str(found["rows/profiles.User"])
    assert len(found["rows/documents.Document"]) == before
    assert User.objects.filter(username="latecomer").exists()


def test_a_file_discarded_meanwhile_is_no_loss(furnished, tmp_path, monkeypatch):
    loose = document(furnished, "loose.jpg", b"\xff\xd8\xff loose")
    asked = rows.file_names

    def file_names(model):
        in_another_session(lambda: [some.discard() for some in Document.objects.filter(pk=loose.pk)])
        yield from asked(model)

    monkeypatch.setattr(rows, "file_names", file_names)

    assert save(tmp_path / "portal.backup", print)["lost"] == []


def test_a_file_that_the_storage_lost_before_is_named(furnished, tmp_path):
    lost = Document.objects.first().file.name
    default_storage.delete(lost)

    with pytest.raises(
        CommandError, match=f"is whole and lies at .*lost 1 files before, the first of them {lost}"
    ) as told:
        call_command("backup", tmp_path / "portal.backup")

    assert told.value.returncode == 2
    assert Reader(tmp_path / "portal.backup").manifest["lost"] == [lost]


def test_no_other_file_is_overwritten(transactional, tmp_path):
    (tmp_path / "portal.backup").write_text("of yesterday")

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", tmp_path / "portal.backup")

    assert (tmp_path / "portal.backup").read_text() == "of yesterday"


@contextmanager
def room_for(length: int):
    """No file of this process can grow beyond ``length``: the write itself fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_no_backup(furnished, tmp_path):
    with room_for(20_000), pytest.raises(CommandError, match="could not be written, and there is none"):
        call_command("backup", tmp_path / "portal.backup")

    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("portal")] == []


def test_a_backup_that_was_killed_has_no_name_and_the_next_one_begins_anew(furnished, tmp_path):
    file, aside = tmp_path / "portal.backup", tmp_path / "portal.backup.part"
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom accreditation_portal.backup.saving import _written_aside\n"
        "with _written_aside(Path(sys.argv[1])) as file:\n"
        " file.write(b'half' * 10**6)\n file.flush()\n print('half', flush=True)\n time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )  # fmt: skip
    process.stdout.readline()

    with pytest.raises(NotSaved, match="is being written by another backup"):
        save(file, print)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert not file.exists()
    assert aside.stat().st_size == 4_000_000
    aside.chmod(0o644)
    save(file, print)
    assert Reader(file).manifest["files"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert not aside.exists()


def test_two_that_end_at_the_same_moment_do_not_meet(furnished, tmp_path, monkeypatch):
    """The second one opened the first one's file just before that got its name."""
    file, aside = tmp_path / "portal.backup", tmp_path / "portal.backup.part"
    locked = fcntl.flock

    def renamed_first(*arguments):
        aside.rename(tmp_path / "elsewhere")
        aside.touch()
        locked(*arguments)

    monkeypatch.setattr(fcntl, "flock", renamed_first)

    with pytest.raises(NotSaved, match="was being written by another backup"):
        save(file, print)


def test_a_database_that_is_behind_is_migrated_first(transactional, tmp_path, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one more"])

    with pytest.raises(NotSaved, match=r"run manage\.py migrate first"):
        save(tmp_path / "portal.backup", print)


def test_what_json_has_no_word_for_is_refused_aloud():
    with pytest.raises(TypeError, match="no words for complex"):
        rows._written(1j)


def test_large_tables_are_written_in_pieces(furnished, monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 2)

    counts = [count for count, _piece in rows.pieces(Document)]

    assert sum(counts) == Document.objects.count()
    assert set(counts[:-1]) == {2}


def test_texts_with_every_kind_of_line_end_are_one_line(transactional):
    david = account("david", first_name="a\u2028b\x85c\nd\re")

    ((count, piece),) = rows.pieces(User)

    assert count == 1
    assert david.first_name in next(rows.read(piece))


def test_it_is_quick_and_small_in_memory(tmp_path):
    """A hundred thousand parts are not remembered."""
    with (tmp_path / "many").open("wb") as file:
        writer = Writer(file)
        began = time.monotonic()
        for number in range(3000):
            writer.add(f"files/{number}", b"x" * 100)
        assert not writer._tar.members
        assert time.monotonic() - began < 10
