"""Which index answers a query, asked of PostgreSQL in tests, whose tables have no rows and every index one cost."""

import pytest
from django.db import connection
from django.db.models import Model

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="the planner is PostgreSQL's")

OTHERS = """
    SELECT indexrelid::regclass FROM pg_index
    WHERE indrelid = %s::regclass AND indexrelid != %s::regclass
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def leave_only(index: str, model: type[Model]) -> None:
    """Until the transaction ends, ``model`` has this index and that of its key, and is never read whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(OTHERS, [model._meta.db_table, index])
        for (other,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {other}")
