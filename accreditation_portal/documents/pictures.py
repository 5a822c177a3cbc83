"""Pictures, decoded and made anew from their pixels alone. Runs in the children of the fork server only."""

from contextlib import suppress
from io import BytesIO

import pillow_heif
from PIL import Image, ImageChops, ImageCms

from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.scans import Scans, padded, scans_of
from accreditation_portal.documents.wire import Answer

pillow_heif.register_heif_opener()

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
SRGB = ImageCms.createProfile("sRGB")
WHITE = (255, 255, 255)
LAST_BLOCK, STRIP, SMALL = 8, 256, 2_000_000  # pixels
HALVED_FROM = 16_000_000  # pixels: what has more is halved as it is opened, so that it fits thrice into memory
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def judge(data: bytes, *, kind: str, most_pixels: int, most_bytes: int) -> Answer:
    """A JPEG or PNG as a document: upright, nothing but its pixels, fewer than ``most_bytes``."""
    image, orientation = _opened(data, kind, most_pixels)
    image = _plain(image, orientation)
    if kind == "png":
        out = _saved(image, "PNG", compress_level=3)
        if len(out) < most_bytes:
            return {"type": "image/png"}, out
    out = _saved(image, "JPEG", quality=90)
    if len(out) >= most_bytes:
        out = _below(image, most_bytes, best=85)
    return {"type": "image/jpeg"}, out


def judge_photo(data: bytes, *, kind: str, most_pixels: int, most_bytes: int) -> Answer:
    """Measure a picture as it stands upright; of a JPEG, also give its pixels anew in fewer than ``most_bytes``."""
    image, orientation = _opened(data, kind, most_pixels)
    width, height = _turned(image.info["size_in_file"], orientation)
    if kind != "jpeg":
        return {"width": width, "height": height}, b""
    return {"width": width, "height": height}, _below(_plain(image, orientation), most_bytes, best=95)


def upright_jpeg(
    data: bytes,
    *,
    kind: str,
    most_pixels: int,
    longest_side: int,
    shortest_side: int = 1,
    smallest: tuple[int, int] = (1, 1),
) -> Answer:
    """Any picture as a JPEG to choose a crop from, or to look at: at most ``longest_side``.

    A panorama may be longer, so that ``shortest_side`` is left of its height.
    """
    image, orientation = _opened(data, kind, most_pixels, (longest_side, shortest_side))
    width, height = _turned(image.info["size_in_file"], orientation)
    if width < smallest[0] or height < smallest[1]:
        raise Refused("too_few_pixels", width=width, height=height)
    image = _plain(image, orientation)
    image.thumbnail(_shrunk((width, height), longest_side, shortest_side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return {"width": image.width, "height": image.height}, _saved(image, "JPEG", quality=90)


def crop(
    data: bytes,
    *,
    box: tuple[float, float, float, float],
    size: tuple[int, int],
    smaller: tuple[int, int],
    most_bytes: int,
    most_pixels: int,
) -> Answer:
    """Cut ``box`` (pixels) out of a JPEG as one of ``size``; of ``smaller`` where that would cost too much quality."""
    image, orientation = _opened(data, "jpeg", most_pixels)
    image = _plain(image, orientation)
    for wanted in (size, smaller):
        part = image.resize(wanted, Image.Resampling.LANCZOS, box=tuple(box))
        out = _best_below(part, most_bytes, best=92, worst=50, subsampling="4:2:0", dpi=(300, 300))
        if out:
            break
    else:
        out = _below(part, most_bytes, best=50, dpi=(300, 300))
    return {"width": part.width, "height": part.height}, out


def _opened(data: bytes, kind: str, most_pixels: int, sides: tuple[int, int] | None = None) -> tuple[Image.Image, int]:
    """The decoded picture and its orientation; refused before decoding where the header promises too much."""
    # The decoder of WebP takes memory for the whole picture as soon as it is opened, so its header is read first.
    size = _size_of_webp(data) if kind == "webp" else None
    image = None if size else Image.open(BytesIO(data), formats=[FORMATS[kind]])
    width, height = size or image.size
    if width * height > most_pixels:
        raise Refused("too_many_pixels", width=width, height=height)
    image = image or Image.open(BytesIO(data), formats=[FORMATS[kind]])
    scans = scans_of(data) if kind == "jpeg" else None
    if scans and scans.too_many:
        raise Refused("too_slow")
    draft = _shrunk(image.size, *sides) if sides else None
    if not draft and width * height > HALVED_FROM:
        draft = width // 2, height // 2
    if draft:
        image.draft(None, draft)  # a JPEG is decoded at a half, a quarter or an eighth
    try:
        image.load()
    except OSError as error:
        # A progressive JPEG is kept whole beside its pixels; where there is no room, libjpeg says nothing of use.
        large = image.info.get("progressive") and width * height > HALVED_FROM
        raise Refused(
            "truncated" if "truncated" in str(error) else "too_large_to_open" if large else "unreadable"
        ) from error
    if scans:
        _refuse_what_was_cut(image, data, scans, draft)
    orientation = _orientation(image)
    if image.width * image.height > HALVED_FROM:
        image = _halved(image)
    image.info["size_in_file"] = width, height
    return image, orientation


def _halved(image: Image.Image) -> Image.Image:
    """Strip by strip, so that there is never a second picture of that size."""
    half = None
    for top in range(0, image.height, STRIP):
        strip = _flat(image.crop((0, top, image.width, min(top + STRIP, image.height)))).reduce(2)
        half = half or Image.new(strip.mode, ((image.width + 1) // 2, (image.height + 1) // 2))
        half.paste(strip, (0, top // 2))
    assert half is not None  # noqa: S101 - it has more lines than none
    half.info["icc_profile"] = image.info.get("icc_profile")
    return half


def _shrunk(size: tuple[int, int], longest_side: int, shortest_side: int) -> tuple[int, int]:
    scale = min(1.0, max(longest_side / max(size), shortest_side / min(size)))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _refuse_what_was_cut(image: Image.Image, data: bytes, scans: Scans, draft: tuple[int, int] | None) -> None:
    """A JPEG cut in half and closed with an end marker decodes to grey without an error."""
    if not scans.all_there:
        raise Refused("truncated")
    width, height = image.size
    corner = image.crop((max(0, width - LAST_BLOCK), max(0, height - LAST_BLOCK), width, height))
    # What is missing is grey, so a large picture whose last corner is not of one colour needs no second look.
    if scans.progressive or width * height <= SMALL or _is_flat(corner):
        again = Image.open(BytesIO(padded(data, scans.end)), formats=["JPEG"])
        if draft:
            again.draft(None, draft)
        for bottom in range(height, 0, -STRIP):
            strip = (0, max(0, bottom - STRIP), width, bottom)
            if ImageChops.difference(image.crop(strip), again.crop(strip)).getbbox():
                raise Refused("truncated")


def _is_flat(image: Image.Image) -> bool:
    extremes = image.getextrema()
    return all(low == high for low, high in (extremes if isinstance(extremes[0], tuple) else [extremes]))


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(ORIENTATION, 1)
    except Exception:  # EXIF that cannot be read turns nothing
        return 1


def _turned(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return size[::-1] if orientation in (5, 6, 7, 8) else size


def _plain(image: Image.Image, orientation: int) -> Image.Image:
    """Upright, grey or RGB in sRGB, on white where it was transparent; nothing else of the file remains."""
    profile = image.info.get("icc_profile")
    image = _in_srgb(image, profile).convert("RGB") if image.mode == "CMYK" else _flat(image)
    if image.mode == "RGB":
        image = _in_srgb(image, profile)
    if orientation in UPRIGHT:
        image = image.transpose(UPRIGHT[orientation])
    plain = Image.new(image.mode, (1, 1))
    plain.im, plain._size = image.im, image.size
    return plain


def _flat(image: Image.Image) -> Image.Image:
    """Grey or RGB, on white where it was transparent; four colours of ink remain."""
    if image.mode in ("I;16", "I;16B", "I", "F"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("1", "L") and "transparency" not in image.info:
        image = image.convert("L")
    elif image.mode == "CMYK":
        return image
    elif image.mode != "RGB" or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, WHITE)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as the embedded profile means them; without one, or with a broken one, as they are."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, outputMode="RGB")
    return image


def _saved(image: Image.Image, kind: str, **how) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def _best_below(image: Image.Image, most_bytes: int, *, best: int, worst: int, **how) -> bytes | None:
    """The JPEG of the highest quality that has fewer than ``most_bytes``, if any has."""
    found = None
    while worst <= best:
        quality = (worst + best) // 2
        out = _saved(image, "JPEG", quality=quality, **how)
        if len(out) < most_bytes:
            found, worst = out, quality + 1
        else:
            best = quality - 1
    return found


def _below(image: Image.Image, most_bytes: int, *, best: int, **how) -> bytes:
    """As ``_best_below``, at the lowest quality and then with fewer pixels where nothing else helps."""
    while not (out := _best_below(image, most_bytes, best=best, worst=5, **how)):
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)), Image.Resampling.LANCZOS)
    return out


def _size_of_webp(data: bytes) -> tuple[int, int]:
    number = int.from_bytes
    if data[12:16] == b"VP8X":
        return number(data[24:27], "little") + 1, number(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = number(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return number(data[26:28], "little") & 0x3FFF, number(data[28:30], "little") & 0x3FFF
