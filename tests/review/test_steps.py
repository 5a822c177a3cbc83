"""Every state x every step, for both kinds of case: who may, from where, to where, and what is left behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import ActingAs, Ground, Item, State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused, open_steps, steps_of
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event

# The table of the design, written down once more by hand: step, who, from, to.
TABLE = {
    "submit": ({"representative"}, {"draft"}, "submitted"),
    "correct": ({"representative"}, {"submitted"}, "submitted"),
    "request_information": ({"officer"}, {"submitted"}, "information_requested"),
    "complete": ({"representative", "officer"}, {"information_requested"}, "submitted"),
    "approve": ({"officer"}, {"submitted"}, "approved"),
    "deny": ({"officer"}, {"submitted", "information_requested"}, "denied"),
    "revoke": ({"officer"}, {"approved"}, "revoked"),
    "keep": ({"officer"}, {"approved"}, "approved"),
    "withdraw": ({"representative"}, {"draft", "submitted", "information_requested", "approved"}, "withdrawn"),
    "close": ({"officer"}, {"submitted", "information_requested", "approved"}, "closed"),
    "reopen": ({"officer"}, {"denied", "revoked", "closed"}, "submitted"),
}
WHAT_A_STEP_NEEDS = {
    "request_information": {"items": [Item.PHOTO], "words": "The photo is blurred."},
    "close": {"ground": Ground.ELSEWHERE},
    "reopen": {"note": "The editor called."},
}
KINDS = {"annual": AnnualRequest, "adhoc": EventRegistration}

every_kind = pytest.mark.parametrize("kind", KINDS)
every_state = pytest.mark.parametrize("state", State.values)
every_step = pytest.mark.parametrize("step", TABLE)


@pytest.fixture
def case_at(anna, officer, press):
    """Make anna's case of a kind, in a state."""

    def made(kind, state):
        if kind == "annual":
            return annual_request(anna, at=state, officer=officer)
        return event_registration(anna, event(by=press), at=state, officer=officer)

    return made


def take(case, step, by, **details):
    return getattr(case, step)(by=by, **WHAT_A_STEP_NEEDS.get(step, {}), **details)


def left_behind(case):
    """All that a step may leave: the row, its record, its letters."""
    row = type(case).objects.filter(pk=case.pk).values().get()
    return row, case.decisions.count(), OutboxMail.objects.filter(about=case.reference).count()


@every_kind
def test_the_declared_steps_are_those_of_the_design(kind):
    declared = {
        step.name: ({str(role.acting_as) for role in step.who}, set(map(str, step.sources)), str(step.target))
        for step in steps_of(KINDS[kind])
    }

    assert declared == TABLE


@every_kind
def test_every_step_tells(kind):
    assert [step.name for step in steps_of(KINDS[kind]) if not hasattr(KINDS[kind].notices, step.tells)] == []


@every_kind
@every_state
def test_steps_are_open_to_their_people_alone(
    case_at, anna, stranger, officer, officer2, press, passoffice, kind, state
):
    case = case_at(kind, state)

    def offered(user):
        return {step.name for step in open_steps(case, user)}

    def of_the_table(role):
        return {name for name, (who, sources, _) in TABLE.items() if role in who and state in sources}

    assert offered(anna) == of_the_table("representative")
    assert offered(officer) == offered(officer2) == of_the_table("officer")
    assert offered(stranger) == offered(press) == offered(passoffice) == set()


@every_kind
@every_state
@every_step
def test_a_step_is_taken_from_its_states_and_from_no_other(case_at, anna, officer, kind, state, step):
    who, sources, target = TABLE[step]
    role = "representative" if "representative" in who else "officer"
    by = anna if role == "representative" else officer
    case = case_at(kind, state)
    row, decisions, letters = left_behind(case)

    if state not in sources:
        with pytest.raises(SettledMeanwhile):
            take(case, step, by)
        assert left_behind(case) == (row, decisions, letters)
        return

    take(case, step, by)

    assert case.state == type(case).objects.get(pk=case.pk).state == target
    _, decisions_now, letters_now = left_behind(case)
    assert (decisions_now, letters_now) == (decisions + 1, letters + 1)
    decision = case.decisions.select_related("letter").order_by("-pk")[0]
    assert (decision.step, decision.before, decision.after) == (step, state, target)
    assert (decision.by, decision.acting_as) == (by, role)
    assert decision.letter.to == anna.email
    assert [verdict["criterion"] for verdict in decision.verdicts] == list(case.checklist.criteria)


@every_kind
@every_step
def test_nobody_else_takes_a_step(case_at, anna, stranger, officer, press, passoffice, kind, step):
    who, sources, _ = TABLE[step]
    case = case_at(kind, sorted(sources)[0])
    before = left_behind(case)
    others = [stranger, press, passoffice]
    others += [anna] if "representative" not in who else []
    others += [officer] if "officer" not in who else []

    for user in others:
        with pytest.raises(PermissionDenied):
            take(case, step, user)

    assert left_behind(case) == before


@every_kind
@pytest.mark.parametrize("step", [name for name, (who, _, _) in TABLE.items() if who == {"officer"}])
def test_an_officer_never_decides_their_own_case(case_at, anna, kind, step):
    case = case_at(kind, sorted(TABLE[step][1])[0])
    anna.is_staff = True
    anna.save()
    anna.groups.add(Group.objects.get(name="Accreditation officers"))

    with pytest.raises(PermissionDenied):
        take(case, step, anna)


def test_an_officer_of_one_room_decides_nothing_in_the_other(case_at, db):
    user = cast.account("half", is_staff=True)
    user.user_permissions.set(Group.objects.get(name="Accreditation officers").permissions.filter(
        codename="decide_annualrequest"))  # fmt: skip

    take(case_at("annual", State.SUBMITTED), "approve", user)
    with pytest.raises(PermissionDenied):
        take(case_at("adhoc", State.SUBMITTED), "approve", user)


@every_kind
def test_an_officer_completes_for_what_came_another_way(case_at, officer, kind):
    case = case_at(kind, State.INFORMATION_REQUESTED)

    case.complete(by=officer, note="Came by post.")

    assert case.state == State.SUBMITTED
    assert case.decisions.get(step="complete").acting_as == ActingAs.OFFICER


# --- B7: two officers never collide -----------------------------------------------------------------------------------


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
        lambda: KINDS[kind].objects.get(pk=case.pk).approve(by=officer, seen=seen),
        lambda: KINDS[kind].objects.get(pk=case.pk).deny(by=officer2, seen=seen),
    )

    refusals = [answer for answer in answers if isinstance(answer, SettledMeanwhile)]
    assert len(refusals) == 1
    assert left_behind(case)[1:] == (decisions + 1, letters + 1)
    assert refusals[0].latest.by in (officer, officer2)


# --- What single steps do ---------------------------------------------------------------------------------------------


@every_kind
def test_what_the_officer_judged_is_kept_with_the_decision(case_at, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    name = next(iter(case.checklist.criteria))
    verdict = {"verdict": Verdict.MET, "note": "Looked at it."}

    case.approve(by=officer, judged={name: verdict})

    kept = {line["criterion"]: line for line in case.decisions.get(step="approve").verdicts}
    assert kept[name]["officer"] == verdict
    assert kept[name]["verdict"] in Verdict.values
    assert all(line["officer"] is None for criterion, line in kept.items() if criterion != name)


@every_kind
def test_b14_keeping_takes_the_changed_identity_over(case_at, anna, officer, kind):
    case = case_at(kind, State.APPROVED)
    later = timezone.now() + timedelta(minutes=1)
    profile = anna.representative
    profile.family_name, profile.identity_changed_at = "Janssens", later
    profile.save()
    assert list(type(case).objects.with_identity_changed()) == [case]

    case.keep(by=officer, at=later + timedelta(minutes=1))

    assert list(type(case).objects.with_identity_changed()) == []
    assert type(case).objects.get(pk=case.pk).family_name == "Janssens"
    assert case.decisions.get(step="keep").changes["older"] == {"family_name": "Peeters"}


@every_kind
def test_b12_completing_takes_over_the_ticked_items_and_no_others(case_at, anna, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    case.request_information(by=officer, items=[Item.IDENTITY_DOCUMENT], words="The number is cut off.")
    profile = anna.representative
    profile.document_number, profile.family_name = "NEW123", "Janssens"
    profile.save()

    case.complete(by=anna)

    case.refresh_from_db()
    assert (case.document_number, case.family_name) == ("NEW123", "Peeters")
    assert (case.requested_items, case.requested_words, case.reply_by) == ([], "", None)
    kept = case.decisions.get(step="complete").changes
    assert (kept["items"], set(kept["older"])) == ([Item.IDENTITY_DOCUMENT], {"document_number"})


@every_kind
def test_correcting_does_not_move_the_time_of_submission(case_at, anna, kind):
    case = case_at(kind, State.SUBMITTED)
    submitted_at = case.submitted_at

    case.correct(by=anna, at=timezone.now() + timedelta(hours=1))

    assert case.submitted_at == submitted_at


@every_kind
@pytest.mark.parametrize("state", [State.DENIED, State.CLOSED])
def test_reopening_is_refused_aloud_while_another_case_of_the_person_is_open(case_at, anna, officer, kind, state):
    case = case_at(kind, state)
    another = {"event": case.event} if kind == "adhoc" else {}
    KINDS[kind].objects.create(representative=anna.representative, **another)
    before = left_behind(case)

    with pytest.raises(StepRefused, match="Another"):
        take(case, "reopen", officer)

    assert left_behind(case) == before


@every_kind
@pytest.mark.parametrize("state", [State.DENIED, State.REVOKED, State.CLOSED])
def test_reopening_takes_the_decision_back_and_keeps_its_record(case_at, officer2, kind, state):
    case = case_at(kind, state)
    steps = list(case.decisions.order_by("pk").values_list("step", flat=True))

    case.reopen(by=officer2, note="New facts.")

    assert (case.state, case.decided_at, case.decided_by, case.ground) == (State.SUBMITTED, None, None, "")
    assert list(case.decisions.order_by("pk").values_list("step", flat=True)) == [*steps, "reopen"]
    assert case.decisions.get(step="reopen").note == "New facts."
