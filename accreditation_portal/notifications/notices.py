"""A notice: a named message, its files in two languages, and what may be filled into them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accreditation_portal import office


@dataclass(frozen=True)
class Placeholder:
    """What stands in place of a name in braces, in words for whoever edits the wording.

    One that may be empty takes its paragraph with it.
    """

    holds: Any
    may_be_empty: bool = False


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

# What each of them holds, and what the letters of several rooms name. A room says of its own in ``PLACEHOLDERS``.
PLACEHOLDERS: dict[str, Placeholder] = {
    "organisation": Placeholder(_("the name of the organisation")),
    "of_organisation": Placeholder(_("the name of the organisation, as after “the decisions”")),
    "at_organisation": Placeholder(_("the name of the organisation, as after “accreditation”")),
    "portal_name": Placeholder(_("the name of this portal")),
    "office_name": Placeholder(_("the name of the accreditation office")),
    "press_section": Placeholder(_("the name of the press section")),
    "headquarters": Placeholder(_("the name of the Headquarters")),
    "pass_office": Placeholder(_("the name of the Pass Office")),
    "postal_address": Placeholder(_("the postal address of the office, on several lines")),
    "press_association": Placeholder(_("the name of the press association that can be contacted with queries")),
    "press_association_link": Placeholder(_("the address of the press association’s website")),
    "contact_email": Placeholder(_("the office’s address for questions")),
    "name": Placeholder(_("the full name of the media representative")),
    "reference": Placeholder(_("the reference of the case")),
    "link": Placeholder(_("the address of the page of the case")),
    "complete_link": Placeholder(_("the address of the page where the items asked for are completed")),
    "items": Placeholder(_("the items that the officer ticked as missing")),
    "reply_by": Placeholder(_("the day by which the office asks for a reply"), may_be_empty=True),
    "reply_until": Placeholder(_("the day by which a reply is asked for, while it is to come"), may_be_empty=True),
    "reply_today": Placeholder(_("the day by which a reply is asked for, on that day"), may_be_empty=True),
    "reply_overdue": Placeholder(_("the day by which a reply was asked for, once it is past"), may_be_empty=True),
    "words": Placeholder(_("what the officer writes in this case"), may_be_empty=True),
    "ground": Placeholder(_("the ground on which the case is closed")),
}

# Wherever a notice declares them: which case it is about, and what an officer writes, reach the person.
ALWAYS_KEPT = ("reference", "event", "words")

THE_REPRESENTATIVE = _("the media representative of the case")
THE_ACCOUNT = _("the account")  # staff too, with no case behind it


@dataclass(frozen=True)
class Notice:
    """A message of one room: ``templates/ROOM/email/NAME.{en,fr}.txt``.

    ``placeholders`` and the office's (``GLOBAL_PLACEHOLDERS``) are all that the text may name in braces; the case
    gives their values (``letter_values``), and ``PLACEHOLDERS`` here or in the room says what each holds. One called
    ``link`` or ``…_link`` holds an address, and becomes a link; no other does. ``purpose`` says in one sentence when it
    is sent, for whoever edits the wording, and ``told_to`` to whom. ``required`` are those that the procedure wants in
    every wording. ``key``: that of the outbox, its parts in capitals, where the same is told once.
    """

    room: str
    name: str
    placeholders: tuple[str, ...]
    purpose: Any
    required: tuple[str, ...] = ()
    told_to: Any = THE_REPRESENTATIVE
    key: str = ""

    def file(self, language: str) -> str:
        return f"{self.room}/email/{self.name}.{language}.txt"

    @property
    def full_name(self) -> str:
        return f"{self.room}.{self.name}"

    @property
    def kept(self) -> tuple[str, ...]:
        """What every wording must go on naming."""
        return tuple(dict.fromkeys([*(name for name in ALWAYS_KEPT if name in self.placeholders), *self.required]))
