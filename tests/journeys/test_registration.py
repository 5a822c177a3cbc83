"""From a new account to a printed confirmation, in a real browser, with and without JavaScript."""

from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from events import demo as events_demo
from profiles.models import IssuingBody, MediaRepresentative
from tests.factories import files
from tests.factories import profiles as cast
from tests.journeys.acts import choose, latest_mail, link_in, officers_page, press_button, step_form, take, upload

PASSWORD = "quiet harbour lantern 88"
MAIL = "nina@example.org"


@cache
def phone_picture() -> bytes:
    """Some 4 MB from a phone: lying on its side, with the place in it."""
    noise = Image.effect_noise((1500, 2000), 70).resize((3000, 4000)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by 90 degrees to see it upright
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    noise.save(out, "JPEG", quality=88, exif=exif.tobytes())
    assert 3_000_000 < out.tell() < 8_000_000
    return out.getvalue()


def sign_up(page):
    page.goto("/")
    page.get_by_role("link", name="New user", exact=True).first.click()
    page.fill("[name=username]", "nina")
    page.fill("[name=email]", MAIL)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    press_button(page, "Create the account")
    page.goto(link_in(latest_mail(), "confirm"))
    press_button(page, "Confirm")
    if "login" in page.url:
        page.fill("[name=login]", "nina")
        page.fill("[name=password]", PASSWORD)
        press_button(page, "Log in")


def complete_profile(page):
    page.goto("/profile/edit/")
    page.fill("[name=family_name]", "Đorđević")
    page.fill("[name=given_names]", "Nina")
    page.fill("[name=birth_date]", "1988-02-29")
    page.fill("[name=birth_place]", "Niš")
    choose(page, "nationality", "RS")
    # The line in Latin letters is proposed, with a script at once, and the person confirms it.
    if not page.input_value("[name=latin_family_name]"):
        press_button(page, "Save")
    assert page.input_value("[name=latin_family_name]") == "DORDEVIC"
    press_button(page, "Save")
    page.wait_for_url("**/edit/document/**")
    choose(page, "document_kind", "passport")
    page.fill("[name=document_number]", "012345678")
    choose(page, "document_country", "RS")
    page.fill("[name=document_valid_until]", "2034-05-01")
    press_button(page, "Save")
    page.wait_for_url("**/edit/residence/**")
    choose(page, "residence_country", "BE")
    page.fill("[name=residence_town]", "Brussels")
    press_button(page, "Save")
    page.goto("/profile/edit/work/")
    choose(page, "role", "photographer")
    choose(page, "employment", "employed")
    page.locator("[name=organisation-name]").fill("Northern Wire")
    press_button(page, "Save")


def prepare_photo(page, javascript):
    page.goto("/profile/photo/")
    page.set_input_files("[name=picture]", upload("IMG_0001.jpg", phone_picture(), "image/jpeg"))
    if not javascript:
        press_button(page, "Prepare my photo")
        page.wait_for_url("**/photo/prepare/**")
    press_button(page, "Keep this as my photo")
    photo = MediaRepresentative.objects.get(user__username="nina").photo
    kept = Image.open(BytesIO(photo.read()))
    assert photo.size < 100_000
    assert kept.height > kept.width >= 413
    assert not kept.getexif()


def add_press_card(page):
    page.goto("/profile/press-card/")
    page.select_option("[name$=country]", "BE")
    page.locator("[name=body-name]").fill("AGJPB")
    page.fill("[name=number]", "B-77123")
    page.fill("[name=valid_until]", "2034-12-31")
    press_button(page, "Save")
    if page.locator("[name=body-match]").count():
        page.locator("[name=body-match]").first.check()
        press_button(page, "Save")
    assert MediaRepresentative.objects.get(user__username="nina").press_card.number == "B-77123"


def register(page):
    page.goto("/events/")
    page.get_by_role("link", name="Madrid Summit").first.click()
    page.locator("main").get_by_role("link", name="Register for this event").first.click()
    page.fill("[name=purpose]", "Photographs of the summit for the agency's subscribers.")
    page.set_input_files("[name=identity]", upload("passport.jpg", files.jpeg((1200, 900)), "image/jpeg"))
    page.set_input_files("[name=profession]", upload("card.pdf", files.pdf(), "application/pdf"))
    press_button(page, "Continue: check your answers")
    assert EventRegistration.objects.get().state == State.DRAFT
    press_button(page, "Submit the registration")
    page.wait_for_url("**/registrations/**")


def boxes(page) -> dict[str, bool]:
    page.goto("/profile/")
    page.get_by_role("link", name="Update event attendance").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Update your event attendance"
    return {box.get_attribute("value"): box.is_checked() for box in page.locator("main input[type=checkbox]").all()}


def open_case(desk, registration):
    desk.goto(f"/admin/adhoc/eventregistration/{registration.pk}/change/")


@pytest.fixture
def stage(portal, press, officer):
    """The events of real advisories, a known organisation, a recognised body."""
    events_demo.furnish()
    cast.organisation("Northern Wire", kind="agency")
    IssuingBody.objects.create(
        name="Association générale des journalistes professionnels (AGJPB)",
        country="BE", kind="association", standing="recognised",
    )  # fmt: skip


def test_from_a_new_account_to_a_printed_confirmation(stage, page, open_context, javascript):
    sign_up(page)
    complete_profile(page)
    prepare_photo(page, javascript)
    add_press_card(page)
    register(page)

    registration = EventRegistration.objects.get()
    assert registration.state == State.SUBMITTED
    assert "card.pdf" in latest_mail("adhoc.received").text
    checked = [slug for slug, is_checked in boxes(page).items() if is_checked]
    assert len(checked) == 1

    desk = officers_page(open_context, javascript)
    open_case(desk, registration)
    form = step_form(desk, "request_information")
    form.locator("[name$=items][value=profession]").check()
    form.locator("[name$=words]").fill("The card is hard to read. Please send it again.")
    take(desk, form)
    registration.refresh_from_db()
    assert registration.state == State.INFORMATION_REQUESTED

    page.goto(link_in(latest_mail("adhoc.information_requested"), registration.shown_reference))
    assert "hard to read" in page.inner_text("main")
    page.set_input_files("[name=profession]", upload("card-again.png", files.png((900, 600)), "image/png"))
    press_button(page, "Send to the office")
    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED

    open_case(desk, registration)
    form = step_form(desk, "approve")
    for met in form.locator("input[type=radio][value=met]").all():
        met.check()
    take(desk, form)
    registration.refresh_from_db()
    assert registration.state == State.APPROVED

    approval = latest_mail("adhoc.approved")
    assert "IES Gabriel García Márquez" in approval.text  # where the pass is collected
    assert registration.shown_reference in approval.text
    page.goto(link_in(approval, "confirmation"))
    shown = page.inner_text("main")
    assert registration.shown_reference in shown
    assert "ĐORĐEVIĆ" in shown.upper()
    assert page.locator("main img[alt*='QR code']").count() == 1
    assert [d.step for d in registration.decisions.order_by("pk")] == [
        "submit", "request_information", "complete", "approve",
    ]  # fmt: skip
