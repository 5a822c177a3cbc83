"""What happens without anybody clicking: functions that say how often they look for what is due."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from accreditation_portal.rooms import each_room_with

AGAIN_AFTER_AN_ERROR = timedelta(minutes=5)

log = logging.getLogger(__name__)


class MoreToDo(Exception):
    """Raised by a job that has done enough for one go: letters have their turn, then it goes on."""


@dataclass(frozen=True)
class Job:
    """One thing that is done when it is due, and how often to look."""

    name: str
    every: timedelta
    do: Callable[..., Any]

    @property
    def purpose(self) -> str:
        return (self.do.__doc__ or "").strip().splitlines()[0] if self.do.__doc__ else ""

    def run(self, at: datetime) -> bool:
        """Do it; an error is logged and keeps no other job from its turn. MoreToDo is for the caller."""
        try:
            self.do(at=at)
        except MoreToDo:
            raise
        except Exception:  # one job's mistake must not stop the others, nor the letters
            log.exception("%s failed", self.name)
            return False
        return True


_jobs: dict[str, Job] = {}


def due(*, every: timedelta) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Have the worker call ``function(at=now)`` this often.

    It asks the database what is due at that moment, so that a call too many does no harm: workers beside each other,
    restarts and ``--once`` all rest on that.
    """

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        name = f"{function.__module__}.{function.__name__}".removeprefix("accreditation_portal.")
        _jobs[name] = Job(name, every, function)
        return function

    return declare


def jobs() -> list[Job]:
    """Everything that is due now and then: the ground's, and each room's ``due.py``, lowest room first."""
    for part in ("retention", "acts"):
        import_module(f"accreditation_portal.worker.{part}")
    list(each_room_with("due"))
    import_module("accreditation_portal.personal_data.retention")
    return list(_jobs.values())


def run_due(at: datetime | None = None) -> int:
    """Run the jobs whose time has come, each on one worker only; how many went well."""
    done = 0
    for job in _untaken(jobs()):
        # The cache, which all workers share, remembers who took a job last; only one can add.
        if cache.add(_key(job), True, job.every.total_seconds()):
            try:
                went_well = job.run(at or timezone.now())
            except MoreToDo:
                went_well = True
                cache.delete(_key(job))  # whoever is first in the next round goes on
            if went_well:
                done += 1
            elif job.every > AGAIN_AFTER_AN_ERROR:
                cache.set(_key(job), True, AGAIN_AFTER_AN_ERROR.total_seconds())
    return done


def _untaken(every_job: list[Job]) -> list[Job]:
    """Those that nobody took within their period, found in one query, since most rounds have nothing to do."""
    taken = cache.get_many([_key(job) for job in every_job])
    return [job for job in every_job if _key(job) not in taken]


def _key(job: Job) -> str:
    return f"due:{job.name}"
