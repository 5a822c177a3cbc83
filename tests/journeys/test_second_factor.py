"""A second factor in a real browser: an app set up and used, a passkey added and used; the policy holds throughout."""

import pytest

from tests.factories import profiles as cast
from tests.factories.second_factor import code_of
from tests.journeys.acts import latest_mail, press_button


@pytest.fixture
def required(settings):
    settings.STAFF_MFA = True


@pytest.fixture
def portal(portal, settings):
    """Under a name: a browser gives passkeys to names, never to numbers."""
    return portal.replace("127.0.0.1", "localhost")


def log_in(page, username):
    page.fill("[name=login]", username)
    page.fill("[name=password]", cast.PASSWORD)
    press_button(page, "Log in")


def log_out(page):
    page.goto("/accounts/logout/")
    press_button(page, "Log out")


def virtual_authenticator(page):
    """A key inside the browser that says yes to whatever is asked."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return devtools, key


def test_an_officer_sets_an_app_up_goes_where_they_wanted_and_logs_in_with_it(
    open_context, officer, required, javascript, sessions_as_they_are
):
    page = open_context(javascript=javascript).new_page()
    page.goto("/admin/events/event/")
    log_in(page, "officer")
    assert page.url.endswith("/accounts/2fa/")

    page.get_by_role("link", name="Set up an app").click()
    page.fill("[name=password]", cast.PASSWORD)
    press_button(page, "Confirm")
    secret = page.inner_text("code.secret")
    page.fill("[name=code]", "000000")
    press_button(page, "Confirm the code")
    assert "This code is not right" in page.inner_text("[role=alert]")
    page.fill("[name=code]", code_of(secret))
    press_button(page, "Confirm the code")
    recovery = page.locator(".recovery-codes code").all_inner_texts()
    assert len(recovery) == 10
    assert latest_mail(to="officer@example.org").subject == "An app was set up as your second factor"
    with page.expect_navigation():
        page.get_by_role("link", name="Go on to the page that you wanted").click()
    assert page.url.endswith("/admin/events/event/")

    log_out(page)
    page.goto("/admin/")
    log_in(page, "officer")
    assert page.get_by_role("heading", name="Your second factor").is_visible()
    page.fill("[name=code]", recovery[0])  # the app's code of this half minute was used
    press_button(page, "Log in")
    assert page.url.endswith("/admin/")


def test_a_passkey_is_added_and_lets_in_after_the_password_and_without_it(
    open_context, officer, required, sessions_as_they_are
):
    page = open_context(javascript=True).new_page()
    virtual_authenticator(page)
    page.goto("/admin/")
    log_in(page, "officer")
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("[name=password]", cast.PASSWORD)
    press_button(page, "Confirm")
    page.fill("[name=name]", "Blue key")
    page.check("[name=passwordless]")
    press_button(page, "Add the passkey")
    assert page.locator(".recovery-codes code").count() == 10
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_role("heading", name="Blue key").is_visible()

    log_out(page)
    page.goto("/admin/")
    log_in(page, "officer")
    press_button(page, "Use a passkey or a security key")
    assert page.url.endswith("/admin/")

    log_out(page)
    page.goto("/admin/events/event/")
    press_button(page, "Log in with a passkey")
    assert page.url.endswith("/admin/events/event/")


def test_a_browser_that_gives_no_passkey_is_said_aloud(open_context, anna, sessions_as_they_are):
    page = open_context(javascript=True).new_page()
    devtools, key = virtual_authenticator(page)
    page.goto("/accounts/login/")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    notice = page.locator("[data-passkey-refused]")
    assert not notice.is_visible()

    page.get_by_role("button", name="Log in with a passkey").click()

    notice.wait_for()
    assert "The browser gave no passkey" in notice.inner_text()


def test_without_scripts_no_button_promises_a_passkey(open_context, anna):
    page = open_context(javascript=False).new_page()
    page.goto("/accounts/login/")

    assert not page.locator("#passkey_login").is_visible()
