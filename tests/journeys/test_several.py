"""Many cases in a real browser: chosen in the list, approved in one act, watched until done, and exported (B15, B8)."""

import csv

import pytest
from django.utils import timezone

from accreditation_portal.review import bulk
from accreditation_portal.review.states import State
from accreditation_portal.worker.acts import go_on_with_bulk_acts
from adhoc.models import EventRegistration
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.journeys.acts import officers_page


@pytest.fixture
def three(portal, press, officer):
    meeting = event(by=press)
    paper = cast.organisation("Paper", standing="bona_fide", standing_by=officer, standing_at=timezone.now())
    names = ("ada", "ben", "cleo")
    return [event_registration(cast.representative(name, birth_date=f"19{70 + n}-01-01", organisation=paper), meeting)
            for n, name in enumerate(names)]  # fmt: skip


def choose(page, action):
    page.goto("/admin/adhoc/eventregistration/")
    for box in page.locator("[name=_selected_action]").all():
        box.check()
    page.select_option("[name=action]", action)
    with page.expect_navigation():
        page.locator("button[name=index]").first.click()


def test_three_are_approved_in_one_act_and_exported(open_context, officer, three, javascript):
    page = officers_page(open_context, javascript)
    choose(page, "approve_several")
    assert "3 cases can be done." in page.inner_text("main")
    for box in page.locator("[name^=judged_]").all():
        box.check()
    with page.expect_navigation():
        page.locator("button[value=take]").click()

    assert "It was done for 3 cases." in page.inner_text("main")
    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 3

    page.goto("/admin/adhoc/eventregistration/?state=approved")
    page.get_by_role("link", name="Export a table").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["Reference"] for row in table} == {case.shown_reference for case in three}


def test_who_watches_a_long_act_sees_it_end_without_doing_anything(open_context, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    page = officers_page(open_context, True)
    choose(page, "assign_several")
    page.select_option("[name=to]", str(officer.pk))
    with page.expect_navigation():
        page.locator("button[value=take]").click()
    assert "1 of 3 cases have had their turn." in page.inner_text("main")

    go_on_with_bulk_acts()

    page.locator("#progress:not([data-running])").wait_for()
    assert "3 of 3 cases have had their turn." in page.inner_text("main")
