"""A letter is its text filled in, and nothing that is filled in becomes anything but text."""

import re

import pytest

from accreditation_portal import office
from accreditation_portal.notifications import letters
from accreditation_portal.notifications.letters import LetterError, account_letter
from accreditation_portal.notifications.notices import Notice

NASTY = [
    "{{ 7|add:1 }} {% load x %}",
    "{link} {reference} {0} {}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "**bold** [here](https://evil.example) <https://evil.example>",
    "https://evil.example/login",
    "zqz0zqz zqz1zqz",
    "O'Neil & Sons",
    "Łukasz 山田 محمد",
]


def body(letter):
    return re.search(r'<div class="mail-body">(.*?)</div>', letter.html, re.DOTALL)[1]


@pytest.mark.parametrize("name", NASTY)
def test_what_is_filled_in_stays_text(compose, name):
    letter = compose("Hello {name}\n\nDear {name},\n\n[Open]({link})", name=name, link="https://portal.example/")

    assert letter.subject == f"Hello {name}"
    assert f"Dear {name}," in letter.text
    assert letter.html.count("<a ") == 3  # the button, and the two of the foot
    assert set(re.findall(r"<(\w+)", body(letter))) == {"p", "a"}


def test_a_subject_is_one_line_whatever_is_filled_in(compose):
    letter = compose("Hello {name}\n\nText", name="Anna\r\nBcc: all@example.org\x00\u2028x\u202e")

    assert letter.subject == "Hello Anna Bcc: all@example.org x"


def test_a_subject_is_not_longer_than_programs_show(compose):
    letter = compose("About {name}\n\nText", name="word " * 200)

    assert len(letter.subject) <= letters.LONGEST_SUBJECT
    assert letter.subject.endswith("…")


def test_a_list_that_stands_alone_becomes_bullets(compose):
    letter = compose("S\n\nPlease bring:\n{items}", items=["a <b>passport</b>", "a\ncard", ""])

    assert "Please bring:\n- a <b>passport</b>\n- a card\n" in letter.text
    assert "<li>a &lt;b&gt;passport&lt;/b&gt;</li>\n<li>a card</li>" in letter.html


def test_words_of_several_lines_keep_them_and_their_quote(compose):
    letter = compose("S\n\nThe officer writes:\n> {words}", words="First.\r\nSecond.\n\nThird.")

    assert "The officer writes:\n> First.\n> Second.\n>\n> Third.\n" in letter.text
    assert "<blockquote>\n<p>First.<br>\nSecond.</p>\n<p>Third.</p>\n</blockquote>" in letter.html


def test_a_paragraph_that_names_nothing_is_left_out_whole(compose):
    letter = compose("S\n\nOne.\n\nThe officer writes:\n> {words}\n\nTwo.\n\n- a {when}\n- b", words="", when=None)

    assert letter.text.startswith("One.\n\nTwo.\n\n- b\n\n")
    assert "officer" not in letter.html
    assert "<blockquote>" not in letter.html


def test_a_link_on_its_own_is_a_button_and_its_address_is_in_the_text(compose):
    letter = compose("S\n\n[See it]({link})\n\nOr: {link}", link="https://portal.example/?a=1&b=2")

    assert "See it: https://portal.example/?a=1&b=2" in letter.text
    assert '<a class="button" href="https://portal.example/?a=1&amp;b=2">See it</a>' in letter.html
    assert '<a href="https://portal.example/?a=1&amp;b=2">https://portal.example/?a=1&amp;b=2</a>' in letter.html


def test_a_link_inside_a_sentence_stands_in_brackets_in_the_text(compose):
    letter = compose("S\n\n[The page]({link}) says **more**.", link="https://portal.example/")

    assert "The page (https://portal.example/) says more.\n" in letter.text


def test_only_a_declared_link_leads_anywhere(compose):
    with pytest.raises(LetterError, match="name is not an address"):
        compose("S\n\n[See it]({name})", name="https://evil.example/")
    with pytest.raises(LetterError, match="link is not an address"):
        compose("S\n\n[See it]({link})", link="javascript:alert(1)")


def test_an_undeclared_placeholder_is_refused_by_name(compose):
    with pytest.raises(LetterError, match="not declared: password"):
        compose("S\n\n{password}", password="x")


def test_a_placeholder_that_nobody_gave_is_refused_by_name(compose):
    with pytest.raises(LetterError, match="not given: when"):
        compose("S\n\n{when}")


def test_d17_d33_the_office_is_in_every_letter_and_nobody_can_say_otherwise(compose):
    letter = compose("S\n\nWrite to:\n{postal_address}", postal_address="elsewhere")

    assert "Write to:\n" + "\n".join(office.POSTAL_ADDRESS) in letter.text
    assert "Boulevard Léopold III<br>" in letter.html


def test_d66_every_letter_says_where_questions_go(compose):
    letter = compose("S\n\nText.")

    assert office.CONTACT_EMAIL in letter.text
    assert f'href="mailto:{office.CONTACT_EMAIL}"' in letter.html
    assert str(office.OFFICE_NAME) in letter.text


def test_markup_in_a_text_stays_text(compose):
    letter = compose("S\n\n<b>bold</b> **strong** ![x](https://evil.example/x.png)")

    assert "&lt;b&gt;bold&lt;/b&gt; <strong>strong</strong>" in letter.html
    assert "<img" not in letter.html


def test_a_finished_text_links_to_this_portal_alone(settings):
    ours = f"{settings.SITE_URL}/accounts/x/"
    text = f"Hello <b>you</b> *x*\n\n{ours}\n\nSee:\n{ours}\n\nhttps://evil.example/"
    letter = account_letter("Sub\nject", text)

    assert letter.subject == "Sub ject"
    assert f'<p><a class="button" href="{ours}">Open the page</a></p>' in letter.html
    assert f'<p>See:<br>\n<a href="{ours}">{ours}</a></p>' in letter.html
    assert ours in letter.text
    assert "<p>Hello &lt;b&gt;you&lt;/b&gt; *x*</p>" in letter.html
    assert "<p>https://evil.example/</p>" in letter.html


def test_a_reference_is_not_broken_at_its_dashes_and_french_signs_stay_with_their_word():
    notice = Notice("trial", "told", ("reference", "begun"), "for tests")
    values = dict.fromkeys(notice.placeholders, "E-7K2M-90QX-T")
    letter = letters.compose_from(notice, "Reçu\u00a0: {reference}\n\nX {reference}.\n\nY {begun}.", values)

    assert letter.subject == "Reçu\u00a0: E-7K2M-90QX-T"
    for paragraph in ("X", "Y"):
        assert f'{paragraph} <span class="mail-reference">E-7K2M-90QX-T</span>.' in letter.html
