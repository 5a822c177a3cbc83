"""`python -m tests.trust.hostile_files`: hostile files, sent to whatever takes files, while the portal runs.

No answer is a failure of the server or takes three seconds, no process takes 300 MB, and what is kept of a file is
handed out as an attachment of a safe type: of a picture its pixels alone.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle

from tests.trust.corpora import FAMILIES, MARK, Hostile, files
from tests.trust.page_forms import Form, forms_of
from tests.trust.running import LONGEST, MOST_MEGABYTES, Watch, cast, running
from tests.trust.sent import SAFE_TYPES, Reply, multipart

DOORS = {
    "profiles:photo photo", "profiles:prepare_photo picture", "profiles:press_card scan", "adhoc:register identity",
    "adhoc:register profession", "admin:adhoc_verificationbatch_results file",
}  # fmt: skip
FULL = "not kept, there are at most"  # that this person may attach no more is said before the file is opened


@dataclass(frozen=True)
class Door:
    """One file field of one form, as one person meets it."""

    name: str
    guest: object
    path: str
    form: Form
    field: str

    def send(self, file: Hostile) -> Reply:
        fields = self.form.filled() | {"csrfmiddlewaretoken": self.guest.token}
        if self.form.buttons and self.form.buttons[0][0]:
            fields |= [self.form.buttons[0]]
        body, kind = multipart(fields, [(self.field, file.name, file.data)])
        return self.guest.ask("POST", self.form.action, body, kind)


def doors_of(guests: Iterable, pages: set[str] | None = None) -> dict[str, list[Door]]:
    """Every file field on every page that these people get; on ``pages`` alone where they are given."""
    from tests.trust.addresses import addresses

    found: dict[str, list[Door]] = defaultdict(list)
    for guest in guests:
        for name, path in addresses(guest.user, pages):
            page = guest.ask("GET", path)
            if page.status != 200 or not page.headers.get("content-type", "").startswith("text/html"):
                continue
            for form in forms_of(page.text, path):
                for field in form.files:
                    door = f"{name} {field.name}"
                    if not found[door] or found[door][-1].guest is not guest:
                        found[door].append(Door(door, guest, path, form, field.name))
    return found


def sendings(
    doors: dict[str, list[Door]], corpus: Iterable[Hostile], everywhere: bool
) -> Iterator[tuple[str, Hostile]]:
    """Each file to the next door; with ``everywhere`` every family to every door, though it has fewer files."""
    names, seen = sorted(doors), defaultdict(list)
    for at, file in enumerate(corpus):
        seen[file.family].append(file)
        yield names[at % len(names)], file
    if everywhere:
        for at, family in enumerate(seen.values()):
            met = {names[(at * len(family) + place) % len(names)] for place in range(len(family))}
            yield from zip(sorted(set(names) - met), cycle(family), strict=False)


def send_all(doors: dict[str, list[Door]], corpus: Iterable[Hostile], *, longest: float, everywhere: bool,
             counted: Counter) -> Iterator[str]:  # fmt: skip
    """What is wrong with the answers."""
    turns = {name: cycle(found) for name, found in doors.items()}
    for name, file in sendings(doors, corpus, everywhere):
        for _ in range(len(doors[name])):
            answer = next(turns[name]).send(file)
            if answer.status != 429 and FULL not in answer.text:
                break
        counted["sent"] += 1
        counted[f"answered with {answer.status}"] += 1
        counted["slowest"] = max(counted["slowest"], round(answer.seconds * 1000))
        if answer.status >= 500 or answer.status == 429:
            yield f"{file} at {name}: answered with {answer.status}"
        if answer.seconds > longest:
            yield f"{file} at {name}: answered after {answer.seconds:.1f} s"
        if "x-injected" in answer.headers:
            yield f"{file} at {name}: the name of the file became a header"


def what_is_handed_out(guests: dict, began: datetime, longest: float, counted: Counter) -> Iterator[str]:
    """What is wrong with what was kept; ``guests`` by the key of their account."""
    from django.urls import reverse

    from accreditation_portal.documents.models import Document

    for document in Document.objects.filter(uploaded_at__gte=began).order_by("uploaded_at"):
        counted["kept"] += 1
        guest = guests[document.owner_id]
        given = guest.ask("GET", document.get_absolute_url())
        if given.status == 404:  # nothing refers to it any more
            continue
        yield from (f"{document.name!r}: {fault}" for fault in what_is_unsafe(given))
        picture = guest.ask("GET", reverse("documents:page_picture", args=[document.pk, 1]))
        if picture.status not in (200, 404) or picture.seconds > longest:
            yield f"The picture of {document.name!r}: {picture.status} after {picture.seconds:.1f} s"
        if picture.status == 200 and (picture.headers["content-type"] != "image/jpeg" or MARK in picture.content):
            yield f"The picture of {document.name!r} is none"


def what_is_unsafe(given: Reply) -> Iterator[str]:
    kind, content = given.headers.get("content-type"), given.content
    if given.status != 200 or kind not in SAFE_TYPES:
        yield f"handed out with {given.status} as {kind}"
    if not given.headers.get("content-disposition", "").startswith("attachment;"):
        yield "handed out to be opened in the browser"
    if given.headers.get("x-content-type-options") != "nosniff" or "sandbox" not in given.headers.get(
        "content-security-policy", ""
    ):
        yield "handed out without what keeps a browser from running it"
    if kind != "application/pdf" and (MARK in content or b"<script" in content):
        yield "kept with more than its pixels"
    if kind == "image/jpeg" and not (content.startswith(b"\xff\xd8") and content.endswith(b"\xff\xd9")):
        yield "no JPEG"


def what_lies_about() -> Iterator[str]:
    """Files without a row, and rows without a file."""
    from django.core.files.storage import default_storage

    from accreditation_portal.documents import integrity
    from accreditation_portal.documents.models import DiscardedFile, Document, PagePicture

    named = {
        *integrity._named(Document),
        *integrity._named(PagePicture),
        *DiscardedFile.objects.values_list("name", flat=True),
    }
    yield from (
        f"{name} stays, and no row names it" for name in integrity._stored(default_storage, "") if name not in named
    )
    yield from (f"The file of {row} is lost" for row in integrity.lost())


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.trust.hostile_files")
    asked.add_argument("--files", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--people", type=int, default=60)
    asked.add_argument("--longest", type=float, default=LONGEST, help="seconds in which each is answered")
    options = asked.parse_args()
    with running(options.people) as server:
        faults = 0
        for faults, fault in enumerate(run(server, options), start=1):  # noqa: B007 - how many there were
            print(fault, flush=True)
    print(f"{faults} faults." if faults else "Hostile files do no harm.")
    return 1 if faults else 0


def run(server, options) -> Iterator[str]:
    from django.utils import timezone

    guests, few = cast(server, options.people)
    known = doors_of(few)
    if missing := DOORS - set(known):
        yield f"Nobody found these doors: {sorted(missing)}"
    doors = doors_of(guests, {name.split()[0] for name in known})
    counted: Counter = Counter()
    began = timezone.now()
    with Watch(server) as watch:
        corpus = files(options.files, options.seed)
        try:
            yield from send_all(doors, corpus, longest=options.longest, everywhere=True, counted=counted)
        finally:
            print(f"{options.files} files of {len(FAMILIES)} families at {len(doors)} doors: {dict(counted)}; "
                  f"at most {watch.summary()}", flush=True)  # fmt: skip
        by_key = {guest.user.pk: guest for guest in guests}
        yield from what_is_handed_out(by_key, began, options.longest, counted)
    yield from (f"{kind} took {peak:.0f} MB" for kind, peak in watch.peaks.items() if peak > MOST_MEGABYTES)
    yield from what_lies_about()
    print(f"{counted['kept']} were kept; at most {watch.summary()}")


if __name__ == "__main__":
    sys.exit(main())
