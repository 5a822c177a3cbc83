"""Annual accreditation in a real browser: from a draft to a pass, and every way around a letter, an article, a year."""

import time
from datetime import timedelta

import pytest

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.criteria import month_before
from annual.models import AnnualRequest
from profiles.models import MediaOrganisation
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.annual import annual_request, ending, press_card, today
from tests.factories.events import event
from tests.journeys.acts import (
    choose,
    latest_mail,
    link_in,
    log_in,
    officers_page,
    press_button,
    step_form,
    take,
    upload,
)  # fmt: skip

SITE = "https://www.observer.example.com/"


def person(username, **fields):
    user = cast.representative(username, family_name=username.title(), given_names="Test", **fields)
    press_card(user)
    return user


def begin(page):
    page.goto("/annual/")
    page.get_by_role("link", name="Ask for annual accreditation").first.click()
    press_button(page, "Begin")


def go_on(page):
    press_button(page, "Save and continue")


def enter_work(page, kind, number, title, address, day):
    page.fill(f"[name={kind}-{number}-title]", title)
    page.fill(f"[name={kind}-{number}-url]", address)
    page.fill(f"[name={kind}-{number}-byline]", "Test Nina")
    page.fill(f"[name={kind}-{number}-published_on]", f"{day:%Y-%m-%d}")


def declare_and_send(page):
    page.check("[name=declares]")
    page.check("[name=confirms]")
    press_button(page, "Submit the request")
    page.wait_for_url("**/annual/A-*/")
    return AnnualRequest.objects.exclude(state=State.DRAFT).latest("submitted_at")


def open_case(desk, request):
    desk.goto(f"/admin/annual/annualrequest/{request.pk}/change/")


def approve(desk, request):
    open_case(desk, request)
    form = step_form(desk, "approve")
    for met in form.locator("input[type=radio][value=met]").all():
        met.check()
    take(desk, form)
    request.refresh_from_db()


def record_arrival(desk, request):
    """Two actions: the reference is typed or scanned; what arrived is filled in and saved."""
    desk.goto("/admin/annual/attestation/add/")
    desk.fill("[name=reference]", request.shown_reference.lower())
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    desk.fill("[name=signatory]", "Erika Editor")
    desk.fill("[name=function]", "Editor-in-chief")
    choose(desk, "channel", "post")
    for check in ("is_original", "names_the_person", "confirms_designation"):
        desk.check(f"[name={check}]")
    choose(desk, "conforms", "yes")
    with desk.expect_navigation():
        desk.locator("input[type=submit], button[type=submit]").last.click()


@pytest.fixture
def stage(portal, officer, press, passoffice):
    cast.organisation("Daily Gazette")


def test_an_employed_correspondent_comes_from_a_draft_to_a_pass(stage, page, open_context, javascript):
    nina = person("nina")
    log_in(page, "nina")
    begin(page)
    choose(page, "path", "press_card")
    go_on(page)
    choose(page, "online", "no")
    go_on(page)
    page.fill("[name=words]", "Ten years of reports from Brussels.\nThe summits of 2021 to 2024.")
    page.set_input_files("[name=track_record]", upload("samples.pdf", files.pdf(), "application/pdf"))
    go_on(page)
    assert office.POSTAL_ADDRESS[2] in page.inner_text("main")
    page.set_input_files("[name=attestation_copy]", upload("copy.jpg", files.jpeg((900, 1200)), "image/jpeg"))
    go_on(page)
    request = declare_and_send(page)
    assert "several weeks" in latest_mail("annual.received").text
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Cover sheet (PDF)").click()
    assert sheet.value.suggested_filename == f"cover-sheet-{request.shown_reference}.pdf"
    press_button(page, "I have posted it")
    assert "You said so on" in page.inner_text("main")

    desk = officers_page(open_context, javascript)
    open_case(desk, request)
    assert "The original attestation is not recorded" in desk.inner_text("#steps")
    record_arrival(desk, request)
    assert "Original attestation received and conforming" in (page.reload() and page.inner_text("main"))
    approve(desk, request)
    assert request.state == State.APPROVED

    mail = latest_mail("annual.approved")
    assert "Pass Office" in mail.text
    assert "copy of the confirmation email" in mail.text
    page.goto(link_in(mail, request.shown_reference))
    assert "You are accredited from" in page.inner_text("main")
    passes = officers_page(open_context, javascript, "passoffice")
    passes.goto(f"/admin/annual/annualrequest/{request.pk}/change/")
    assert "Nina" in passes.inner_text("#content")
    assert nina.representative.document_number not in passes.content()


def test_a_freelancer_comes_without_a_letter(stage, open_context):
    person("nina", employment="freelance")
    page = open_context(javascript=False).new_page()
    log_in(page, "nina")
    begin(page)
    choose(page, "path", "press_card")
    go_on(page)
    choose(page, "online", "no")
    go_on(page)
    page.fill("[name=words]", "Reports for three newspapers since 2016.")
    go_on(page)
    enter_work(page, "publication", 0, "On the eastern flank", SITE + "flank", today() - timedelta(days=40))
    go_on(page)
    request = declare_and_send(page)
    assert "you need no attestation" in latest_mail("annual.received").text
    assert "Not needed: freelance with a valid press card" in page.inner_text("main")

    approve(officers_page(open_context, False), request)

    assert request.state == State.APPROVED
    assert not request.attestations.exists()


def test_online_media_mend_an_article_a_day_too_old_and_answer_one_more_question(stage, open_context):
    person("nina")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")
    begin(page)
    choose(page, "path", "press_card")
    go_on(page)
    choose(page, "online", "yes")
    page.fill("[name=website]", SITE)
    choose(page, "outreach", "no")
    go_on(page)
    page.fill("[name=words]", "Analyst for the Observer since 2019.")
    go_on(page)
    enter_work(page, "article", 0, "What the summit changes", SITE + "summit", today())
    enter_work(page, "article", 1, "A day too old", SITE + "old", month_before(today()) - timedelta(days=1))
    go_on(page)
    assert "Only articles of the past month count" in page.inner_text("main")
    page.goto("/annual/apply/check/")
    assert "It cannot be sent as it stands" in page.inner_text("main")
    assert page.get_by_role("button", name="Submit the request").count() == 0

    page.get_by_role("link", name="Your by-lined articles").first.click()
    page.fill("[name=article-1-published_on]", f"{month_before(today()):%Y-%m-%d}")
    go_on(page)
    go_on(page)  # the attestation follows on paper
    request = declare_and_send(page)

    desk = officers_page(open_context, True)
    open_case(desk, request)
    form = step_form(desk, "request_information")
    form.locator("[name$=items][value=track_record]").check()
    form.locator("[name$=words]").fill("Since when do you report on international affairs?")
    take(desk, form)
    page.goto(link_in(latest_mail("annual.information_requested"), "complete"))
    assert "Since when do you report" in page.inner_text("main")
    page.fill("[name=words]", "Since 2015, first for the regional press.")
    press_button(page, "Send to the office")

    request.refresh_from_db()
    assert (request.state, request.track_record) == (State.SUBMITTED, "Since 2015, first for the regional press.")
    record_arrival(desk, request)
    approve(desk, request)
    assert request.state == State.APPROVED


def test_a_renewal_takes_less_than_a_minute(stage, open_context, officer):
    nina = person("nina")
    ending(annual_request(nina, at=State.APPROVED, officer=officer), today() + timedelta(days=30))
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")

    began = time.monotonic()
    page.goto("/annual/")
    page.get_by_role("link", name="Renew", exact=True).click()
    assert "What your renewal takes over" in page.inner_text("main")
    press_button(page, "Begin")
    renewal = declare_and_send(page)
    assert time.monotonic() - began < 60

    assert renewal.is_renewal
    assert "Renewal of annual accreditation" in page.inner_text("h1")


def test_a_revocation_uncovers_an_event_and_shows_how_to_register(stage, open_context, officer, press):
    nina = person("nina")
    meeting = event(by=press)
    held = annual_request(nina, at=State.APPROVED, officer=officer)
    page = open_context(javascript=False).new_page()
    log_in(page, "nina")
    page.goto(meeting.get_absolute_url())
    until = f"{held.valid_until:%-d %B %Y}"
    assert until in page.inner_text("main")
    assert page.get_by_role("link", name="Register for this event").count() == 0
    page.goto("/attendance/")
    assert page.locator("main input[type=checkbox]").count() == 0

    desk = officers_page(open_context, False)
    open_case(desk, held)
    form = step_form(desk, "revoke")
    form.locator("[name$=words]").fill("You have left the newspaper.")
    form.locator("[name$=not_met][value=bona_fide_organisation]").check()
    take(desk, form)

    assert "bona fide media organisation (S13)" in latest_mail("annual.revoked").text
    page.goto(link_in(latest_mail("adhoc.cover_lost"), meeting.slug))
    page.locator("main").get_by_role("link", name="Register for this event").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Register for this event"
    page.goto("/annual/")
    assert "In force until" not in page.inner_text("main")
    assert MediaOrganisation.objects.count() == 1
