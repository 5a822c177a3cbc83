"""A clamd of the tests: it really listens, understands INSTREAM, and answers as it is told to."""

import socket
import struct
import threading
from contextlib import contextmanager, suppress

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """``answer``: what it says; None: what a scanner would; "hang" and "die": what it does instead."""

    def __init__(self, listening: socket.socket, address: str):
        self.listening, self.address = listening, address
        self.answer: str | None = None
        self.streams: list[bytes] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        while not self._ended.is_set():
            try:
                connection, _peer = self.listening.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.settimeout(10)
                self._serve(connection)

    def _serve(self, connection):
        if self.answer == "die":
            connection.recv(20)
            return
        assert self._exactly(connection, 10) == b"zINSTREAM\0"
        stream = b""
        while length := struct.unpack("!L", self._exactly(connection, 4))[0]:
            stream += self._exactly(connection, length)
        self.streams.append(stream)
        if self.answer == "hang":
            self._ended.wait(10)
            return
        found = "stream: Eicar-Test-Signature FOUND" if EICAR in stream else "stream: OK"
        connection.sendall((self.answer or found).encode() + b"\0")

    @staticmethod
    def _exactly(connection, length):
        data = b""
        while len(data) < length:
            part = connection.recv(length - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data

    def stop(self):
        self._ended.set()
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self._thread.join(10)


@contextmanager
def listening(path=None):
    """A scanner at an address of its own: of TCP, or the socket at ``path``."""
    if path is None:
        found = socket.create_server(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{found.getsockname()[1]}"
    else:
        found = socket.socket(socket.AF_UNIX)
        found.bind(str(path))
        found.listen()
        address = f"unix:{path}"
    scanner = Scanner(found, address)
    try:
        yield scanner
    finally:
        scanner.stop()
