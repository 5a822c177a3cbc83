"""Every state x every step, for both kinds of case: who may, from where, to where, and what is left behind."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import ActingAs, Item, State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused, open_steps, steps_of
from tests.factories import profiles as cast
from tests.factories.annual import all_met, today
from tests.review.acts import KINDS, TABLE, TABLES, left_behind, take

every_kind = pytest.mark.parametrize("kind", KINDS)
every_state = pytest.mark.parametrize("state", State.values)
every_step = pytest.mark.parametrize("step", TABLE)


@every_kind
def test_the_declared_steps_are_those_of_the_design(kind):
    declared = {
        step.name: ({str(role.acting_as) for role in step.who}, set(map(str, step.sources)), str(step.target))
        for step in steps_of(KINDS[kind])
    }

    assert declared == TABLES[kind]


@every_kind
def test_every_step_tells(kind):
    assert [step.name for step in steps_of(KINDS[kind]) if not hasattr(KINDS[kind].notices, step.tells)] == []


@pytest.mark.one_database
@every_kind
@every_state
def test_steps_are_open_to_their_people_alone(
    case_at, anna, stranger, officer, officer2, press, passoffice, kind, state
):
    case = case_at(kind, state)

    def offered(user):
        return {step.name for step in open_steps(case, user)}

    def of_the_table(role):
        return {name for name, (who, sources, _) in (TABLES[kind]).items() if role in who and state in sources}

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


@pytest.mark.one_database
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


@pytest.mark.one_database
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


# --- What single steps do ---------------------------------------------------------------------------------------------


@every_kind
def test_what_the_officer_judged_is_kept_with_the_decision(case_at, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    name = next(answer.criterion.name for answer in case.answers(today()) if answer.is_judged)
    verdict = {"verdict": Verdict.MET, "note": "Looked at it."}

    case.approve(by=officer, judged=all_met(case) | {name: verdict} if kind == "annual" else {name: verdict})

    kept = {line["criterion"]: line for line in case.decisions.get(step="approve").verdicts}
    assert kept[name]["officer"] == verdict
    assert kept[name]["verdict"] in Verdict.values
    others = all_met(case) if kind == "annual" else {}
    assert all(line["officer"] == others.get(criterion) for criterion, line in kept.items() if criterion != name)


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
