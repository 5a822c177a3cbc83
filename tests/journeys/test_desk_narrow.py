"""The desk by keyboard alone, on a screen of 320 pixels and at twice the size: one always sees where one is."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event, summit_away
from tests.journeys import desk
from tests.journeys.keyboard import NARROW, SCREENS, Keyboard

SAVE = "main input[name=_save]"


@pytest.fixture
def keys_of(open_context, portal, screen):
    """The keyboard of somebody of the staff, who has logged in and stands on the start page."""

    def made(user):
        client = Client()
        client.force_login(user)
        context = open_context(**screen)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal}])
        keys = Keyboard(context.new_page())
        keys.page.goto("/admin/")
        return keys

    return made


@SCREENS
def test_b6_five_cases_are_decided(portal, press, officer, keys_of):
    waiting, request = desk.four_who_wait(press), desk.one_whose_original_came(officer)
    keys = keys_of(officer)

    desk.decide_four(keys, waiting)
    desk.approve_annual(keys, request)

    desk.four_are_decided(waiting, by=officer)
    desk.annual_is_approved(request, by=officer)


@pytest.mark.parametrize("screen", [NARROW], ids=["320 pixels"])
def test_every_stop_of_the_pages_of_the_desk_is_seen(portal, press, officer, keys_of):
    registration, *_others = desk.four_who_wait(press)
    request = desk.one_whose_original_came(officer)
    letter = OutboxMail.objects.filter(about=registration.reference).latest("pk")
    keys = keys_of(officer)

    for address in (
        "", f"adhoc/eventregistration/{registration.pk}/change/", f"annual/annualrequest/{request.pk}/change/",
        "adhoc/eventregistration/", "notifications/outboxmail/", f"notifications/outboxmail/{letter.pk}/change/",
    ):  # fmt: skip
        keys.page.goto(f"/admin/{address}")
        assert keys.to_the_end() > 10


@SCREENS
def test_a_queue_leads_to_a_case_that_an_officer_takes_on(portal, press, officer, keys_of):
    first, *_others = desk.four_who_wait(press)
    keys = keys_of(officer)

    keys.press(".queues a[href$='/eventregistration/']")
    keys.select("country", "Belgium")
    keys.press(".choice-filter:has([name=country]) button")
    keys.press("#changelist-filter a[href*='assigned=nobody']")
    keys.press(f"#result_list a[href*='/{first.pk}/change/']")
    keys.to(".assigned summary")
    keys.page.keyboard.press("Enter")
    keys.press(".assigned button[name=to]")

    first.refresh_from_db()
    assert first.assigned_to == officer


@SCREENS
def test_b15_a_selection_is_approved_after_a_look_at_the_letters(portal, press, officer, keys_of):
    meeting = event(by=press)
    paper = cast.organisation("Paper", standing="bona_fide", standing_by=officer, standing_at=timezone.now())
    cases = [event_registration(cast.representative(name, birth_date=f"19{70 + n}-01-01", organisation=paper), meeting)
             for n, name in enumerate(("ada", "ben"))]  # fmt: skip
    keys = keys_of(officer)

    keys.page.goto("/admin/adhoc/eventregistration/")
    for case in cases:
        keys.tick(f"[name=_selected_action][value='{case.pk}']")
    keys.back_to("select[name=action]")
    keys.page.keyboard.type("Approve")
    keys.press("button[name=index]")
    for box in keys.page.locator("[name^=judged_]").all():
        keys.tick(f"#{box.get_attribute('id')}")
    keys.press("main button[value=preview]")
    assert keys.page.locator(".letter-preview").count() == 1
    keys.press("main button[value=take]")

    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 2


@SCREENS
def test_p9_a_pass_is_found_by_reference_and_another_by_name(portal, press, officer, passoffice, keys_of):
    scanned = event_registration(cast.representative("ada"), event(by=press), at=State.APPROVED, officer=officer)
    named = annual_request(cast.representative("ben", birth_date="1972-01-01"), at=State.APPROVED, officer=officer)
    keys = keys_of(passoffice)

    keys.here("[name=q]")
    keys.page.keyboard.type(scanned.shown_reference)
    keys.go()
    keys.press(".hand-over button")
    keys.here("[name=q]")
    keys.page.keyboard.type("ben")
    keys.go()
    keys.press(".to-collect a")
    keys.press(".hand-over button")

    assert scanned.hand_overs.get().by == named.hand_overs.get().by == passoffice


@SCREENS
def test_p7_the_next_version_of_an_event_is_published(portal, press, keys_of):
    summit = summit_away(by=press)
    keys = keys_of(press)

    keys.page.goto("/admin/events/event/")
    keys.press(f"#result_list a[href*='/{summit.pk}/change/']")
    keys.type("venue", "Congress centre")
    keys.type("changes_en", "It is in another house.")
    keys.type("changes_fr", "Le lieu a changé.")
    keys.press(SAVE)
    keys.press("main input[type=submit].default")

    summit.refresh_from_db()
    assert (summit.venue, summit.advisories.count()) == ("Congress centre", 2)
