"""What is told without anybody clicking: a renewal is open, an accreditation has ended; each once (B4)."""

from datetime import datetime, time, timedelta

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from accreditation_portal.worker.due import MoreToDo
from annual import due
from annual.signals import accreditation_ended
from tests.factories.annual import annual_request, approve, draft, ending, today


@pytest.fixture
def held(anna, officer):
    return annual_request(anna, at=State.APPROVED, officer=officer)


@pytest.fixture
def heard():
    """What the rooms above are told."""
    found = []

    def hear(sender, *, annual_request, on, **_more):
        found.append((annual_request, on))

    accreditation_ended.connect(hear)
    yield found
    accreditation_ended.disconnect(hear)


def told(notice):
    return OutboxMail.objects.filter(notice=f"annual.{notice}").count()


def look():
    """At noon, whenever the test runs: before the hour at which letters leave it would still be the day before."""
    noon = datetime.combine(today(), time(12), office.ZONE)
    due.tell_that_renewal_is_open(at=noon)
    due.tell_that_it_has_ended(at=noon)


@pytest.mark.parametrize(("days", "number"), [(61, 0), (60, 1), (15, 1), (14, 0), (-1, 0)])
def test_b4_that_it_can_be_renewed_is_told_once(held, days, number):
    ending(held, today() + timedelta(days=days))
    look()
    look()
    assert told("renewal_open") == number


@pytest.mark.parametrize(("days", "number"), [(0, 0), (-1, 1), (-14, 1), (-15, 0)])
def test_that_it_has_ended_is_told_once_and_the_rooms_above_hear_of_it(held, heard, days, number):
    ending(held, today() + timedelta(days=days))
    look()
    look()
    assert told("expired") == number
    assert heard == [(held, held.valid_until)] * number


def test_one_that_cannot_be_told_keeps_no_other_from_its_turn(anna, bruno, officer, heard, monkeypatch):
    two = [ending(annual_request(user, at=State.APPROVED, officer=officer), today() - timedelta(days=1))
           for user in (anna, bruno)]  # fmt: skip
    tell = type(two[0]).tell

    def broken(request, notice, **values):
        if request.pk == two[0].pk:
            raise ValueError("a letter that cannot be written")
        return tell(request, notice, **values)

    monkeypatch.setattr(type(two[0]), "tell", broken)
    look()
    assert [request for request, _on in heard] == [two[1]]
    monkeypatch.undo()
    look()
    assert [request for request, _on in heard] == [two[1], two[0]]


def test_many_that_end_on_one_day_are_told_in_several_goes(anna, bruno, officer, heard, monkeypatch):
    for user in (anna, bruno):
        ending(annual_request(user, at=State.APPROVED, officer=officer), today() - timedelta(days=1))
    monkeypatch.setattr("accreditation_portal.worker.reminders.AT_MOST", -1)
    for number in (1, 2):
        with pytest.raises(MoreToDo):
            due.tell_that_it_has_ended(at=timezone.now())
        assert len(heard) == number
    due.tell_that_it_has_ended(at=timezone.now())
    assert len(heard) == 2


def test_whoever_renews_already_is_not_reminded(anna, held):
    ending(held, today() + timedelta(days=30))
    draft(anna)
    look()
    assert told("renewal_open") == 0


def test_an_accreditation_that_another_follows_ends_in_silence(anna, officer, held):
    ending(held, today() - timedelta(days=1))
    following = draft(anna)
    following.submit(by=anna)
    approve(following, officer)
    look()
    assert told("expired") == 0


def test_a_revoked_one_neither_ends_nor_opens(officer, held):
    held.revoke(by=officer, words="Left.")
    look()
    assert told("expired") == told("renewal_open") == 0


def test_the_jobs_ask_little_for_each(held, django_assert_max_num_queries):
    ending(held, today() + timedelta(days=30))
    with django_assert_max_num_queries(14):
        look()


# --- What an officer does while the job runs --------------------------------------------------------------------------


@pytest.fixture
def meanwhile():
    """What happens as soon as the first of two is told: the job has read both rows by then."""
    acts = []

    def act(sender, instance, **_more):
        if instance.notice in ("annual.renewal_open", "annual.expired") and acts:
            acts.pop()()

    post_save.connect(act, OutboxMail)
    yield acts.append
    post_save.disconnect(act, OutboxMail)


@pytest.fixture
def second(held, bruno, officer):
    return annual_request(bruno, at=State.APPROVED, officer=officer)


@pytest.mark.parametrize(("days", "notice"), [(-1, "expired"), (30, "renewal_open")])
def test_nothing_false_is_told_of_what_is_revoked_meanwhile(held, second, officer, meanwhile, days, notice):
    ending(held, today() + timedelta(days=days))
    ending(second, today() + timedelta(days=days))
    meanwhile(lambda: second.revoke(by=officer, words="Left."))
    look()

    assert told(notice) == 1
    assert told("revoked") == 1
