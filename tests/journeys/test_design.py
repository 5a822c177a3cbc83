"""The design in a real browser: the reader's own zone, the night, and one sheet of paper."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from accreditation_portal.review.states import State
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.journeys.acts import log_in

DAY, NIGHT = "rgb(250, 248, 243)", "rgb(15, 22, 34)"


def page_in_zone(context, zone):
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    return page


def test_p1_the_deadline_is_said_in_the_reader_s_zone_too(open_context, press):
    deadline = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3, hours=2, minutes=30)
    address = event(by=press, registration_deadline=deadline).get_absolute_url()
    context = open_context()

    far_away = page_in_zone(context, "Asia/Tokyo")
    far_away.goto(address)
    assert "Your time: " in far_away.locator(".clock-elsewhere").inner_text()
    assert far_away.locator(".clock-left").inner_text() == "3 days, 2 hours left"

    at_the_office = page_in_zone(context, "Europe/Brussels")
    at_the_office.goto(address)
    assert at_the_office.locator(".clock-elsewhere").is_hidden()


def test_b5_the_browser_counts_in_french(open_context, press):
    deadline = timezone.now() + timedelta(days=3, hours=2, minutes=30)
    page = open_context(language="fr-FR").new_page()

    page.goto(event(by=press, registration_deadline=deadline).get_absolute_url())

    assert (
        page.locator(".clock-left").inner_text().replace("\u202f", " ").replace("\xa0", " ")
        == "encore 3 jours, 2 heures"
    )


@pytest.mark.parametrize(
    ("system", "switch", "paper"),
    [("light", None, DAY), ("dark", None, NIGHT), ("dark", "light", DAY), ("light", "dark", NIGHT)],
)
def test_the_night_follows_the_system_and_the_desk_s_switch(open_context, portal, system, switch, paper):
    page = open_context().new_page()
    page.emulate_media(color_scheme=system)
    page.goto("/")
    if switch:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", switch)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper


def test_p5_a_confirmation_is_one_sheet(open_context, anna, press, officer, tmp_path):
    registration = event_registration(anna, event(by=press), at=State.APPROVED, officer=officer)
    page = open_context().new_page()
    log_in(page, "anna")
    page.goto(f"{registration.get_absolute_url()}confirmation/")

    page.pdf(path=tmp_path / "confirmation.pdf", format="A4")

    assert len(PdfReader(tmp_path / "confirmation.pdf").pages) == 1
