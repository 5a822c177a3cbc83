"""Two officers never collide, a step happens entirely or not at all, and two clicks are one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from tests.review.acts import KINDS, left_behind, take

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_b7_a_case_decided_meanwhile_is_not_decided_again(case_at, officer, officer2, kind):
    case = case_at(kind, State.SUBMITTED)
    seen = case.latest_decision_id
    officer2.first_name, officer2.last_name = "Olga", "Second"
    officer2.save()
    take(type(case).objects.get(pk=case.pk), "deny", officer2, seen=seen)
    before = left_behind(case)

    with pytest.raises(SettledMeanwhile) as refused:
        take(case, "approve", officer, seen=seen)

    assert "Olga Second" in str(refused.value)
    assert "Deny" in str(refused.value)
    assert "Denied" in str(refused.value)
    assert refused.value.latest.by == officer2
    assert left_behind(case) == before


@every_kind
def test_b7_equal_states_do_not_hide_that_the_case_moved(case_at, anna, officer, officer2, kind):
    case = case_at(kind, State.SUBMITTED)
    seen = case.latest_decision_id
    take(case, "request_information", officer2)
    take(case, "complete", anna)
    assert case.state == State.SUBMITTED

    with pytest.raises(SettledMeanwhile) as refused:
        take(case, "approve", officer, seen=seen)

    assert "anna" in str(refused.value)
    take(case, "approve", officer, seen=case.latest_decision_id)


@every_kind
def test_b7_a_representative_reads_that_the_office_decided_and_not_who(case_at, anna, officer, kind):
    case = case_at(kind, State.INFORMATION_REQUESTED)
    seen = case.latest_decision_id
    take(case, "deny", officer)

    with pytest.raises(SettledMeanwhile) as refused:
        take(case, "complete", anna, seen=seen)

    assert str(office.OFFICE_NAME) in str(refused.value)
    assert "Denied" in str(refused.value)
    assert officer.username not in str(refused.value)


@every_kind
def test_b7_a_draft_page_that_was_sent_twice_submits_once(case_at, anna, kind):
    case = case_at(kind, State.DRAFT)

    take(case, "submit", anna, seen=0)
    with pytest.raises(SettledMeanwhile):
        take(case, "submit", anna, seen=0)

    assert case.decisions.count() == 1


# --- All or none ------------------------------------------------------------------------------------------------------


@every_kind
def test_a_step_that_is_rolled_back_leaves_neither_record_nor_mail(case_at, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    before = left_behind(case)

    @transaction.atomic
    def approve_and_stumble():
        take(case, "approve", officer)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        approve_and_stumble()

    assert left_behind(case) == before


@every_kind
@pytest.mark.parametrize(
    ("step", "state", "details"),
    [
        ("reopen", State.DENIED, {"note": "  "}),
        ("close", State.SUBMITTED, {"ground": ""}),
        ("close", State.SUBMITTED, {"ground": "bored"}),
        ("request_information", State.SUBMITTED, {"items": []}),
        ("request_information", State.SUBMITTED, {"items": ["shoe size"]}),
    ],
)
def test_a_step_that_lacks_what_it_needs_is_refused_and_nothing_happened(case_at, officer, kind, step, state, details):
    case = case_at(kind, state)
    before = left_behind(case)

    with pytest.raises(StepRefused) as refused:
        getattr(case, step)(by=officer, **details)

    assert not isinstance(refused.value, SettledMeanwhile)
    assert left_behind(case) == before


def _at_once(*acts):
    """Run the acts in threads of their own, started together; return what each answered or raised."""
    together = Barrier(len(acts))

    def run(act):
        try:
            together.wait(timeout=10)
            return act()
        except StepRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@every_kind
@pytest.mark.usefixtures("transactional")
def test_b7_two_simultaneous_submissions_make_one_record_and_one_mail(case_at, anna, kind):
    case = case_at(kind, State.DRAFT)

    answers = _at_once(*[lambda: KINDS[kind].objects.get(pk=case.pk).submit(by=anna)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == sorted([KINDS[kind].__name__, "SettledMeanwhile"])
    row, decisions, letters = left_behind(case)
    assert (row["state"], decisions, letters) == (State.SUBMITTED, 1, 1)


@every_kind
@pytest.mark.usefixtures("transactional")
def test_b7_two_officers_at_the_same_instant_make_one_decision(case_at, officer, officer2, kind):
    case = case_at(kind, State.SUBMITTED)
    seen = case.latest_decision_id
    _, decisions, letters = left_behind(case)

    answers = _at_once(
        lambda: take(KINDS[kind].objects.get(pk=case.pk), "approve", officer, seen=seen),
        lambda: KINDS[kind].objects.get(pk=case.pk).deny(by=officer2, seen=seen),
    )

    refusals = [answer for answer in answers if isinstance(answer, SettledMeanwhile)]
    assert len(refusals) == 1
    assert left_behind(case)[1:] == (decisions + 1, letters + 1)
    assert refusals[0].latest.by in (officer, officer2)
