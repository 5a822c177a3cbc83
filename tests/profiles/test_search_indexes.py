"""On PostgreSQL every part of a search for somebody can be served by an index; SQLite goes without."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from profiles.models import MediaOrganisation, MediaRepresentative, User
from tests.planner import on_postgresql

migration = import_module("profiles.migrations.0003_trigrams_and_capitals")


@pytest.fixture
def without_scans(db):
    """The planner would read a table of three rows from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = on")


@on_postgresql
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: MediaRepresentative.objects.named("müller"), "representatives_by_part_of_name"),
        (lambda: MediaOrganisation.objects.filter(search_key__contains="gazette"), "organisations_by_part_of_name"),
        (lambda: User.objects.filter(username__iexact="Anna"), "accounts_by_user_name"),
        (lambda: User.objects.filter(email__iexact="Anna@example.org"), "accounts_by_address"),
        (lambda: User.objects.filter(email__istartswith="Anna"), "accounts_by_address"),
    ],
)
def test_the_search_can_use_an_index(rows, index, without_scans):
    assert index in rows().order_by().explain()


def test_the_indexes_can_be_dropped_and_made_again_and_sqlite_is_left_alone(transactional):
    executed = []

    def execute(statement):
        executed.append(statement)
        with connection.cursor() as cursor:
            cursor.execute(statement)

    editor = SimpleNamespace(connection=connection, execute=execute)
    migration.drop(apps, editor)
    migration.create(apps, editor)

    assert len(executed) == (13 if connection.vendor == "postgresql" else 0)
