"""`python -m tests.trust.faults`: people go on while processes are killed, the database stops and the disk is full.

Afterwards everything that was acknowledged is there exactly once, the record is whole, and every row has its file.
"""

import argparse
import logging
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep

import django
from django.db import connection
from django.utils import timezone

from tests.benchmarks.database import make_tables, manage
from tests.benchmarks.server import ENVIRONMENT, collect_static
from tests.trust.database import Database, DistantDatabase, database, run_beside

PEOPLE = 400
PROGRESS_WITHIN = 30  # seconds
AWAY = 1.5  # seconds for which the database is stopped
MEGABYTES = 96  # of the small disk
FULL, NOTICED_WITHIN = 3, 90  # seconds for which it is, and in which somebody meets it
LETTERS_WITHIN = 150  # seconds: a letter that a killed worker held is anybody's after 45


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.trust.faults")
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--stops", type=int, default=2, help="of the database")
    asked.add_argument("--fulls", type=int, default=1, help="how often the disk for documents is full")
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--log", help="what the web server and the workers write")
    asked.add_argument("--no-wait", action="store_true", help="look without waiting until every letter has gone")
    asked.add_argument("--database", help=argparse.SUPPRESS)
    asked.add_argument("--channel", type=int, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.channel:
        return storm(DistantDatabase(options.database, options.channel), options)
    with database() as postgresql:
        if options.fulls:  # the small disk is a mount, which nobody else is to see
            return run_beside(postgresql, "-m", "tests.trust.faults", *sys.argv[1:])
        return storm(postgresql, options)


def storm(postgresql: Database | DistantDatabase, options) -> int:
    outside = tempfile.gettempdir()
    with (
        tempfile.TemporaryDirectory(prefix="portal-trust-files-") as folder,
        small_disk(Path(folder) / "small") if options.fulls else nullcontext(Path(folder)) as disk,
    ):
        os.environ |= {**ENVIRONMENT, "DATABASE_URL": postgresql.address, "BENCHMARK_FOLDER": folder,
                       "STORAGE_URL": f"file:{disk}/media", "TMPDIR": str(disk)}  # fmt: skip
        tempfile.tempdir = folder  # what this process makes itself has room
        # These read the settings, which the environment completes.
        from tests.trust.portal import mail_server

        with mail_server() as mails:
            django.setup()
            logging.getLogger("mail").setLevel(logging.WARNING)
            collect_static()
            make_tables()
            manage("load_demo", f"--scale={options.people}")
            found = list(run(postgresql, mails, Path(folder), disk, options))
            connection.close()
    tempfile.tempdir = os.environ["TMPDIR"] = outside  # the database is stopped after this
    print("\n".join(found) or "Nothing is lost, nothing is there twice.")
    return 1 if found else 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def run(postgresql: Database | DistantDatabase, mails, folder: Path, disk: Path, options) -> Iterator[str]:
    """What is wrong in the end; what was done is printed."""
    from tests.benchmarks.stage import Stage
    from tests.trust.people import Crowd
    from tests.trust.portal import portal

    rng = random.Random(options.seed)
    acts = ["kill"] * options.kills + ["stop"] * options.stops + ["fill"] * options.fulls
    rng.shuffle(acts)
    done: Counter[str] = Counter()
    with open(options.log or folder / "log", "wb") as log, portal(log) as running:
        crowd = Crowd(Stage(running))
        connection.close()  # or the database would wait for it
        began = timezone.now()
        crowd.begin()
        for act in acts:
            wait_for_progress(crowd)
            sleep(rng.uniform(0, 0.8))
            if act == "kill":
                done[running.kill_something(rng)] += 1
            elif act == "fill":
                yield from while_it_is_full(disk, crowd, running, rng)
                done["disk"] += 1
            else:
                yield from while_it_is_away(postgresql, running)
                done["database"] += 1
        sleep(1)
        crowd.end()
        running.wait_until_it_answers()
        if not options.no_wait:
            wait_for_letters()
        yield from crowd.faults
        yield from what_is_wrong(crowd, mails, began, running.killed_workers)
        print(f"killed or stopped: {dict(done)}; acknowledged: {len(crowd.submitted)} registrations, "
              f"{len(crowd.decided)} decisions; answers lost or postponed: {crowd.lost}, "
              f"for want of room: {crowd.without_room}; letters that arrived: {len(set(mails.ids))}")  # fmt: skip
        if not (crowd.submitted and crowd.decided):
            yield "Nobody got anything done: this run proves nothing."


def while_it_is_full(disk: Path, crowd, running, rng: random.Random) -> Iterator[str]:
    """Leave no room for documents and uploads, kill somebody meanwhile, and make room again."""
    ballast, refused, decided = disk / "ballast", crowd.without_room, len(crowd.decided)
    until = monotonic() + NOTICED_WITHIN
    try:
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        sleep(FULL / 2)
        running.kill_something(rng)
        sleep(FULL / 2)
        while (crowd.without_room == refused or len(crowd.decided) == decided) and monotonic() < until:
            sleep(0.1)
    finally:
        ballast.unlink()
    if crowd.without_room == refused:
        yield "The disk was full, and nobody was told"
    if len(crowd.decided) == decided:
        yield "While the disk was full, no officer could decide"


def while_it_is_away(postgresql: Database | DistantDatabase, running) -> Iterator[str]:
    """Stop the database, look, and start it again."""
    from tests.benchmarks.stage import Stage

    officer, page = Stage(running).officer, "/admin/adhoc/eventregistration/"
    form = officer.get("/profile/edit/" if not officer.user.is_staff else page)
    workers = [worker.pid for worker in running.workers]
    connection.close()
    postgresql.stop()
    try:
        for path in ("/", "/events/", "/healthz"):
            status, retry = running.status(path)
            if status != 503 or (path != "/healthz" and retry != "30"):
                yield f"While the database is away, {path} is answered with {status}, Retry-After {retry}"
        for name, act in {
            "a page of somebody who is logged in": lambda: officer.get(page),
            "what is posted": lambda: officer.post(page, form, {"action": "approve_several"}),
        }.items():
            try:
                answer = act()
                yield f"While the database is away, {name} is answered with {answer.status}"
            except RuntimeError as error:
                if "answered with 503" not in str(error):
                    yield f"While the database is away, {name}: {error}"
        sleep(AWAY)
    finally:
        postgresql.start()
    running.wait_until_it_answers()
    if [worker.pid for worker in running.workers if worker.poll() is None] != workers:
        yield "A worker has ended with the database."


def wait_for_progress(crowd) -> None:
    """Until somebody got something done, so that a slow machine proves as much as a quick one."""
    before, until = crowd.acknowledged, monotonic() + PROGRESS_WITHIN
    while crowd.acknowledged == before and monotonic() < until:
        sleep(0.05)


def wait_for_letters() -> None:
    from accreditation_portal.notifications.models import OutboxMail

    until = monotonic() + LETTERS_WITHIN
    while OutboxMail.objects.waiting().exists() and monotonic() < until:
        sleep(1)


def what_is_wrong(crowd, mails, began: datetime, killed_workers: int) -> Iterator[str]:
    """Of everything that was touched since the run began."""
    from accreditation_portal.documents import integrity
    from accreditation_portal.notifications.models import OutboxMail
    from accreditation_portal.review.states import State
    from adhoc.models import EventRegistration

    sent = EventRegistration.objects.filter(event=crowd.stage.event, representative__user__in=crowd.submitted)
    of_each = Counter(sent.exclude(state=State.DRAFT).values_list("representative__user", flat=True))
    for person in crowd.submitted:
        if of_each[person] != 1:
            yield f"The person {person} was told of a registration, and has {of_each[person]}"
    for case in EventRegistration.objects.filter(decisions__at__gte=began).distinct():
        lines = list(case.decisions.order_by("pk"))
        steps = Counter(line.step for line in lines)
        if lines[-1].after != case.state or any(one.after != next_.before for one, next_ in pairwise(lines)):
            yield f"The record of {case.reference} does not lead to its state"
        if steps["submit"] != 1 or steps["approve"] != (case.state == State.APPROVED):
            yield f"The record of {case.reference} holds {dict(steps)}"
        if case.pk in crowd.decided and case.state != State.APPROVED:
            yield f"The officer was told that {case.reference} is approved, and it is {case.state}"
        letters = [line.letter_id for line in lines if line.at >= began]
        queued = set(OutboxMail.objects.filter(about=case.reference, queued_at__gte=began).values_list("pk", flat=True))
        if None in letters or len(set(letters)) != len(letters) or set(letters) != queued:
            yield f"The letters of {case.reference} are not those of its record"
    yield from what_is_wrong_with_letters(mails, killed_workers)
    yield from (f"The file of {row} is lost" for row in integrity.lost())
    # Of synthetic people the digests are made up.
    changed = ((row, what) for row, what in integrity.changed() if row.uploaded_at >= began)
    yield from (f"The file of {row} has another {what}" for row, what in changed)


def what_is_wrong_with_letters(mails, killed_workers: int) -> Iterator[str]:
    """Each that counts as sent has arrived; twice only where a worker was killed between sending and noting it."""
    from accreditation_portal.notifications.models import OutboxMail

    arrived = Counter(mails.ids)
    for mail in OutboxMail.objects.exclude(sent_at=None).values_list("pk", flat=True).iterator():
        if not any(identity.startswith(f"<outbox-{mail}.") for identity in arrived):
            yield f"Letter {mail} counts as sent, and has not arrived"
    twice = sum(count - 1 for count in arrived.values())
    if twice > killed_workers:
        yield f"{twice} letters arrived again, though only {killed_workers} workers were killed"
    if given_up := OutboxMail.objects.exclude(failed_at=None).count():
        yield f"{given_up} letters were given up"


if __name__ == "__main__":
    sys.exit(main())
