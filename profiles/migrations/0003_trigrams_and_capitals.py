"""Indexes that a search on PostgreSQL needs: parts of names by trigrams, user names and addresses by capitals.

Names are searched with LIKE '%…%', which no other index serves; ``iexact`` and ``istartswith`` compare UPPER(column),
which an index on the column does not serve. SQLite can use neither, and is left as it is. The extension comes with
PostgreSQL, and who owns the database may create it; going back leaves it, since others may use it.
"""

from django.db import migrations

TRIGRAMS = {
    "representatives_by_part_of_name": "profiles_mediarepresentative",
    "organisations_by_part_of_name": "profiles_mediaorganisation",
}
CAPITALS = {"accounts_by_user_name": "username", "accounts_by_address": "email"}


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    drop(apps, schema_editor)  # what a build that was broken off has left is of no use
    for name, table in TRIGRAMS.items():
        schema_editor.execute(f'CREATE INDEX CONCURRENTLY "{name}" ON "{table}" USING gin ("search_key" gin_trgm_ops)')
    for name, column in CAPITALS.items():
        schema_editor.execute(f'CREATE INDEX CONCURRENTLY "{name}" ON "profiles_user" (UPPER("{column}") text_pattern_ops)')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in (*TRIGRAMS, *CAPITALS):
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')


class Migration(migrations.Migration):
    atomic = False  # so that nobody waits while an index of a big table is built

    dependencies = [
        ("profiles", "0002_representatives"),
    ]

    operations = [migrations.RunPython(create, drop)]
