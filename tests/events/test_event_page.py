"""One event: what it is, who registers until when, what to bring, and what changed (S19-S23, P4-P8)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events import publishing
from events.models import Event
from tests.factories.events import event, summit_away

pytestmark = pytest.mark.django_db


def page(client, meeting) -> str:
    answer = client.get(f"/events/{meeting.slug}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_d72_a_draft_is_nowhere_for_those_who_are_not_staff(client, anna, passoffice, press):
    draft = event("draft")
    for somebody in (None, passoffice):
        if somebody:
            client.force_login(somebody)
        for address in ("/events/draft/", "/events/draft/event.ics"):
            assert client.get(address).status_code == 404
    assert draft.get_absolute_url() == "/events/draft/"


@pytest.mark.parametrize("who", ["press", "officer"])
def test_staff_read_a_draft_before_others_can(client, who, request):
    event("draft")
    client.force_login(request.getfixturevalue(who))
    answer = client.get("/events/draft/")
    assert answer.status_code == 200
    assert "Not published: only the staff" in answer.content.decode()
    assert client.get("/events/draft/event.ics").status_code == 404


@pytest.mark.both_databases
def test_an_event_shows_what_it_is(client, press):
    meeting = summit_away(by=press, starts_time=time(9))
    html = page(client, meeting)

    assert "Meeting of Heads of State and Government" in html
    assert "Palace, Madrid (Spain)" in html
    assert "<strong>summit</strong>" in html
    assert "Madrid time (UTC+" in html
    assert "To attach" in html
    assert "/procedures/portal/" in html
    assert "/events/summit-away/event.ics" in html


def test_p6_the_programme_says_who_may_attend_what(client, press):
    html = page(client, summit_away(by=press))
    assert "10:00–13:00" in html
    assert "Pool only" in html
    assert "Photographer" in html
    assert "By invitation" in html
    assert "<strong>00:00" not in html


def test_p4_where_passes_are_collected_with_its_hours_and_what_to_bring(client, press):
    html = page(client, summit_away(by=press))
    assert "Media office" in html
    assert "08:00–16:00" in html
    assert "<li>ID card</li>" in html


def test_p5_a_place_that_is_not_published_is_to_be_announced(client, press):
    assert "To be announced: a message will follow" in page(client, event(by=press))


def test_s20_s21_s22_p8_the_rule_in_words(client, press):
    regular = event("regular", by=press)
    summit = event("summit", by=press, kind="summit", annual_accreditation_suffices=False)
    away = event("away", by=press, at_headquarters=False, annual_accreditation_suffices=False)
    assert "need no ad hoc accreditation. All other media representatives must request it" in page(client, regular)
    assert "for this event, holders of annual accreditation too" in page(client, summit)
    assert "without exception must request" in page(client, away)


def test_p14_accredited_with_another_event_or_by_another_body(client, press):
    ministerial = event("ministerial", by=press)
    conference = event("conference", by=press, accredited_with=ministerial)
    host = event("host", by=press, accredited_by="Host nation", accredited_by_url="https://host.example/media")
    html = page(client, conference)
    assert "Accreditation for “Ministerial” covers this event" in html
    assert 'href="/events/ministerial/"' in html
    assert "Deadline" not in html
    html = page(client, host)
    assert "Host nation accredits" in html
    assert 'href="https://host.example/media"' in html


@time_machine.travel(datetime(2026, 6, 1, 10, 0, tzinfo=UTC), tick=False)
def test_p1_the_deadline_has_its_zone_and_the_time_left(client, press):
    deadline = datetime(2026, 6, 4, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    meeting = event(
        by=press, starts_on=date(2026, 6, 20), ends_on=date(2026, 6, 20), registration_deadline=deadline,
        deadline_zone="America/New_York",
    )  # fmt: skip
    html = page(client, meeting)
    assert "Thursday 4 June 2026, 23:59, New York time (UTC-4)" in html
    assert "3 days, 18 hours left" in html
    assert 'badge open">Open' in html
    assert "After the deadline, requests are refused." in html


@pytest.mark.parametrize(
    ("late", "badge", "words"),
    [("refused", "closed", "Closed"), ("flagged", "late", "Open for late requests")],
)
def test_p1_after_the_deadline(client, press, late, badge, words):
    meeting = event(by=press, late=late, registration_deadline=timezone.now() - timedelta(minutes=2))
    html = page(client, meeting)
    assert f'badge {badge}">{words}' in html
    assert " left" not in html


def test_before_registration_opens_the_page_says_when_it_will(client, press):
    meeting = event(by=press, registration_opens_at=timezone.now() + timedelta(days=1))
    html = page(client, meeting)
    assert "Not yet open" in html
    assert "Opens on" in html


def test_without_a_deadline_one_registers_until_the_event_begins(client, press):
    assert "No deadline is set" in page(client, event(by=press, registration_deadline=None))


def test_p13_a_cancelled_event_says_so_and_takes_nothing(client, press):
    meeting = summit_away(by=press)
    publishing.cancel(meeting, by=press, at=timezone.now(), words="Strike.", words_fr="Grève.")
    html = page(client, meeting)
    assert "This event is cancelled." in html
    assert "Strike." in html
    assert "Deadline:" not in html


def test_p7_versions_say_when_and_what_and_older_ones_are_read_by_staff_only(client, press):
    meeting = summit_away(by=press)
    meeting.city = "Toledo"
    meeting.save()
    publishing.publish_next_version(
        meeting, by=press, at=timezone.now(), changes_en="The town.", changes_fr="La ville."
    )
    html = page(client, meeting)
    assert 'What changed: <span lang="en">The town.</span>' in html
    assert "Read this version" not in html
    assert client.get(f"/admin/events/event/{meeting.pk}/versions/1/").status_code == 302
    client.force_login(press)
    assert f"/admin/events/event/{meeting.pk}/versions/1/" in page(client, meeting)


def test_hostile_text_is_shown_as_text(client, press):
    meeting = event(
        by=press,
        title_en="<script>alert(1)</script>",
        venue="<b>x</b>",
        text_en="<script>alert(2)</script> [x](javascript:3)",
    )
    html = page(client, meeting)
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html
    assert 'href="javascript' not in html


def test_the_page_takes_a_bounded_number_of_queries(client, press, django_assert_max_num_queries):
    meeting = summit_away(by=press)
    for number in range(5):
        point = meeting.collection_points.create(place_en=f"Place {number}")
        point.hours.create(day=meeting.starts_on, opens=time(8), closes=time(9))
        meeting.programme.create(day=meeting.starts_on, title_en=f"Item {number}")
    with django_assert_max_num_queries(12):
        page(client, meeting)
    with django_assert_max_num_queries(2):
        page(client, meeting)


# Drawn once for many -------------------------------------------------------------------------------------------------


def test_each_visitor_has_their_own_token_in_the_page_that_is_drawn_once(press):
    meeting = summit_away(by=press)
    visitors = [Client(enforce_csrf_checks=True) for _ in range(3)]

    tokens = [re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page(visitor, meeting))[1] for visitor in visitors]
    answers = [
        visitor.post("/i18n/setlang/", {"language": "fr", "csrfmiddlewaretoken": token})
        for visitor, token in zip(visitors, tokens, strict=True)
    ]

    assert len(set(tokens)) == 3
    assert "the-token-of-this-visitor" not in page(visitors[0], meeting)
    assert [answer.status_code for answer in answers] == [302] * 3
    assert 'lang="fr"' in page(visitors[0], meeting)
    assert 'lang="en"' in page(Client(), meeting)


def test_a_page_that_is_drawn_once_is_drawn_anew_as_soon_as_it_says_something_else(client, press):
    meeting = summit_away(by=press)
    deadline = meeting.registration_deadline
    assert 'badge open">Open' in page(client, meeting)

    with time_machine.travel(deadline + timedelta(minutes=2), tick=False):
        assert 'badge closed">Closed' in page(client, meeting)
    meeting.venue = "The other hall"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="The hall.")
    assert "The other hall" in page(client, meeting)
    Event.objects.filter(pk=meeting.pk).update(published_at=None, published_by=None)
    assert client.get(meeting.get_absolute_url()).status_code == 404


@pytest.mark.both_databases
def test_who_is_known_gets_a_page_of_their_own(client, press, anna):
    meeting = summit_away(by=press)
    client.force_login(anna)
    own = page(client, meeting)
    client.logout()

    assert "anna" in own.lower()
    assert "anna" not in page(client, meeting).lower()
    assert "anna" not in page(Client(), meeting).lower()


@pytest.mark.parametrize("address", ["/events/nothing/", "/events/nothing/event.ics", "/events/%00/", "/events/é/"])
def test_what_is_not_there_is_404(client, db, address):
    assert client.get(address).status_code == 404
