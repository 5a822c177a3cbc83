"""Why an act about the authorities' files is not done, and how a page says what it showed."""

import json
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _now

VERIFY = "adhoc.verify_security"


class VerificationRefused(Exception):
    """It cannot be done; the message says why, in words for the person who tried."""


class ChangedMeanwhile(VerificationRefused):
    """The page showed something else than what is there now (B7)."""

    def __init__(self) -> None:
        super().__init__(_now("Nothing was done: something has changed meanwhile. This is how it stands now."))


class DoneAlready(VerificationRefused):
    """The same page was sent before, by this person in another click or by a colleague."""


def digest_of_page(shown: Any) -> str:
    """A short name of what a page shows: with another one, what it showed is no longer so."""
    return sha256(json.dumps(shown).encode()).hexdigest()
