"""Portraits for the demo, drawn: nobody's face is shown."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

SIZE = (413, 531)  # 3.5 x 4.5 cm at 300 dpi
SCALE = 3  # drawn larger, then reduced, so that edges are smooth


@dataclass(frozen=True)
class Face:
    """How somebody is drawn; colours as Pillow reads them."""

    skin: str
    hair: str
    clothes: str
    background: str
    style: str  # "short", "long", "bun", "bald" or "curls"
    glasses: bool = False


def portrait(face: Face) -> bytes:
    """A JPEG of 413 x 531 pixels, well below 100 kB."""
    width, height = (side * SCALE for side in SIZE)
    picture = Image.new("RGB", (width, height), face.background)
    draw = ImageDraw.Draw(picture)

    def oval(x, y, half_width, half_height, fill):
        """An ellipse around (x, y), measures in hundredths of the width and of the height."""
        left, right = (x - half_width) * width / 100, (x + half_width) * width / 100
        top, bottom = (y - half_height) * height / 100, (y + half_height) * height / 100
        draw.ellipse((left, top, right, bottom), fill=fill)

    shade = _darker(face.skin, 0.88)
    if face.style == "long":
        oval(50, 46, 31, 32, face.hair)
        draw.rectangle((19 * width / 100, 46 * height / 100, 81 * width / 100, 74 * height / 100), fill=face.hair)
    if face.style == "bun":
        oval(50, 13, 11, 8, face.hair)
    if face.style == "curls":
        for x, y in ((26, 30), (24, 42), (28, 20), (38, 13), (50, 11), (62, 13), (72, 20), (76, 30), (76, 42)):
            oval(x, y, 11, 9, face.hair)
    oval(50, 106, 44, 30, face.clothes)
    draw.polygon([(p[0] * width / 100, p[1] * height / 100) for p in ((40, 77), (60, 77), (50, 92))], fill="#f4f2ee")
    draw.rectangle((41 * width / 100, 62 * height / 100, 59 * width / 100, 79 * height / 100), fill=shade)
    oval(50, 79, 9, 4, shade)
    oval(25.5, 45, 4, 5, shade)
    oval(74.5, 45, 4, 5, shade)
    if face.style != "bald":
        oval(50, 36, 27, 25, face.hair)
    oval(50, 45, 23.5, 25, face.skin)
    if face.style != "bald":
        draw.chord(_box(width, height, 26, 14, 74, 44), 180, 360, fill=face.hair)
    _features(draw, width, height, oval, face)
    picture = picture.resize(SIZE, Image.Resampling.LANCZOS).filter(ImageFilter.SMOOTH)
    out = BytesIO()
    picture.save(out, "JPEG", quality=90, dpi=(300, 300))
    return out.getvalue()


def _features(draw, width, height, oval, face):
    line = _darker(face.skin, 0.6)
    thick = width // 90
    for x in (40, 60):
        oval(x, 44, 4.2, 2.1, "#fbfaf8")
        oval(x, 44, 1.9, 1.9, "#33302e")
        draw.arc(_box(width, height, x - 6, 37.5, x + 6, 43), 200, 340, fill=_darker(face.hair, 0.8), width=thick)
        if face.glasses:
            draw.ellipse(_box(width, height, x - 8, 39.5, x + 8, 48.5), outline="#2c2f36", width=thick)
    if face.glasses:
        draw.line((48 * width / 100, 43.5 * height / 100, 52 * width / 100, 43.5 * height / 100), "#2c2f36", thick)
    draw.arc(_box(width, height, 46, 44, 54, 54), 30, 150, fill=line, width=thick)
    draw.arc(_box(width, height, 42, 52, 58, 60), 20, 160, fill="#9c4a48", width=int(thick * 1.4))


def _box(width, height, left, top, right, bottom):
    return (left * width / 100, top * height / 100, right * width / 100, bottom * height / 100)


def _darker(colour: str, factor: float) -> str:
    red, green, blue = (int(int(colour[i : i + 2], 16) * factor) for i in (1, 3, 5))
    return f"#{red:02x}{green:02x}{blue:02x}"
