"""Files that are dropped, looked at, sent with progress, replaced and removed; nothing typed beside them is lost."""

import base64

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from profiles.models import PressCard
from tests.factories import events as stage
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.annual import issuing_body, press_card
from tests.journeys.acts import log_in, press_button, upload

FORM = "/events/summit-away/register/"
PICTURES = "**/documents/*/pages/*/"
TYPED = "What I have typed and not saved yet."
PASSPORT = upload("passport.jpg", files.jpeg(), "image/jpeg")
LETTER = upload("letter.pdf", files.pdf(2), "application/pdf")
expect.set_options(timeout=15_000)  # a busy machine opens a file slowly


@pytest.fixture
def anna(portal):
    press = cast.staff("press", "Press officers")
    stage.event("summit-away", by=press, at_headquarters=False, annual_accreditation_suffices=False)
    return cast.representative("anna")


@pytest.fixture
def at(open_context, anna, portal):
    """Open a page as Anna, and write down what it posts."""

    def opened(address, **options):
        client = Client()
        client.force_login(anna)
        context = open_context(**options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal}])
        page = context.new_page()
        page.posted = []
        page.on("request", lambda request: page.posted.append(request) if request.method == "POST" else None)
        page.goto(address)
        return page

    return opened


@pytest.fixture
def form(at):
    page = at(FORM)
    page.fill("[name=purpose]", TYPED)
    return page


def drop(page, *sent, zone=".drop-zone:has([name=identity])"):
    """Let files fall on a zone, as a hand does."""
    given = [
        [file["name"], file["mimeType"], base64.b64encode(file["buffer"].rstrip()).decode(), len(file["buffer"])]
        for file in sent
    ]
    carried = page.evaluate_handle(
        """files => {
            const carried = new DataTransfer();
            for (const [name, type, text, size] of files) {
                const bytes = new Uint8Array(size).fill(32);
                bytes.set(Uint8Array.from(atob(text), sign => sign.charCodeAt(0)));
                carried.items.add(new File([bytes], name, {type}));
            }
            return carried;
        }""",
        given,
    )
    for kind in ("dragenter", "dragover", "drop"):
        page.locator(zone).dispatch_event(kind, {"dataTransfer": carried})


def attached(kind="identity") -> list[str]:
    registration = EventRegistration.objects.filter(representative__user__username="anna").first()
    rows = registration.attachments.in_use().filter(kind=kind).order_by("pk") if registration else []
    return [row.document.name for row in rows]


def kept(page, field="id_identity"):
    return page.locator(f"#kept-{field} .document-card")


def refusal(page):
    return page.locator("#div_id_identity .invalid-feedback")


def has_lost_nothing(page) -> bool:
    return page.input_value("[name=purpose]") == TYPED and page.url.endswith(FORM)


def test_two_files_dropped_at_once_are_kept_and_what_is_typed_stays(form):
    drop(form, PASSPORT, LETTER)

    expect(kept(form)).to_have_count(2)
    assert attached() == ["passport.jpg", "letter.pdf"]
    assert [request.method for request in form.posted] == ["POST", "POST"]
    assert has_lost_nothing(form)
    assert EventRegistration.objects.get().purpose == "", "files go alone"
    expect(kept(form).nth(1)).to_contain_text("2 pages")
    expect(form.locator("#div_id_identity [role=status]")).to_have_text("letter.pdf is kept.")
    thumbnail = kept(form).nth(1).locator("img")
    thumbnail.scroll_into_view_if_needed()
    form.wait_for_function("image => image.naturalWidth > 0", arg=thumbnail.element_handle())

    press_button(form, "Save as draft")
    assert EventRegistration.objects.get().purpose == TYPED
    assert attached() == ["passport.jpg", "letter.pdf"], "nothing is sent twice"


def test_without_a_script_the_fields_are_plain_and_the_same_is_kept(at):
    page = at(FORM, javascript=False)
    page.fill("[name=purpose]", TYPED)
    page.set_input_files("[name=identity]", [PASSPORT, LETTER])
    assert page.locator(".drop-zone, [data-replace]:visible").count() == 0

    press_button(page, "Save as draft")
    assert attached() == ["passport.jpg", "letter.pdf"]
    press_button(page, "Remove passport.jpg")

    assert attached() == ["letter.pdf"]
    assert page.input_value("[name=purpose]") == TYPED


def test_what_cannot_be_taken_is_said_before_it_is_sent_and_what_the_server_refuses_beside_the_field(form):
    word = upload("letter.docx", files.word_document(), "application/msword")
    large = upload("scan.pdf", b"%PDF" + b" " * 10 * 1024**2, "application/pdf")

    drop(form, word, large, upload("empty.pdf", b"", "application/pdf"))

    expect(refusal(form)).to_contain_text("letter.docx: The file is none of PDF, JPEG and PNG.")
    expect(refusal(form)).to_contain_text("scan.pdf: The file has 10.1 MB; at most 10 MB can be sent.")
    expect(refusal(form)).to_contain_text("empty.pdf: The file is empty.")
    assert form.locator(".error-summary a[href='#id_identity']").count() == 3
    assert form.get_attribute("#id_identity", "aria-invalid") == "true"
    assert "id_identity_refused" in form.get_attribute("#id_identity", "aria-describedby")
    assert form.posted == []
    assert has_lost_nothing(form)

    form.locator("#id_identity").evaluate("field => { field.dataset.mostFiles = 1; }")
    form.set_input_files("[name=identity]", [PASSPORT, LETTER])
    sentence = "letter.pdf: Not sent: there are at most 1 files of this kind. Remove one first."
    expect(refusal(form)).to_have_text(sentence)
    expect(kept(form)).to_have_count(1)

    form.set_input_files("[name=profession]", [upload("locked.pdf", files.encrypted_pdf("secret"), ""), PASSPORT])
    expect(kept(form, "id_profession")).to_have_count(1)
    beside = form.locator("#div_id_profession .invalid-feedback")
    expect(beside).to_contain_text("locked.pdf: The PDF is protected by a password")
    in_summary = form.locator(".error-summary a[href='#id_profession']")
    expect(in_summary).to_contain_text("Proof of profession – locked.pdf: The PDF is protected")
    assert has_lost_nothing(form)


def test_a_kept_file_is_replaced_and_removed_in_its_place(form):
    # Its picture may still be asked for when the file is gone.
    form.route(PICTURES, lambda route: route.fulfill(content_type="image/jpeg", body=files.jpeg((70, 90))))
    form.set_input_files("[name=identity]", PASSPORT)
    expect(kept(form)).to_have_count(1)
    with form.expect_file_chooser() as chooser:
        kept(form).get_by_role("button", name="Replace passport.jpg").click()
    chooser.value.set_files(upload("broken.pdf", b"%PDF-1.7 and no more", ""))
    expect(refusal(form)).to_contain_text("broken.pdf")
    assert attached() == ["passport.jpg"], "a file that is refused takes the place of none"

    with form.expect_file_chooser() as chooser:
        kept(form).get_by_role("button", name="Replace passport.jpg").click()
    chooser.value.set_files(LETTER)
    expect(kept(form)).to_contain_text("letter.pdf")
    assert attached() == ["letter.pdf"]

    kept(form).get_by_role("button", name="Remove letter.pdf").press("Enter")
    expect(kept(form)).to_have_count(0)
    assert attached() == []
    assert form.evaluate("document.activeElement.id") == "id_identity"
    assert has_lost_nothing(form)


def test_progress_is_shown_and_a_file_can_be_cancelled_on_its_way(form):
    slow = {"offline": False, "latency": 20, "downloadThroughput": 10**6, "uploadThroughput": 150_000}
    form.context.new_cdp_session(form).send("Network.emulateNetworkConditions", slow)
    large = upload("large.jpg", files.saved(files.noise((800, 600)), "JPEG", quality=95), "image/jpeg")

    form.set_input_files("[name=identity]", [large, PASSPORT])
    row = form.locator(".uploads > li").first
    form.wait_for_function(
        "() => { const bar = document.querySelector('.uploads progress'); return bar.value > 0 && bar.value < 100; }"
    )

    assert row.locator(".percent").inner_text().rstrip(" %").isdigit()
    assert row.locator("img").get_attribute("src").startswith("blob:")
    expect(form.locator(".uploads > li").nth(1)).to_contain_text("Waits for the one before it")
    row.get_by_role("button", name="Cancel large.jpg").click()
    expect(kept(form)).to_have_count(1)
    assert attached() == ["passport.jpg"]
    assert has_lost_nothing(form)


def test_a_lost_connection_is_tried_again_and_the_page_waits_for_it(form):
    form.context.set_offline(True)
    form.set_input_files("[name=identity]", PASSPORT)
    row = form.locator(".uploads > li")
    expect(row).to_contain_text("The connection was lost. What you typed is still here")

    form.get_by_role("button", name="Save as draft").click()
    expect(refusal(form)).to_have_text("A file is not sent yet: try it again or cancel it, then go on.")
    form.context.set_offline(False)
    row.get_by_role("button", name="Try again passport.jpg").click()
    expect(kept(form)).to_have_count(1)
    assert has_lost_nothing(form)

    form.set_input_files("[name=profession]", LETTER)
    press_button(form, "Save as draft")  # at once, while it is on its way
    assert attached("profession") == ["letter.pdf"]
    assert EventRegistration.objects.get().purpose == TYPED


def test_after_a_log_in_in_another_tab_the_file_is_sent_and_nobody_elses_account_takes_it(form):
    Session.objects.all().delete()
    form.set_input_files("[name=identity]", PASSPORT)
    row = form.locator(".uploads > li")
    expect(row).to_contain_text("You are not logged in any more.")
    cast.representative("stranger")
    other = form.context.new_page()

    log_in(other, "stranger")
    row.get_by_role("button", name="Try again passport.jpg").click()
    expect(row.get_by_role("button", name="Try again passport.jpg")).to_be_visible()
    expect(row).to_contain_text("with the same account")
    assert not EventRegistration.objects.filter(representative__user__username="stranger").exists()

    other.goto("/accounts/logout/")
    press_button(other, "Log out")
    log_in(other, "anna")
    row.get_by_role("button", name="Try again passport.jpg").click()
    expect(kept(form)).to_have_count(1)
    assert has_lost_nothing(form)
    press_button(form, "Save as draft")
    assert EventRegistration.objects.get().purpose == TYPED


def test_the_scan_of_a_press_card_is_kept_before_the_card_and_can_be_taken_out(at, anna):
    press_card(anna, issuing_body=issuing_body())
    page = at("/profile/press-card/")
    page.fill("[name=number]", "TYPED-77")
    page.set_input_files("[name=scan]", PASSPORT)

    expect(kept(page, "id_scan")).to_contain_text("The file passport.jpg is kept")
    assert page.input_value("[name=number]") == "TYPED-77"
    assert not PressCard.objects.filter(number="TYPED-77").exists()
    press_button(page, "Save")
    assert PressCard.objects.get(is_current=True).scan.name == "passport.jpg"

    page.goto("/profile/press-card/")
    press_button(page, "Remove passport.jpg")
    card = PressCard.objects.get(is_current=True)
    assert (card.number, card.scan) == ("TYPED-77", None)


def test_a_part_of_an_annual_request_takes_files_the_same_way(at):
    page = at("/annual/apply/track-record/", width=390)
    page.fill("[name=words]", TYPED)
    drop(page, LETTER, zone=".drop-zone")

    expect(kept(page, "id_track_record")).to_contain_text("letter.pdf")
    assert page.input_value("[name=words]") == TYPED
    press_button(page, "Save, finish later")
    assert AnnualRequest.objects.get().track_record == TYPED
