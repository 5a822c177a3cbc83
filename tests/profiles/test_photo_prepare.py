"""Any ordinary picture becomes a valid photo (B2)."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from profiles.photo import (
    CROP_CHOICES,
    Crop,
    check_identity_photo,
    picture_size,
    prepare,
    suggested_crops,
    working_picture,
    wrong_measures,
)
from tests.factories import files
from tests.factories.files import (
    claiming,
    claiming_heic,
    claiming_webp,
    cut_and_closed,
    drawing,
    grown,
    jpeg,
    noise,
    png,
    saved,
    turned,
    upload,
)

PICTURES = {
    "JPEG": lambda: jpeg((3000, 2000)),
    "JPEG of a phone, 4 MB, lying": lambda: grown(turned(6, (3000, 4000)), 4_000_000),
    "JPEG, progressive": lambda: jpeg((3000, 4000), progressive=True),
    "JPEG, CMYK": lambda: jpeg((1200, 1600), mode="CMYK"),
    "JPEG, grey": lambda: jpeg((1200, 1600), mode="L"),
    "JPEG, noise": lambda: saved(noise((1200, 1600)), "JPEG", quality=85),
    "JPEG with everything": lambda: files.telling((1200, 1600)),
    "MPO": lambda: files.mpo((1200, 1600)),
    "PNG": lambda: png((1200, 1600)),
    "PNG, transparent": lambda: png((1200, 1600), mode="RGBA"),
    "PNG, palette": lambda: saved(drawing((1200, 1600)).quantize(), "PNG"),
    "WebP": lambda: files.webp((1200, 1600)),
    "HEIC": lambda: files.heic((1200, 1600)),
    "just large enough": lambda: jpeg((207, 266)),
    "very wide": lambda: jpeg((4000, 300)),
    "50 megapixels": lambda: saved(drawing((100, 130)).resize((6200, 8060)), "JPEG", quality=60),
}

REFUSED = {
    "empty": (lambda: b"", "The file is empty"),
    "more than 15 MB": (lambda: grown(jpeg(), 15 * 1024**2 + 1), "15.1 MB; at most 15 MB"),
    "more than 50 megapixels": (
        lambda: saved(Image.new("L", (9000, 9000)), "PNG"),
        "9000 x 9000 pixels; at most 50 mega",
    ),
    "HEIC that claims another size": (lambda: claiming_heic(files.heic(), 8400, 6400), "damaged"),
    "WebP of too many pixels": (lambda: claiming_webp(files.webp(), 12_000, 9000), "12000 x 9000 pixels; at most 50"),
    "a bomb by its header": (lambda: claiming(jpeg(), 65000, 65000), "65000 x 65000 pixels"),
    "too small": (lambda: jpeg((200, 300)), "200 x 300 pixels; at least 207 x 266 are wanted"),
    "lying, too small upright": (lambda: turned(6, (200, 300)), "200 x 300 pixels; at least 207 x 266"),
    "cut": (lambda: jpeg((1200, 1600))[:9000], "its end is missing"),
    "cut and closed": (lambda: cut_and_closed(jpeg((1200, 1600)), 0.4), "its end is missing"),
    "WebP, cut": (lambda: files.webp((1200, 1600))[:900], "damaged"),
    "HEIC, cut": (lambda: files.heic((1200, 1600))[:900], "damaged"),
    "GIF": (files.gif, "a GIF picture; a JPEG, PNG, WebP or HEIC photo"),
    "PDF": (files.pdf, "a PDF document; a JPEG, PNG, WebP or HEIC photo"),
    "AVIF": (lambda: b"\0\0\0\x20ftypavif" + b"\0" * 99, "an AVIF picture"),
    "text": (lambda: b"hello", "of a kind that is not known here"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_b2_every_ordinary_picture_becomes_a_valid_photo(name):
    working = working_picture(upload(PICTURES[name]()))
    width, height = picture_size(working)
    assert max(width, height) <= (4000 if name == "very wide" else 2000)

    for crop in suggested_crops(width, height).values():
        prepared = prepare(working, crop)

        assert len(prepared) < 100_000
        picture = Image.open(BytesIO(prepared))
        assert picture.size >= (413, 531)
        assert picture.info["dpi"] == (300, 300)
        assert not picture.getexif()
        assert b"SECRET" not in prepared
        check_identity_photo(upload(prepared))


@pytest.mark.parametrize("name", REFUSED)
def test_b2_every_refusal_says_what_was_found(name):
    make, sentence = REFUSED[name]

    with pytest.raises(ValidationError) as refusal:
        working_picture(upload(make()))

    assert sentence in " ".join(refusal.value.messages)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_b2_the_working_picture_stands_upright(orientation):
    picture = Image.open(BytesIO(working_picture(upload(turned(orientation, (600, 800))))))

    assert picture.size == (600, 800)
    assert picture.getpixel((300, 20))[0] > 180
    assert picture.getpixel((300, 20))[1] < 80


def test_b2_the_working_picture_holds_pixels_alone():
    working = working_picture(upload(files.telling((1200, 1600))))

    assert not Image.open(BytesIO(working)).getexif()
    assert b"SECRET" not in working


def test_the_crop_is_what_the_person_chose():
    quarters = Image.new("RGB", (1400, 1800), "red")
    quarters.paste("blue", (700, 900, 1400, 1800))
    working = working_picture(upload(saved(quarters, "PNG")))

    prepared = Image.open(BytesIO(prepare(working, Crop(left=0.5, top=0.5, width=0.5))))

    assert prepared.size == (620, 797)
    red, _green, blue = prepared.getpixel((10, 10))
    assert blue > 200 > 60 > red


@pytest.mark.parametrize("size", [(2000, 1500), (1500, 2000), (207, 266), (2000, 300), (300, 2000), (1400, 1800)])
def test_three_crops_are_suggested_and_all_fit(size):
    crops = suggested_crops(*size)

    assert list(crops) == list(CROP_CHOICES)
    for crop in crops.values():
        left, top, right, bottom = crop.box(*size)
        assert left >= 0
        assert top >= 0
        assert right <= size[0]
        assert bottom <= size[1]
        assert wrong_measures(round(right - left), round(bottom - top)) == []


@pytest.mark.parametrize("crop", [Crop(-3, -3, 0.9), Crop(0.9, 0.9, 0.9), Crop(5, 5, 5), Crop(0, 0, 1e300)])
def test_a_crop_that_leaves_the_picture_is_moved_into_it(crop):
    assert wrong_measures(*Image.open(BytesIO(prepare(jpeg((1400, 1500)), crop))).size) == []


@pytest.mark.parametrize("width", [float("nan"), float("inf"), 0, -1])
def test_a_crop_that_is_none_is_refused(width):
    with pytest.raises(ValidationError, match="Choose which part"):
        prepare(jpeg((1400, 1500)), Crop(0, 0, width))


def test_a_crop_of_too_few_pixels_is_refused_with_its_measure():
    with pytest.raises(ValidationError) as refusal:
        prepare(jpeg((1400, 1800)), Crop(0.4, 0.4, 0.1))

    assert "140 x 180 pixels; at least 207 x 266 are wanted" in refusal.value.messages[0]


@pytest.mark.parametrize("make", [files.webp, files.heic, png, lambda: jpeg((900, 700))])
def test_no_file_cut_or_changed_by_chance_is_ever_an_error_of_ours(make):
    whole = make()
    corpus = [whole[: len(whole) * share // 8] for share in range(8)]
    corpus += [files.flipped(whole, seed) for seed in range(12)]

    for data in corpus:
        with suppress(ValidationError):
            assert picture_size(working_picture(upload(data))) > (1, 1)
