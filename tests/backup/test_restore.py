"""A backup goes into an empty portal, on either database, and everything is there again; or nothing is."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accreditation_portal.backup import rows
from accreditation_portal.backup.restoring import FILLED_BEFORE_ANYBODY_CAME, NotRestored, restore
from accreditation_portal.backup.saving import save
from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import record
from adhoc.models import RegistrationDecision
from profiles.models import User
from tests.backup.conftest import emptied
from tests.backup.contents import contents, rewritten
from tests.factories.profiles import account

#: A migration on which no other rests, and which changes no table.
LATEST = ["admin", "0003_logentry_add_action_flag_choices"]


def lose_the_files() -> None:
    rmtree(default_storage.location)


def portal(folder: Path, *command: str) -> None:
    """Another portal, on SQLite, in a process of its own."""
    environment = os.environ | {
        "DEBUG": "true", "DATABASE_URL": f"sqlite:///{folder / 'other.sqlite3'}",
        "STORAGE_URL": f"file:{folder / 'other'}",
    }  # fmt: skip
    subprocess.run([sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, check=True)


def assert_nothing_is_there() -> None:
    assert not User.objects.exists()
    assert not Document.objects.exists()
    assert not OutboxMail.objects.exists()


def test_everything_is_there_again(backup, tmp_path, capsys):
    emptied()
    lose_the_files()

    call_command("restore", backup)

    assert "letters wait, and are sent as soon as a worker runs" in capsys.readouterr().out
    save(tmp_path / "again", print)
    assert contents(tmp_path / "again") == contents(backup)
    assert record.record_is_guarded(None, databases=["default"]) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        RegistrationDecision.objects.update(note="Never mind.")
    account("later")  # whose number comes after the restored ones
    assert User.objects.get(username="officer").has_perm("adhoc.decide_eventregistration")


def test_a_backup_goes_to_another_database_and_back(backup, tmp_path):
    older = rewritten(backup, lambda manifest: manifest["migrations"].remove(LATEST))

    portal(tmp_path, "restore", str(older))  # into a database without any table, as it was before the last migration
    portal(tmp_path, "backup", str(tmp_path / "there"))

    assert contents(tmp_path / "there") == contents(backup)
    emptied()
    restore(tmp_path / "there", print)
    save(tmp_path / "back", print)
    assert contents(tmp_path / "back") == contents(backup)


def test_a_database_in_which_somebody_did_something_is_left_alone(backup, tmp_path):
    before = contents(backup)

    with pytest.raises(CommandError, match=r"This database is not empty: \w+ has rows, .* Make a new one"):
        call_command("restore", backup)

    save(tmp_path / "again", print)
    assert contents(tmp_path / "again") == before


def test_somebody_who_comes_meanwhile_keeps_their_account(backup, monkeypatch):
    emptied()
    lose_the_files()
    kept = FileSystemStorage.save

    def sign_up(*arguments):
        if not User.objects.exists():
            account("david")
        return kept(*arguments)

    monkeypatch.setattr(FileSystemStorage, "save", sign_up)

    with pytest.raises(NotRestored, match="account_emailaddress has rows"):
        restore(backup, print)

    assert User.objects.get().username == "david"


def test_a_damaged_backup_writes_nothing(backup):
    emptied()
    lose_the_files()
    data = backup.read_bytes()
    backup.write_bytes(data[:-5000])

    with pytest.raises(CommandError, match=r"is damaged: .* Nothing was restored"):
        call_command("restore", backup)

    assert_nothing_is_there()
    assert not Path(default_storage.location).exists()


def test_a_backup_of_a_newer_version_is_refused(backup):
    emptied()
    newer = rewritten(backup, lambda manifest: manifest["migrations"].append(["adhoc", "9999_of_the_future"]))

    with pytest.raises(NotRestored, match="does not know adhoc 9999_of_the_future"):
        restore(newer, print)

    assert_nothing_is_there()


def test_an_older_backup_asks_for_a_database_without_tables(backup):
    emptied()
    older = rewritten(backup, lambda manifest: manifest["migrations"].remove(LATEST))

    with pytest.raises(NotRestored, match=r"older than this database.*do not run manage\.py migrate"):
        restore(older, print)

    assert_nothing_is_there()


def test_rows_come_all_or_none(backup):
    emptied()
    refused = rewritten(backup, lambda manifest: None, doubled)
    fewer = rewritten(refused, lambda manifest: manifest["counts"].update({"profiles.User": 77}), single)

    with pytest.raises(NotRestored, match="The database refused a row, and has none now"):
        restore(refused, print)
    assert_nothing_is_there()

    with pytest.raises(NotRestored, match=r"profiles\.User has 4 rows, not the 77"):
        restore(fewer, print)
    assert_nothing_is_there()


def packed(lines):
    return gzip.compress("\n".join(map(json.dumps, lines)).encode())


def doubled(name, data):
    lines = [*rows.read(data)] if name.startswith("rows/profiles.User/") else None
    return packed([*lines, lines[0]]) if lines else data


def single(name, data):
    lines = [*rows.read(data)] if name.startswith("rows/profiles.User/") else None
    return packed(lines[:-1]) if lines else data


def test_files_of_a_restoring_that_was_cut_short_are_taken_over(backup, furnished):
    whole, half, gone = Document.objects.order_by("pk")[:3]
    emptied()
    default_storage.delete(half.file.name)
    default_storage.save(half.file.name, ContentFile(b"half"))
    default_storage.delete(gone.file.name)
    before = Path(default_storage.path(whole.file.name)).stat()

    restore(backup, print)

    assert whole.read() == half.read() == gone.read()
    assert Path(default_storage.path(whole.file.name)).stat().st_mtime_ns == before.st_mtime_ns


def test_a_full_disk_is_said_and_the_database_stays_empty(backup, monkeypatch):
    emptied()
    lose_the_files()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "save", full)

    with pytest.raises(CommandError, match=r"Nothing was restored: .*No space left on device"):
        call_command("restore", backup)
    assert_nothing_is_there()


def test_a_storage_that_chooses_other_names_is_refused(backup, monkeypatch):
    emptied()
    lose_the_files()
    monkeypatch.setattr(FileSystemStorage, "save", lambda storage, name, content: f"{name}_1")

    with pytest.raises(NotRestored, match="The storage keeps no file under the name"):
        restore(backup, print)


def test_a_fresh_database_counts_as_empty(transactional):
    emptied()
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - FILLED_BEFORE_ANYBODY_CAME - {"cache"}
        filled = [table for table in tables if cursor.execute(f'SELECT 1 FROM "{table}"') and cursor.fetchone()]

    assert filled == []
