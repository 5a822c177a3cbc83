"""My annual accreditation, how to ask for one, and one request with its timeline."""

import html
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.models import AnnualRequest
from tests.factories.annual import annual_request

PAGES = ["annual:overview", "annual:apply"]


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_ask_for_the_log_in(client, db, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))


@pytest.mark.both_databases
def test_somebody_without_a_profile_reads_that_there_is_nothing(client, david):
    client.force_login(david)
    assert "You have no annual accreditation, and no request for one." in read(client, reverse("annual:overview"))


def test_b11_what_is_in_force_is_shown_with_its_last_day(client, anna, officer):
    held = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(anna)
    page = read(client, reverse("annual:overview"))
    assert f"In force until {held.valid_until:%-d %B %Y}" in page
    assert held.shown_reference in page


def test_d23_d24_what_it_covers_stands_beside_it(client, anna, officer):
    annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(anna)
    page = read(client, reverse("annual:overview"))
    assert "day-to-day access" in page
    assert "Media centre during normal business hours" in page
    assert "regular events" in page


@pytest.mark.parametrize("state", [State.REVOKED, State.SUBMITTED, State.DENIED])
def test_what_is_not_in_force_is_not_called_so(client, anna, officer, state):
    annual_request(anna, at=state, officer=officer)
    client.force_login(anna)
    assert "In force until" not in read(client, reverse("annual:overview"))


def test_what_is_past_its_last_day_is_called_expired(client, anna, officer):
    held = annual_request(anna, at=State.APPROVED, officer=officer)
    last_week = timezone.localdate() - timedelta(days=7)
    AnnualRequest.objects.filter(pk=held.pk).update(valid_from=last_week, valid_until=last_week)
    client.force_login(anna)
    page = read(client, reverse("annual:overview"))
    assert "Expired" in page
    assert "In force until" not in page


def test_a_day_is_the_offices_also_around_midnight(client, anna, officer):
    with time_machine.travel(datetime(2026, 3, 9, 23, 30, tzinfo=UTC), tick=False):  # half past midnight in Brussels
        request = annual_request(anna)
        AnnualRequest.objects.filter(pk=request.pk).update(posted_at=timezone.now())
        client.force_login(anna)
        overview, page = read(client, reverse("annual:overview")), read(client, request.get_absolute_url())

    assert "10 March 2026" in overview
    assert "You said so on 10 March 2026." in page
    assert "9 March 2026" not in overview + page


def test_the_overview_shows_nobody_elses_requests(client, anna, officer, stranger):
    held = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(stranger)
    assert held.shown_reference not in read(client, reverse("annual:overview"))


def test_the_overview_asks_the_database_little_however_many_requests(
    client, anna, officer, django_assert_max_num_queries
):
    for _ in range(4):
        annual_request(anna, at=State.DENIED, officer=officer)
    client.force_login(anna)
    with django_assert_max_num_queries(11):
        read(client, reverse("annual:overview"))


def test_b3_a_request_shows_its_state_and_its_timeline(client, anna, officer, django_assert_max_num_queries):
    officer.first_name, officer.last_name = "Olga", "Quick"
    officer.save()
    mine = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(anna)
    with django_assert_max_num_queries(17):
        page = read(client, mine.get_absolute_url())
    assert 'class="timeline"' in page
    assert '<span class="badge approved">Approved</span>' in page
    assert "Quick" not in page


def test_s8_a_request_under_review_says_where_the_original_goes(client, anna):
    mine = annual_request(anna)
    client.force_login(anna)
    page = read(client, mine.get_absolute_url())
    assert "Only the original on paper counts" in page
    assert "<br>".join(office.POSTAL_ADDRESS) in page


def test_a_reference_is_read_however_it_is_typed(client, anna):
    mine = annual_request(anna)
    client.force_login(anna)
    assert mine.shown_reference in read(client, reverse("annual:request", args=[mine.reference.lower()]))


def test_somebody_elses_request_is_not_found(client, anna, stranger):
    mine = annual_request(anna)
    client.force_login(stranger)
    assert client.get(mine.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("reference", ["A-0000-0000-1", "nothing", "E-7K2M-90QX-T", "A%00"])
def test_a_reference_of_nothing_is_not_found(client, anna, reference):
    client.force_login(anna)
    assert client.get(f"/annual/{reference}/").status_code == 404


def test_b1_once_decided_the_criteria_are_shown_as_they_were_judged(client, anna, officer):
    mine = annual_request(anna)
    mine.deny(
        by=officer,
        words="No.",
        judged={"track_record": {"verdict": "not_met", "note": "A blog."}, "media_professional": {"verdict": "met"}},
    )
    client.force_login(anna)
    page = read(client, mine.get_absolute_url())

    assert "The criteria, as they were judged" in page
    assert "A blog." not in page  # an officer's remark stays inside
    shown = {answer.criterion.name: answer.verdict for answer in mine.judged_answers()}
    assert (shown["track_record"], shown["media_professional"]) == ("not_met", "met")
    assert shown["bona_fide_organisation"] == "for_officer"
