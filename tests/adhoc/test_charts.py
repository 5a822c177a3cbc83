"""The charts of the start page: to officers all, to press officers counts that name nobody, to the Pass Office none."""

import re
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import office
from adhoc.admin import charts
from annual.admin import charts as annual_charts
from profiles.models import User
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.factories.profiles import organisation, representative

START = reverse("admin:index")
PER_DAY, COUNTRY, MEDIUM, WAITS = (
    "submitted-per-day", "registrations-by-country", "registrations-by-medium", "registrations-waits",
)  # fmt: skip


@pytest.fixture
def meeting(press):
    return event(by=press)


@pytest.fixture
def registered(meeting):
    """Register so many people of a country, whose medium is of a kind."""

    def made(country, number, kind="print", to=meeting, **fields):
        outlet = organisation(f"{kind} of {country}", country=country, kind=kind)
        cases = []
        for _ in range(number):
            name = f"person{User.objects.count()}"
            values = {"organisation": outlet, "residence_country": "LU", **fields}
            cases.append(event_registration(representative(name, **values), to))
        return cases

    return made


def offered(user):
    """The charts of both rooms by name, as this user finds them."""
    user = User.objects.get(pk=user.pk)
    return {chart.name: chart for room in (charts, annual_charts) for chart in room(user, timezone.now())}


def numbers(chart):
    return {str(bar.label): bar.number for bar in chart.bars if bar.number}


def test_each_role_finds_its_charts(officer, press, passoffice, anna):
    assert list(offered(officer)) == [PER_DAY, COUNTRY, MEDIUM, WAITS, "annual-waits"]
    assert list(offered(press)) == [PER_DAY, COUNTRY, MEDIUM]
    assert offered(passoffice) == offered(anna) == {}


def test_cases_of_both_kinds_count_on_their_day_for_officers(officer, press, anna, bruno, meeting):
    event_registration(anna, meeting)
    annual_request(bruno)

    both, registrations = offered(officer)[PER_DAY], offered(press)[PER_DAY]

    assert both.heads == ["Day", "Events", "Annual", "Total"]
    assert both.bars[-1].cells == ["1", "1", "2"]
    assert registrations.heads == ["Day", "Registrations"]
    assert registrations.bars[-1].cells == ["1"]
    assert both.sentence.startswith("2 cases were submitted in the last 30 days; the busiest day was ")
    assert registrations.sentence.startswith("One case was submitted in the last 30 days, on ")


def test_who_may_not_read_annual_requests_finds_none_of_them_counted(press, anna, bruno, meeting):
    annual_request(bruno)
    event_registration(anna, meeting)
    press.user_permissions.add(Permission.objects.get(codename="view_eventregistration"))

    found = offered(press)

    assert sum(numbers(found[PER_DAY]).values()) == 1
    assert "annual-waits" not in found


def test_registrations_count_for_the_country_and_kind_of_their_organisation(officer, registered):
    known = organisation("Known", country="PL", kind="agency")
    organisation("Known by another name", country="DE", kind="print", same_as=known)
    registered("FR", 2)
    registered("", 1, "online")  # of no country: that of residence
    registered("DE", 1, organisation=organisation("Known by another name"))
    registered("IT", 1, employment="freelance", organisation=None)

    found = offered(officer)

    assert numbers(found[COUNTRY]) == {"France": 2, "Luxembourg": 2, "Poland": 1}
    assert numbers(found[MEDIUM]) == {
        "Newspaper or magazine": 2, "News agency": 1, "Published online only": 1, "Freelance": 1,
    }  # fmt: skip
    assert found[COUNTRY].sentence == "The largest groups are France, Luxembourg, with 2 of 5 each."
    assert found[MEDIUM].sentence == "The largest group is Newspaper or magazine, with 2 of 5."


def test_only_what_stands_for_a_coming_event_is_grouped(officer, press, registered):
    over, cancelled = event("over", by=press), event("cancelled", by=press)
    (denied,) = registered("FR", 1)
    registered("DE", 1, to=over)
    registered("IT", 1, to=cancelled)
    registered("PL", 1)
    denied.deny(by=officer, words="Not for the media.", judged=None)
    over.starts_on = over.ends_on = timezone.localdate() - timezone.timedelta(days=2)
    over.registration_deadline = None
    over.save()
    cancelled.cancelled_at, cancelled.cancelled_by = timezone.now(), press
    cancelled.save()

    assert numbers(offered(officer)[COUNTRY]) == {"Poland": 1}


def test_ten_countries_are_shown_and_the_others_together(officer, registered):
    for country in ("BE", "DE", "FR", "IT", "ES", "PL", "NL", "DK", "NO", "SE", "FI", "CZ"):
        registered(country, 1)
    registered("SE", 1)

    bars = offered(officer)[COUNTRY].bars

    assert (len(bars), bars[0].label, bars[-1].label, bars[-1].number) == (11, "Sweden", "All others", 2)


def test_press_officers_find_no_group_so_small_that_it_names_somebody(officer, press, registered):
    registered("FR", 6)
    registered("DE", 5, "agency")
    registered("PL", 3, "online")
    registered("LU", 2, "online")

    every, merged = offered(officer), offered(press)

    assert numbers(every[COUNTRY]) == {"France": 6, "Germany": 5, "Poland": 3, "Luxembourg": 2}
    assert numbers(merged[COUNTRY]) == {"France": 6, "Germany": 5, "All others": 5}
    assert numbers(merged[MEDIUM]) == {"Newspaper or magazine": 6, "News agency": 5, "Published online only": 5}


def test_where_all_groups_are_small_press_officers_find_their_sum(press, registered):
    registered("PL", 2)
    registered("LU", 1)

    chart = offered(press)[COUNTRY]

    assert numbers(chart) == {"All others": 3}
    assert chart.sentence == "3 in all, in groups too small to be shown apart."


def test_an_empty_portal_has_sentences_for_charts(client, officer):
    client.force_login(officer)

    page = client.get(START).content.decode()

    assert all(chart.is_empty for chart in offered(officer).values())
    assert 'class="chart"' in page
    assert "<svg role" not in page
    for sentence in (
        "No case was submitted in the last 30 days.",
        "Nobody is registered for a coming event yet.",
        "No case was decided in the last 90 days.",
    ):
        assert sentence in page


@pytest.mark.parametrize(("language", "country"), [("en", "Germany"), ("fr", "Allemagne")])
def test_the_page_draws_them_in_the_reader_s_language(client, officer, registered, language, country):
    registered("DE", 1)
    offered(officer)  # counted for somebody who reads English
    User.objects.filter(pk=officer.pk).update(language=language)
    client.force_login(officer)

    page = client.get(START).content.decode()

    drawings = [ElementTree.fromstring(svg) for svg in re.findall(r'<svg role="img".*?</svg>', page, re.DOTALL)]
    assert len(drawings) == 3
    assert country in [word.text for word in drawings[1].iter("text")]
    section = page.split('<section class="charts"')[1].split("</section>")[0]
    assert not re.search(r"\sstyle\s*=|<style|<script", section)
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_the_page_says_when_the_numbers_were_counted_and_keeps_them(client, officer, registered):
    registered("DE", 1)
    client.force_login(officer)
    client.get(START)
    registered("DE", 1)

    page = client.get(START)

    assert numbers({chart.name: chart for chart in page.context["charts"]}[COUNTRY]) == {"Germany": 1}
    counted = timezone.localtime(page.context["charts_counted_at"], office.ZONE)
    assert f"as of {counted:%H:%M}" in page.content.decode()
    cache.clear()
    assert numbers(offered(officer)[COUNTRY]) == {"Germany": 2}


def test_charts_cost_the_same_however_many_cases_there_are(officer, press, registered):
    def cost(user):
        with CaptureQueriesContext(connection) as captured:
            offered(user)
        return len(captured)

    registered("FR", 1)
    offered(officer)
    cache.clear()
    few = cost(officer)
    cache.clear()
    registered("DE", 4, "agency")

    assert cost(officer) == few
    assert cost(officer) <= 5  # the account, its permissions, and the numbers of two rooms from the cache


def test_numbers_are_counted_within_a_window_or_among_coming_events(officer, registered):
    registered("FR", 1)
    with CaptureQueriesContext(connection) as captured:
        offered(officer)

    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"] and "_cache" not in query["sql"]]
    of_cases = [sql for sql in counts if re.search(r'FROM "(adhoc_eventregistration|annual_annualrequest)"', sql)]
    assert len(of_cases) == 5
    for sql in of_cases:
        assert re.search(r'"(submitted_at|decided_at)" >= |"event_id" IN ', sql), sql
