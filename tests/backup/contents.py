"""What a backup holds, to be compared; and backups that were tampered with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from accreditation_portal.backup import rows
from accreditation_portal.backup.archive import Reader, Writer

NOT_TO_COMPARE = ("made_at", "database")


def contents(path: Path) -> dict[str, Any]:
    """Every row and every byte of every file."""
    backup = Reader(path)
    found: dict[str, Any] = {f"files/{name}": data for name, data in backup.parts("files")}
    for name, piece in backup.parts("rows"):
        found.setdefault(f"rows/{name.rpartition('/')[0]}", []).extend(rows.read(piece))
    return found | {name: value for name, value in backup.manifest.items() if name not in NOT_TO_COMPARE}


def rewritten(
    path: Path, change: Callable[[dict[str, Any]], None], rows_too: Callable = lambda name, data: data
) -> Path:
    """A backup that differs in its manifest, or in its rows, and whose checksums agree all the same."""
    backup, other = Reader(path), path.with_name(f"other-{path.name}")
    with other.open("wb") as file:
        writer = Writer(file)
        for folder in ("rows", "files"):
            for name, data in backup.parts(folder):
                if (kept := rows_too(f"{folder}/{name}", data)) is not None:
                    writer.add(f"{folder}/{name}", kept)
        change(backup.manifest)
        writer.close(backup.manifest)
    return other
