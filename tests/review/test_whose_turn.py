"""Done, now and next in every state of both kinds, for the applicant and for officers (B3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import progress_of, timeline_of
from events import publishing
from events.models import Event
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending, today
from tests.factories.events import event

KINDS = ("annual", "adhoc")
REVIEW, ANSWER, PASS = "Review by the office", "Answer", "Collecting the pass"
# By state: now and what follows; where the two kinds differ, by kind.
TABLE = {
    State.DRAFT: (["To be submitted"], [REVIEW, ANSWER, PASS]),
    State.SUBMITTED: (["Review"], [ANSWER, PASS]),
    State.INFORMATION_REQUESTED: (["Missing information"], [REVIEW, ANSWER, PASS]),
    State.APPROVED: {"annual": ([PASS], ["Renewal"]), "adhoc": ([PASS], ["The event"])},
    State.DENIED: (["Ended"], []),
    State.REVOKED: (["Ended"], []),
    State.WITHDRAWN: (["Ended"], []),
    State.CLOSED: (["Ended"], []),
}
WHO = {
    State.DRAFT: ("you", "the media representative"),
    State.INFORMATION_REQUESTED: ("you", "the media representative"),
    State.SUBMITTED: (office.OFFICE_NAME, office.OFFICE_NAME),
    State.APPROVED: ("you", "the media representative"),
}
PHASES = {
    State.DRAFT: ["now", "next", "next", "next"],
    State.SUBMITTED: ["done", "now", "next", "next"],
    State.INFORMATION_REQUESTED: ["done", "now", "next", "next"],
    State.APPROVED: ["done", "done", "done", "now"],
}


def titles(entries, place):
    return [str(entry.title) for entry in entries if entry.place == place]


def texts(entries, *places):
    return " ".join(str(entry.text) for entry in entries if entry.place in places)


@pytest.mark.one_database
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", State)
def test_b3_every_state_says_what_is_now_since_when_by_whom_and_what_follows(kind, state, case_at, anna, officer):
    case = case_at(kind, state)
    now, following = TABLE[state][kind] if isinstance(TABLE[state], dict) else TABLE[state]

    for viewer, own in ((anna, True), (officer, False)):
        entries = timeline_of(case, viewer)
        assert titles(entries, "now") == now
        assert titles(entries, "next") == following
        standing = next(entry for entry in entries if entry.place == "now")
        assert standing.at is not None
        assert standing.text
        assert str(standing.who) == str(WHO.get(state, ("", ""))[0 if own else 1])
        assert "Begun" in titles(entries, "done")
    assert [phase.place for phase in progress_of(case, timezone.now())] == PHASES.get(state, ["done", "ended"])


@pytest.mark.parametrize("kind", KINDS)
def test_b3_a_pass_that_is_collected_is_awaited_no_more(client, kind, case_at, anna, officer, passoffice):
    case = case_at(kind, State.APPROVED)
    client.force_login(anna)
    assert "your pass is collected" not in client.get(case.get_absolute_url()).text
    case.hand_overs.record(case, by=passoffice)
    assert "your pass is collected" in client.get(case.get_absolute_url()).text

    entries = timeline_of(case, anna)

    assert titles(entries, "now") == ["Accredited"]
    assert "Pass collected" in titles(entries, "done")
    assert [phase.place for phase in progress_of(case, timezone.now())] == ["done"] * 4


@pytest.mark.parametrize("kind", KINDS)
def test_b3_a_reopened_case_waits_since_it_was_reopened_and_a_correction_moves_nothing(kind, case_at, anna, officer):
    case = case_at(kind, State.DENIED)
    before = timezone.now()
    case.reopen(by=officer, note="The editor called.")
    reopened = case.decisions.get(step="reopen").at
    case.correct(by=anna)

    entry = next(entry for entry in timeline_of(case, anna) if str(entry.title) == "Review" and entry.place == "now")

    assert entry.at == reopened >= before


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED])
def test_p13_of_a_cancelled_event_and_of_one_that_is_over_nothing_is_awaited(state, anna, officer, press):
    case = event_registration(anna, event(by=press), at=state, officer=officer)
    days = {"starts_on": case.event.starts_on, "ends_on": case.event.ends_on}
    Event.objects.filter(pk=case.event_id).update(**{name: day - timedelta(days=30) for name, day in days.items()})
    case.event.refresh_from_db()
    over = timeline_of(case, anna)
    Event.objects.filter(pk=case.event_id).update(**days)
    publishing.cancel(
        Event.objects.get(pk=case.event_id), by=press, at=timezone.now(), words="The ministers do not meet."
    )
    case.event.refresh_from_db()
    cancelled = timeline_of(case, anna)

    assert titles(over, "now") == ["The event is over: nothing can be changed any more."]
    assert titles(cancelled, "now") == ["The event is cancelled: nothing can be changed any more."]
    assert titles(over, "next") == titles(cancelled, "next") == []
    assert progress_of(case, timezone.now())[-1].place == "ended"


def test_s10_an_accreditation_that_has_lapsed_says_so_and_how_long_it_can_be_renewed(anna, officer):
    case = annual_request(anna, at=State.APPROVED, officer=officer)

    lapsed = timeline_of(ending(case, today() - timedelta(days=1)), anna)
    long_ago = timeline_of(ending(case, today() - office.RENEWAL_STILL - timedelta(days=1)), anna)

    assert (titles(lapsed, "now"), titles(lapsed, "next")) == (["Expired"], ["Renewal"])
    assert (titles(long_ago, "now"), titles(long_ago, "next")) == (["Expired"], [])


def test_b3_a_question_whose_day_has_passed_can_still_be_answered(anna, officer, meeting):
    case = event_registration(anna, meeting, at=State.INFORMATION_REQUESTED, officer=officer)
    case.reply_by = today() - timedelta(days=1)

    assert "You can still give it." in texts(timeline_of(case, anna), "now")
    assert "has not come" in texts(timeline_of(case, officer), "now")


def test_p1_a_draft_says_until_when_it_is_to_be_sent(anna, press):
    meeting = event(by=press, registration_deadline=timezone.now() + timedelta(days=3))
    case = event_registration(anna, meeting, at=State.DRAFT)

    assert meeting.shown_deadline in texts(timeline_of(case, anna), "now")


@pytest.mark.parametrize("kind", KINDS)
def test_b3_how_far_it_is_is_seen_before_anything_is_read(client, case_at, anna, kind):
    case = case_at(kind, State.INFORMATION_REQUESTED)
    client.force_login(anna)

    page = client.get(case.get_absolute_url()).text

    assert page.index('class="phases"') < page.index('class="notice') < page.index('class="timeline"')
    assert page.count('aria-current="step"') == 2
