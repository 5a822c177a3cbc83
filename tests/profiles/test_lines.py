"""What may stand in a text of one line, and in one of several."""

import pytest
from django import forms

from accreditation_portal.review.lines import LinesField
from profiles.forms.lines import hold_to_one_line


class Letter(forms.Form):
    subject = forms.CharField(required=False)
    body = LinesField(required=False, max_length=20)

    def __init__(self, *args):
        super().__init__(*args)
        hold_to_one_line(self)


@pytest.mark.parametrize("sent", ["one\r\ntwo\r\n\r\n\tfour", "one\rtwo\r\r\tfour", "one\ntwo\n\n\tfour"])
def test_a_text_of_several_lines_keeps_its_lines_however_the_browser_ends_them(sent):
    letter = Letter({"body": sent})

    assert letter.is_valid(), letter.errors
    assert letter.cleaned_data["body"] == "one\ntwo\n\n\tfour"


def test_a_line_end_counts_as_one_character_as_in_the_browser():
    assert Letter({"body": "123456789\r\n123456789\r\n"}).is_valid()
    assert Letter({"body": "1234567890\r\n123456789"}).is_valid()
    assert not Letter({"body": "1234567890\r\n1234567890"}).is_valid()


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\u202e", "\u2066"])
def test_control_characters_and_marks_that_turn_a_text_are_refused_in_both(mark):
    letter = Letter({"subject": f"a{mark}b", "body": f"a{mark}b"})

    assert set(letter.errors) == {"subject", "body"}


def test_a_text_of_one_line_has_no_second():
    assert set(Letter({"subject": "one\r\ntwo"}).errors) == {"subject"}
