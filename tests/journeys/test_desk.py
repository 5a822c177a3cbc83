"""The desk in a real browser: five cases decided with the keyboard alone, and two officers on one case (B6, B7)."""

import pytest

from accreditation_portal.review.states import State
from tests.journeys import desk
from tests.journeys.acts import officers_page, step_form, take
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def keys(open_context, officer):
    return Keyboard(officers_page(open_context, javascript=True))


@pytest.fixture
def waiting(portal, press):
    return desk.four_who_wait(press)


def test_b6_five_cases_are_decided_with_the_keyboard_alone(keys, waiting, officer):
    request = desk.one_whose_original_came(officer)

    desk.decide_four(keys, waiting)
    desk.approve_annual(keys, request)

    desk.four_are_decided(waiting, by=officer)
    desk.annual_is_approved(request, by=officer)


@pytest.mark.both_databases
def test_b7_of_two_officers_on_one_case_the_second_is_told_and_loses_nothing(open_context, waiting, officer, officer2):
    case = waiting[0]
    first, second = (officers_page(open_context, True, name) for name in ("officer", "officer2"))
    for page in (first, second):
        page.goto(f"/admin/adhoc/eventregistration/{case.pk}/change/")
    told = second.get_by_role("status")
    assert f"{officer.shown_name} has this case open too" in told.inner_text()

    form = step_form(second, "deny")
    form.locator("textarea[name=words]").fill("The letter of assignment is of another person.")
    approval = step_form(first, "approve")
    for met in approval.locator("input[type=radio][value=met]").all():
        met.check()
    take(first, approval)
    take(second, form)

    case.refresh_from_db()
    assert (case.state, case.decided_by) == (State.APPROVED, officer)
    page = second.locator("main").inner_text()
    assert officer.shown_name in page
    assert "Nothing was done: the case has changed meanwhile." in page
    kept = [second.locator("main pre").all_inner_texts(), second.locator("main textarea").all()]
    assert "The letter of assignment is of another person." in [*kept[0], *(area.input_value() for area in kept[1])]
    assert not case.decisions.filter(step="deny").exists()
