"""What an identity photograph must be (S7), and making one from any picture (B2)."""

import math
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accreditation_portal.documents import sandbox
from accreditation_portal.documents.acceptance import explained, read_upload, shown_bytes
from accreditation_portal.documents.kinds import NAMES, kind_of
from accreditation_portal.documents.refusal import Refused
from accreditation_portal.documents.scans import scans_of

RATIO = (7, 9)  # 3.5 x 4.5 cm
TOLERANCE = 2  # per cent
SMALLEST = (207, 266)  # 3.5 x 4.5 cm at 150 dpi
PRINTED = (413, 531)  # the same at 300 dpi
PREPARED = (620, 797)  # what a good camera's picture becomes
TOO_MANY_BYTES = 102_400  # 100 kB as file managers count
TOO_MANY_PREPARED_BYTES = 100_000  # so that any reading of 100 kB holds
MOST_PIXELS = 50_000_000
MOST_UPLOADED_BYTES = 15 * 1024**2
WORKING_SIDE = 2000
PREPARABLE = ("jpeg", "png", "webp", "heic")
FROM_TOP = 0.3  # of what a crop leaves out: faces are above the middle

SENTENCES: dict[str, Promise] = {
    "not_jpeg": _("The file is %(kind)s; a JPEG is wanted. 'Prepare my photo' makes one of it."),
    "no_picture": _("The file is %(kind)s; a JPEG picture is wanted. Choose a photo of yourself."),
    "too_many_bytes": _("The file has %(found)s; less than 100 kB is wanted. 'Prepare my photo' makes it smaller."),
    "wrong_ratio": _(
        "The picture has %(width)s x %(height)s pixels; the proportions of 3.5 x 4.5 cm are wanted, upright "
        "(413 x 531 pixels, for example). 'Prepare my photo' crops it."
    ),
    "too_few_pixels": _(
        "The picture has %(width)s x %(height)s pixels; at least %(least_width)s x %(least_height)s are wanted. "
        "Take a new photo, or send it in its original size."
    ),
    "not_preparable": _("The file is %(kind)s; a JPEG, PNG, WebP or HEIC photo of yourself is wanted."),
    "small_crop": _(
        "The part you chose has %(width)s x %(height)s pixels; at least %(least_width)s x %(least_height)s are wanted. "
        "Choose a larger part, or a larger picture."
    ),
    "no_crop": _("Choose which part of the picture is kept."),
}


@dataclass(frozen=True)
class Crop:
    """A part of an upright picture with the proportions of the photo: fractions of the picture's width and height."""

    left: float  # of the width
    top: float  # of the height
    width: float  # of the width; the height follows

    def box(self, width: int, height: int) -> tuple[float, float, float, float]:
        """In pixels of a picture of that size, moved and shrunk until it lies inside."""
        across = min(max(self.width, 0) * width, width, height * RATIO[0] / RATIO[1])
        down = across * RATIO[1] / RATIO[0]
        left = min(max(self.left * width, 0), width - across)
        top = min(max(self.top * height, 0), height - down)
        return left, top, min(left + across, width), min(top + down, height)


#: The crops offered to those who draw none.
CROP_CHOICES: dict[str, Promise] = {
    "wide": _("As much as fits"),
    "closer": _("Closer"),
    "closest": _("Closest"),
}
SHARES = {"wide": 1.0, "closer": 0.75, "closest": 0.55}


def check_identity_photo(upload: File) -> bytes:
    """The photo as it is kept, its pixels alone (S7). ValidationError: every reason, each with its remedy."""
    data = read_upload(upload, MOST_UPLOADED_BYTES)
    kind = kind_of(data)
    if kind not in PREPARABLE:
        raise _refused("no_picture", kind=NAMES.get(kind, NAMES["unknown"]))
    reasons = []
    if kind != "jpeg":
        reasons.append(_refused("not_jpeg", kind=NAMES[kind]))
    if len(data) >= TOO_MANY_BYTES:
        reasons.append(_refused("too_many_bytes", found=shown_bytes(len(data))))
    try:
        facts, kept = sandbox.ask(
            "judge_photo", data, kind=kind, most_pixels=MOST_PIXELS, most_bytes=TOO_MANY_PREPARED_BYTES
        )
        reasons += wrong_measures(facts["width"], facts["height"])
    except Refused as refusal:
        reasons += explained(refusal).error_list
    if reasons:
        raise ValidationError(reasons)
    return kept


def wrong_measures(width: int, height: int) -> list[ValidationError]:
    """What is wrong with the size of a picture that stands upright: 7:9 within 2%, at least 150 dpi (S7)."""
    reasons = []
    if 100 * abs(RATIO[1] * width - RATIO[0] * height) > TOLERANCE * RATIO[0] * height:
        reasons.append(_refused("wrong_ratio", width=width, height=height))
    if width < SMALLEST[0] or height < SMALLEST[1]:
        reasons.append(_too_small("too_few_pixels", width, height))
    return reasons


def working_picture(upload: File) -> bytes:
    """Any picture as an upright JPEG to choose the crop from, 2,000 pixels long; a panorama may be longer (B2)."""
    data = read_upload(upload, MOST_UPLOADED_BYTES)
    kind = kind_of(data)
    if kind not in PREPARABLE:
        raise _refused("not_preparable", kind=NAMES.get(kind, NAMES["unknown"]))
    try:
        _facts, working = sandbox.ask(
            "upright_jpeg",
            data,
            kind=kind,
            most_pixels=MOST_PIXELS,
            longest_side=WORKING_SIDE,
            shortest_side=PRINTED[1],
            smallest=SMALLEST,
        )
    except Refused as refusal:
        if "too_few_pixels" in refusal.codes:
            raise _too_small("too_few_pixels", **refusal.facts) from refusal
        raise explained(refusal) from refusal
    return working


def suggested_crops(width: int, height: int) -> dict[str, Crop]:
    """Three crops under the names of CROP_CHOICES, for those who draw none themselves."""
    widest = min(width, height * RATIO[0] / RATIO[1])
    crops = {}
    for name, share in SHARES.items():
        across = min(widest, max(widest * share, SMALLEST[0] + 1))
        down = across * RATIO[1] / RATIO[0]
        crops[name] = Crop(
            left=(width - across) / 2 / width, top=(height - down) * FROM_TOP / height, width=across / width
        )
    return crops


def prepare(working: bytes, crop: Crop) -> bytes:
    """A valid photo from a working picture: 413 x 531 or more, the best quality below 100,000 bytes (B2)."""
    if not all(math.isfinite(share) for share in (crop.left, crop.top, crop.width)) or crop.width <= 0:
        raise _refused("no_crop")
    left, top, right, bottom = box = crop.box(*picture_size(working))
    if round(right - left) < SMALLEST[0] or round(bottom - top) < SMALLEST[1]:
        raise _too_small("small_crop", round(right - left), round(bottom - top))
    width = min(max(round(right - left), PRINTED[0]), PREPARED[0])
    size = PREPARED if width == PREPARED[0] else (width, math.ceil(width * RATIO[1] / RATIO[0]))
    try:
        _facts, prepared = sandbox.ask(
            "crop",
            working,
            box=box,
            size=size,
            smaller=PRINTED,
            most_bytes=TOO_MANY_PREPARED_BYTES,
            most_pixels=MOST_PIXELS,
        )
    except Refused as refusal:
        raise explained(refusal) from refusal
    return prepared


def picture_size(working: bytes) -> tuple[int, int]:
    """Width and height of a working picture, which we made ourselves: its header is read, nothing is decoded."""
    return scans_of(working).size


def _refused(code: str, **measures) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code, params=measures)


def _too_small(code: str, width: int, height: int) -> ValidationError:
    return _refused(code, width=width, height=height, least_width=SMALLEST[0], least_height=SMALLEST[1])
