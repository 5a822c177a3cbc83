"""What fills a letter about a registration."""

import pytest
from django.conf import settings
from django.utils import translation

from accreditation_portal.notifications import letters
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.review.states import Ground, Item, State
from accreditation_portal.review.steps import steps_of
from adhoc import notices
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.events import event, summit_away

TOLD_BY_STEPS = {step.tells for step in steps_of(EventRegistration)}
# What only a new version of the advisory knows is given by whoever tells it.
GIVEN_BESIDES = {"differences": ["Venue: A → B"], "changes": ["The event was moved."]}


@pytest.fixture
def summit(press):
    return summit_away(by=press)


@pytest.mark.one_database
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
@pytest.mark.parametrize("notice", [n for n in vars(notices).values() if isinstance(n, Notice)], ids=lambda n: n.name)
def test_a_registration_fills_every_letter_of_its_room(anna, officer, summit, notice, language):
    registration = event_registration(anna, summit, at=State.APPROVED, officer=officer)

    with translation.override(language):
        values = registration.letter_values(notice.name, words="Well done.")
    letter = letters.compose(notice, values | (GIVEN_BESIDES if notice.name not in TOLD_BY_STEPS else {}), language)

    title = {"en": "Summit away", "fr": "Sommet au loin"}[language]
    assert title in letter.subject
    assert anna.representative.full_name in letter.text


def test_s24_the_receipt_repeats_what_was_received(anna, summit):
    registration = event_registration(anna, summit)

    text = OutboxMail.objects.get(notice="adhoc.received").text
    for line in (
        "- Proof of identity (ID card or passport): identity.jpg",
        "- Proof of profession (press card or letter of assignment): profession.jpg",
        "- Identity photo",
        "- Submitted on ",
        "Madrid time",
        f"{settings.SITE_URL}/registrations/{registration.shown_reference}/",
        f"{settings.SITE_URL}/attendance/",
    ):
        assert line in text
    assert "late" not in text


def test_p1_a_late_one_is_told_that_it_is_late(anna, press):
    from_now_on_late = event(by=press, late="flagged", registration_deadline=None)
    registration = event_registration(anna, from_now_on_late, at=State.DRAFT)
    registration.late = True

    assert "marked late" in str(registration.letter_values("received", words="")["lateness"])


def test_s27_the_request_for_information_leads_to_the_page_that_completes_it(anna, officer, summit):
    registration = event_registration(anna, summit)
    registration.request_information(by=officer, items=[Item.PHOTO], words="Too dark.\n<b>Please</b> again.")

    mail = OutboxMail.objects.get(notice="adhoc.information_requested")
    assert "- Identity photo" in mail.text
    assert "> Too dark.\n> <b>Please</b> again." in mail.text
    assert "&lt;b&gt;Please&lt;/b&gt;" in mail.html
    assert f'href="{settings.SITE_URL}/registrations/{registration.shown_reference}/complete/"' in mail.html


def test_p4_the_approval_says_where_when_and_with_what(anna, officer, summit):
    event_registration(anna, summit, at=State.APPROVED, officer=officer)

    text = OutboxMail.objects.get(notice="adhoc.approved").text
    assert "- Media office: " in text
    assert "08:00–16:00" in text
    for item in ("ID card", "Press card", "the same identity document as in your application"):
        assert f"- {item}" in text
    assert "The officer adds" not in text


def test_p5_a_place_not_published_yet_is_to_be_announced(anna, officer, press):
    event_registration(anna, event(by=press), at=State.APPROVED, officer=officer)

    assert "- To be announced: a message will follow." in OutboxMail.objects.get(notice="adhoc.approved").text


def test_a_case_closed_says_on_what_ground(anna, officer, summit):
    event_registration(anna, summit).close(by=officer, ground=Ground.DUPLICATE)

    assert f"The ground: {Ground.DUPLICATE.label}." in OutboxMail.objects.get(notice="adhoc.closed").text


def test_b5_the_letter_speaks_the_language_of_its_reader(anna, summit):
    anna.language = "fr"
    anna.save()
    event_registration(anna, summit)

    mail = OutboxMail.objects.get()
    assert mail.language == "fr"
    assert "Sommet au loin" in mail.subject
    assert "Nous avons bien reçu" in mail.text
