"""Put a backup into an empty portal: everything is checked first, files come before rows, and rows all at once."""

from collections.abc import Callable
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accreditation_portal.backup import rows
from accreditation_portal.backup.archive import Damaged, Reader

#: What migrating and the sessions of visitors put into a database in which nobody has done anything.
FILLED_BEFORE_ANYBODY_CAME = {
    "django_migrations",
    "django_session",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "review_reason",
}


class NotRestored(Exception):
    """Nothing was restored: why, and what to do."""


def restore(path: Path, say: Callable[[str], None]) -> Reader:
    """Put the backup into the database and the storage of the settings. NotRestored: the database is as it was."""
    try:
        backup = Reader(path)
    except Damaged as error:
        raise NotRestored(f"{path} is damaged: {error}. Nothing was restored; take another backup.") from error
    say("Every checksum agrees.")
    _refuse_if_filled()
    apps = _migrated_like(backup)
    for number, (name, data) in enumerate(backup.parts("files"), start=1):
        _keep(name, data)
        if number % 10_000 == 0:
            say(f"{number} files")
    try:
        with transaction.atomic(durable=True):
            _write_rows(backup, apps)
    except Error as error:
        raise NotRestored(f"The database refused a row, and has none now: {error}") from error
    ContentType.objects.clear_cache()
    # Up to this version; and groups, permissions and the triggers of the record, as after every migration.
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return backup


def _refuse_if_filled() -> None:
    """Only into a database in which nobody has done anything yet."""
    untold = FILLED_BEFORE_ANYBODY_CAME | {settings.CACHES["default"]["LOCATION"]}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - untold):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - a quoted name
            if cursor.fetchone():
                raise NotRestored(
                    f"This database is not empty: {table} has rows, and nothing in it is overwritten. Make a new one, "
                    "name it in DATABASE_URL, and restore into that: the tables are made as well."
                )


def _migrated_like(backup: Reader) -> Apps:
    """The models as they were when the backup was made; their tables are there, and no later ones."""
    wanted = {(app, name) for app, name in backup.manifest["migrations"]}
    executor = MigrationExecutor(connection)
    graph, applied = executor.loader.graph, set(executor.loader.applied_migrations)
    if unknown := sorted(wanted - set(graph.nodes)):
        raise NotRestored(
            f"The backup was made by a newer version ({backup.manifest['version']}) than this one, which does not know "
            f"{' '.join(unknown[0])}. Install that version or a later one, and restore with it."
        )
    if later := sorted(applied - wanted):
        raise NotRestored(
            f"The backup is older than this database: it does not know {' '.join(later[0])}. Make a new database "
            "without any table and do not run manage.py migrate: restoring makes the tables as they were, and then "
            "brings them up to this version."
        )
    last = [key for key in sorted(wanted) if not any(child.key in wanted for child in graph.node_map[key].children)]
    if wanted - applied:
        executor.migrate(last)
        executor.loader.build_graph()
    return executor.loader.project_state(last).apps


def _keep(name: str, data: bytes) -> None:
    """A file under its own name. What lies there is of a restoring that was cut short: no row names any file yet."""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == data:
                return
        default_storage.delete(name)
    if default_storage.save(name, ContentFile(data)) != name:
        raise NotRestored(f"The storage keeps no file under the name {name}.")


def _write_rows(backup: Reader, apps: Apps) -> None:
    models, columns, counts = rows.tables(apps), backup.manifest["columns"], backup.manifest["counts"]
    quoted = connection.ops.quote_name
    existing = connection.introspection.table_names()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # on SQLite the transaction itself keeps all others out
            cursor.execute(f"LOCK TABLE {', '.join(map(quoted, existing))} IN SHARE ROW EXCLUSIVE MODE")
        _refuse_if_filled()
        for table in sorted(FILLED_BEFORE_ANYBODY_CAME.intersection(existing) - {"django_migrations"}):
            cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608 - a quoted name
    for name, piece in backup.parts("rows"):
        label = name.rpartition("/")[0]
        rows.insert(models[label], columns[label], list(rows.read(piece)))
    for label, count in counts.items():
        if (found := models[label]._base_manager.count()) != count:
            raise NotRestored(f"{label} has {found} rows, not the {count} of the backup. Nothing was restored.")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)
