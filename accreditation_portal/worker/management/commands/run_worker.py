"""Do what is due until stopped: deliver letters, run the rooms' jobs. Several may run at once."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from accreditation_portal.notifications.delivery import deliver_due
from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.worker.acts import AT_MOST, go_on_with_bulk_acts
from accreditation_portal.worker.due import Job, MoreToDo, jobs, run_due
from accreditation_portal.worker.scanning import scan_what_waits

PAUSE = 2.0  # seconds between rounds
PAUSE_AFTER_AN_ERROR = 10.0

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Delivers mail and does what is due (reminders, retention, expiry) until it is stopped; several may run."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one round of what is due now, then exit")
        parser.add_argument("--list", action="store_true", help="print what is done without anybody clicking, and exit")

    def handle(self, *args, once=False, **options):
        if options["list"]:
            self.print_jobs()
        elif once:
            self.one_round()
        else:
            self.until_stopped()

    def print_jobs(self):
        width = max(len(job.name) for job in jobs())
        for job in jobs():
            self.stdout.write(f"{job.name:{width}}  every {job.every!s:>15}  {job.purpose}")

    def one_round(self):
        """Every job, whenever another worker last looked, and then all letters, those that the jobs queued too."""
        done = sum(self.done_whole(job) for job in jobs())
        go_on_with_bulk_acts()
        scan_what_waits()
        fan_out()
        letters = deliver_due()
        self.stdout.write(
            f"Done {done} of {len(jobs())} jobs. "
            f"Letters: {letters.sent} sent, {letters.postponed} to be tried again, {letters.given_up} given up."
        )

    def done_whole(self, job: Job) -> bool:
        """Run the job to its end, in as many goes as it takes."""
        while True:
            try:
                return job.run(timezone.now())
            except MoreToDo:
                continue

    def until_stopped(self):
        """Rounds until a signal; what is being sent at that moment is finished first."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: stopped.set())
        log.info("The worker has started.")
        while not stopped.is_set():
            stopped.wait(self.round(lambda: not stopped.is_set()))
        log.info("The worker has stopped.")

    def round(self, going_on) -> float:
        """One round; the seconds to wait before the next."""
        close_old_connections()
        try:
            run_due()
            go_on_with_bulk_acts()
            scan_what_waits(going_on)
            fan_out(going_on, at_most=AT_MOST)
            deliver_due(going_on)
        except Exception:  # the database may be away for a moment; the worker outlives that
            log.exception("A round of the worker failed")
            return PAUSE_AFTER_AN_ERROR
        return PAUSE
