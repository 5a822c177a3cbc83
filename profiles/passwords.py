"""What is asked of a password; the words that the portal's own name gives away."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from accreditation_portal import office
from profiles.models import search_key

NAMES = (office.ORGANISATION, office.PORTAL_NAME, office.OFFICE_NAME, office.PRESS_SECTION, office.PASS_OFFICE)
FURTHER = "password welcome admin officer journalist reporter motdepasse bienvenue agent journaliste presse"
LEAST = next(
    validator["OPTIONS"]["min_length"]
    for validator in settings.AUTH_PASSWORD_VALIDATORS
    if validator["NAME"].endswith(".MinimumLengthValidator")
)
LEAST_BESIDES = 6  # letters, beside these words


def given_away() -> list[str]:
    """The words that anybody would try here, in both languages, folded; the longest first."""
    words = set(FURTHER.split())
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            words |= {word for name in NAMES for word in search_key(str(name)).split() if len(word) > 3}
    return sorted(words, key=lambda word: (-len(word), word))


class BesidesOurNames:
    """A password that holds such a word has enough beside it."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = rest = search_key(password).replace(" ", "")
        for word in given_away():
            rest = rest.replace(word, "")
        if rest != typed and sum(char.isalpha() for char in rest) < LEAST_BESIDES:
            raise ValidationError(
                _("This password says little more than what this portal is called. Add words of your own."),
                code="password_given_away",
            )

    def get_help_text(self) -> str:
        return _("Your password needs words of your own beside the names of this portal and its office.")


def in_short() -> str:
    """What is asked of a new password, in fewer words than each validator of its own says it."""
    return _(
        "At least %(least)s characters, and not digits alone. No common password, and nothing like your name or "
        "address, or the portal's."
    ) % {"least": LEAST}
