"""Who must register for which event: the truth table of S20-S22, and where one person stands."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accreditation_portal.review.states import Ground, State
from adhoc.attendance import Kind, Why, events_to_attend, holders_covering, needs_registration, standing, standings
from adhoc.models import EventRegistration, LateAdmission, LostCover
from adhoc.models.admission import on_time_until
from annual.models import AnnualRequest
from events import publishing
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending


def valid(request, first, last):
    AnnualRequest.objects.filter(pk=request.pk).update(valid_from=first, valid_until=last)


def at(user, event):
    return standing(user, event, timezone.now())


# --- The truth table -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("from_day", "to_day", "needs"),
    [
        (0, 1, False),  # exactly the two days of the event
        (-300, 300, False),
        (0, 0, True),  # the last day is not covered
        (1, 1, True),  # the first day is not
        (-300, -1, True),  # ended the day before
        (2, 300, True),  # begins the day after
    ],
)
def test_d67_annual_accreditation_must_cover_every_day_of_the_event(anna, officer, at_home, from_day, to_day, needs):
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    first = at_home.starts_on
    valid(request, first + timedelta(days=from_day), first + timedelta(days=to_day))

    assert needs_registration(anna, at_home, on=at_home.days) is needs


def test_s20_holders_need_no_registration_at_the_headquarters(holder, at_home):
    assert needs_registration(holder, at_home, on=at_home.days) is False
    assert needs_registration(holder, at_home, on=at_home.starts_on) is False


def test_s20_unless_the_event_says_otherwise(holder, press):
    asks_all = stage.event("summit", by=press, annual_accreditation_suffices=False)

    assert needs_registration(holder, asks_all, on=asks_all.days) is True
    assert at(holder, asks_all).why == Why.EVENT_ASKS_ALL


def test_s22_away_from_the_headquarters_everybody_registers(holder, away):
    assert needs_registration(holder, away, on=away.days) is True
    assert at(holder, away).why == Why.AWAY


@pytest.mark.parametrize("state", [None, *(s for s in State.values if s != State.APPROVED)])
def test_s21_everybody_else_registers_whatever_they_asked_for(anna, officer, at_home, state):
    if state:
        request = annual_request(anna, at=state, officer=officer)
        valid(request, date(2020, 1, 1), date(2099, 12, 31))

    assert needs_registration(anna, at_home, on=at_home.days) is True


def test_two_accreditations_in_a_row_cover_together(anna, officer, at_home):
    first = ending(annual_request(anna, at=State.APPROVED, officer=officer), at_home.starts_on)
    second = annual_request(anna, at=State.APPROVED, officer=officer)
    valid(first, at_home.starts_on - timedelta(days=30), at_home.starts_on)
    valid(second, at_home.ends_on, at_home.ends_on + timedelta(days=300))

    found = at(anna, at_home)

    assert found.kind == Kind.COVERED
    assert found.covered_until == at_home.ends_on + timedelta(days=300)


def test_somebody_elses_accreditation_covers_nobody(holder, bruno, at_home):
    assert needs_registration(bruno, at_home, on=at_home.days) is True


def test_b11_a_pending_renewal_does_not_cover_yet(anna, at_home):
    annual_request(anna, at=State.SUBMITTED)

    found = at(anna, at_home)

    assert (found.kind, found.why) == (Kind.MUST_REGISTER, Why.PENDING)


# --- Where one person stands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "kind", "checked"),
    [
        (State.DRAFT, Kind.MUST_REGISTER, False),
        (State.SUBMITTED, Kind.REGISTERED, True),
        (State.INFORMATION_REQUESTED, Kind.REGISTERED, True),
        (State.APPROVED, Kind.REGISTERED, True),
        (State.DENIED, Kind.ENDED, False),
        (State.REVOKED, Kind.ENDED, False),
        (State.CLOSED, Kind.ENDED, False),
        (State.WITHDRAWN, Kind.MUST_REGISTER, False),
    ],
)
def test_s25_the_box_of_each_state(anna, officer, away, state, kind, checked):
    event_registration(anna, away, at=state, officer=officer)

    found = at(anna, away)

    assert (found.kind, found.is_checked, found.has_box) == (kind, checked, True)
    assert found.can_change is (kind != Kind.ENDED)


def test_a_registration_that_stands_is_shown_before_an_older_one(anna, away, officer):
    event_registration(anna, away, at=State.WITHDRAWN)
    standing_one = event_registration(anna, away, at=State.SUBMITTED)

    assert at(anna, away).registration == standing_one


def test_closed_as_covered_one_may_begin_again_once_cover_is_lost(holder, officer, at_home):
    case = event_registration(holder, at_home, at=State.SUBMITTED)
    case.close(by=officer, ground=Ground.COVERED)
    assert at(holder, at_home).kind == Kind.COVERED

    AnnualRequest.objects.get(representative=holder.representative).revoke(by=officer)

    assert at(holder, at_home).kind == Kind.MUST_REGISTER


def test_p14_where_another_accreditation_covers_there_is_no_box(anna, away, press):
    before = stage.event("press-conference", by=press, accredited_with=away, annual_accreditation_suffices=False)
    elsewhere = stage.event("hosted", by=press, accredited_by="Host city", annual_accreditation_suffices=False)

    for found in standings(anna, [before, elsewhere], timezone.now()):
        assert (found.kind, found.has_box, found.form_is_offered) == (Kind.ELSEWHERE, False, False)


def test_before_opening_and_after_the_deadline(anna, press, closed, flagging):
    later = stage.event("later", by=press, registration_opens_at=timezone.now() + timedelta(days=1))
    kinds = [found.kind for found in standings(anna, [later, closed, flagging], timezone.now())]

    assert kinds == [Kind.NOT_YET_OPEN, Kind.CLOSED, Kind.LATE]


def test_p1_an_admission_opens_the_form_to_that_person_alone(anna, bruno, officer, closed):
    LateAdmission.objects.create(event=closed, representative=anna.representative, by=officer, reason="Replaces Eve.")

    assert at(anna, closed).kind == Kind.LATE
    assert at(bruno, closed).kind == Kind.CLOSED


def test_p13_who_lost_cover_registers_as_on_time_for_some_days(anna, closed):
    lost = LostCover.objects.create(event=closed, representative=anna.representative, at=timezone.now())

    assert at(anna, closed).kind == Kind.MUST_REGISTER
    assert standing(anna, closed, on_time_until(closed, lost.at)).kind == Kind.CLOSED


def test_p13_who_lost_cover_never_has_less_time_than_everybody(anna, away):
    LostCover.objects.create(event=away, representative=anna.representative, at=timezone.now() - timedelta(days=1))

    assert at(anna, away).on_time_until == away.registration_deadline


def test_p13_the_clock_shows_the_later_end_and_asks_only_where_a_lost_cover_can_matter(
    anna, press, away, closed, django_assert_num_queries
):
    soon = stage.event("soon", by=press, registration_deadline=timezone.now() + timedelta(days=1))
    endless = stage.event("endless", by=press, registration_deadline=None)
    for event in (soon, closed, endless):
        LostCover.objects.create(event=event, representative=anna.representative, at=timezone.now())
    where = {event: at(anna, event) for event in (away, soon, closed, endless)}

    with django_assert_num_queries(0):
        assert where[away].clock_until == away.registration_deadline
    assert where[soon].clock_until > soon.registration_deadline
    assert where[closed].clock_until > timezone.now()
    assert where[endless].clock_until == endless.starts
    LostCover.objects.all().delete()
    assert at(anna, soon).clock_until == soon.registration_deadline
    assert at(anna, endless).clock_until is None


def test_cancelled_and_over_come_first(anna, press, away, at_home):
    event_registration(anna, away)
    publishing.cancel(away, by=press, at=timezone.now(), words="Called off.")

    assert at(anna, away).kind == Kind.CANCELLED
    assert at(anna, away).is_checked is False
    assert standing(anna, at_home, at_home.ends).kind == Kind.OVER


def test_the_answers_for_many_events_ask_a_bounded_number_of_times(anna, press, django_assert_max_num_queries):
    events = [stage.event(f"event-{number}", by=press) for number in range(12)]
    for event in events[:4]:
        event_registration(anna, event)

    with django_assert_max_num_queries(6):
        found = standings(anna, events, timezone.now())

    assert [s.is_checked for s in found] == [True] * 4 + [False] * 8
    assert found[0].attachments_in_use == 2


def test_attendance_shows_what_comes_and_what_one_took_part_in(anna, bruno, press):
    coming = stage.event("coming", by=press)
    stage.event("not-published")
    mine, other = (stage.event(slug, by=press) for slug in ("mine", "other"))
    event_registration(anna, mine)
    long_ago = timezone.now() + timedelta(days=20)

    assert events_to_attend(anna, timezone.now()) == [coming, mine, other]
    assert events_to_attend(anna, long_ago) == [mine]
    assert events_to_attend(bruno, long_ago) == []
    assert EventRegistration.objects.count() == 1


def test_holders_covering_are_those_whom_the_rule_names(holder, bruno, officer, at_home):
    partly = annual_request(bruno, at=State.APPROVED, officer=officer)
    valid(partly, at_home.starts_on, at_home.starts_on)

    assert holders_covering(at_home.days) == {holder.representative.pk}
