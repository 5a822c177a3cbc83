"""How a web process and its fork server speak: two lengths, JSON, bytes; nothing that comes back is ever unpickled."""

import json
import struct
from typing import Any, BinaryIO

Answer = tuple[dict[str, Any], bytes]

MOST_BYTES = 64 * 1024**2
LENGTHS = struct.Struct(">II")


def pack(facts: dict[str, Any], data: bytes) -> bytes:
    header = json.dumps(facts).encode()
    return LENGTHS.pack(len(header), len(data)) + header + data


def unpack(stream: BinaryIO) -> Answer:
    """Read one message. EOFError: the other side is gone. ValueError: it does not speak as agreed."""
    lengths = _exactly(stream, LENGTHS.size)
    header, body = LENGTHS.unpack(lengths)
    if header + body > MOST_BYTES:
        raise ValueError("a message longer than any that is sent")
    facts = json.loads(_exactly(stream, header))
    if not isinstance(facts, dict):
        raise ValueError("facts are an object")
    return facts, _exactly(stream, body)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = stream.read(length - len(data))
        if not part:
            raise EOFError("the other side is gone")
        data += part
    return bytes(data)
