"""Takes the pictures of Annex 1, and says which of them a page has left behind (S28)."""

import hashlib
import json
from io import BytesIO

from PIL import Image

from accreditation_portal.pages.pictures import FOLDER, MANIFEST

WIDTH, TALLEST, SCALE = 900, 820, 1.5
MARGIN = 14
MOST_BYTES = 60_000
# What is read, and how it is built: tags, classes and kinds of field, without what scripts and sessions fill in.
SEEN = """element => [element.innerText, ...[...element.querySelectorAll('*')].map(
    one => [one.tagName, one.getAttribute('class') || '', one.getAttribute('type') || ''].join('.'))].join('\\n')"""
CALM = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent; }"


class Camera:
    """Notes what each screen says in one language; with ``takes`` it writes the pictures too."""

    def __init__(self, page, language: str, *, takes: bool):
        self.page, self.language, self.takes = page, language, takes
        self.seen: dict[str, dict] = {}

    def __call__(self, name: str, part: str, until: str = "") -> None:
        """Note the page, and picture it from where ``part`` begins to where ``until``, else itself, ends."""
        self.page.locator(part).first.wait_for()
        text = self.page.locator("main").evaluate(SEEN)
        self.seen[name] = {"digest": hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]}
        if self.takes:
            self.seen[name] |= self.take(name, part, until or part)

    def take(self, name: str, part: str, until: str) -> dict[str, int]:
        self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        first, last = (self.page.locator(place).first.bounding_box() for place in (part, until))
        top = max(first["y"] - MARGIN, 0)
        clip = {"x": 0, "y": top, "width": WIDTH, "height": min(last["y"] + last["height"] + MARGIN - top, TALLEST)}
        shot = self.page.screenshot(full_page=True, clip=clip, style=CALM, animations="disabled")
        picture = Image.open(BytesIO(shot)).convert("RGB")
        path = FOLDER / self.language / f"{name}.webp"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compressed(picture))
        return {"width": round(picture.width / SCALE), "height": round(picture.height / SCALE)}


def compressed(picture: Image.Image) -> bytes:
    """WebP of at most 60 kB."""
    for quality in range(75, 10, -10):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError("a picture that cannot be made small")


def kept() -> dict[str, dict]:
    return json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}


def keep(language: str, seen: dict[str, dict]) -> None:
    """Write one language into the manifest; pictures that are no longer taken go."""
    found = {name: {**kept().get(name, {}), language: taken} for name, taken in seen.items()}
    for path in (FOLDER / language).glob("*.webp"):
        if path.stem not in seen:
            path.unlink()
    MANIFEST.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
