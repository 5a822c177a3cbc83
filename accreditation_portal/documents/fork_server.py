"""The process in which uploaded files are opened: a small server that forks one confined child for each file.

It is no part of Django, keeps the libraries loaded (a fork takes milliseconds, a fresh interpreter a fifth of a second)
and holds no secret: neither database nor settings.
"""

import io
import logging
import os
import resource
import signal
import socket
import sys
import warnings
from collections.abc import Callable

from PIL import Image

from accreditation_portal.documents import pdf, pictures
from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.wire import MOST_BYTES, Answer, pack, unpack

SECONDS_OF_WORK = 2  # processor time of one file
SECONDS_IN_ALL = 20  # wall clock; a web server gives up on its worker after 30
MOST_MEMORY = 265 * 1024**2  # what one child has of its own; with the libraries, which all share, below 300 MB
MOST_ADDRESSES = 1024**3

TASKS: dict[str, Callable[..., Answer]] = {
    "judge_pdf": pdf.judge,
    "picture_of_page": pdf.picture,
    "judge_picture": pictures.judge,
    "judge_photo": pictures.judge_photo,
    "upright_jpeg": pictures.upright_jpeg,
    "crop": pictures.crop,
}


def perform(task: str, data: bytes, options: dict) -> Answer:
    """Do one task; whatever goes wrong over the file is a refusal of the file."""
    try:
        return TASKS[task](data, **options)
    except Refused as refusal:
        return {**refusal.facts, "refused": refusal.codes}, b""
    except MemoryError:
        return {"refused": ["too_large_to_open"]}, b""
    except Exception as error:  # the libraries raise anything over a hostile file, RecursionError and KeyError included
        return {"refused": ["unreadable"], "because": type(error).__name__}, b""


def confine() -> None:
    """Bound what this process can take: time, memory; it writes no file and leaves no core behind."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # the libraries' complaints are not for the log
    signal.alarm(SECONDS_IN_ALL)


def answer_of_a_child(request: Answer, connection: socket.socket) -> bytes:
    """What a child says that opened the file; of a child that died, why."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            connection.close()
            os.close(reading)
            confine()
            options, data = request
            answer = perform(options.pop("task"), data, options)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(pack(*answer))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read(MOST_BYTES + 1)
    _, ended = os.waitpid(child, 0)
    if ended == 0 and is_whole(answer):
        return answer
    ended_by = os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else 0
    code = {signal.SIGALRM: "too_slow", signal.SIGXCPU: "too_slow", signal.SIGKILL: "too_large_to_open"}
    return pack({"refused": [code.get(ended_by, "unreadable")], "because": f"ended by signal {ended_by}"}, b"")


def is_whole(answer: bytes) -> bool:
    """Whether these bytes are one message, no less and no more."""
    stream = io.BytesIO(answer)
    try:
        unpack(stream)
    except (EOFError, ValueError):
        return False
    return not stream.read(1)


def main() -> None:
    """Serve the web process that holds the other end of standard input, until it goes away."""
    warnings.simplefilter("ignore")
    logging.disable()
    Image.MAX_IMAGE_PIXELS = None  # we count before anything is decoded, and say how many there are
    Image.init()  # loads what opens each format; a child would do it anew for every file
    connection = socket.socket(fileno=sys.stdin.fileno())
    with connection, connection.makefile("rb") as requests:
        while True:
            try:
                request = unpack(requests)
                connection.sendall(answer_of_a_child(request, connection))
            except (EOFError, OSError):
                return


if __name__ == "__main__":
    main()
