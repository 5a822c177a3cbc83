"""What is due happens once, on one worker, and a job's mistake stops nobody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from accreditation_portal.worker import due as registry


@pytest.fixture
def declared(db, monkeypatch):
    """Jobs of this test alone."""
    cache.clear()
    registry.jobs()
    monkeypatch.setattr(registry, "_jobs", {})
    monkeypatch.setattr(registry, "each_room_with", lambda part: [])
    return registry


def test_a_job_runs_once_in_its_period_whoever_looks(declared):
    done = []
    declared.due(every=timedelta(hours=1))(lambda at: done.append(at))

    assert declared.run_due() == 1
    assert declared.run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert declared.run_due() == 1
    assert len(done) == 2


def test_a_job_that_fails_is_tried_again_soon_and_stops_no_other(declared, caplog):
    done = []

    @declared.due(every=timedelta(days=1))
    def broken(at):
        raise ZeroDivisionError

    @declared.due(every=timedelta(days=1))
    def sound(at):
        done.append(at)

    assert declared.run_due() == 1
    assert "broken failed" in caplog.text
    with time_machine.travel(timezone.now() + declared.AGAIN_AFTER_AN_ERROR + timedelta(seconds=1)):
        assert declared.run_due() == 0  # broken was tried, and sound was not asked again
    assert len(done) == 1
    assert caplog.text.count("broken failed") == 2


def test_a_job_is_told_the_moment_it_acts_for(declared):
    moments, at = [], timezone.now()
    declared.due(every=timedelta(hours=1))(lambda at: moments.append(at))

    declared.run_due(at)

    assert moments == [at]


def test_a_job_with_more_to_do_has_its_next_turn_in_the_next_round(declared):
    goes = []

    @declared.due(every=timedelta(days=1))
    def long(at):
        goes.append(at)
        if len(goes) < 3:
            raise declared.MoreToDo

    assert [declared.run_due() for _ in range(4)] == [1, 1, 1, 0]


def test_a_round_without_work_is_one_query(declared, django_assert_num_queries):
    for number in range(5):
        job = lambda at: None  # noqa: E731
        job.__name__ = f"job{number}"
        declared.due(every=timedelta(hours=1))(job)
    declared.run_due()

    with django_assert_num_queries(1):
        declared.run_due()


def test_every_job_says_what_it_is_for():
    assert registry.jobs()
    for job in registry.jobs():
        assert job.purpose.endswith("."), job.name
        assert job.every >= timedelta(minutes=1), job.name
