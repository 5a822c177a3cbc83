"""The hand-over of a pass: recorded once, by the Pass Office alone, while there is something to collect (S10, P9)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data.erasure import erase
from accreditation_portal.review.passes import HandedOverMeanwhile, may_hand_over
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import timeline_of
from adhoc.models import PassHandOver as EventPass
from annual.models import PassHandOver as AnnualPass
from tests.factories import profiles as cast
from tests.factories.annual import ending, today
from tests.review.acts import KINDS, left_behind, take
from tests.review.test_collisions import _at_once

PASSES = {"annual": AnnualPass, "adhoc": EventPass}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def clerk2(db):
    other = cast.staff("clerk2", "Pass Office")
    other.first_name, other.last_name = "Petra", "Second"
    other.save()
    return other


@every_kind
def test_a_hand_over_says_who_and_when_and_leaves_case_record_and_mailbox_as_they_were(case_at, passoffice, kind):
    case, at = case_at(kind, State.APPROVED), timezone.now()
    before = left_behind(case)

    made = PASSES[kind].objects.record(case, by=passoffice, at=at)

    assert (made.case, made.by, made.at, made.struck_at) == (case, passoffice, at, None)
    assert case.hand_over == made
    assert left_behind(case) == before


@every_kind
@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_no_pass_is_handed_over_of_a_case_that_is_not_approved(case_at, passoffice, kind, state):
    case = case_at(kind, state)

    with pytest.raises(StepRefused, match="not approved any more"):
        PASSES[kind].objects.record(case, by=passoffice)
    assert not PASSES[kind].objects.exists()


@every_kind
def test_it_is_asked_of_the_row_as_it_is_now(case_at, passoffice, officer, kind):
    stale = case_at(kind, State.APPROVED)
    take(type(stale).objects.get(pk=stale.pk), "revoke", officer)

    with pytest.raises(StepRefused):
        PASSES[kind].objects.record(stale, by=passoffice)


@every_kind
def test_nobody_but_the_pass_office_records_it_and_nobody_for_themselves(
    case_at, anna, officer, press, passoffice, kind
):
    case = case_at(kind, State.APPROVED)
    root = cast.account("root", is_staff=True, is_superuser=True)
    assert may_hand_over(case, passoffice)
    assert may_hand_over(case, root)
    anna.is_staff = True
    anna.save()
    anna.groups.set(passoffice.groups.all())

    for user in (anna, officer, press):
        with pytest.raises(PermissionDenied):
            PASSES[kind].objects.record(case, by=user)
    hand_over = PASSES[kind].objects.record(case, by=root)
    for user in (anna, officer, press):
        with pytest.raises(PermissionDenied):
            hand_over.strike_out(by=user, why="Mine.")


def test_an_annual_pass_is_collected_until_the_last_day_of_the_accreditation(case_at, passoffice):
    case = ending(case_at("annual", State.APPROVED), today() + timedelta(days=3))
    last = datetime.combine(case.valid_until, datetime.min.time(), office.ZONE) + timedelta(hours=23, minutes=59)

    assert case.refusal_of_hand_over(last) is None
    assert "has ended" in str(case.refusal_of_hand_over(last + timedelta(minutes=1)))
    with pytest.raises(StepRefused, match="has ended"):
        AnnualPass.objects.record(case, by=passoffice, at=last + timedelta(minutes=1))
    kind = type(case).objects
    assert list(kind.collectable(last)) == [case]
    assert list(kind.collectable(last + timedelta(minutes=1))) == []


def test_an_annual_pass_is_collected_before_the_accreditation_begins(case_at, passoffice):
    case = case_at("annual", State.APPROVED)
    case.valid_from, case.valid_until = today() + timedelta(days=20), today() + timedelta(days=200)
    case.save()

    assert AnnualPass.objects.record(case, by=passoffice)


def test_a_pass_for_an_event_is_collected_until_the_event_is_over_or_cancelled(case_at, passoffice, press):
    case = case_at("adhoc", State.APPROVED)
    end, kind = case.event.ends, type(case).objects

    assert case.refusal_of_hand_over(end - timedelta(seconds=1)) is None
    with pytest.raises(StepRefused, match="The event is over"):
        EventPass.objects.record(case, by=passoffice, at=end)
    assert list(kind.collectable(end - timedelta(seconds=1))) == [case]
    assert list(kind.collectable(end)) == []
    case.event.cancelled_at, case.event.cancelled_by = timezone.now(), press
    case.event.save()
    with pytest.raises(StepRefused, match="The event is cancelled"):
        EventPass.objects.record(case, by=passoffice)
    assert not kind.collectable(timezone.now()).exists()


@every_kind
def test_b7_the_second_clerk_is_told_who_was_first_and_when(case_at, passoffice, clerk2, kind):
    case = case_at(kind, State.APPROVED)
    first = PASSES[kind].objects.record(case, by=clerk2, seen=0)

    with pytest.raises(HandedOverMeanwhile) as refused:
        PASSES[kind].objects.record(case, by=passoffice, seen=0)

    assert refused.value.hand_over == first
    assert f"Petra Second recorded the hand-over of the pass on {first.shown_at}." == str(refused.value)
    assert PASSES[kind].objects.count() == 1


@every_kind
def test_a_lost_pass_is_replaced_only_after_the_first_hand_over_is_struck_out(case_at, passoffice, clerk2, kind):
    case = case_at(kind, State.APPROVED)
    first = PASSES[kind].objects.record(case, by=passoffice)

    with pytest.raises(StepRefused, match="Say why"):
        first.strike_out(by=clerk2, why="  ")
    first.strike_out(by=clerk2, why="Lost on the train.")
    with pytest.raises(HandedOverMeanwhile, match="Petra Second struck it out"):
        PASSES[kind].objects.record(case, by=passoffice, seen=0)  # a page of before the first one
    second = PASSES[kind].objects.record(case, by=passoffice, seen=first.pk)

    first.refresh_from_db()
    assert (first.struck_by, first.struck_why) == (clerk2, "Lost on the train.")
    case = type(case).objects.get(pk=case.pk)
    assert (case.hand_over, case.latest_hand_over_id) == (second, second.pk)


@every_kind
def test_b9_nothing_is_written_about_somebody_erased(case_at, passoffice, clerk2, kind, anna):
    case = case_at(kind, State.WITHDRAWN)
    hand_over = PASSES[kind].objects.create(case=case, by=passoffice)
    erase(case.representative.user, timezone.now())

    with pytest.raises(StepRefused, match="are erased"):
        hand_over.strike_out(by=clerk2, why="Anna lost it on the train.")

    hand_over.refresh_from_db()
    assert (hand_over.struck_at, hand_over.struck_why) == (None, "")


@every_kind
def test_what_is_struck_out_is_not_struck_out_again(case_at, passoffice, clerk2, kind):
    hand_over = PASSES[kind].objects.record(case_at(kind, State.APPROVED), by=passoffice)
    stale = PASSES[kind].objects.get(pk=hand_over.pk)
    hand_over.strike_out(by=clerk2, why="The wrong person.")

    with pytest.raises(StepRefused, match="Petra Second struck it out"):
        stale.strike_out(by=passoffice, why="Another reason.")
    assert stale.struck_why == "The wrong person."


@every_kind
def test_the_database_keeps_one_standing_hand_over_and_whole_reasons(case_at, passoffice, kind):
    case, model, now = case_at(kind, State.APPROVED), PASSES[kind], timezone.now()
    model.objects.create(case=case, by=passoffice)

    for broken in (
        {},
        {"struck_at": now},
        {"struck_at": now, "struck_by": passoffice},
        {"struck_by": passoffice, "struck_why": "No time."},
        {"struck_at": now, "struck_why": "Nobody."},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(case=case, by=passoffice, **broken)
    model.objects.create(case=case, by=passoffice, struck_at=now, struck_by=passoffice, struck_why="Lost.")


@every_kind
@pytest.mark.usefixtures("transactional")
def test_b7_two_clicks_at_the_same_instant_hand_over_once(case_at, passoffice, clerk2, kind):
    case, model = case_at(kind, State.APPROVED), PASSES[kind]

    answers = _at_once(*[lambda by=by: model.objects.record(case, by=by, seen=0) for by in (passoffice, clerk2)])

    assert sorted(type(answer).__name__ for answer in answers) == ["HandedOverMeanwhile", "PassHandOver"]
    assert model.objects.count() == 1


@every_kind
@pytest.mark.usefixtures("transactional")
def test_a_revocation_at_the_same_instant_leaves_no_hand_over_after_it(case_at, passoffice, officer, kind):
    case, model = case_at(kind, State.APPROVED), PASSES[kind]

    handed_over, _revoked = _at_once(
        lambda: model.objects.record(case, by=passoffice),
        lambda: take(KINDS[kind].objects.get(pk=case.pk), "revoke", officer),
    )

    assert KINDS[kind].objects.get(pk=case.pk).state == State.REVOKED
    assert model.objects.count() == isinstance(handed_over, model)  # before it, or refused
    with pytest.raises(StepRefused):
        model.objects.record(case, by=passoffice)


@every_kind
def test_b3_the_applicant_reads_that_the_pass_was_collected_and_officers_who_handed_it_over(
    case_at, anna, officer, passoffice, clerk2, kind
):
    case = case_at(kind, State.APPROVED)
    PASSES[kind].objects.record(case, by=clerk2).strike_out(by=clerk2, why="Lost on the train.")
    PASSES[kind].objects.record(case, by=passoffice)
    mails = OutboxMail.objects.count()

    own, desk = timeline_of(case, anna), timeline_of(case, officer)

    mine = [entry for entry in own if "Pass" in str(entry.title)]
    assert [(str(entry.title), entry.who, entry.note) for entry in mine] == [("Pass collected", "", "")]
    assert not any("Petra" in f"{entry.who}{entry.text}" or "train" in entry.note for entry in own)
    theirs = [entry for entry in desk if "ass" in str(entry.title) and entry.who]
    assert [(str(entry.title), entry.who) for entry in theirs if "over" in str(entry.title)] == [
        ("Hand-over of the pass, struck out since", "Petra Second"), ("Pass handed over", passoffice.shown_name),
    ]  # fmt: skip
    assert "Lost on the train." in [entry.note for entry in desk]
    assert OutboxMail.objects.count() == mails


@every_kind
def test_cases_are_found_by_whether_and_when_their_pass_was_handed_over(case_at, passoffice, kind):
    case, model = case_at(kind, State.APPROVED), PASSES[kind]
    cases, day = type(case).objects, today()
    assert list(cases.without_pass_handed_over()) == [case]

    hand_over = model.objects.record(case, by=passoffice)
    assert list(cases.with_pass_handed_over()) == list(cases.with_pass_handed_over(on=day)) == [case]
    assert not cases.with_pass_handed_over(on=day - timedelta(days=1)).exists()
    assert not cases.without_pass_handed_over().exists()

    hand_over.strike_out(by=passoffice, why="A mistake.")
    assert list(cases.without_pass_handed_over()) == [case]
    assert not cases.with_pass_handed_over(on=day).exists()


def test_a_day_of_the_office_begins_at_its_midnight(case_at, passoffice):
    case, day = case_at("annual", State.APPROVED), today()
    midnight = datetime.combine(day, datetime.min.time(), office.ZONE)
    hand_over = AnnualPass.objects.record(case, by=passoffice, at=midnight)

    for at, expected in ((midnight, 1), (midnight - timedelta(seconds=1), 0), (midnight + timedelta(hours=30), 0)):
        AnnualPass.objects.filter(pk=hand_over.pk).update(at=at)
        assert AnnualPass.objects.on_day(day).count() == expected, at
