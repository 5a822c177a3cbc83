"""The desk in a real browser: five cases decided with the keyboard alone, and two officers on one case (B6, B7)."""

import pytest

from accreditation_portal.review.states import Ground, State
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original, press_card
from tests.factories.events import event
from tests.journeys.acts import latest_mail, officers_page, step_form, take
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def desk(open_context, officer):
    return officers_page(open_context, javascript=True)


@pytest.fixture
def waiting(portal, press):
    """Four people who registered for a meeting, in the order in which they did."""
    meeting = event(by=press)
    names = ("ada", "ben", "cleo", "dora")
    return [event_registration(cast.representative(name, birth_date=f"19{70 + n}-01-01"), meeting)
            for n, name in enumerate(names)]  # fmt: skip


def tab_to(page, wanted):
    return Keyboard(page).to(wanted)


def to_the_decision(page):
    """The link that leads over everything that is only read; it is seen while it has the focus."""
    tab_to(page, ".to-decision")
    assert page.locator(".to-decision").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")


def unfold(page, step):
    tab_to(page, f"details.{step} > summary")
    page.keyboard.press("Enter")


def judge_all_met(page):
    """Each criterion is one stop of Tab; its first choice is that it is met."""
    for criterion in page.locator("details[open] fieldset.judgement").all():
        tab_to(page, f"#{criterion.get_attribute('id')} input[type=radio]")
        page.keyboard.press("Space")


def take_next(page):
    with page.expect_navigation():
        tab_to(page, "details[open] button[value=take_next]")
        page.keyboard.press("Enter")


def test_b6_five_cases_are_decided_with_the_keyboard_alone(desk, waiting, officer):
    approved, denied, asked, closed = waiting
    desk.goto(f"/admin/adhoc/eventregistration/{approved.pk}/change/")

    to_the_decision(desk)
    judge_all_met(desk)
    take_next(desk)

    assert desk.url.endswith(f"/{denied.pk}/change/#content-start")
    to_the_decision(desk)
    unfold(desk, "deny")
    tab_to(desk, "details.deny textarea[name=words]")
    desk.keyboard.type("Nothing shows that you report for the media.")
    take_next(desk)

    assert desk.url.endswith(f"/{asked.pk}/change/#content-start")
    to_the_decision(desk)
    unfold(desk, "request_information")
    tab_to(desk, "details.request_information input[name=items][value=photo]")
    desk.keyboard.press("Space")
    tab_to(desk, "details.request_information textarea[name=words]")
    desk.keyboard.type("The photo is too dark.")
    take_next(desk)

    assert desk.url.endswith(f"/{closed.pk}/change/#content-start")
    to_the_decision(desk)
    unfold(desk, "close")
    tab_to(desk, "details.close input[name=ground]")
    desk.keyboard.press("Space")
    with desk.expect_navigation():  # the last one: nothing follows
        tab_to(desk, "details[open] button[value=take]")
        desk.keyboard.press("Enter")

    for case, state in zip(
        waiting, (State.APPROVED, State.DENIED, State.INFORMATION_REQUESTED, State.CLOSED), strict=True
    ):
        case.refresh_from_db()
        assert case.state == state
        assert case.decisions.latest("pk").by == officer
    assert closed.ground in Ground.values
    assert (
        "Nothing shows that you report for the media."
        in latest_mail("adhoc.denied", to=denied.representative.user.email).text
    )


def test_b6_an_annual_request_is_approved_with_the_keyboard_alone(desk, portal, officer):
    person = cast.representative("ella")
    press_card(person)
    request = annual_request(person)
    original(request, officer)
    desk.goto(f"/admin/annual/annualrequest/{request.pk}/change/")

    to_the_decision(desk)
    judge_all_met(desk)
    with desk.expect_navigation():
        tab_to(desk, "details[open] button[value=take]")
        desk.keyboard.press("Enter")

    request.refresh_from_db()
    assert (request.state, request.decided_by) == (State.APPROVED, officer)


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
