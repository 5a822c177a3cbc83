"""Somebody opens the portal for the first time."""

import pytest

from accreditation_portal import office

pytestmark = pytest.mark.usefixtures("portal")


def test_s18_home_page_stands_within_its_policy_and_names_the_office(page):
    answer = page.goto("/")

    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.get_by_text(office.CONTACT_EMAIL).first.is_visible()


def test_the_browser_sees_what_the_policy_refuses(open_context, portal):
    """The watch itself works: an inline script is refused and reported."""
    context = open_context()
    page = context.new_page()
    seen = []
    page.on("console", lambda message: seen.append(message.text))
    page.goto("/")

    refused = page.evaluate(
        """() => new Promise(answer => {
            document.addEventListener('securitypolicyviolation', event => answer(event.violatedDirective));
            window.reportRefusal = () => {};
            const script = document.createElement('script');
            script.textContent = 'window.inline = true';
            document.body.append(script);
            setTimeout(() => answer(null), 2000);
        })"""
    )

    assert refused == "script-src-elem"
    assert page.evaluate("window.inline") is None
