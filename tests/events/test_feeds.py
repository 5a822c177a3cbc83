"""Atom and iCalendar, as other programs read them (B10)."""

import io
from datetime import UTC, date, datetime, time, timedelta

import feedparser
import pytest
from django.utils import timezone
from icalendar import Calendar

from events import publishing
from tests.factories.events import event, summit_away

pytestmark = pytest.mark.django_db


def entries(client, address="/events/calendar.ics", **extra):
    answer = client.get(address, **extra)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return {entry["uid"].split("@")[0]: entry for entry in Calendar.from_ical(answer.content).walk("VEVENT")}


def feed(client, **extra):
    answer = client.get("/events/feed/", **extra)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return feedparser.parse(io.BytesIO(answer.content))


def dated(slug, press, first, **fields):
    days = {"starts_on": first, "ends_on": first, "registration_deadline": None}
    return event(slug, by=press, **{**days, **fields})


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Europe/Brussels", date(2026, 3, 28), 10), ("Europe/Brussels", date(2026, 3, 30), 9),
        ("Europe/Brussels", date(2026, 10, 24), 9), ("Europe/Brussels", date(2026, 10, 26), 10),
        ("America/New_York", date(2026, 3, 7), 16), ("America/New_York", date(2026, 3, 9), 15),
        ("America/New_York", date(2026, 10, 26), 15), ("America/New_York", date(2026, 11, 2), 16),
    ],
)  # fmt: skip
def test_a_published_hour_is_the_right_instant_on_both_sides_of_the_change_of_clocks(client, press, zone, day, hour):
    dated("meeting", press, day, time_zone=zone, starts_time=time(11), ends_time=time(12, 30))
    entry = entries(client)["meeting"]
    assert entry["dtstart"].dt == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert entry["dtend"].dt == datetime(day.year, day.month, day.day, hour + 1, 30, tzinfo=UTC)
    assert entry["dtstart"].params["TZID"] == zone


def test_a_day_without_an_hour_stays_a_day(client, press):
    dated("meeting", press, date(2026, 6, 10), ends_on=date(2026, 6, 11))
    entry = entries(client)["meeting"]
    assert entry["dtstart"].dt == date(2026, 6, 10)
    assert entry["dtend"].dt == date(2026, 6, 12)  # the first day that is no longer part of it
    assert entry["dtstart"].params["VALUE"] == "DATE"


def test_an_end_without_an_hour_is_never_midnight(client, press):
    dated("long", press, date(2026, 6, 10), ends_on=date(2026, 6, 12), starts_time=time(9))
    dated("short", press, date(2026, 6, 10), starts_time=time(9))
    found = entries(client)
    assert found["long"]["dtend"].dt == datetime(2026, 6, 12, 21, 59, tzinfo=UTC)
    assert "dtend" not in found["short"]


def test_an_entry_follows_its_event_through_its_versions(client, press):
    meeting = event(by=press)
    first = entries(client)["foreign-ministers"]
    meeting.city = "Evere"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="Town")
    second = entries(client)["foreign-ministers"]
    publishing.cancel(meeting, by=press, at=timezone.now(), words="Strike.")
    third = entries(client)["foreign-ministers"]

    assert first["uid"] == second["uid"] == third["uid"]
    assert [entry["sequence"] for entry in (first, second, third)] == [1, 2, 3]
    assert [entry["status"] for entry in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert first["last-modified"].dt < second["last-modified"].dt
    assert second["location"] == "Evere"


def test_one_event_has_a_file_of_its_own_and_a_draft_has_none(client, press):
    event(by=press)
    event("draft")
    answer = client.get("/events/foreign-ministers/event.ics")
    assert 'filename="foreign-ministers.ics"' in answer["Content-Disposition"]
    assert list(entries(client, "/events/foreign-ministers/event.ics")) == ["foreign-ministers"]
    assert client.get("/events/draft/event.ics").status_code == 404
    assert client.post("/events/foreign-ministers/event.ics").status_code == 405


@pytest.mark.parametrize("who", [None, "press"])
def test_d72_drafts_are_in_no_feed_not_even_for_staff(client, who, press):
    event("draft")
    event("known", by=press)
    if who:
        client.force_login(press)
    assert list(entries(client)) == ["known"]
    assert [entry.title for entry in feed(client).entries] == ["Known"]


def test_links_come_from_the_settings_whoever_asks(client, press, settings):
    settings.SITE_URL = "https://media.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    event(by=press)
    entry = entries(client, headers={"host": "evil.example"})["foreign-ministers"]
    parsed = feed(client, headers={"host": "evil.example"})

    assert entry["uid"] == "foreign-ministers@media.example.org"
    assert entry["url"] == "https://media.example.org/events/foreign-ministers/"
    assert parsed.entries[0].link == "https://media.example.org/events/foreign-ministers/"
    assert parsed.feed.id == "https://media.example.org/events/feed/"
    assert b"evil.example" not in client.get("/events/feed/", headers={"host": "evil.example"}).content


def test_the_feed_is_wellformed_atom_with_each_version_as_an_entry(client, press):
    meeting = summit_away(by=press)
    meeting.city = "Toledo"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="The town.")
    parsed = feed(client)

    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.id.split("#")[1] for entry in parsed.entries] == ["2", "1"]
    assert "The town." in parsed.entries[0].summary
    assert "Registration deadline" in parsed.entries[0].summary
    assert parsed.entries[0].updated_parsed >= parsed.entries[1].updated_parsed


def test_a_cancelled_event_says_so_in_the_feed(client, press):
    meeting = event(by=press)
    publishing.cancel(meeting, by=press, at=timezone.now(), words="Strike.")
    assert feed(client).entries[0].title == "Cancelled: Foreign ministers"


def test_any_text_is_escaped(client, press):
    event("odd", by=press, title_en="A;B,C\\D\nE <b>&</b>", venue="x\x07y")
    assert entries(client)["odd"]["summary"] == "A;B,C\\D\nE <b>&</b>"
    parsed = feed(client)
    assert not parsed.bozo


def test_b5_feeds_speak_french(client, press):
    event("meeting", by=press, title_fr="Réunion")
    french = {"headers": {"accept-language": "fr"}}
    assert entries(client, **french)["meeting"]["summary"] == "Réunion"
    assert feed(client, **french).entries[0].title == "Réunion"


def test_feeds_take_a_bounded_number_of_queries(client, press, django_assert_max_num_queries):
    for number in range(6):
        other = event(f"meeting-{number}", by=press)
        event(f"talk-{number}", by=press, accredited_with=other, starts_on=other.starts_on + timedelta(days=1))
    with django_assert_max_num_queries(2):
        assert len(entries(client)) == 12
    with django_assert_max_num_queries(3):
        assert len(feed(client).entries) == 12


# --- Programs that ask every hour, in no language of their own ---


@pytest.mark.parametrize(
    "address",
    ["/events/calendar.ics", "/events/feed/", "/events/meeting/event.ics", "/events/meeting/feed/"],
)
def test_b10_a_program_that_asks_again_gets_an_empty_answer_until_something_changed(
    client, press, address, django_assert_num_queries
):
    meeting = event("meeting", by=press)
    other = event("other", by=press)
    first = client.get(address)
    asked = {"headers": {"if-none-match": first["ETag"]}}
    with django_assert_num_queries(1):
        assert client.get(address, **asked).status_code == 304
    assert client.get(address + "?language=fr", **asked).status_code == 200
    meeting.city = "Evere"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="Town")
    changed = client.get(address, **asked)
    assert changed.status_code == 200
    asked = {"headers": {"if-none-match": changed["ETag"]}}
    publishing.unpublish(other, by=press)
    assert client.get(address, **asked).status_code == (304 if "meeting" in address else 200)


def test_b5_an_address_can_name_its_language(client, press):
    event("meeting", by=press, title_fr="Réunion")
    assert entries(client, "/events/calendar.ics?language=fr")["meeting"]["summary"] == "Réunion"
    assert entries(client, "/events/calendar.ics?language=xx")["meeting"]["summary"] == "Meeting"
    parsed = feedparser.parse(io.BytesIO(client.get("/events/meeting/feed/?language=fr").content))
    assert parsed.feed.language == "fr"
    assert next(link.href for link in parsed.feed.links if link.rel == "self").endswith("/meeting/feed/?language=fr")
    english, french = (client.get(f"/events/meeting/feed/?language={code}").content for code in ("en", "fr"))
    assert feedparser.parse(english).entries[0].id == feedparser.parse(french).entries[0].id


def test_b10_an_event_has_a_feed_of_its_own_versions(client, press):
    meeting = event("meeting", by=press, title_en="A & <B>")
    event("other", by=press)
    meeting.city = "Evere"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="Town & <country>")
    publishing.cancel(meeting, by=press, at=timezone.now(), words="Strike.")
    parsed = feedparser.parse(io.BytesIO(client.get("/events/meeting/feed/").content))

    assert [entry.title for entry in parsed.entries] == ["Cancelled: A & <B>", "A & <B>", "A & <B>"]
    assert "State: Announced → Cancelled" in parsed.entries[0].summary
    assert "Town &amp; &lt;country&gt;" in parsed.entries[1].summary
    assert "City: Evere (new)" in parsed.entries[1].summary
    assert "Evere" not in parsed.entries[2].summary
    event("draft")
    assert client.get("/events/draft/feed/").status_code == 404
    assert client.get("/events/nothing/feed/").status_code == 404


def test_b10_lines_are_folded_and_signs_escaped(client, press):
    event("long", by=press, title_en="Été; one, two " * 12, venue="Line one, hall; 2")
    content = client.get("/events/long/event.ics").content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert rb"LOCATION:Line one\, hall\; 2" in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content
    entry = entries(client)["long"]
    assert entry["summary"] == ("Été; one, two " * 12)
    assert "Registration deadline" in entry["description"]
    assert not Calendar.from_ical(content).walk("VALARM")


def test_b10_the_calendar_page_says_how_to_subscribe(client, press, settings):
    settings.SITE_URL = "https://media.example.org"
    page = client.get("/events/").content.decode()
    assert 'href="webcal://media.example.org/events/calendar.ics?language=en"' in page
    assert "https://media.example.org/events/calendar.ics?language=en</code>" in page
    for program in ("Outlook", "Apple", "Google"):
        assert program in page
