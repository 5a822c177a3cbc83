"""`python -m tests.trust.full_disk`: the disk for documents and uploads fills up while people register.

It is a tmpfs of 8 MB in a namespace of its own (`unshare -rm`), so that neither root nor anybody else's disk is needed.
Every answer is a page that says so or asks to try again, nothing typed is lost, no half file stays; with room again,
the same people get through.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

MEGABYTES = 8
PEOPLE, REFUSED = 40, 4
LARGE = 3_000_000  # bytes: beyond what is kept in memory on its way in
SENTENCES = ("there is no room for it just now", "il n’y a pas de place pour l’instant")


def main() -> int:
    if "--inside" not in sys.argv:
        command = ["unshare", "-rm", sys.executable, "-W", "ignore", "-m", "tests.trust.full_disk", "--inside"]
        return subprocess.run(command, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="portal-full-disk-") as folder:
        small = Path(folder) / "small"
        small.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(small)], check=True)
        try:
            found = list(run(Path(folder), small))
        finally:
            subprocess.run(["umount", "-l", str(small)], check=True)
    print("\n".join(found) or "A full disk loses nothing.")
    return 1 if found else 0


def run(folder: Path, small: Path) -> Iterator[str]:
    from tests.benchmarks.database import make_tables, manage
    from tests.benchmarks.server import ENVIRONMENT, collect_static, server

    os.environ |= {**ENVIRONMENT, "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "BENCHMARK_FOLDER": str(folder),
                   "STORAGE_URL": f"file:{small}/media", "TMPDIR": str(small)}  # fmt: skip
    tempfile.tempdir = str(folder)  # what this process makes itself has room
    django.setup()
    collect_static()
    make_tables()
    manage("load_demo", f"--scale={PEOPLE}")
    with server() as serving:
        yield from fill(serving, small)


def fill(serving, small: Path) -> Iterator[str]:
    from django.urls import reverse

    from accreditation_portal.documents import integrity
    from accreditation_portal.documents.models import Document
    from tests.benchmarks.measures import WORDS, proofs
    from tests.benchmarks.stage import Stage

    stage = Stage(serving)
    address, people = reverse("adhoc:register", args=[stage.event.slug]), list(stage.registrants)
    refused: list = []
    ballast, large = small / "ballast", large_letter()
    for number, person in enumerate(people):
        if len(refused) >= REFUSED:
            break
        sent = dict(proofs())
        if number % 2:
            sent["profession"] = ("letter.pdf", large)
        try:
            page = person.post(address, person.get(address), {**WORDS, "check": "1"}, sent)
        except RuntimeError as error:
            # SQLite keeps its own temporary files there as well; a reload sends everything again.
            if "answered with 503" not in str(error):
                raise
            refused.append(person)
            continue
        if any(sentence in page.text for sentence in SENTENCES):
            refused.append(person)
            if WORDS["purpose"].replace("'", "&#x27;") not in page.text:
                yield "What was typed beside a file without room is lost"
        elif 'name="checked"' not in page.text:
            yield f"Neither kept nor refused for want of room: {refusals(page.text)}"
        if number == 1:
            ballast.write_bytes(b"x" * max(0, _free(small) - 200_000))
    if len(refused) < REFUSED:
        yield f"The disk did not fill up: {len(refused)} were refused"
    yield from (f"The file of {row} is lost" for row in integrity.lost())
    half = set(_kept(small / "media")) - set(integrity._named(Document))
    yield from (f"{name} stays, and no row names it" for name in half)
    yield from (f"{left.name} stays of an upload" for left in small.glob("*.upload*"))
    subprocess.run(["mount", "-o", f"remount,size={4 * MEGABYTES}m", str(small)], check=True)
    for person in refused:
        kept = person.get(address).text
        wanted = {kind: file for kind, file in proofs().items() if file[0] not in kept}
        page = person.post(address, person.get(address), {**WORDS, "check": "1"}, wanted)
        if 'name="checked"' not in page.text:
            yield f"With room again, {person.user} does not get through: {sorted(wanted)}, {refusals(page.text)}"
    print(f"{len(refused)} were refused while the disk was full, and got through with room again")


def refusals(page: str) -> list[str]:
    """What a page says of the files that were sent."""
    return re.findall(r"(?:letter\.pdf|passport\.jpg): ([^<]*)<", page)


def large_letter() -> bytes:
    """A PDF of one page that is written to a temporary file on its way in."""
    out, pages, drawn = BytesIO(), PdfWriter(), DecodedStreamObject()
    line = b"BT /F1 12 Tf 72 700 Td (Letter of assignment) Tj ET\n"
    drawn.set_data(line * (LARGE // len(line)))
    pages.add_blank_page(595, 842)[NameObject("/Contents")] = pages._add_object(drawn)
    pages.write(out)
    return out.getvalue()


def _free(folder: Path) -> int:
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize


def _kept(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


if __name__ == "__main__":
    sys.exit(main())
