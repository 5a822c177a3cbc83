"""Passwords that the portal's own name gives away are refused, in either language."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accreditation_portal import office
from profiles.passwords import BesidesOurNames, given_away


@pytest.mark.parametrize(
    "secret",
    [
        "{office}-Accreditation-2026!",
        "Accréditation 2026 !",
        "portal portal portal",
        "Presse{office}2027",
        "P4ss-journaliste",
    ],
)
def test_a_password_of_our_names_is_refused(secret):
    with pytest.raises(ValidationError) as refusal:
        BesidesOurNames().validate(secret.format(office=office.ORGANISATION))

    assert refusal.value.code == "password_given_away"


@pytest.mark.parametrize(
    "secret",
    ["a long enough sentence", "x7$Kp#9!qZ&2", "portal of the seven geese", "пароль из шести слов", "9!8?7$6#5%4&"],
)
def test_a_password_with_words_of_ones_own_is_not(secret):
    validate_password(secret)


def test_the_words_are_those_of_both_languages():
    assert {"accreditation", "portal", "portail"} <= set(given_away())
