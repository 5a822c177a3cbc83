"""The event comes with the approval, for one's own calendar (B10)."""

import pytest
from django.utils import timezone
from icalendar import Calendar

from accreditation_portal.notifications.delivery import message_of
from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from events import following, publishing
from events.models import Event, Following
from tests.factories.adhoc import event_registration
from tests.factories.events import changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def approval(anna, officer, away):
    event_registration(anna, away, at=State.APPROVED, officer=officer)
    return OutboxMail.objects.get(notice="adhoc.approved")


def enclosed(mail):
    """The calendar files of the mail as it goes out."""
    parts = message_of(mail).message().walk()
    return [part for part in parts if part.get_content_type() == "text/calendar"]


def test_b10_the_approval_brings_the_entry_that_the_feeds_have(client, approval, away):
    [part] = enclosed(approval)
    assert part.get_param("method") == "PUBLISH"
    assert part.get_filename() == "summit-away.ics"
    content = part.get_payload(decode=True)
    assert content == client.get("/events/summit-away/event.ics").content
    assert b"\r\n" in content
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    whole = Calendar.from_ical(client.get("/events/calendar.ics").content).walk("VEVENT")[0]
    assert (entry["uid"], entry["sequence"]) == (whole["uid"], whole["sequence"]) == (entry["uid"], 1)


def test_b10_it_says_what_is_true_when_the_letter_is_sent(approval, away, press, anna):
    anna.language = "fr"
    changed(away, press, title_fr="Sommet")
    publishing.cancel(away, by=press, at=timezone.now(), words="Strike.")
    OutboxMail.objects.update(language="fr")
    approval.refresh_from_db()
    [entry] = Calendar.from_ical(enclosed(approval)[0].get_payload(decode=True)).walk("VEVENT")
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 3)
    assert "Sommet" in entry["summary"]


def test_other_letters_bring_nothing(approval):
    assert enclosed(OutboxMail.objects.get(notice="adhoc.received")) == []


def test_a_letter_goes_without_a_file_that_cannot_be_made(approval, caplog):
    Event.objects.update(time_zone="Nowhere/Land", starts_time="09:00")
    assert enclosed(approval) == []
    assert "goes without its enclosure" in caplog.text
    OutboxMail.objects.update(about="gone")
    approval.refresh_from_db()
    assert enclosed(approval) == []


def test_a_letter_that_one_follows_says_where_one_click_stops_it(david, away, press):
    following.follow(david, away)
    changed(away, press, venue="Another hall")
    fan_out()
    message = message_of(OutboxMail.objects.get(recipient=david)).message()
    assert message["List-Unsubscribe"] == f"<{following.stop_link(Following.objects.get())}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_about_a_case_cannot_be_stopped(approval):
    assert "List-Unsubscribe" not in message_of(approval).message()
