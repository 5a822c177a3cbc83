"""The desk for annual requests."""

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from annual.validity import validity_of_new
from tests.factories.annual import all_met, annual_request, original, today

LIST = reverse("admin:annual_annualrequest_changelist")


def address(case):
    return reverse("admin:annual_annualrequest_change", args=[case.pk])


def answers(case, **verdicts):
    """The form to approve, with a verdict on everything that is an officer's to judge."""
    judged = {f"verdict_{name}": "met" for name in all_met(case)}
    return {"step": "approve", "seen": case.latest_decision_id, "until": f"{last_day():%Y-%m-%d}", **judged, **verdicts}


def last_day():
    return validity_of_new(today())[1]


def test_s15_an_officer_approves_an_annual_request(client, officer, anna):
    case = annual_request(anna)
    original(case, officer)
    client.force_login(officer)
    page = client.get(address(case)).content.decode()

    client.post(address(case), {**answers(case), "act": "take"})

    case.refresh_from_db()
    assert "S13" in page
    assert (case.state, case.decided_by) == (State.APPROVED, officer)
    assert case.valid_until is not None


def test_p9_the_pass_office_reads_what_is_approved_and_until_when(client, officer, passoffice, anna, bruno):
    approved = annual_request(anna, at=State.APPROVED, officer=officer)
    waiting = annual_request(bruno)
    client.force_login(passoffice)

    page = client.get(address(approved)).content.decode()

    assert "Anna Peeters" in page
    assert str(approved.valid_until.year) in page
    assert approved.document_number not in page
    assert client.get(address(waiting)).status_code == 404
    assert [case.pk for case in client.get(LIST).context["cl"].result_list] == [approved.pk]


@pytest.mark.parametrize("step", ["revoke", "close"])
def test_a_letter_of_an_ending_is_shown_without_ending_anything(client, officer, anna, step):
    case = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(officer)
    until = case.valid_until

    response = client.post(
        address(case),
        {"step": step, "seen": case.latest_decision_id, "act": "preview", "words": "Words.", "ground": "duplicate"},
    )

    case.refresh_from_db()
    assert "The letter that will be sent" in response.content.decode()
    assert (case.state, case.valid_until) == (State.APPROVED, until)


def test_an_annual_case_and_its_list_have_a_bounded_number_of_queries(
    client, officer, anna, bruno, stranger, django_assert_max_num_queries
):
    case = annual_request(anna)
    for user in (bruno, stranger):
        annual_request(user)
    client.force_login(officer)

    with django_assert_max_num_queries(45):
        client.get(address(case))
    with django_assert_max_num_queries(11):
        client.get(LIST)
