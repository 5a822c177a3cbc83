"""Every notice of every room has its letter in both languages, and every step that tells has its notice."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from accreditation_portal import office
from accreditation_portal.notifications import catalogue, letters
from accreditation_portal.notifications.delivery import message_of
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import GLOBAL_PLACEHOLDERS
from accreditation_portal.review.steps import steps_of
from adhoc.models import EventRegistration
from annual.models import AnnualRequest

LOADED = re.compile(
    r"<(?:img|script|iframe|object|embed|link|video|audio|source|input)\b|\bsrc\s*=|url\(|@import", re.I
)
LISTS = {"items", "contents", "collection", "bring", "changes"}
NOTICES = list(catalogue.all_notices().values())
FILES = [(notice, language) for notice in NOTICES for language, name in settings.LANGUAGES]
LETTERS = {f"{notice.full_name}.{language}": (notice, language) for notice, language in FILES}


def default(notice, values, language):
    """The letter in the words of its file."""
    with translation.override(language):
        return letters.compose_from(notice, letters.source_of(notice, language), values)


every_letter = pytest.mark.parametrize(("notice", "language"), LETTERS.values(), ids=LETTERS)


def values_of(notice, **more):
    """Something for every placeholder of the notice, recognisable in the letter."""
    values = {name: f"<{name}>" for name in notice.placeholders}
    values |= {name: [f"<{name} 1>", f"<{name} 2>"] for name in LISTS & set(notice.placeholders)}
    values |= {name: f"https://portal.example/{name}/" for name in notice.placeholders if name.endswith("link")}
    return values | more


@pytest.mark.parametrize("kind", [AnnualRequest, EventRegistration])
def test_every_step_tells_what_its_room_declares(kind):
    told = [step.tells for step in steps_of(kind)]

    assert all(told), "every step tells"
    for name in told:
        notice = getattr(kind.notices, name)
        assert (notice.room, notice.name) == (kind._meta.app_label, name)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.full_name)
def test_a_notice_is_called_what_its_file_is_called(notice):
    assert str(notice.purpose)
    module = next(m for m in catalogue.modules() if m.__name__.endswith(f"{notice.room}.notices"))
    assert getattr(module, notice.name) is notice


@every_letter
def test_a_letter_says_all_that_it_declares(notice, language):
    """Renders in its language, names nothing undeclared, and forgets none of what the notice offers."""
    letter = default(notice, values_of(notice), language)

    named = set(re.findall(r"\{(\w+)\}", letters.source_of(notice, language)))
    assert named <= set(notice.placeholders) | set(GLOBAL_PLACEHOLDERS)
    assert "<name>" in letter.text
    assert "{" not in letter.subject + letter.text
    assert "&lt;name&gt;" in letter.html
    assert letter.subject.replace("\u00a0", " ").isprintable()


@every_letter
def test_a_letter_stands_without_what_may_be_empty(notice, language):
    bare = default(notice, values_of(notice, words="", lateness="", deadline="", reply_by=""), language)

    assert "\n> " not in bare.text
    assert "****" not in bare.text
    assert "\n\n\n" not in bare.text
    assert "<p></p>" not in bare.html
    assert "<blockquote>" not in bare.html


@every_letter
def test_a_letter_loads_nothing_when_it_is_read(notice, language):
    letter = default(notice, values_of(notice), language)
    mail = OutboxMail(pk=1, to="a@example.org", subject=letter.subject, text=letter.text, html=letter.html)

    message = message_of(mail)
    assert letter.html.count("<link ") == 1  # of our own sheet, which goes into the tags at sending
    assert LOADED.findall(message.alternatives[0].content) == []
    assert message.attachments == []


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.full_name)
def test_b5_both_languages_say_the_same_things(notice):
    named = [re.findall(r"\{(\w+)\}", letters.source_of(notice, language)) for language, name in settings.LANGUAGES]
    lines = [letters.source_of(notice, language).count("\n") for language, name in settings.LANGUAGES]

    shared = [{name for name in each if not name.endswith("organisation")} for each in named]
    assert shared[0] == shared[1]
    assert lines[0] == lines[1]


@every_letter
def test_a_letter_says_what_happens_next_or_that_it_is_final(notice, language):
    source = letters.source_of(notice, language)

    says = {"en": ("What happens next", "are final"), "fr": ("Et maintenant", "sont définitives")}[language]
    assert any(words in source for words in says)


def composed(room, name, language="en"):
    notice = next(n for n in NOTICES if n.full_name == f"{room}.{name}")
    return default(notice, values_of(notice), language)


def test_d35_d36_the_receipt_of_an_annual_request_says_weeks_email_and_the_address():
    text = composed("annual", "received").text

    assert "may take several weeks" in text
    assert "receive the answer by email" in text
    assert "\n".join(office.POSTAL_ADDRESS) in text
    assert "**original**" not in text
    assert "original" in text


def test_d23_d24_d26_d37_to_d40_an_annual_approval_says_what_it_gives_and_how_to_collect_the_pass():
    text = composed("annual", "approved").text

    for words in (
        f"Day-to-day access to the {office.HEADQUARTERS}", "Media centre during normal business hours", "TV sets",
        "international telephone lines", "Wi-Fi", "do not need to request special accreditation",
        f"in person at the {office.PASS_OFFICE}", "- <bring 1>", "copy of the confirmation email",
        "government, professional association or union", "<valid_from>", "<valid_until>",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("room", ["annual", "adhoc"])
@pytest.mark.parametrize("name", ["denied", "revoked"])
def test_d41_d62_d65_a_refusal_is_final_names_the_association_and_no_collection(room, name):
    text = composed(room, name).text

    assert f"the decisions {office.OF_ORGANISATION} are final" in text
    assert office.PRESS_ASSOCIATION in text
    assert office.PRESS_ASSOCIATION_WEBSITE in text
    assert not re.search(r"collect|bring", text, re.IGNORECASE)


def test_d81_d82_a_receipt_says_who_is_responsible_and_where_to_check():
    text = composed("adhoc", "received").text

    assert "Media representatives are responsible for their registrations" in text
    assert "does not verify on their behalf whether a registration was duly submitted" in text
    assert "“Update your event attendance”" in text
    assert "https://portal.example/attendance_link/" in text
    assert "- <contents 1>" in text


def test_p4_p9_an_approval_says_where_to_collect_and_what_to_bring():
    letter = composed("adhoc", "approved")

    assert "- <collection 1>" in letter.text
    assert "- <bring 1>" in letter.text
    assert "must be the same as those in your registration" in letter.text
    assert "<reference>" in letter.text
    assert 'class="button" href="https://portal.example/confirmation_link/"' in letter.html


def test_d83_a_request_for_information_lists_the_items_the_words_and_the_day():
    letter = composed("adhoc", "information_requested")

    assert "- <items 1>\n- <items 2>" in letter.text
    assert "> <words>" in letter.text
    assert "reply by <reply_by>" in letter.text


def test_french_letters_keep_their_signs_together():
    for notice in NOTICES:
        source = letters.source_of(notice, "fr")
        assert not re.search(r" [:;?!»]|« |'", source), notice.full_name


def test_the_office_is_named_in_the_language_of_the_letter():
    with translation.override("fr"):
        of_organisation = str(office.OF_ORGANISATION)

    assert f"les décisions {of_organisation} sont définitives" in composed("adhoc", "denied", "fr").text
