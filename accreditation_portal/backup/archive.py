"""The file of a backup: a tar in which every part has its checksum, and the manifest at the end has that of the rest."""

import json
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
HEAD, MANIFEST = "media-accreditation-backup", "manifest.json"  # the first part, and the last
CHECKSUM = "comment"  # a pax header of that name is passed over by other programs that read a tar


class Damaged(Exception):
    """The file is not what was written: what is wrong with it."""


class Writer:
    """Writes part after part; without ``close`` there is no manifest, and no reader takes the file for a whole one."""

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
        self.add(MANIFEST, json.dumps(facts | {"sha256": self._digest.hexdigest()}, indent=1).encode())
        self._tar.close()


class Reader:
    """A file that was read once from end to end and found whole. Damaged: it is not."""

    def __init__(self, path: Path):
        self.path = path
        with path.open("rb") as file:
            try:
                self.manifest, begins, ends = _checked(file)
            except (tarfile.TarError, ValueError, KeyError, EOFError) as error:
                raise Damaged("it cannot be read as a backup, or ends too early") from error
            if _digest_of(file, begins) != self.manifest["sha256"]:
                raise Damaged("its bytes are not those that the manifest vouches for")
            file.seek(ends)
            rest = file.read(2 * tarfile.RECORDSIZE)
            if rest.strip(b"\0") or (ends + len(rest)) % tarfile.RECORDSIZE or len(rest) < 2 * tarfile.BLOCKSIZE:
                raise Damaged("it does not end where its last part ends")

    def parts(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Names below this folder, and contents, in the order in which they were written."""
        with self.path.open("rb") as file:
            for part, data in _parts(file):
                if part.name.startswith(f"{folder}/"):
                    yield part.name.removeprefix(f"{folder}/"), data


def _checked(file: BinaryIO) -> tuple[dict[str, Any], int, int]:
    """The manifest, and where its part begins and ends; every part was read and agrees with its checksum."""
    first = True
    for part, data in _parts(file):
        if first and part.name != HEAD:
            raise Damaged("it is not a backup of this portal")
        if first and data != str(FORMAT).encode():
            raise Damaged(f"its format is {data.decode()}, and this version reads {FORMAT}")
        first = False
        if part.name == MANIFEST:
            blocks = -(-part.size // tarfile.BLOCKSIZE)
            return json.loads(data), part.offset, part.offset_data + blocks * tarfile.BLOCKSIZE
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


def _digest_of(file: BinaryIO, length: int) -> str:
    digest = sha256()
    file.seek(0)
    while length > 0 and (data := file.read(min(length, 1024**2))):
        digest.update(data)
        length -= len(data)
    return digest.hexdigest()
