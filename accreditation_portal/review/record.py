"""The record is append-only in the database itself: decisions, and what else says so of itself (B8)."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import connections

REFUSAL = "the record is append-only"


def append_only_tables() -> list[str]:
    """The tables of the models that say ``is_append_only``; every kind of decision does."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "is_append_only", False)]


def _names(table: str) -> list[str]:
    return [f"{table}_no_update", f"{table}_no_delete"]


def install(using: str = "default") -> None:
    """Put the triggers on every such table. Idempotent; a table rebuilt by a migration on SQLite lost them."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_to_change_the_record() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        for table in existing.intersection(append_only_tables()):
            for name, event in zip(_names(table), ("UPDATE", "DELETE"), strict=True):
                if connection.vendor == "postgresql":
                    cursor.execute(
                        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                        "FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_record()"
                    )
                else:
                    cursor.execute(
                        f'CREATE TRIGGER IF NOT EXISTS "{name}" BEFORE {event} ON "{table}" '
                        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                    )


def uninstall(using: str = "default") -> None:
    """Take the triggers off: for tests that empty all tables, never in service."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for name in _names(table):
                cursor.execute(
                    f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                )


def install_after_migrate(sender, using, **kwargs):
    install(using)


@register(Tags.database)
def record_is_guarded(app_configs, databases=None, **kwargs):
    """`manage.py check --database default` says where such a table has lost its triggers."""
    missing = []
    for using in databases or []:
        connection = connections[using]
        tables = set(connection.introspection.table_names()).intersection(append_only_tables())
        query = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = {row[0] for row in cursor.fetchall()}
        missing += [name for table in sorted(tables) for name in _names(table) if name not in found]
    return [Error(f"trigger {name} is missing", hint="manage.py migrate", id="review.E001") for name in missing]
