"""A notice: a named message, its files in two languages, and what may be filled into them."""

from dataclasses import dataclass
from typing import Any

from accreditation_portal import office

# What every letter may name besides its notice's own list: the office's names, each in the forms a sentence needs.
GLOBAL_PLACEHOLDERS: dict[str, Any] = {
    "organisation": office.ORGANISATION,
    "of_organisation": office.OF_ORGANISATION,
    "at_organisation": office.AT_ORGANISATION,
    "portal_name": office.PORTAL_NAME,
    "office_name": office.OFFICE_NAME,
    "press_section": office.PRESS_SECTION,
    "headquarters": office.HEADQUARTERS,
    "pass_office": office.PASS_OFFICE,
    "postal_address": "\n".join(office.POSTAL_ADDRESS),
    "press_association": office.PRESS_ASSOCIATION,
    "press_association_link": office.PRESS_ASSOCIATION_WEBSITE,
    "contact_email": office.CONTACT_EMAIL,
}


@dataclass(frozen=True)
class Notice:
    """A message of one room: ``templates/ROOM/email/NAME.{en,fr}.txt``.

    ``placeholders`` and the office's (``GLOBAL_PLACEHOLDERS``) are all that the text may name in braces; the case
    gives their values (``letter_values``). One called ``link`` or ``…_link`` holds an address, and becomes a link;
    no other does. ``purpose`` says in one sentence when it is sent, for whoever edits the wording.
    """

    room: str
    name: str
    placeholders: tuple[str, ...]
    purpose: Any

    def file(self, language: str) -> str:
        return f"{self.room}/email/{self.name}.{language}.txt"

    @property
    def full_name(self) -> str:
        return f"{self.room}.{self.name}"
