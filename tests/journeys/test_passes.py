"""The Pass Office in a real browser: scan, look, hand over, the next person; and two clerks at one case (B7, P9)."""

import pytest

from accreditation_portal.review.states import State
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.journeys.acts import officers_page


@pytest.fixture
def collected(portal, press, officer, passoffice):
    """A registration and an annual accreditation whose passes wait."""
    return (
        event_registration(cast.representative("ada", birth_date="1971-01-01"), event(by=press), at=State.APPROVED,
                           officer=officer),
        annual_request(cast.representative("ben", birth_date="1972-01-01"), at=State.APPROVED, officer=officer),
    )  # fmt: skip


def scan(page, text):
    """As a scanner does: it types into whatever has the focus, and presses Enter."""
    page.locator("[name=q]:focus").wait_for()
    with page.expect_navigation():
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def press_button(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_one_person_after_the_other_with_a_scanner(open_context, collected, javascript):
    page = officers_page(open_context, javascript, "passoffice")
    for case in collected:
        scan(page, case.shown_reference)
        assert page.locator("h1", has_text=case.full_name).is_visible()
        assert case.representative.document_number not in page.content()
        press_button(page, "Record the hand-over of the pass")
        assert page.url.endswith("/admin/passes/")
        assert f"{case.full_name}: the hand-over of the pass is recorded." in page.inner_text("main")
        assert page.evaluate("document.activeElement.name") == "q"
    assert "Passes handed over today: 2" in page.inner_text("main")
    scan(page, "E-0000-0000-1")
    assert "look at each character again" in page.get_by_role("alert").inner_text()


def test_who_scans_the_next_person_on_an_open_case_records_nothing_for_it(open_context, collected):
    first, second = collected
    page = officers_page(open_context, True, "passoffice")
    scan(page, first.shown_reference)

    scan(page, second.shown_reference)

    assert page.locator("h1", has_text=second.full_name).is_visible()
    assert not first.hand_overs.exists()


def test_by_name_then_a_mistake_is_struck_out_and_the_pass_handed_over_again(open_context, collected, javascript):
    case = collected[0]
    page = officers_page(open_context, javascript, "passoffice")
    scan(page, "ada")
    with page.expect_navigation():
        page.get_by_role("link", name=case.full_name).click()
    press_button(page, "Record the hand-over of the pass")
    scan(page, case.reference)
    page.get_by_text("Recorded by mistake, or the pass is lost or came back").click()
    page.get_by_label("Why it is struck out").fill("Lost on the train.")
    press_button(page, "Strike out the hand-over")
    assert "Lost on the train." in page.inner_text("#pass")
    press_button(page, "Record the hand-over of the pass")

    assert [bool(each.struck_at) for each in case.hand_overs.order_by("pk")] == [True, False]


@pytest.mark.both_databases
def test_b7_the_second_of_two_clerks_is_told_who_was_first(open_context, collected):
    case = collected[1]
    clerk2 = cast.staff("clerk2", "Pass Office")
    first, second = (officers_page(open_context, True, name) for name in ("passoffice", "clerk2"))
    for page in (first, second):
        scan(page, case.shown_reference)

    press_button(second, "Record the hand-over of the pass")
    press_button(first, "Record the hand-over of the pass")

    assert "Nothing was recorded. clerk2 recorded the hand-over of the pass on" in first.inner_text("main")
    assert "Handed over on" in first.inner_text("#pass")
    assert [each.by for each in case.hand_overs.all()] == [clerk2]
