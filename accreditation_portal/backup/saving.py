"""Make a backup: one moment of the database, and the files that its rows name, while others go on writing."""

import fcntl
import os
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accreditation_portal.backup import rows
from accreditation_portal.backup.archive import Writer


class NotSaved(Exception):
    """No backup was made: why."""


def save(path: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Write the backup to ``path``; its manifest. NotSaved: nothing is there."""
    if path.exists():
        raise NotSaved(f"{path} is there already: choose another name.")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotSaved("The database is not migrated to this version: run manage.py migrate first.")
    with _written_aside(path) as file:
        return _save(Writer(file), sorted(executor.loader.applied_migrations), say)


def _save(writer: Writer, migrations: list[tuple[str, str]], say: Callable[[str], None]) -> dict[str, Any]:
    models = rows.tables(apps)
    counts, files, missing = dict.fromkeys(models, 0), 0, []
    with _one_moment():
        made_at = timezone.now()
        for label, model in models.items():
            for number, (count, piece) in enumerate(rows.pieces(model)):
                writer.add(f"rows/{label}/{number:06}", piece)
                counts[label] += count
        say(f"{sum(counts.values())} rows of {len(models)} tables")
        for label, model in models.items():
            for name in rows.file_names(model):
                try:
                    with default_storage.open(name) as file:
                        data = file.read()  # none is larger than an upload may be
                    writer.add(f"files/{name}", data)
                    files += 1
                except FileNotFoundError:
                    missing.append((label, name))
    facts = {
        "made_at": made_at.isoformat(),
        "version": tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"],
        "database": connection.vendor,
        "migrations": migrations,
        "columns": {label: rows.columns(model) for label, model in models.items()},
        "counts": counts,
        "files": files,
        "lost": _still_named(missing),
    }
    writer.close(facts)
    return facts


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything is read as it stood at the first look; nobody waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would begin IMMEDIATE, and keep every writer waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _still_named(missing: list[tuple[str, str]]) -> list[str]:
    """Of the files that were not found, those that the storage has lost; the others were discarded meanwhile."""
    return [name for label, name in missing if rows.naming(apps.get_model(label), name).exists()]


@contextmanager
def _written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name once it is whole and on the disk; if anything fails, it goes."""
    aside = path.with_name(path.name + ".part")
    with open(os.open(aside, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotSaved(f"{aside} is being written by another backup.") from error
        if os.fstat(file.fileno()).st_ino != aside.stat().st_ino:  # the other one ended at this very moment
            raise NotSaved(f"{aside} was being written by another backup.")
        try:
            os.fchmod(file.fileno(), 0o600)  # of a backup that was killed it may have been another's
            file.truncate()
            yield file
            file.flush()
            os.fsync(file.fileno())
            aside.rename(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
