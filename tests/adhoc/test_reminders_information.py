"""Missing information about a registration: reminded of after some days, while it is missing (S27, B4)."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.db.models.signals import post_save
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item
from adhoc import due
from adhoc.models import EventRegistration
from events.models import Event
from tests.adhoc.reminded import asked, begun, look, told
from tests.factories import events as stage
from tests.factories import profiles as cast
from tests.factories.times import hour
from tests.planner import leave_only, on_postgresql


@pytest.mark.parametrize(("days", "number"), [(2, 0), (3, 1), (6, 1), (7, 1), (13, 1), (14, 0)])
def test_s27_missing_information_is_reminded_of(anna, away, officer, days, number):
    case = asked(anna, away, officer, days=days)
    look(hour())
    assert told("information_reminder").filter(about=case.reference).count() == number


def test_both_days_are_told_by_a_worker_that_was_awake_and_one_by_one_that_slept(anna, bruno, away, officer):
    asked(anna, away, officer, days=0)
    for days in range(1, 10):
        look(hour(days=days))
    assert told("information_reminder").filter(recipient=anna).count() == 2

    asked(bruno, away, officer, days=9)
    look(hour())
    assert told("information_reminder").filter(recipient=bruno).count() == 1


@pytest.mark.parametrize(
    ("to_come", "words"),
    [(2, "Please reply by"), (0, "has come: please reply today"), (-1, "has passed. You can still reply")],
)
def test_b12_the_reminder_repeats_what_was_asked_and_says_where_its_day_stands(anna, away, officer, to_come, words):
    case = asked(anna, away, officer, days=7, reply_by=hour(days=to_come).date())
    look(hour())

    text = told("information_reminder").get().text
    assert "- Purpose" in text
    assert "> More, please." in text
    assert reverse("adhoc:complete", args=[case.shown_reference]) in text
    assert [other in text for other in ("Please reply by", "has come: please", "has passed. You")].count(True) == 1
    assert words in text


def test_an_answer_ends_the_reminders_and_another_request_begins_them_anew(anna, away, officer):
    case = asked(anna, away, officer, days=3)
    look(hour())
    case.complete(by=anna, at=hour(11))
    look(hour(days=4))
    assert told("information_reminder").count() == 1

    case.request_information(by=officer, at=hour(15), items=[Item.PURPOSE], words="Still more.")
    look(hour(days=3))
    assert told("information_reminder").count() == 2


def test_nothing_is_reminded_of_after_the_event(anna, away, officer):
    asked(anna, away, officer, days=3)
    Event.objects.filter(pk=away.pk).update(ends_at=hour(9), registration_deadline=None)
    look(hour())
    assert not told("information_reminder").exists()


# --- What happens meanwhile -------------------------------------------------------------------------------------------


@pytest.fixture
def meanwhile():
    """What happens as soon as the first of two is told: the job has read both rows by then."""
    acts = []

    def act(sender, instance, **_more):
        if instance.notice.endswith("_reminder") and acts:
            acts.pop()()

    post_save.connect(act, OutboxMail)
    yield acts.append
    post_save.disconnect(act, OutboxMail)


@pytest.fixture
def two_asked(anna, bruno, away, officer):
    asked(anna, away, officer, days=3)
    return asked(bruno, away, officer, days=3)


@pytest.mark.parametrize("step", ["complete", "withdraw"])
def test_a_step_in_between_leaves_no_reminder(two_asked, bruno, meanwhile, step):
    meanwhile(lambda: getattr(two_asked, step)(by=bruno))
    due.remind_of_information(at=hour())
    assert told("information_reminder").count() == 1


def test_two_rounds_at_once_tell_each_person_once(transactional):
    press, officer = cast.staff("press", "Press officers"), cast.staff("officer", "Accreditation officers")
    event = stage.event("summit-away", by=press, at_headquarters=False, annual_accreditation_suffices=False,
                        registration_deadline=hour(23, 59, days=2))  # fmt: skip
    for number in range(6):
        begun(cast.representative(f"draft{number}"), event)
        asked(cast.representative(f"asked{number}"), event, officer, days=4)
    together = Barrier(3)

    def work(_number):
        try:
            together.wait(20)
            due.remind_of_drafts(at=hour())
            due.remind_of_information(at=hour())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))

    assert told("draft_reminder").count() == 6
    assert told("information_reminder").count() == 6


@on_postgresql
def test_requests_for_information_are_found_by_an_index(away):
    leave_only("registrations_by_state", EventRegistration)
    asked_for = EventRegistration.objects.awaiting_information().filter(state_since__gte=hour(days=-13))
    plan = asked_for.order_by("state_since", "pk")[:500].explain()
    assert "registrations_by_state" in plan
    assert re.search(r"Index Cond: .*state_since", plan)
