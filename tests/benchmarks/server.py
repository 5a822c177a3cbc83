"""The web server: gunicorn with two workers without threads, DEBUG off as in production; and the memory it takes."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

HOST = "127.0.0.1"
WORKERS = 2
PATIENCE = 60  # seconds until the first answer
ENVIRONMENT = {
    "DEBUG": "false", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings", "ALLOWED_HOSTS": HOST,
    "SITE_URL": "https://portal.example", "EMAIL_URL": "smtp+tls://portal:secret@127.0.0.1:587",
    "SECRET_KEY": "a benchmark's own key: 0123456789 abcdefghijklmnopqrstuvwxyz",
}  # fmt: skip


class Server:
    """A running gunicorn: its port, and what its processes take."""

    def __init__(self, port: int, process: subprocess.Popen):
        self.port, self.process = port, process

    def processes(self) -> list[int]:
        """The master and its workers; not what a worker starts to look at a file."""
        master = self.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, workers)]

    def peaks(self, *, anew: bool = False) -> dict[int, float]:
        """By worker, the most that it took since the last look that began ``anew``, in MB."""
        found = {}
        for pid in self.processes()[1:]:
            if anew:
                Path(f"/proc/{pid}/clear_refs").write_text("5")
            found[pid] = int(re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)[1]) / 1024
        return found

    def memory(self) -> dict[str, float]:
        """Megabytes of master and workers: "Pss" counts what they share once, "Rss" each time."""
        taken = {"Pss": 0.0, "Rss": 0.0}
        for pid in self.processes():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            for name in taken:
                taken[name] += int(re.search(rf"^{name}:\s+(\d+) kB", rollup, re.M)[1]) / 1024
        return taken


@contextmanager
def server(log=None, environment: dict[str, str] = ENVIRONMENT) -> Iterator[Server]:
    """Serve while the block runs; ``environment`` completes the process's own, ``log`` takes what is said."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "accreditation_portal.wsgi", "--bind", f"{HOST}:{port}",
        "--workers", str(WORKERS), "--log-level", "warning",
        "--timeout", "600",  # a worker without threads is killed after it: a workbook of 200,000 rows on a slow machine
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def collect_static() -> None:
    """Static files as they are served with DEBUG off: with their digests in their names, and compressed."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        check=True, env=os.environ | ENVIRONMENT,
    )  # fmt: skip


def _wait_for(port: int, process: subprocess.Popen) -> None:
    until = monotonic() + PATIENCE
    while process.poll() is None and monotonic() < until:
        try:
            asked = HTTPConnection(HOST, port, timeout=5)
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        except OSError:
            sleep(0.1)
    raise RuntimeError("The server did not start.")
