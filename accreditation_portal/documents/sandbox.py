"""Opens untrusted bytes elsewhere: each web process asks a fork server of its own about one file at a time."""

import atexit
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.wire import Answer, pack, unpack

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")  # no secret is among them


class Sandbox:
    """The fork server of this process: started when the first file comes, ended with the process."""

    command = (sys.executable, "-m", "accreditation_portal.documents.fork_server")
    seconds_to_wait = 25  # a child is stopped before; this is for a server that does not answer at all

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.server: subprocess.Popen | None = None

    def ask(self, task: str, data: bytes, **options) -> Answer:
        """Have a child do ``task``. Refused: with the codes of everything that is wrong with the file."""
        with self.lock:
            facts, answer = self._answer(pack({"task": task, **options}, data))
        if codes := facts.pop("refused", None):
            if because := facts.pop("because", None):
                logger.info("An uploaded file could not be opened by %s: %s", task, because)
            raise Refused(*codes, **facts)
        return facts, answer

    def close(self) -> None:
        """End the server and whatever child it has."""
        if self.server is None:
            return
        self.stream.close()
        self.connection.close()
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        self.server = None

    def forget(self) -> None:
        """In a process that was forked: the server remains the parent's, and so does whoever holds the lock."""
        self.lock = threading.Lock()
        if self.server is not None:
            self.stream.close()
            self.connection.close()
            self.server.returncode = 0  # it is no child of this process, and not to be waited for
            self.server = None

    def _answer(self, request: bytes) -> Answer:
        # That a server was killed from outside is noticed only with the next file: one more try with a new one.
        for _ in range(2):
            try:
                if self.server is None:
                    self._start()
                self.connection.sendall(request)
                return unpack(self.stream)
            except TimeoutError:
                self.close()
                return {"refused": ["too_slow"], "because": "no answer"}, b""
            except (OSError, EOFError, ValueError):
                logger.warning("The fork server that opens files went away", exc_info=True)
                self.close()
        return {"refused": ["unavailable"], "because": "no fork server"}, b""

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.server = subprocess.Popen(  # noqa: S603 - the command is ours
                self.command,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                cwd=PROJECT,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
                start_new_session=True,  # Ctrl-C in the terminal is not for it
            )
        ours.settimeout(self.seconds_to_wait)
        self.connection, self.stream = (
            ours,
            ours.makefile("rb", buffering=0),
        )  # a buffer's lock would not survive a fork


_sandbox = Sandbox()
ask = _sandbox.ask
atexit.register(_sandbox.close)
os.register_at_fork(after_in_child=_sandbox.forget)
