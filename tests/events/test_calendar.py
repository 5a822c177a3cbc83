"""The event calendar: upcoming by month, past ones, for everybody (S19, S23, D73, D85)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events import publishing
from tests.factories.events import event

pytestmark = pytest.mark.django_db


def page(client, query="", **headers) -> str:
    answer = client.get(f"/events/{query}", **headers)
    assert answer.status_code == 200
    return answer.content.decode()


def old(slug, press, **fields):
    days = {"starts_on": date(2024, 5, 1), "ends_on": date(2024, 5, 2), "registration_deadline": None}
    return event(slug, by=press, **{**days, **fields})


def test_d85_the_calendar_says_what_media_are_invited_to_cover(client, db):
    html = page(client)
    assert "organises various events that media are invited to cover" in html
    for kind in ("ministerial meetings", "Heads of State and Government", "press conferences", "briefings"):
        assert kind in html
    assert "No event is announced at the moment." in html


def test_d73_published_events_in_the_order_of_their_days(client, press):
    first = timezone.localdate()
    for slug, days in (("later", 90), ("sooner", 3), ("between", 40)):
        day = first + timedelta(days=days)
        event(slug, by=press, starts_on=day, ends_on=day, registration_deadline=None)
    html = page(client)
    assert html.index("Sooner") < html.index("Between") < html.index("Later")


def test_d72_an_unpublished_event_is_in_no_list_not_even_for_staff(client, press):
    event("secret-meeting")
    assert "Secret meeting" not in page(client)
    client.force_login(press)
    assert "Secret meeting" not in page(client)
    assert "Secret meeting" not in page(client, "?when=past")


def test_past_events_have_a_tab_of_their_own(client, press):
    old("bygone", press)
    event("coming", by=press)
    assert "Bygone" not in page(client)
    html = page(client, "?when=past")
    assert "Bygone" in html
    assert "Coming" not in html


@pytest.mark.both_databases
def test_one_month_of_it(client, press):
    old("may-meeting", press)
    old("june-meeting", press, starts_on=date(2024, 6, 1), ends_on=date(2024, 6, 1))
    html = page(client, "?when=past&month=2024-06")
    assert "June meeting" in html
    assert "May meeting" not in html
    assert "month=2024-05" in html
    assert "No past event here." in page(client, "?when=past&month=2023-01")


@pytest.mark.parametrize("query", ["?month=x", "?month=9999-99", "?when=never", "?month=%00", "?when=past&month="])
def test_an_address_that_nobody_made_shows_the_whole_calendar(client, press, query):
    event("coming", by=press)
    old("bygone", press)
    assert ("Coming" in page(client, query)) != ("Bygone" in page(client, query))


def test_s20_to_s22_each_line_says_who_registers_until_when(client, press):
    event("ministers", by=press)
    event("away", by=press, at_headquarters=False, annual_accreditation_suffices=False)
    event("elsewhere", by=press, accredited_by="Host nation")
    html = page(client)
    assert "Annual accreditation suffices; everybody else registers" in html
    assert "Everybody registers, holders of annual accreditation too" in html
    assert "Accreditation by another body" in html
    assert html.count("Registration deadline:") == 2
    assert "Brussels time (UTC+" in html


def test_p13_a_cancelled_event_stays_and_is_marked(client, press):
    meeting = event("ministers", by=press)
    publishing.cancel(meeting, by=press, at=timezone.now(), words="Strike.")
    html = page(client)
    assert "Ministers" in html
    assert '<span class="badge cancelled">Cancelled</span>' in html
    assert "Registration deadline:" not in html


@pytest.mark.both_databases
def test_past_events_are_paged(client, press, django_assert_max_num_queries):
    for number in range(31):
        old(f"meeting-{number:02}", press)
    html = page(client, "?when=past")
    assert html.count('class="card-title"') == 30
    assert "page=2" in html
    assert page(client, "?when=past&page=2").count('class="card-title"') == 1
    assert client.get("/events/?when=past&page=9").status_code == 404
    with django_assert_max_num_queries(4):
        page(client, "?when=past")


def test_titles_are_text(client, press):
    event("hostile", by=press, title_en="<script>alert(1)</script>")
    assert "<script>alert" not in page(client)


def test_b5_the_calendar_speaks_french_and_marks_what_is_english(client, press):
    event("translated", by=press, title_fr="Réunion traduite")
    event("english-only", by=press)
    html = page(client, headers={"accept-language": "fr"})
    assert "Réunion traduite" in html
    assert 'lang="en">English only' in html
