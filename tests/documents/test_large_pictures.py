"""A picture of many pixels is halved as it is opened, so that no child takes 300 MB; one of many scans is refused."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from accreditation_portal.documents.acceptance import accept_document
from accreditation_portal.documents.fork_server import MOST_MEMORY
from tests.factories.files import drawing, jpeg, saved, turned, upload

SIZE = (4200, 4000)  # 16.8 megapixels


def kept(data: bytes) -> Image.Image:
    return Image.open(BytesIO(accept_document(upload(data)).data))


@pytest.mark.parametrize("mode", ["RGB", "P", "RGBA", "L"])
def test_more_than_16_megapixels_are_halved(mode):
    picture = drawing((420, 400)).resize(SIZE)
    picture = picture.quantize(dither=Image.Dither.NONE) if mode == "P" else picture.convert(mode)

    found = kept(saved(picture, "PNG", compress_level=1))

    assert found.size == (2100, 2000)
    for place in ((1000, 50), (50, 1500), (1050, 900)):
        before = picture.convert("RGB").getpixel((place[0] * 2, place[1] * 2))
        after = found.convert("RGB").getpixel(place)
        assert max(abs(one - other) for one, other in zip(before, after, strict=True)) < 20


def test_of_a_jpeg_too_and_it_stands_upright():
    assert kept(jpeg(SIZE)).size == (2100, 2000)
    assert kept(turned(6, SIZE)).height >= 2000


def test_a_page_scanned_at_300_dpi_keeps_every_pixel():
    assert kept(jpeg((2480, 3508))).size == (2480, 3508)


@pytest.mark.parametrize("times", [1, 50, 200])
def test_a_jpeg_whose_scans_come_again_and_again_is_not_decoded(times):
    whole = jpeg((413, 531), progressive=True)
    first = whole.index(b"\xff\xda")
    begins = whole.index(b"\xff\xda", first + 2)  # the first bits of a coefficient, which may come again
    ends = whole.index(b"\xff\xc4", begins)
    data = whole[:begins] + whole[begins:ends] * times + whole[ends:]

    if times < 100:
        assert kept(data).size == (413, 531)
    else:
        with pytest.raises(ValidationError, match="too long to open"):
            kept(data)


def test_what_a_child_has_of_its_own_leaves_room_for_what_it_shares():
    assert MOST_MEMORY + 30 * 1024**2 < 300 * 1024**2  # the libraries' own pages are 25 MB
