"""The photo studio: from a phone's picture to a photo, by hand, by keyboard, and where it cannot help (B2)."""

from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from profiles.models import MediaRepresentative
from profiles.photo import check_identity_photo
from tests.factories import files
from tests.factories import profiles as cast
from tests.journeys.acts import log_in, press_button, upload

SIZE = (3000, 4000)
RED, BLUE = (200, 30, 30), (30, 30, 200)


@cache
def two_halves() -> bytes:
    """12 megapixels that a phone wrote lying on their side: upright, red is on the left and blue on the right."""
    upright = Image.new("RGB", SIZE, RED)
    upright.paste(BLUE, (SIZE[0] // 2, 0, *SIZE))
    exif = Image.Exif()
    exif[files.ORIENTATION] = 6
    exif[files.MAKE] = "SECRETCAMERA"
    return files.saved(upright.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=90, exif=exif)


@pytest.fixture
def page(open_context, transactional):
    cast.representative("nina", photo=None)
    page = open_context(width=390, height=844).new_page()
    log_in(page, "nina")
    page.goto("/profile/photo/")
    return page


def kept() -> Image.Image:
    """The photo of the profile, which the rule's own check accepts."""
    data = MediaRepresentative.objects.get(user__username="nina").photo.read()
    check_identity_photo(files.upload(data))
    assert b"SECRET" not in data
    return Image.open(BytesIO(data)).convert("RGB")


def is_like(pixel, colour) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(pixel, colour, strict=True))


def open_in_studio(page, data, name="IMG_0001.jpg", kind="image/jpeg"):
    page.set_input_files("[data-studio-file]", upload(name, data, kind))
    page.locator("[data-keep]:enabled").wait_for()


def test_a_phones_picture_is_a_photo_in_three_taps_and_only_the_photo_is_sent(page):
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    open_in_studio(page, two_halves())  # the field, the picture in the phone's own list
    said = page.locator("[data-verdict]").inner_text()
    press_button(page, "Keep this as my photo")

    assert "The file is small enough." in said
    assert [request.sizes()["requestBodySize"] < 110_000 for request in sent] == [True]
    photo = kept()
    assert is_like(photo.getpixel((20, 300)), RED)
    assert is_like(photo.getpixel((photo.width - 20, 300)), BLUE)


def test_a_picture_that_the_browser_gives_back_with_the_page_is_opened(page):
    """After Back nobody chooses it again, and there is no button beside the field."""
    assert page.locator("form:has([data-studio-file]) [type=submit]").first.is_hidden()
    page.evaluate("document.querySelector('[data-studio-file]').addEventListener('change', stop, true); "
                  "function stop(event) { event.stopImmediatePropagation(); }")  # fmt: skip
    page.set_input_files("[data-studio-file]", upload("IMG_0001.jpg", two_halves(), "image/jpeg"))
    assert page.locator("[data-studio]").is_hidden()

    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    page.locator("[data-keep]:enabled").wait_for()


def test_the_picture_is_dragged_and_enlarged_under_the_frame(page):
    open_in_studio(page, two_halves())
    frame = page.locator("[data-frame]").bounding_box()
    middle = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2

    page.mouse.move(*middle)
    page.mouse.wheel(0, -100)
    page.mouse.wheel(0, -100)
    page.mouse.down()
    page.mouse.move(middle[0] + frame["width"] * 0.45, middle[1], steps=5)
    page.mouse.up()
    page.locator("[data-keep]:enabled").wait_for()
    press_button(page, "Keep this as my photo")

    photo = kept()
    assert is_like(photo.getpixel((photo.width // 2, 300)), RED)


def test_by_keyboard_alone_and_never_beyond_what_the_portal_accepts(page):
    open_in_studio(page, two_halves())
    page.locator("[data-frame]").focus()
    for _time in range(90):
        page.keyboard.press("+")
    for _time in range(80):
        page.keyboard.press("ArrowLeft")
    page.locator("[data-keep]:enabled").wait_for()
    said = page.locator("[data-verdict]").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-zoom]')")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "not sharp when printed" in said
    assert is_like(kept().getpixel((200, 300)), BLUE)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (files.heic((1200, 1600)), "IMG_0002.HEIC", "image/heic"),
        (files.jpeg((120, 160)), "thumbnail.jpg", "image/jpeg"),
    ],
    ids=["HEIC", "too small"],
)
def test_what_the_browser_cannot_make_a_photo_of_goes_to_the_portal_as_it_is(page, data, name, kind):
    with page.expect_navigation():
        page.set_input_files("[data-studio-file]", upload(name, data, kind))

    page.wait_for_load_state()
    if name == "thumbnail.jpg":
        assert "at least 207 x 266 are wanted" in page.locator("main").inner_text()
    else:  # the portal opened it, and the studio opens what the portal made of it
        page.locator("[data-keep]:enabled").wait_for()
        press_button(page, "Keep this as my photo")
        kept()


def test_what_waits_at_the_portal_is_cropped_there_by_the_same_frame(open_context, transactional):
    cast.representative("nina", photo=None)
    without = open_context(javascript=False).new_page()
    log_in(without, "nina")
    without.goto("/profile/photo/")
    without.set_input_files("[data-studio-file]", upload("IMG_0001.jpg", two_halves(), "image/jpeg"))
    press_button(without, "Prepare my photo")

    page = open_context().new_page()
    log_in(page, "nina")
    page.goto("/profile/photo/prepare/")
    page.locator("[data-keep]:enabled").wait_for()
    assert not page.get_by_text("None of these fits?").is_visible()
    page.locator("[data-frame]").focus()
    for _time in range(25):
        page.keyboard.press("Shift+ArrowRight")
    page.locator("[data-keep]:enabled").wait_for()
    press_button(page, "Keep this as my photo")

    assert is_like(kept().getpixel((200, 300)), RED)
