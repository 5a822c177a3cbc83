"""What is taken as an identity photo, and what is said of everything else (S7, D11-D13)."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from profiles.photo import check_identity_photo, wrong_measures
from tests.factories import files
from tests.factories.files import claiming, cut_and_closed, drawing, grown, jpeg, noise, png, saved, turned, upload

RATIO = "the proportions of 3.5 x 4.5 cm are wanted"
SMALL = "at least 207 x 266 are wanted"
BYTES = "less than 100 kB is wanted"
JPEG = "a JPEG is wanted"
CUT = "its end is missing"
BROKEN = "damaged"
PIXELS = "at most 50 megapixels"
OTHER = "a JPEG picture is wanted"

# name: (the file, parts of every sentence that is said; none: it is taken)
MATRIX = {
    # sizes and proportions
    "413 x 531": (lambda: jpeg(), ()),
    "207 x 266, the smallest": (lambda: jpeg((207, 266)), ()),
    "1400 x 1800": (lambda: jpeg((1400, 1800), quality=50), ()),
    "206 x 265": (lambda: jpeg((206, 265)), (SMALL,)),
    "207 x 265": (lambda: jpeg((207, 265)), (SMALL,)),
    "70 x 90": (lambda: jpeg((70, 90)), (SMALL,)),
    "1 x 1": (lambda: jpeg((1, 1)), (RATIO, SMALL)),
    "2% too wide": (lambda: jpeg((714, 900)), ()),
    "more than 2% too wide": (lambda: jpeg((715, 900)), ("715 x 900 pixels; " + RATIO,)),
    "2% too narrow": (lambda: jpeg((686, 900)), ()),
    "more than 2% too narrow": (lambda: jpeg((685, 900)), (RATIO,)),
    "3:4": (lambda: jpeg((600, 800)), (RATIO,)),
    "4:5": (lambda: jpeg((640, 800)), (RATIO,)),
    "square": (lambda: jpeg((400, 400)), ("400 x 400 pixels; " + RATIO,)),
    "lying": (lambda: jpeg((531, 413)), ("531 x 413 pixels; " + RATIO,)),
    # how the pixels are kept
    "grey": (lambda: jpeg(mode="L"), ()),
    "CMYK": (lambda: jpeg(mode="CMYK"), ()),
    "progressive": (lambda: jpeg(progressive=True), ()),
    "restart markers": (lambda: jpeg(restart_marker_rows=1), ()),
    "4:4:4": (lambda: jpeg(subsampling=0), ()),
    "plain white": (lambda: saved(Image.new("RGB", (413, 531), "white"), "JPEG"), ()),
    "dots per inch 72": (lambda: jpeg(dpi=(72, 72)), ()),
    "noise just below the limit": (lambda: saved(noise((300, 386)), "JPEG", quality=74), ()),
    # orientations: what counts is how it stands upright
    **{f"orientation {n}": (lambda n=n: turned(n), ()) for n in range(1, 9)},
    "orientation 6 of what then lies": (lambda: turned(6, (531, 413)), (RATIO,)),
    "orientation 99": (lambda: turned(99), ()),
    # what else may be in the file
    "with camera, place, comment and an archive": (lambda: files.telling(), ()),
    "MPO of a phone": (lambda: files.mpo(), ()),
    "MPO with a first picture that is square": (lambda: files.mpo((400, 400)), (RATIO,)),
    # bytes
    "102,399 bytes": (lambda: grown(jpeg(), 102_399), ()),
    "102,400 bytes": (lambda: grown(jpeg(), 102_400), ("The file has 100 kB; " + BYTES,)),
    "a phone's 4 MB, lying": (lambda: grown(jpeg((4000, 3000)), 4_200_000), ("4.1 MB; " + BYTES, RATIO)),
    "16 MB": (lambda: grown(jpeg(), 16 * 1024**2), ("16 MB; at most 15 MB",)),
    "empty": (lambda: b"", ("The file is empty",)),
    # cut short
    "the first half": (lambda: jpeg()[: len(jpeg()) // 2], (CUT,)),
    "without its end marker": (lambda: jpeg()[:-2], (CUT,)),
    "half and closed": (lambda: cut_and_closed(jpeg(), 0.5), (CUT,)),
    "nine tenths and closed": (lambda: cut_and_closed(jpeg(), 0.9), (CUT,)),
    "progressive, half and closed": (lambda: cut_and_closed(jpeg(progressive=True), 0.5), (CUT,)),
    "progressive, nine tenths and closed": (lambda: cut_and_closed(jpeg(progressive=True), 0.9), (CUT,)),
    "restarts, half and closed": (lambda: cut_and_closed(jpeg(restart_marker_rows=1), 0.5), (CUT,)),
    "grey, half and closed": (lambda: cut_and_closed(jpeg(mode="L"), 0.5), (CUT,)),
    "header alone": (lambda: jpeg()[:300], (BROKEN,)),
    "three bytes": (lambda: b"\xff\xd8\xff", (BROKEN,)),
    # bombs
    "header says 65000 x 65000": (lambda: claiming(jpeg(), 65000, 65000), ("65000 x 65000 pixels; " + PIXELS,)),
    "header says 3500 x 4500": (lambda: claiming(jpeg(), 3500, 4500), (CUT,)),
    "header says no height": (lambda: claiming(jpeg(), 413, 0), (BROKEN,)),
    "9000 x 9000, black": (lambda: saved(Image.new("RGB", (9000, 9000)), "JPEG", quality=10), (BYTES, PIXELS)),
    # other kinds, whatever they are called
    "PNG": (lambda: png(), ("The file is a PNG picture; " + JPEG,)),
    "PNG, square and large": (lambda: saved(noise((400, 400)), "PNG"), (JPEG, BYTES, RATIO)),
    "PNG, transparent": (lambda: png(mode="RGBA"), (JPEG,)),
    "PNG, cut": (lambda: png()[:-40], (JPEG, CUT)),
    "PNG bomb": (lambda: saved(Image.new("L", (9000, 9000)), "PNG"), (JPEG, PIXELS)),
    "WebP": (lambda: files.webp(), ("The file is a WebP picture; " + JPEG,)),
    "HEIC": (lambda: files.heic(), ("The file is a HEIC picture; " + JPEG,)),
    "GIF": (lambda: files.gif(), ("a GIF picture; " + OTHER,)),
    "BMP": (lambda: saved(drawing(), "BMP"), ("a BMP picture; " + OTHER,)),
    "TIFF": (lambda: saved(drawing(), "TIFF"), ("a TIFF picture; " + OTHER,)),
    "SVG": (lambda: files.SVG, ("an SVG drawing; " + OTHER,)),
    "PDF": (lambda: files.pdf(), ("a PDF document; " + OTHER,)),
    "web page": (lambda: files.HTML, ("a web page; " + OTHER,)),
    "archive": (lambda: files.archive(), ("an archive", OTHER)),
    "text": (lambda: b"This is me.", ("of a kind that is not known here; " + OTHER,)),
    "web page that begins like a JPEG": (lambda: b"\xff\xd8\xff\xe0" + files.HTML, (BROKEN,)),
    "JPEG after an archive": (lambda: files.archive() + jpeg(), ("an archive", OTHER)),
}


@pytest.mark.parametrize("name", MATRIX)
def test_s7_every_file_has_its_verdict_and_its_sentence(name):
    make, sentences = MATRIX[name]

    if not sentences:
        kept = Image.open(BytesIO(check_identity_photo(upload(make(), "photo.jpg"))))
        assert kept.format == "JPEG"
        assert wrong_measures(*kept.size) == []
        return
    with pytest.raises(ValidationError) as refusal:
        check_identity_photo(upload(make(), "photo.jpg"))
    said = " ".join(refusal.value.messages)
    assert [part for part in sentences if part not in said] == []


def test_the_matrix_is_as_long_as_promised():
    assert len(MATRIX) >= 40


def test_every_reason_is_said_at_once_and_only_once():
    with pytest.raises(ValidationError) as refusal:
        check_identity_photo(upload(saved(noise((200, 400)), "PNG")))

    assert [reason.code for reason in refusal.value.error_list] == [
        "not_jpeg",
        "too_many_bytes",
        "wrong_ratio",
        "too_few_pixels",
    ]


@pytest.mark.parametrize("make", [files.telling, files.mpo, lambda: grown(jpeg(), 102_399)])
def test_s7_what_is_kept_holds_pixels_alone(make):
    kept = check_identity_photo(upload(make()))

    for trace in (
        b"SECRET",
        b"Exif",
        b"http://ns.adobe.com",
        b"ICC_PROFILE",
        b"<script",
        b"MPF\0",
        b"xxxx",
        b"PK\x03\x04",
    ):
        assert trace not in kept
    assert kept.endswith(b"\xff\xd9")
    assert kept.count(b"\xff\xd8\xff") == 1
    picture = Image.open(BytesIO(kept))
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_s7_what_is_kept_stands_upright(orientation):
    picture = Image.open(BytesIO(check_identity_photo(upload(turned(orientation)))))

    assert picture.size == (413, 531)
    red, green, _blue = picture.getpixel((206, 10))
    assert red > 180
    assert green < 80
    assert abs(picture.getpixel((206, 500))[0] - drawing().getpixel((206, 500))[0]) < 12


@pytest.mark.parametrize("quality", [20, 74, 85, 95])
def test_what_is_kept_stays_below_the_limit_too(quality):
    size = (300, 386) if quality > 20 else (500, 643)
    sent = saved(noise(size), "JPEG", quality=quality)
    if len(sent) >= 102_400:
        sent = saved(drawing((1000, 1286)), "JPEG", quality=quality)

    assert len(check_identity_photo(upload(sent))) < 102_400


def test_the_same_photo_is_kept_as_the_same_bytes():
    assert check_identity_photo(upload(jpeg())) == check_identity_photo(upload(jpeg()))


def test_colours_are_kept_as_they_looked():
    kept = Image.open(BytesIO(check_identity_photo(upload(jpeg(mode="CMYK")))))

    assert all(abs(a - b) < 25 for a, b in zip(kept.getpixel((206, 260)), drawing().getpixel((206, 260)), strict=True))


@pytest.mark.parametrize("make", [jpeg, lambda: jpeg(progressive=True), png, files.webp, files.heic, files.mpo])
def test_no_file_cut_or_changed_by_chance_is_ever_an_error_of_ours(make):
    whole = make()
    step = max(1, len(whole) // 12)
    corpus = [whole[:length] for length in range(0, len(whole), step)]
    corpus += [files.flipped(whole, seed) for seed in range(12)]
    corpus += [files.flipped(whole[:400], seed, 3) + whole[400:] for seed in range(12)]

    for data in corpus:
        with suppress(ValidationError):
            assert len(check_identity_photo(upload(data))) < 102_400


def test_a_refusal_is_worded_in_the_language_of_whoever_reads_it():
    with pytest.raises(ValidationError) as refusal:
        check_identity_photo(upload(jpeg((400, 400))))

    with translation.override("fr"):
        assert "400 x 400" in refusal.value.messages[0]
