"""Sheets drawn for the demo: they pretend to be nothing else."""

from io import BytesIO

from PIL import Image, ImageDraw

LETTER = (620, 877)  # A4 upright
CARD = (856, 540)  # an ID card lying


def specimen(title: str, lines: list[str], size: tuple[int, int], kind: str) -> bytes:
    """A drawn sheet that pretends to be nothing else."""
    width, height = size
    sheet = Image.new("RGB", size, "#f6f3ea")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((12, 12, width - 12, height - 12), outline="#5b6b82", width=3)
    draw.rectangle((12, 12, width - 12, 84), fill="#20406b")
    draw.text((36, 30), title, fill="white", font_size=30)
    for number, line in enumerate(lines):
        draw.text((36, 130 + 52 * number), line, fill="#22303f", font_size=26)
    out = BytesIO()
    sheet.save(out, kind)
    return out.getvalue()
