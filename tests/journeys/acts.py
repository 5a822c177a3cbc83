"""What people do in a browser: press, choose, attach, log in; read the latest mail."""

import re

from accreditation_portal.notifications.models import OutboxMail
from tests.factories import profiles as cast


def upload(name, data, kind):
    return {"name": name, "mimeType": kind, "buffer": data}


def latest_mail(notice="", to="nina@example.org") -> OutboxMail:
    return OutboxMail.objects.filter(to=to, notice=notice).latest("pk")


def link_in(mail, part) -> str:
    return next(link for link in re.findall(r"https?://\S+", mail.text) if part in link).rstrip(".,)")


def press_button(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def choose(page, name, value):
    """One of a few radio buttons, or of a list."""
    radio = page.locator(f"[name={name}][value={value}]")
    if radio.count():
        radio.check()
    else:
        page.select_option(f"[name={name}]", value)


def officers_page(open_context, javascript, username="officer"):
    page = open_context(javascript=javascript).new_page()
    page.goto("/admin/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", cast.PASSWORD)
    press_button(page, "Log in")
    return page


def log_in(page, username):
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", cast.PASSWORD)
    press_button(page, "Log in")


def take(desk, form):
    with desk.expect_navigation():
        form.locator("button[value=take]").click()


def step_form(desk, name):
    """The form of one step; where it lies folded, it is opened first."""
    form = desk.locator(f"form:has(input[name=step][value={name}])")
    folded = desk.locator(f"details:not([open]):has(input[name=step][value={name}]) > summary")
    if folded.count():
        folded.click()
    return form
