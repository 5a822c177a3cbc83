"""The record is append-only in the database itself: decisions, and what else says so of itself (B8).

One door is left: what an erasure blanks (B9). A model names its columns in ``erasable``, each with what stands there
afterwards, and in ``erased_with`` the case whose ``erased_at`` opens the door; nothing else of a row ever changes.
"""

from typing import Any

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import connections

REFUSAL = "the record is append-only"
ERASED = "–"  # in the place of words that a row must have


class Sql(str):
    """A condition on NEW and OLD that both databases read."""


VERDICTS_ALONE: dict[str, str] = {
    "sqlite": (
        "json(NEW.\"{column}\") = (SELECT json_group_array(json(CASE json_type(each.value, '$.officer') "
        "WHEN 'object' THEN json_set(each.value, '$.reasons', json('[]'), '$.officer.note', '') "
        "ELSE json_set(each.value, '$.reasons', json('[]')) END)) FROM json_each(OLD.\"{column}\") AS each)"
    ),
    "postgresql": (
        'NEW."{column}" = (SELECT coalesce(jsonb_agg(v || \'{{"reasons": []}}\'::jsonb || '
        "CASE WHEN jsonb_typeof(v->'officer') = 'object' THEN "
        "jsonb_build_object('officer', (v->'officer') || '{{\"note\": \"\"}}'::jsonb) ELSE '{{}}'::jsonb END "
        "ORDER BY n), '[]'::jsonb) FROM jsonb_array_elements(OLD.\"{column}\") WITH ORDINALITY AS each(v, n))"
    ),
}
"""Of a checklist stay the criteria and their verdicts; reasons and an officer's notes go."""


def verdicts_alone(verdicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The checklist of a decision as an erasure leaves it: what the triggers compare with ``VERDICTS_ALONE``."""
    kept = []
    for verdict in verdicts:
        judged = {"officer": {**verdict["officer"], "note": ""}} if verdict.get("officer") else {}
        kept.append({**verdict, "reasons": [], **judged})
    return kept


def append_only_models() -> list[Any]:
    """The models that say ``is_append_only``; every kind of decision does."""
    return [model for model in apps.get_models() if getattr(model, "is_append_only", False)]


def append_only_tables() -> list[str]:
    return [model._meta.db_table for model in append_only_models()]


def blanked(row: Any) -> dict[str, Any]:
    """What an erasure leaves in the erasable columns of this row; a column that is empty already stays so."""
    values: dict[str, Any] = {}
    for name, blank in type(row).erasable.items():
        older = getattr(row, name)
        if blank is VERDICTS_ALONE:
            values[name] = verdicts_alone(older)
        elif not isinstance(blank, Sql) and older:
            values[name] = blank
    return values


def _names(table: str) -> list[str]:
    return [f"{table}_no_update", f"{table}_no_delete"]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _is_blank(column: str, blank: Any, vendor: str) -> str:
    if isinstance(blank, Sql):
        return blank
    if blank is VERDICTS_ALONE:
        return VERDICTS_ALONE[vendor].format(column=column)
    if isinstance(blank, bytes):
        return f'length(NEW."{column}") = 0'
    if isinstance(blank, dict):
        return f"NEW.\"{column}\" = '{{}}'" + ("::jsonb" if vendor == "postgresql" else "")
    return f'NEW."{column}" = {_literal(blank)}'


def _allowed(model: Any, vendor: str) -> str:
    """The one change of a row of this model that its trigger lets through, as a condition; none without a door."""
    erasable = getattr(model, "erasable", {})
    if not erasable:
        return "1 = 0"
    same, conditions = ("IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"), []
    for field in model._meta.concrete_fields:
        unchanged = f'NEW."{field.column}" {same} OLD."{field.column}"'
        if field.name in erasable:
            conditions.append(f"({unchanged} OR ({_is_blank(field.column, erasable[field.name], vendor)}))")
        else:
            conditions.append(unchanged)
    through = model.erased_with
    if not isinstance(through, Sql):
        link = model._meta.get_field(through)
        of_the_case = f'"{link.related_model._meta.db_table}" c WHERE c."id" = NEW."{link.column}"'
        through = f'EXISTS (SELECT 1 FROM {of_the_case} AND c."erased_at" IS NOT NULL)'  # noqa: S608 - our own names
    return " AND ".join([f"({through})", *conditions])


def install(using: str = "default") -> None:
    """Put the triggers on every such table, as they are declared now; a table rebuilt by a migration lost them."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in append_only_models():
            if model._meta.db_table in existing:
                for statement in _statements(model, connection.vendor):
                    cursor.execute(statement)


def _statements(model: Any, vendor: str) -> list[str]:
    table = model._meta.db_table
    update, delete = _names(table)
    allowed, nothing = _allowed(model, vendor), "1 = 0"
    made = []
    for name, event, lets in ((update, "UPDATE", allowed), (delete, "DELETE", nothing)):
        if vendor == "postgresql":
            made += [
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN '
                f"IF {lets} THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSAL}'; END $guard$",
                f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            ]
        else:
            made += [
                f'DROP TRIGGER IF EXISTS "{name}"',
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN NOT ({lets}) '
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            ]
    return made


def uninstall(using: str = "default") -> None:
    """Take the triggers off: for tests that empty all tables, and while a migration rebuilds tables on SQLite."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in existing.intersection(append_only_tables()):
            for name in _names(table):
                cursor.execute(
                    f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
                )


def install_after_migrate(sender, using, **kwargs):
    install(using)


def uninstall_before_migrate(sender, using, **kwargs):
    """SQLite renames no table while a trigger of another one names it; what a broken migration leaves is checked."""
    if connections[using].vendor == "sqlite":
        uninstall(using)


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
