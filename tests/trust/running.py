"""The portal that hostile things are sent to: gunicorn on PostgreSQL with demo data; who sends them; what it takes."""

import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.benchmarks.database import make_tables, manage
from tests.benchmarks.server import ENVIRONMENT, Server, collect_static, server

LONGEST = 3.0  # seconds in which everything is answered
MOST_MEGABYTES = 300
STAFF = ("officer", "officer2", "press", "passoffice", "admin")
CAST = ("anna", "bruno", "chloe", "david", "eva", "jonas", "farid", "greta", "henri", "ines")


@contextmanager
def running(people: int) -> Iterator[Server]:
    """With so many synthetic people beside the demo's."""
    from tests.trust.database import database  # only where there is to be a server

    environment = ENVIRONMENT | {"DJANGO_SETTINGS_MODULE": "tests.trust.hostile_settings"}
    with database() as postgresql, tempfile.TemporaryDirectory(prefix="portal-hostile-") as folder:
        os.environ |= {**environment, "DATABASE_URL": postgresql.address, "BENCHMARK_FOLDER": folder,
                       "STORAGE_URL": f"file:{folder}/media"}  # fmt: skip
        django.setup()
        collect_static()
        make_tables()
        manage("load_demo", f"--scale={people}")
        with open(f"{folder}/log", "wb") as log, server(log, environment) as serving:
            yield serving
        from django.db import connection

        connection.close()  # or the database would wait for it


def cast(serving: Server, people: int) -> tuple[list, list]:
    """Everybody who can send something; and of them, the demo's own, who have one case in every state."""
    from events.models import Event
    from profiles.demo.many import PREFIX
    from profiles.models import User
    from tests.factories.verification import batch_of
    from tests.trust.guest import Guest

    checked = Event.objects.filter(authorities_check_media=True, registrations__state="submitted").first()
    batch_of(checked, User.objects.get(username="admin"))  # so that results can be sent back
    few = list(User.objects.filter(username__in=(*CAST, *STAFF)).order_by("pk"))
    many = list(User.objects.filter(username__startswith=PREFIX).order_by("-pk")[:people])
    guests = [Guest(serving.port, user, number) for number, user in enumerate(few + many)]
    return guests, guests[: len(few)]


class Watch(threading.Thread):
    """Looks again and again at what the processes of a server have taken at most, in MB."""

    KINDS = ("web process", "fork server", "child that opens a file")

    def __init__(self, serving: Server):
        super().__init__(daemon=True)
        self.master, self.peaks = serving.process.pid, dict.fromkeys(self.KINDS, 0.0)
        self._ended = threading.Event()

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def summary(self) -> str:
        return ", ".join(f"{peak:.0f} MB of a {kind}" for kind, peak in self.peaks.items())

    def run(self) -> None:
        while not self._ended.wait(0.003):
            self._look(self.master, 0)

    def _look(self, parent: int, depth: int) -> None:
        if depth == len(self.KINDS):
            return
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                for pid in (task / "children").read_text().split():
                    status = Path(f"/proc/{pid}/status").read_text()
                    peak = int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)[1]) / 1024
                    self.peaks[self.KINDS[depth]] = max(self.peaks[self.KINDS[depth]], peak)
                    self._look(int(pid), depth + 1)
        except (OSError, TypeError):  # it has ended meanwhile
            return
