"""People who go on registering and deciding whatever happens to the portal, and note what was acknowledged to them."""

import threading
from collections.abc import Callable
from http.client import HTTPException
from time import monotonic, sleep

from django.urls import reverse

from adhoc.models import EventRegistration
from profiles.models import User
from tests.benchmarks.measures import WORDS, proofs
from tests.benchmarks.stage import Stage
from tests.benchmarks.visitor import Visitor

LOST = (OSError, HTTPException)  # the process that was to answer was killed
COME_AGAIN = ("answered with 503", "answered with 429")  # 429: a process was killed that held the lock of a count
COMES_TO_AN_END = 300  # seconds after which whoever is only asked to come again gives up
NO_ROOM = "there is no room for it just now"


class Crowd:
    """Some who register and two officers who decide the same cases, each in a thread."""

    def __init__(self, stage: Stage, writers: int = 3):
        self.stage = stage
        self.submitted: set[int] = set()  # primary keys of people whose registration was confirmed
        self.decided: set[int] = set()  # of cases whose approval was
        self.lost = 0  # answers that did not come, or asked to try again
        self.without_room = 0  # answers that said that the disk is full
        self.faults: list[str] = []  # answers that no portal should give
        self._ended = threading.Event()
        self._form = reverse("adhoc:register", args=[stage.event.slug])
        people, cases = list(stage.registrants), list(stage.undecided)
        officers = [stage.officer, Visitor(stage.server.port, User.objects.get(username="officer2"))]
        self._threads = [
            threading.Thread(target=self._work, args=(self._register, people[number::writers]), daemon=True)
            for number in range(writers)
        ] + [
            threading.Thread(target=self._work, args=(self._decide, [(officer, case) for case in cases]), daemon=True)
            for officer in officers
        ]  # fmt: skip

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def acknowledged(self) -> int:
        return len(self.submitted) + len(self.decided)

    def end(self) -> None:
        """Everybody finishes what they have in hand, and nobody begins anew."""
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _work(self, act: Callable, tasks: list) -> None:
        for task in tasks:
            attempt, until = 0, monotonic() + COMES_TO_AN_END
            while not self._did(act, task, attempt):
                attempt += 1
                sleep(0.2)
                if monotonic() > until:
                    self.faults.append(f"{act.__name__}: not settled within {COMES_TO_AN_END} seconds")
                    break
            if self._ended.is_set():
                return

    def _did(self, act: Callable, task, attempt: int) -> bool:
        """True when this is settled; False: do it again, as a person reloads a page."""
        try:
            return act(task, attempt)
        except LOST:
            self.lost += 1
            return False
        except RuntimeError as error:
            if "answered with 409" in str(error):  # another officer was quicker, and this one reads who
                return True
            self.lost += 1
            if not str(error).endswith(COME_AGAIN):
                self.faults.append(str(error))
            return False
        except Exception as error:  # or the thread would end without a word
            self.faults.append(f"{act.__name__}: {type(error).__name__}: {error}")
            return attempt > 20

    def _register(self, visitor: Visitor, attempt: int) -> bool:
        form = visitor.get(self._form)
        if "<textarea" not in form.text:
            return True  # it was submitted, and the answer lost
        # Every other time without files: those sent before may be kept.
        check = visitor.post(self._form, form, {**WORDS, "check": "1"}, None if attempt % 2 else proofs())
        if 'name="checked"' not in check.text:
            self.without_room += NO_ROOM in check.text
            return False  # a file that is wanted was not kept
        sent = visitor.post(self._form, check, {"checked": check.hidden("checked"), "submit": "1"})
        if sent.status == 302:
            self.submitted.add(visitor.user.pk)
        return sent.status == 302

    def _decide(self, task: tuple[Visitor, EventRegistration], attempt: int) -> bool:
        officer, case = task
        address = reverse("admin:adhoc_eventregistration_change", args=[case.pk])
        page = officer.get(address)
        if 'value="approve"' not in page.text:
            return True  # the other one was quicker, or the answer was lost
        verdicts = {f"verdict_{name}": "met" for name in case.checklist.criteria}
        answer = officer.post(address, page, {
            **verdicts, "step": "approve", "seen": page.hidden("seen"), "note": "Decided in the storm.", "act": "take",
        })  # fmt: skip
        if answer.status == 302:
            self.decided.add(case.pk)
        return answer.status == 302
