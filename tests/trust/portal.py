"""The whole portal as in production: web processes, two workers, a mail server; and what kills them."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from time import monotonic, sleep

from tests.benchmarks.server import HOST, Server
from tests.notifications.peers import Peer, listening

PATIENCE = 60


class Portal(Server):
    """What runs, and how often it was killed."""

    def __init__(self, log):
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        self._log = log
        super().__init__(port, self._web(port))
        self.workers = [self._worker(), self._worker()]
        self.killed_workers = 0

    def _web(self, port: int) -> subprocess.Popen:
        return self._run("-m", "gunicorn", "accreditation_portal.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2",
                         "--graceful-timeout", "3", "--log-level", "warning")  # fmt: skip

    def _worker(self) -> subprocess.Popen:
        return self._run("manage.py", "run_worker")

    def _run(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, *arguments], stdout=self._log, stderr=self._log)

    def kill_something(self, rng: random.Random) -> str:
        """SIGKILL a web process, a worker, or now and then the web server as a whole; what was killed is begun anew."""
        chance = rng.random()
        if chance < 0.1:
            for pid in self.processes():  # as its supervisor would; a web process alone goes on for a while
                os.kill(pid, signal.SIGKILL)
            self.process.wait()
            self.process = self._web(self.port)
            self.wait_until_it_answers()
            return "web server"
        if chance < 0.6 and (children := self.processes()[1:]):
            os.kill(rng.choice(children), signal.SIGKILL)
            return "web process"
        number = rng.randrange(len(self.workers))
        self.workers[number].kill()
        self.workers[number].wait()
        self.workers[number] = self._worker()
        self.killed_workers += 1
        return "worker"

    def status(self, path: str) -> tuple[int, str | None]:
        """Of an anonymous visitor's GET: the status and what Retry-After says; 0 where nobody answers."""
        connection = HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers["Retry-After"]
        except OSError:
            return 0, None
        finally:
            connection.close()

    def wait_until_it_answers(self) -> None:
        until = monotonic() + PATIENCE
        while self.status("/")[0] != 200:
            if monotonic() > until:
                raise RuntimeError("The portal does not answer any more.")
            sleep(0.1)

    def stop(self) -> None:
        for process in (self.process, *self.workers):
            process.terminate()
        for process in (self.process, *self.workers):
            process.wait(timeout=30)


@contextmanager
def mail_server() -> Iterator[Peer]:
    peer = Peer()
    with listening(peer) as port:
        os.environ["EMAIL_URL"] = f"smtp://{HOST}:{port}"
        yield peer


@contextmanager
def portal(log) -> Iterator[Portal]:
    running = Portal(log)
    try:
        running.wait_until_it_answers()
        yield running
    finally:
        running.stop()
