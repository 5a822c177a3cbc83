"""On a phone of 390 pixels: the head leaves room for the page, and letters are read without scrolling sideways."""

import pytest

from accreditation_portal.notifications.models import OutboxMail
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.journeys.acts import log_in, officers_page
from tests.journeys.keyboard import Keyboard

PHONE = {"width": 390, "height": 800}
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('.results, .table-wrap')]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.className)"""


@LANGUAGES
def test_the_head_takes_two_rows_and_the_menu_leads_on(open_context, portal, language):
    page = open_context(language=language, javascript=False, **PHONE).new_page()
    keys = Keyboard(page)

    page.goto("/")
    assert page.locator(".masthead").bounding_box()["height"] < 110
    keys.to(".menu.folded summary")
    page.keyboard.press("Enter")
    keys.press(".menu.folded a[href='/procedures/']")
    assert page.url.endswith("/procedures/")


@LANGUAGES
def test_the_head_of_somebody_who_has_logged_in_takes_two_rows(open_context, portal, language):
    user = cast.representative("nina")
    page = open_context(language="en", **PHONE).new_page()
    log_in(page, "nina")
    user.language = language
    user.save()

    page.goto("/events/")
    assert page.locator(".masthead").bounding_box()["height"] < 110
    page.locator(".menu.own summary").click()
    box = page.locator(".menu.own .menu-items").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


@LANGUAGES
def test_b4_of_each_letter_subject_and_state_are_in_sight(open_context, portal, press, officer, settings, language):
    settings.ROOT_URLCONF = "tests.mailbox.urls"
    event_registration(cast.representative("nina"), event(by=press))
    page = officers_page(open_context, True)
    page.set_viewport_size(PHONE)
    officer.language = language
    officer.save()

    for address, badges in (("/admin/notifications/outboxmail/", ".field-fate .badge"), ("/mailbox/", "td .badge")):
        page.goto(address)
        assert page.evaluate(SIDEWAYS) == []
        assert page.locator(badges).count() == OutboxMail.objects.count() > 0
        for place in (badges, "main tbody a"):
            box = page.locator(place).first.bounding_box()
            assert box["x"] + box["width"] <= PHONE["width"]
    page.goto("/admin/")
    assert page.locator("#header").bounding_box()["height"] < 125
