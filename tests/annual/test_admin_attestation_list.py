"""The list of what has arrived, who may see and record it, and the ways that lead there (S8, B13)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annual.models import AnnualRequest, Attestation
from profiles.models import MediaRepresentative
from tests.annual.arrivals import ADD, FOUND, LIST, address, look_up, record, strike_out, words_of
from tests.factories import profiles as cast
from tests.factories.annual import annual_request, approve, original
from tests.pages.test_templates import INLINE


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(anna, bruno, stranger, officer):
    """A conforming arrival, one that does not conform, and one that was struck out, in this order."""
    mine = original(annual_request(anna), officer)
    theirs = original(annual_request(bruno), officer, conforms=False, why_not="It is a copy.")
    struck = original(annual_request(stranger), officer)
    struck.strike_out(by=officer, why="Wrong envelope.")
    return mine, theirs, struck


def listed(client, **choice):
    return list(client.get(LIST, choice).context["cl"].result_list)


def test_b13_the_list_shows_the_newest_first_each_with_its_case(desk, three):
    page = desk.get(LIST)

    assert listed(desk) == list(reversed(three))
    read = words_of(page)
    for fact in ("Anna Peeters", "By post", "Conforming", "Not conforming", "Struck out", "officer"):
        assert fact in read
    for arrival in three:
        assert reverse("admin:annual_annualrequest_change", args=[arrival.case_id]) in page.content.decode()
    assert [strike_out(arrival) in page.content.decode() for arrival in three] == [True, True, False]
    assert ADD in page.content.decode()


@pytest.mark.both_databases
def test_b13_the_list_is_searched_and_filtered(desk, three):
    mine, theirs, struck = three

    assert listed(desk, q=mine.case.shown_reference.lower()) == [mine]
    assert listed(desk, q="PÉETERS anna") == [mine]
    assert listed(desk, q="bruno@example.org") == [theirs]
    assert listed(desk, q="nobody of this name") == []
    assert listed(desk, standing="conforming") == [mine]
    assert listed(desk, standing="not_conforming") == [theirs]
    assert listed(desk, standing="struck_out") == [struck]
    assert len(listed(desk, standing="whatever")) == 3


def test_the_list_costs_the_same_however_long_it_is(desk, officer):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(LIST)
        return len(captured)

    original(annual_request(cast.representative("first")), officer)
    desk.get(LIST)
    few = queries()
    for number in range(6):
        original(annual_request(cast.representative(f"more{number}")), officer)

    assert queries() == few <= 8


def test_the_page_of_a_request_costs_the_same_however_much_has_arrived(desk, anna, officer):
    case = annual_request(anna)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            look_up(desk, case.shown_reference)
        return len(captured)

    original(case, officer)
    desk.get(ADD)
    few = queries()
    for _more in range(4):
        original(case, officer)

    assert queries() == few <= 12


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["press", "passoffice", "anna"])
def test_s8_nobody_but_officers_sees_or_records_an_arrival(client, officer, stranger, who, request):
    case = annual_request(stranger)
    arrival = original(case, officer)
    client.force_login(request.getfixturevalue(who))

    own_page = reverse("admin:annual_attestation_change", args=[arrival.pk])
    for page in (ADD, address(case), LIST, strike_out(arrival), own_page):
        assert client.get(page).status_code in (302, 403), page
        if who != "anna":
            assert client.get(page).status_code == 403, page
    record(client, case, seen=arrival.pk)
    client.post(strike_out(arrival), {"why": "For fun."})

    arrival.refresh_from_db()
    assert arrival.struck_at is None
    assert Attestation.objects.count() == 1


def test_s8_who_may_only_read_neither_records_nor_strikes_out(client, anna, officer, django_user_model):
    arrival = original(annual_request(anna), officer)
    reader = cast.account("reader", is_staff=True)
    reader.user_permissions.add(
        *reader.user_permissions.model.objects.filter(codename__in=["view_attestation", "view_annualrequest"])
    )
    client.force_login(reader)

    page = client.get(LIST)

    assert page.status_code == 200
    assert strike_out(arrival) not in page.content.decode()
    assert ADD not in page.content.decode()
    assert client.get(ADD).status_code == 403
    assert client.post(strike_out(arrival), {"why": "For fun."}).status_code == 403
    desk = client.get(reverse("admin:annual_annualrequest_change", args=[arrival.case_id])).content.decode()
    assert "Strike out" not in desk
    assert "Record an arrival" not in desk


def test_s8_nothing_recorded_is_changed_or_deleted(desk, anna, officer):
    arrival = original(annual_request(anna), officer)
    pages = {name: reverse(f"admin:annual_attestation_{name}", args=[arrival.pk])
             for name in ("change", "delete", "history")}  # fmt: skip
    case = reverse("admin:annual_annualrequest_change", args=[arrival.case_id]) + "#attestation"

    assert desk.get(pages["change"])["Location"] == desk.get(pages["history"])["Location"] == case
    desk.post(pages["change"], {**FOUND, "signatory": "Forged"})
    assert desk.post(pages["delete"], {"post": "yes"}).status_code == 403
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [arrival.pk], "post": "yes"})

    assert Attestation.objects.get().signatory == "Erika Editor"
    assert desk.get(reverse("admin:annual_attestation_change", args=[999])).status_code == 404


def test_s8_an_officer_reads_nothing_of_their_own_request(client, officer, officer2):
    MediaRepresentative.objects.create(user=officer, family_name="Officer", latin_family_name="OFFICER")
    case = AnnualRequest.objects.create(representative=officer.representative)
    arrival = original(case, officer2)
    client.force_login(officer)

    assert listed(client) == []
    assert client.get(strike_out(arrival)).status_code == 404
    assert client.get(reverse("admin:annual_attestation_change", args=[arrival.pk])).status_code == 404


# --- The case's page and the start page -------------------------------------------------------------------------------


def test_b13_the_page_of_the_case_leads_to_recording_and_striking_out_while_it_is_awaited(desk, anna, officer):
    case = annual_request(anna)
    arrival = original(case, officer)
    page = reverse("admin:annual_annualrequest_change", args=[case.pk])

    while_open = desk.get(page).content.decode()
    arrival.strike_out(by=officer, why="Wrong envelope.")
    struck = desk.get(page).content.decode()
    approve(case, officer)
    decided = desk.get(page).content.decode()

    assert address(case) in while_open
    assert strike_out(arrival) in while_open
    assert address(case) in struck
    assert strike_out(arrival) not in struck
    assert "struck out by officer" in struck
    assert ADD not in decided
    assert "/strike-out/" not in decided


def test_b13_the_start_page_counts_from_the_submission_and_lists_the_oldest_first(desk, anna, stranger, officer):
    older, newer = annual_request(anna), annual_request(stranger)
    at = timezone.now()
    AnnualRequest.objects.filter(pk=older.pk).update(submitted_at=at - timedelta(days=40), state_since=at)
    AnnualRequest.objects.filter(pk=newer.pk).update(
        submitted_at=at - timedelta(days=20), state_since=at - timedelta(days=20)
    )

    panel = next(p for p in desk.get(reverse("admin:index")).context["panels"] if p.acts)
    line = next(line for line in panel.lines if line.number.url.endswith("state=original"))
    found = desk.get(line.number.url).context["cl"]

    assert (line.number.count, line.days) == (2, 40)
    assert list(found.result_list) == [older, newer]
    assert [found.list_display[column] for column in found.get_ordering_field_columns()] == ["submitted"]
    assert [act.url for act in panel.acts] == [ADD]
    submitted_last = desk.get(reverse("admin:annual_annualrequest_changelist")).context["cl"]
    assert list(submitted_last.result_list) == [newer, older]
    assert [submitted_last.list_display[c] for c in submitted_last.get_ordering_field_columns()] == ["since"]


def test_b13_the_pages_hold_to_a_strict_content_policy(desk, anna, officer):
    case = annual_request(anna)
    arrival = original(case, officer)

    for page in (ADD, address(case), f"{ADD}?reference=x", strike_out(arrival), LIST):
        response = desk.get(page)
        assert not INLINE.search(response.content.decode()), page
        assert "script-src 'self'" in response["Content-Security-Policy"]
