"""When no form is offered: covered, closed, cancelled, elsewhere; and what comes late."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accreditation_portal.review.states import State
from adhoc.models import LateAdmission
from events import publishing
from tests.adhoc.conftest import answers, form_of, mine, walk
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request


def refused(client, event, sentence):
    """Neither page nor POST offers or takes anything, and the page says why."""
    page, post = client.get(form_of(event)), client.post(form_of(event), {"submit": "1"})
    return all("<textarea" not in answer.text and sentence in answer.text for answer in (page, post))


def test_s20_a_covered_person_is_offered_no_form(client, holder, at_home):
    client.force_login(holder)

    assert refused(client, at_home, "covers this event")
    assert not mine(holder).exists()


def test_s22_away_the_holder_is_offered_the_form(client, holder, away):
    client.force_login(holder)

    assert "<textarea" in client.get(form_of(away)).text


def test_p1_after_the_deadline_it_is_refused(as_anna, anna, closed):
    assert refused(as_anna, closed, "Registration is closed")
    assert not mine(anna).filter(state=State.SUBMITTED).exists()


def test_p1_the_deadline_passes_between_the_page_and_the_sending(as_anna, anna, away):
    check = as_anna.post(form_of(away), answers(check="1"))
    with time_machine.travel(away.registration_deadline + timedelta(minutes=1), tick=False):
        as_anna.force_login(anna)
        answer = as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]})
        typed = as_anna.post(form_of(away), answers(check="1", purpose="Typed too late"))

    assert "Your registration was not submitted; your draft is kept." in answer.text
    assert "Registration is closed" in answer.text
    assert "kept in your draft" in typed.text
    assert (mine(anna).get().state, mine(anna).get().purpose) == (State.DRAFT, "Typed too late")


def covered(anna, officer, press, event):
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    today = timezone.localdate()
    type(request).objects.filter(pk=request.pk).update(valid_from=today, valid_until=today + timedelta(days=400))


def accredited_elsewhere(anna, officer, press, event):
    type(event).objects.filter(pk=event.pk).update(accredited_by="Host city", annual_accreditation_suffices=False)


def cancelled(anna, officer, press, event):
    publishing.cancel(event, by=press, at=timezone.now(), words="Called off.")


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("happens", "sentence"),
    [(covered, "covers this event"), (accredited_elsewhere, "Host city"), (cancelled, "cancelled")],
)
def test_what_ends_the_need_between_the_page_and_the_sending(as_anna, anna, officer, press, at_home, happens, sentence):
    check = as_anna.post(form_of(at_home), answers(check="1"))
    happens(anna, officer, press, at_home)

    answer = as_anna.post(form_of(at_home), {"submit": "1", "checked": check.context["checked"]})

    assert "Your registration was not submitted; your draft is kept." in answer.text
    assert sentence in answer.text
    assert mine(anna).get().state == State.DRAFT
    assert not mine(anna).get().decisions.exists()


def test_p1_the_whole_minute_of_the_deadline_is_on_time(as_anna, anna, away):
    with time_machine.travel(away.registration_deadline + timedelta(seconds=59), tick=False):
        as_anna.force_login(anna)
        walk(as_anna, away)

    assert (mine(anna).get().state, mine(anna).get().late) == (State.SUBMITTED, False)


def test_p1_late_where_the_event_flags_it(as_anna, anna, flagging):
    form = as_anna.get(form_of(flagging))
    sent = walk(as_anna, flagging)

    assert "marked late" in form.text
    assert mine(anna).get().late is True
    assert "never considered for pools" in as_anna.get(sent.url).text


def test_p1_whom_an_officer_admits_registers_late(as_anna, anna, officer, closed):
    LateAdmission.objects.create(event=closed, representative=anna.representative, by=officer, reason="Replaces Eve.")
    sent = walk(as_anna, closed)

    registration = mine(anna).get()
    assert (registration.state, registration.late) == (State.SUBMITTED, True)
    assert registration.admission.reason == "Replaces Eve."
    assert "admitted after the deadline" in as_anna.get(sent.url).text


def test_before_it_opens(as_anna, press):
    later = stage.event("later", by=press, registration_opens_at=timezone.now() + timedelta(days=1))

    assert refused(as_anna, later, "Registration is not open yet")


def test_a_cancelled_event(as_anna, anna, press, away):
    event_registration(anna, away, at=State.DRAFT)
    publishing.cancel(away, by=press, at=timezone.now(), words="Called off.")

    assert refused(as_anna, away, "The event is cancelled")


def test_an_event_that_is_over(as_anna, anna, away):
    with time_machine.travel(away.ends, tick=False):
        as_anna.force_login(anna)

        assert refused(as_anna, away, "The event is over")


def test_p14_accredited_elsewhere_the_page_links_there(as_anna, press):
    hosted = stage.event("hosted", by=press, accredited_by="Host city", accredited_by_url="https://host.example/",
                         annual_accreditation_suffices=False)  # fmt: skip

    assert refused(as_anna, hosted, "https://host.example/")


@pytest.mark.parametrize("state", [State.DENIED, State.REVOKED, State.CLOSED])
def test_what_the_office_ended_only_the_office_reopens(as_anna, anna, officer, away, state):
    event_registration(anna, away, at=state, officer=officer)

    assert refused(as_anna, away, "only the office can take the")
    assert mine(anna).count() == 1


def test_s23_an_unpublished_event_is_not_there(as_anna, db):
    hidden = stage.event("hidden")

    assert as_anna.get(form_of(hidden)).status_code == 404
    assert as_anna.post(form_of(hidden), answers(check="1")).status_code == 404


def test_anonymous_people_log_in_first_and_staff_stay_out(client, officer, away):
    anonymous = client.get(form_of(away))
    client.force_login(officer)

    assert (anonymous.status_code, form_of(away) in anonymous.url) == (302, True)
    assert client.get(form_of(away)).status_code == 403
