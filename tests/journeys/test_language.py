"""Another language in the middle of a form: nothing that is typed is lost (B5)."""

from adhoc.models import EventRegistration
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.events import event
from tests.journeys.acts import log_in, upload


def switch(page, language="fr"):
    with page.expect_navigation():
        page.locator(f"form.language button[value={language}]").click()
    assert page.evaluate("document.documentElement.lang") == language


def test_b5_a_half_filled_registration_goes_on_in_french(portal, press, page, javascript):
    meeting = event(by=press)
    cast.representative("nina")
    log_in(page, "nina")
    page.goto(f"/events/{meeting.slug}/register/")
    page.fill("[name=purpose]", "Half a sentence")
    page.set_input_files("[name=identity]", upload("passport.jpg", files.jpeg((1200, 900)), "image/jpeg"))

    if javascript:
        switch(page)
    else:
        with page.expect_navigation():
            page.locator("main button[name=speak][value=fr]").click()

    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.url.split("#")[0].endswith(f"/events/{meeting.slug}/register/")
    assert page.input_value("[name=purpose]") == "Half a sentence"
    assert "passport.jpg" in page.inner_text("main")
    assert EventRegistration.objects.get().purpose == "Half a sentence"


def test_enter_still_leads_to_the_answers(portal, press, page):
    """The button for the other language is never the one that the Enter key presses."""
    meeting = event(by=press)
    cast.representative("nina")
    log_in(page, "nina")
    page.goto(f"/events/{meeting.slug}/register/")
    with page.expect_navigation():
        page.locator("[name=organisation_name]").press("Enter")

    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator(".error-summary").count() == 1


def test_b5_what_is_typed_elsewhere_comes_along_with_javascript(portal, open_context):
    cast.account("nina")
    page = open_context().new_page()
    log_in(page, "nina")
    page.goto("/profile/edit/identity/")
    page.fill("[name=family_name]", "Novak")
    page.select_option("[name=nationality]", "SI")

    switch(page)

    assert page.input_value("[name=family_name]") == "Novak"
    assert page.input_value("[name=nationality]") == "SI"
    assert page.evaluate("sessionStorage.length") == 0


def test_b5_a_password_is_never_put_aside(portal, open_context):
    page = open_context().new_page()
    page.goto("/accounts/signup/")
    page.fill("[name=username]", "nina")
    page.fill("[name=password1]", "quiet harbour lantern 88")

    switch(page)

    assert page.input_value("[name=username]") == "nina"
    assert page.input_value("[name=password1]") == ""


def test_b5_without_javascript_a_form_that_keeps_no_draft_says_so(portal, open_context):
    page = open_context(javascript=False).new_page()
    page.goto("/accounts/signup/")
    assert "lost when the language changes" in page.inner_text("form.language")
    page.goto("/procedures/")
    assert "lost when the language changes" not in page.inner_text("form.language")
