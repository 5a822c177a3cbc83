"""What a registration costs: the queries of its three requests, however much there is to show (P1, P13, S20)."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accreditation_portal.review.states import Ground, State
from adhoc.models import LateAdmission, LostCover
from profiles.models import IssuingBody
from tests.adhoc.conftest import answers, form_of, mine, scan
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request

BAR = 30
WORDS = {"role": "journalist", "organisation_name": "Daily Gazette", "purpose": "To report on the summit."}


def cost(client, event, **words) -> list[int]:
    """The queries of the form, of its POST to the page to check, and of the POST that submits.

    Savepoints are left out: outside a test they are the beginning and the end of a transaction, which are no queries.
    """
    counted = []

    def answered(send, *arguments):
        with CaptureQueriesContext(connection) as queries:
            answer = send(form_of(event), *arguments)
        counted.append(sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries))
        return answer

    answered(client.get)
    check = answered(client.post, {**WORDS, **words, "check": "1"})
    sent = answered(client.post, {"checked": check.context["checked"], "submit": "1"})
    assert sent.status_code == 302
    return counted


def draft(client, event, **more):
    client.post(form_of(event), answers(draft="1", **more))


def test_a_registration_takes_thirty_queries_at_most(as_anna, anna, away):
    draft(as_anna, away)

    counted = cost(as_anna, away)

    assert mine(anna).get().state == State.SUBMITTED
    assert counted == [6, 6, 12]  # the last one asks once whether staff worded the letter anew
    assert sum(counted) <= BAR


@pytest.mark.both_databases
def test_also_when_every_answer_is_another_than_in_the_draft(as_anna, anna, away):
    draft(as_anna, away)

    counted = cost(as_anna, away, role="photographer", purpose="To take pictures.")

    assert (mine(anna).get().role, mine(anna).get().purpose) == ("photographer", "To take pictures.")
    assert sum(counted) <= BAR


def test_more_of_everything_costs_no_more(as_anna, anna, away, press):
    body = IssuingBody.objects.create(country="BE", name="Union of Journalists", kind="union")
    person = anna.representative
    for number in range(4):
        person.use_card(number=f"BE-{number}", issuing_body=body)
    for number in range(3):
        away.programme.create(day=away.starts_on, title_en=f"Item {number}")
        gate = away.collection_points.create(place_en=f"Gate {number}")
        gate.hours.create(day=away.starts_on, opens=time(8), closes=time(18))
    event_registration(anna, stage.event("another", by=press, at_headquarters=False,
                                         annual_accreditation_suffices=False))  # fmt: skip
    draft(
        as_anna, away, identity=[scan(f"{n}.jpg", (400 + n, 400)) for n in range(5)],
        profession=[scan(f"{n}.jpg", (500 + n, 400)) for n in range(5)],
    )  # fmt: skip

    assert cost(as_anna, away) == [6, 6, 12]
    assert mine(anna).get(event=away).attachments.handed_in().count() == 10
    assert mine(anna).get(event=away).press_card.number == "BE-3"


def test_who_begins_anew_pays_no_more_for_the_form(as_anna, anna, away):
    event_registration(anna, away, at=State.WITHDRAWN)

    with CaptureQueriesContext(connection) as queries:
        page = as_anna.get(form_of(away))

    assert "You withdrew your registration" in page.text
    assert len(queries) <= 8


@pytest.mark.both_databases
@pytest.mark.parametrize("officer_admits", [True, False], ids=["admitted", "in_grace"])
def test_p1_p13_who_registers_after_the_deadline_pays_for_the_questions_besides(
    as_anna, anna, officer, press, officer_admits
):
    event = stage.event("ministerial-full", by=press)  # at the Headquarters: annual accreditation would suffice
    annual_request(anna, at=State.SUBMITTED)
    draft(as_anna, event)
    type(event).objects.filter(pk=event.pk).update(registration_deadline=timezone.now() - timedelta(hours=1))
    who = {"event": event, "representative": anna.representative}
    if officer_admits:
        LateAdmission.objects.create(**who, by=officer, reason="Told too late.")
    else:
        LostCover.objects.create(**who, at=timezone.now())

    assert sum(cost(as_anna, event)) <= BAR + 9
    sent = mine(anna).get()
    assert (sent.late, sent.admission_id is not None) == (officer_admits, officer_admits)


def test_one_begins_from_the_profile_where_the_case_before_was_closed_since_nobody_needed_it(
    as_anna, anna, officer, away
):
    before = event_registration(anna, away)
    type(before).objects.filter(pk=before.pk).update(organisation_name="Evening Post", purpose="As before.")
    before.close(by=officer, ground=Ground.COVERED)

    page = as_anna.get(form_of(away))

    assert page.context["before"] is None
    assert page.context["form"]["organisation_name"].value() == "Daily Gazette"
    assert page.context["form"]["purpose"].value() == ""


def test_a_case_that_another_window_submitted_with_other_answers_is_not_submitted_twice(as_anna, anna, away):
    check = as_anna.post(form_of(away), answers(check="1"))
    as_anna.post(form_of(away), {**WORDS, "purpose": "Changed since.", "check": "1"})
    as_anna.post(form_of(away), {"submit": "1"})

    answer = as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]})

    assert answer.url == mine(anna).get().get_absolute_url()
    assert mine(anna).get().purpose == "Changed since."
    assert mine(anna).get().decisions.count() == 1
