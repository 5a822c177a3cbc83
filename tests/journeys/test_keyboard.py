"""By keyboard alone, on a screen of 320 pixels and at twice the size: one always sees where one is (WCAG 2.2 AA)."""

import pytest

from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from events import demo as events_demo
from profiles.models import IssuingBody, MediaRepresentative
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import press_card
from tests.factories.events import event
from tests.factories.second_factor import SECRET, code_of, with_app
from tests.journeys.acts import latest_mail, link_in, log_in, upload
from tests.journeys.keyboard import NARROW, SCREENS, TWICE, Keyboard

PASSWORD = "quiet harbour lantern 88"
SUBMIT = "main button[type=submit]:not([tabindex='-1'])"
PICTURE = upload("IMG_0001.jpg", files.jpeg((1200, 1600)), "image/jpeg")


@pytest.fixture
def stage(portal, press, officer):
    events_demo.furnish()
    cast.organisation("Northern Wire", kind="agency")
    IssuingBody.objects.create(name="AGJPB", country="BE", kind="association", standing="recognised")


def sign_up(page, keys):
    page.goto("/accounts/signup/")
    keys.over_the_menus()
    for name, value in {
        "username": "nina", "email": "nina@example.org", "password1": PASSWORD, "password2": PASSWORD
    }.items():  # fmt: skip
        keys.type(name, value)
    keys.press(SUBMIT)
    page.goto(link_in(latest_mail(), "confirm"))
    keys.press(SUBMIT)


def complete_profile(page, keys):
    page.goto("/profile/edit/identity/")
    keys.type("family_name", "Peeters")
    keys.type("given_names", "Nina")
    keys.type_day("birth_date", "05051988")
    keys.type("birth_place", "Ghent")
    keys.select("nationality", "Belgium")
    keys.press(SUBMIT)
    keys.press(SUBMIT)  # the line in Latin letters, as proposed
    page.wait_for_url("**/edit/document/**")
    keys.pick("document_kind", "passport")
    keys.type("document_number", "012345678")
    keys.select("document_country", "Belgium")
    keys.type_day("document_valid_until", "05052034")
    keys.press(SUBMIT)
    page.wait_for_url("**/edit/residence/**")
    keys.select("residence_country", "Belgium")
    keys.type("residence_town", "Ghent")
    keys.press(SUBMIT)
    page.goto("/profile/edit/work/")
    keys.pick("role", "photographer")
    keys.pick("employment", "employed")
    keys.type("organisation-name", "Northern Wire")
    keys.press(SUBMIT)


def add_press_card(page, keys):
    page.goto("/profile/press-card/")
    keys.select("body-country", "Belgium")
    keys.type("body-name", "AGJPB")
    keys.type("number", "B-77123")
    keys.type_day("valid_until", "12122034")
    keys.press(SUBMIT)


def prepare_photo(page, keys, in_the_studio):
    page.goto("/profile/photo/")
    keys.attach("picture", PICTURE)
    if in_the_studio:
        page.locator("[data-keep]:enabled").wait_for()
        keys.to("[data-frame]")
        for key in ("+", "+", "ArrowLeft", "ArrowUp"):
            page.keyboard.press(key)
        page.locator("[data-keep]:enabled").wait_for()
        keys.press("[data-keep]")
    else:
        keys.press(SUBMIT)
        page.wait_for_url("**/photo/prepare/**")
        keys.press(SUBMIT)


def register(page, keys):
    page.goto("/events/madrid-summit/")
    keys.press("main a[href$='/register/']")
    keys.type("purpose", "Photographs of the summit.")
    keys.attach("identity", upload("passport.jpg", files.jpeg((1200, 900)), "image/jpeg"))
    keys.attach("profession", upload("card.pdf", files.pdf(), "application/pdf"))
    keys.press("main [name=check]")
    keys.press("main [name=submit]")


@pytest.mark.parametrize(
    ("screen", "javascript"), [(NARROW, True), (TWICE, False)], ids=["320 pixels", "200 %, without JavaScript"]
)
def test_from_a_new_account_to_a_registration(stage, open_context, screen, javascript):
    page = open_context(javascript=javascript, **screen).new_page()
    keys = Keyboard(page)
    sign_up(page, keys)
    complete_profile(page, keys)
    add_press_card(page, keys)
    prepare_photo(page, keys, javascript)
    register(page, keys)

    person = MediaRepresentative.objects.get(user__username="nina")
    assert person.press_card.number == "B-77123"
    assert person.photo.size < 100_000
    assert EventRegistration.objects.get().state == State.SUBMITTED


@SCREENS
def test_an_annual_request_is_sent(stage, open_context, screen):
    press_card(cast.representative("nina"))
    page = open_context(**screen).new_page()
    log_in(page, "nina")
    keys = Keyboard(page)

    page.goto("/annual/")
    keys.press("main a[href='/annual/apply/']")
    keys.press(SUBMIT)
    keys.pick("path", "press_card")
    keys.press("main [name=continue]:not([tabindex='-1'])")
    keys.pick("online", "no")
    keys.press("main [name=continue]:not([tabindex='-1'])")
    keys.type("words", "Ten years of reports from Brussels.")
    keys.press("main [name=continue]:not([tabindex='-1'])")
    keys.attach("attestation_copy", upload("copy.jpg", files.jpeg((900, 1200)), "image/jpeg"))
    keys.press("main [name=continue]:not([tabindex='-1'])")
    keys.tick("main [name=declares]")
    keys.tick("main [name=confirms]")
    keys.press(SUBMIT)

    assert AnnualRequest.objects.get().state == State.SUBMITTED


@SCREENS
def test_attendance_is_changed(portal, press, open_context, screen):
    nina = cast.representative("nina")
    registration = event_registration(nina, event(by=press))
    page = open_context(**screen).new_page()
    log_in(page, "nina")
    keys = Keyboard(page)

    page.goto("/attendance/")
    keys.tick("main [name=attend]:checked")
    keys.press(SUBMIT)
    keys.to("main a")  # how to leave everything as it is
    keys.back_to("main [name=confirm]")
    keys.go("Space")

    registration.refresh_from_db()
    assert registration.state == State.WITHDRAWN


@SCREENS
def test_somebody_logs_in_with_a_second_factor(portal, open_context, screen):
    with_app(cast.representative("nina"))
    page = open_context(**screen).new_page()
    keys = Keyboard(page)

    page.goto("/accounts/login/")
    keys.over_the_menus()
    keys.type("login", "nina")
    keys.type("password", cast.PASSWORD)
    keys.go()
    keys.type("code", code_of(SECRET))
    keys.go()

    assert page.url.endswith("/profile/")
