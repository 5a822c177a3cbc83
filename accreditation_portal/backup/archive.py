"""The file of a backup: a tar in which every part has its checksum, and behind its end that of the whole."""

import json
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
HEAD, MANIFEST = "media-accreditation-backup", "manifest.json"  # the first part, and the last
CHECKSUM = "comment"  # a pax header of that name is passed over by other programs that read a tar


class Damaged(Exception):
    """The file is not what was written: what is wrong with it."""


class Writer:
    """Writes part after part; without ``close`` no reader takes the file for a whole one."""

    def __init__(self, file: BinaryIO):
        self._file, self._digest = file, sha256()
        self._tar = tarfile.open(fileobj=self, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed below
        self.add(HEAD, str(FORMAT).encode())

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def add(self, name: str, data: bytes) -> None:
        part = tarfile.TarInfo(name)
        part.size, part.mode = len(data), 0o600
        part.pax_headers = {CHECKSUM: sha256(data).hexdigest()}
        self._tar.addfile(part, BytesIO(data))
        self._tar.members.clear()  # it remembers all of them, and there may be millions

    def close(self, facts: dict[str, Any]) -> None:
        self.add(MANIFEST, json.dumps(facts, indent=1).encode())
        self._tar.close()
        self._file.write(self._digest.hexdigest().encode())  # after its end: tar looks no further


class Reader:
    """A file that was read once from end to end and found whole. Damaged: it is not."""

    def __init__(self, path: Path):
        self.path = path
        with path.open("rb") as file:
            try:
                self.manifest = _checked(file)
            except (tarfile.TarError, ValueError, EOFError) as error:
                raise Damaged("it cannot be read as a backup, or ends too early") from error
            _compare(file)

    def parts(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Names below this folder, and contents, in the order in which they were written."""
        with self.path.open("rb") as file:
            for part, data in _parts(file):
                if part.name.startswith(f"{folder}/"):
                    yield part.name.removeprefix(f"{folder}/"), data


def _checked(file: BinaryIO) -> dict[str, Any]:
    """The manifest; every part was read and agrees with its checksum."""
    first = True
    for part, data in _parts(file):
        if first and part.name != HEAD:
            raise Damaged("it is not a backup of this portal")
        if first and data != str(FORMAT).encode():
            raise Damaged(f"its format is {data.decode()}, and this version reads {FORMAT}")
        first = False
        if part.name == MANIFEST:
            return json.loads(data)
    raise Damaged("its end is missing")


def _parts(file: BinaryIO) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(fileobj=file, mode="r:") as tar:
        while part := tar.next():
            tar.members.clear()
            content = tar.extractfile(part)
            data = content.read() if content else b""
            if len(data) != part.size or sha256(data).hexdigest() != part.pax_headers.get(CHECKSUM):
                raise Damaged(f"its part {part.name} is not what was written")
            yield part, data


def _compare(file: BinaryIO) -> None:
    """The checksum at the end is that of everything before it: no byte changed, and no part is gone."""
    digest = sha256()
    left = file.seek(-2 * digest.digest_size, SEEK_END)
    file.seek(0)
    while data := file.read(min(left, 1024**2)):
        digest.update(data)
        left -= len(data)
    if file.read() != digest.hexdigest().encode():
        raise Damaged("its checksum is not that of its bytes")
