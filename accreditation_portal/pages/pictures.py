"""The pictures of Annex 1: what each shows, and the files that `make pictures` took of the real screens (S28)."""

import json
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FOLDER = settings.BASE_DIR / "static" / "img" / "annex-1"
MANIFEST = FOLDER / "pictures.json"  # by name and language: width, height, and a digest of what the page said

CAPTIONS = {
    "sign_up": _("The page “New user”, filled in"),
    "confirm": _("The page that the link in the email opens, with its button “Confirm”"),
    "profile": _("“My profile”: each part of it, and whether it is complete"),
    "identity": _("The part “Identity”, filled in as in the passport"),
    "press_card": _("The part “Press card”, with its number, its issuing body and its last day"),
    "photo": _("The photo studio: a picture under the outline of the identity photo"),
    "event": _("The page of an event: “Do I need to register?” has its answer"),
    "register": _("The form of a registration: the question what you want to cover, and the attachments"),
    "check_registration": _("“Check your answers”, with the button that submits the registration"),
    "registration": _("The page of a registration: its reference, its state, and who acts next"),
    "attendance": _("“Update your event attendance”: the box of a submitted registration is checked"),
    "annual_parts": _("The parts of an annual request, with what is complete and what is to do"),
    "annual_part": _("One part of an annual request: its question, and the two buttons that keep it"),
    "check_annual": _("“Check and send”: every condition with its number, and whether it is met"),
    "annual_request": _("The page of an annual request: what to post, what happened, and what follows"),
}


class Picture(NamedTuple):
    """One picture in one language."""

    file: str  # below static/
    width: int  # in pixels of the page
    height: int
    caption: Any


@cache
def manifest() -> dict[str, dict[str, dict[str, Any]]]:
    return json.loads(MANIFEST.read_text("utf-8"))


def picture(name: str, language: str) -> Picture:
    """The picture of that name in the reader's language."""
    taken = manifest()[name][language]
    return Picture(f"img/annex-1/{language}/{name}.webp", taken["width"], taken["height"], CAPTIONS[name])
