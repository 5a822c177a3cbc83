"""What a file is called for people: no folders, no signs that hide something, the ending of what it is."""

import re
import unicodedata

ENDINGS = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
LONGEST = 120


def kept_name(name: str, content_type: str) -> str:
    """The name as it is shown and offered for saving; at most 120 characters."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name or "")[-1])
    # Controls, line ends, and the marks that turn the direction of writing: "gpj.exe" can look like "exe.jpg".
    name = "".join(" " if sign.isspace() else sign for sign in name if sign.isspace() or sign.isprintable())
    name = re.sub(r" +", " ", name).strip()
    endings = ENDINGS[content_type]
    stem, ending = name, endings[0]
    for known in endings:
        if name.lower().endswith(known):
            stem, ending = name[: -len(known)], name[-len(known) :]
    return (stem.strip(" .")[: LONGEST - len(ending)].rstrip(" .") or "document") + ending
