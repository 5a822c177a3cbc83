"""Somebody opens the portal for the first time."""

import pytest

from accreditation_portal import office

pytestmark = pytest.mark.usefixtures("portal")


def test_s18_home_page_stands_within_its_policy_and_names_the_office(page):
    answer = page.goto("/")

    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.get_by_text(office.CONTACT_EMAIL).first.is_visible()


def test_the_watch_sees_what_the_policy_refuses(watched_context):
    """An inline script is refused, and reported twice: by the page's event and on the console."""
    context, complaints = watched_context()
    page = context.new_page()
    page.goto("/")

    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.inline = true';
            document.body.append(script);
        }"""
    )
    page.wait_for_timeout(200)

    assert page.evaluate("window.inline") is None
    assert [complaint for complaint in complaints if complaint.startswith("script-src-elem inline")]
    assert [complaint for complaint in complaints if "Content Security Policy" in complaint]
