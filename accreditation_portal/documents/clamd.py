"""Asks clamd, the scanner of ClamAV, whether a file holds malware: the command INSTREAM, as clamd(8) describes it."""

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

CONNECT_WITHIN = 5.0  # seconds
ANSWER_WITHIN = 30.0  # for a part of the file to be taken, and for the answer
LONGEST_ANSWER = 4096

OF_THE_STREAM = "stream: "
FOUND = " FOUND"


class ScannerAway(Exception):
    """Nobody answers there, or not to the end: other files fare no better at this moment."""


class NotScanned(Exception):
    """The scanner cannot say anything about this file."""


def place_of(address: str) -> str | tuple[str, int]:
    """The path of a socket, or host and port. ValueError: it is neither unix:/PATH nor tcp://HOST:PORT."""
    found = urlsplit(address)
    if found.scheme == "unix" and not found.netloc and found.path.startswith("/") and found.path != "/":
        return found.path
    if found.scheme == "tcp" and found.hostname and found.port and found.netloc == address.removeprefix("tcp://"):
        return found.hostname, found.port
    raise ValueError(address)


def malware_in(parts: Iterable[bytes], address: str) -> str:
    """What the scanner calls the malware in these bytes, or nothing. Raises ScannerAway, NotScanned."""
    try:
        with _connected(address) as scanner:
            with suppress(BrokenPipeError, ConnectionResetError):  # it has said why, and does not listen any more
                scanner.sendall(b"zINSTREAM\0")
                for part in parts:
                    if part:  # an empty one ends the stream
                        scanner.sendall(struct.pack("!L", len(part)) + part)
                scanner.sendall(struct.pack("!L", 0))
            answer = _answer(scanner)
    except ConnectionError as error:
        raise ScannerAway(str(error)) from error
    except TimeoutError as error:
        raise ScannerAway("no answer in time") from error
    return _understood(answer)


def _connected(address: str) -> socket.socket:
    place = place_of(address)
    try:
        if isinstance(place, tuple):
            scanner = socket.create_connection(place, CONNECT_WITHIN)
        else:
            scanner = socket.socket(socket.AF_UNIX)
            try:
                scanner.settimeout(CONNECT_WITHIN)
                scanner.connect(place)
            except OSError:
                scanner.close()
                raise
    except OSError as error:
        raise ScannerAway(str(error)) from error
    scanner.settimeout(ANSWER_WITHIN)
    return scanner


def _answer(scanner: socket.socket) -> str:
    """Everything up to the first zero byte; a connection that ends before it has not answered."""
    answer = b""
    while not answer.endswith(b"\0"):
        part = scanner.recv(LONGEST_ANSWER)
        if not part:
            raise ScannerAway("the connection ended before the answer")
        answer += part
        if len(answer) > LONGEST_ANSWER:
            raise NotScanned("an answer without end")
    return answer[:-1].decode(errors="replace")


def _understood(answer: str) -> str:
    if answer == f"{OF_THE_STREAM}OK":
        return ""
    if answer.startswith(OF_THE_STREAM) and answer.endswith(FOUND):
        return answer.removeprefix(OF_THE_STREAM).removesuffix(FOUND).strip() or "?"
    raise NotScanned(answer)
