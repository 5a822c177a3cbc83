"""What every visitor may read, and the facts that have to stand there."""

import html
import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from tests.factories.events import event

PAGES = ["home", "procedures", "procedures_annual", "procedures_events", "annex_1", "eligibility", "privacy"]


def read(client, name: str, **query) -> str:
    """The text of a page, with entities as people see them and every run of blanks as one."""
    response = client.get(reverse(f"pages:{name}"), query)
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_is_read_without_an_account(client, db, name):
    assert "<h1>" in read(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_is_read_with_an_account(client, anna, name):
    client.force_login(anna)
    page = read(client, name)
    assert "Registered user" in page
    assert reverse("adhoc:attendance") in page


@pytest.mark.parametrize("name", PAGES)
def test_s18_d66_every_page_leads_to_the_office(client, db, name):
    page = read(client, name)
    assert f'href="mailto:{office.CONTACT_EMAIL}"' in page
    for line in office.POSTAL_ADDRESS:
        assert line in page


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_speaks_french(client, db, name):
    client.cookies["django_language"] = "fr"
    assert '<html lang="fr">' in read(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_ask_the_database_little(client, press, django_assert_max_num_queries, name):
    for number in range(4):
        event(f"meeting-{number}", by=press)
    with django_assert_max_num_queries(2):
        client.get(reverse(f"pages:{name}"))


def test_d1_the_front_page_says_accredited_in_advance(client, db):
    assert "media representatives must be accredited in advance" in read(client, "home")


def test_the_front_page_lists_upcoming_published_events_and_no_others(client, press):
    event("published-meeting", by=press)
    event("secret-meeting", published=False)
    event("old-meeting", by=press, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2), registration_deadline=None)
    page = read(client, "home")
    assert "Published meeting" in page
    assert "Secret meeting" not in page
    assert "Old meeting" not in page


def test_the_front_page_says_when_nothing_is_announced(client, db):
    assert "No event is announced at the moment." in read(client, "home")


def test_d2_the_procedure_carries_its_title_and_its_days(client, db):
    page = read(client, "procedures")
    assert str(office.PROCEDURE_TITLE) in page
    assert shown_date(office.PROCEDURE_ISSUED_ON) in page
    assert shown_date(office.PROCEDURE_UPDATED_ON) in page


@pytest.mark.parametrize("name", ["procedures", "procedures_annual", "procedures_events"])
def test_s17_d65_the_press_association_can_be_contacted(client, db, name):
    page = read(client, name)
    assert "cooperates on its accreditation policy with" in page
    assert office.PRESS_ASSOCIATION in page
    assert office.PRESS_ASSOCIATION_WEBSITE in page


@pytest.mark.parametrize(
    "fact",
    [
        "official residence in Belgium",  # S2, S3
        "Federal Public Service Foreign Affairs",  # S2
        "government, professional association or union",  # D22
        f"Day-to-day access to {office.HEADQUARTERS}",  # D23
        "during normal business hours",  # D24
        "TV sets, international telephone lines and internet connections (Wi-Fi)",  # D25
        "No special accreditation for regular events, such as ministerial meetings",  # D26
        "original attestation",  # S8
        "designated press representative for regular coverage",  # D32
        "may take several weeks",  # D35
        "The answer comes by email",  # D36
        f"collect the annual pass at the {office.PASS_OFFICE}",  # D37
        "a copy of the confirmation email",  # D38
        "your valid press card",  # D39
        "your ID card or passport",  # D40
        "without a letter of assignment",  # S11
        "two articles under your by-line, written within the past month",  # S12
        "bona fide media organisations",  # S13
        "track record",  # S14
        "the decision is final",  # S15
        "reserves the right to deny accreditation, or to revoke it",  # S16
        "Ask for annual accreditation",
        "60 days before its end",  # true as long as it does not
    ],
)
def test_the_annual_procedure_says(client, db, fact):
    assert fact in read(client, "procedures_annual")


def test_s8_d33_the_annual_procedure_shows_the_address_line_by_line(client, db):
    assert "<br>".join(office.POSTAL_ADDRESS) in read(client, "procedures_annual")


@pytest.mark.parametrize(
    "fact",
    [
        "organises various events that the media are invited to cover",  # S19, D85
        "meetings of Heads of State and Government",  # S19
        "Not needed on the days that it covers, unless the event says otherwise",  # S20, P8
        "All media representatives must request it, without exception",  # S22
        "The press service issues a media advisory",  # S23
        "“Registered user”, then “Update event attendance”",  # S25
        "Media representatives are responsible for their registrations",  # S26
        "The office contacts you directly",  # S27
        "in local time with its zone",  # P1
        "proof of identity (ID card or passport) and proof of profession",  # P2
        "SURNAME, name, date of birth",  # P3
        "Passes are collected in person",  # P4
        "the same identity document and the same proof of profession",  # P9
        "An account alone is not a registration",  # P10
    ],
)
def test_the_event_procedure_says(client, db, fact):
    assert fact in read(client, "procedures_events")


def test_s28_annex_1_has_its_six_sections_and_the_link_from_the_settings(client, settings):
    settings.SITE_URL = "https://accreditation.example"
    page = read(client, "annex_1")
    for section in (
        "Creating a profile",
        "Updating your profile",
        "Registering for an event",
        "Verifying your registration",
        "Including attachments",
        "Group registrations",
    ):
        assert f">{section}</h2>" in page
    assert 'href="https://accreditation.example/"' in page


def test_d16_annex_1_is_reached_from_every_page(client, db):
    assert reverse("pages:annex_1") in read(client, "privacy")


def test_the_privacy_page_says_how_to_have_data_erased(client, db):
    page = read(client, "privacy")
    assert "ask for its erasure" in page
    assert reverse("personal_data:data") in page


def test_s28_every_control_that_annex_1_names_is_on_a_screen(client, db):
    """The words between “ and ” in the instructions stand in a template or a form of the pages they speak of."""
    named = set(re.findall("“([^”]+)”", read(client, "annex_1")))
    rooms = [*(settings.BASE_DIR / "templates").rglob("*.html")]
    rooms += [path for room in settings.ROOMS for path in (settings.BASE_DIR / room).rglob("*.py")]
    screens = [path for path in rooms if "pages" not in path.parts and "migrations" not in path.parts]
    texts = "\n".join(path.read_text() for path in screens)
    assert len(named) > 10
    assert {control for control in named if f'"{control}"' not in texts} == set()


def test_a_page_with_a_message_is_not_kept(client, anna):
    assert "no-store" not in client.get("/").get("Cache-Control", "")
    client.force_login(anna)
    client.post(reverse("account_logout"))

    told = client.get("/")

    assert 'class="messages"' in told.content.decode()
    assert "no-store" in told["Cache-Control"]
    assert "no-store" not in client.get("/").get("Cache-Control", "")
