"""The lists of the desk: how they are narrowed, in whose order, and whom a case is assigned to."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.assignment import assign, officers_of
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original
from tests.factories.events import event
from tests.factories.profiles import organisation, representative

pytestmark = pytest.mark.both_databases

LIST = reverse("admin:adhoc_eventregistration_changelist")
ANNUAL = reverse("admin:annual_annualrequest_changelist")


@pytest.fixture
def meeting(press):
    return event(by=press)


def listed(client, query="", address=LIST):
    return [case.pk for case in client.get(address + query).context["cl"].result_list]


def page_of(case, query=""):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk]) + query


def give(client, case, to, was=""):
    address = reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_assign", args=[case.pk])
    return client.post(address, {"to": getattr(to, "pk", to), "was": was}, follow=True)


# Narrowing ------------------------------------------------------------------------------------------


def test_a_list_narrows_by_the_country_of_the_media_and_of_those_without_one_by_residence(
    client, officer, meeting, anna
):
    german = representative("gerd", organisation=organisation("Tagblick", country="DE"), residence_country="BE")
    free = representative("frida", organisation=None, employment="freelance", residence_country="DE")
    cases = [event_registration(person, meeting) for person in (german, free)]
    event_registration(anna, meeting)  # of a Belgian newspaper
    client.force_login(officer)

    assert listed(client, "?country=DE") == [case.pk for case in cases]
    assert listed(client, "?country=FR") == []
    assert len(listed(client, "?country=")) == 3


def test_a_list_narrows_by_the_standing_that_the_organisation_has_today(client, officer, meeting, anna, bruno):
    paper = organisation("Gazette of Ghent", standing="bona_fide", standing_by=officer, standing_at=timezone.now())
    alias = organisation("The Ghent Gazette", same_as=paper)
    known, other = (
        representative("kurt", organisation=alias),
        representative("olaf", organisation=None, employment="freelance"),
    )
    case, without = event_registration(known, meeting), event_registration(other, meeting)
    unjudged = event_registration(anna, meeting)
    client.force_login(officer)

    assert listed(client, "?standing=bona_fide") == [case.pk]
    assert listed(client, "?standing=unverified") == [unjudged.pk]
    assert listed(client, "?standing=none") == [without.pk]
    assert len(listed(client, "?standing=anything")) == 3


def test_annual_requests_narrow_by_whether_the_original_has_come(client, officer, anna, bruno):
    there, awaited = annual_request(anna), annual_request(representative("wanda"))
    original(there, officer)
    annual_request(bruno)  # a freelancer with a valid card needs none
    client.force_login(officer)

    assert listed(client, "?original=received", ANNUAL) == [there.pk]
    assert listed(client, "?original=awaited", ANNUAL) == [awaited.pk]


def test_choosing_a_country_keeps_the_other_filters(client, officer, meeting, anna):
    event_registration(anna, meeting)
    client.force_login(officer)

    page = client.get(f"{LIST}?state=submitted&q=peeters&p=1&country=BE").content.decode()
    page = page[page.index('class="choice-filter"') :]  # the search box above keeps them too

    assert '<input type="hidden" name="state" value="submitted">' in page
    assert '<input type="hidden" name="q" value="peeters">' in page
    assert '<input type="hidden" name="country"' not in page
    assert '<option value="BE" selected>' in page


def test_a_row_says_how_many_criteria_are_met_and_how_many_wait_for_an_officer(client, officer, meeting, anna):
    case = event_registration(anna, meeting)
    decided = event_registration(representative("dora"), meeting, at=State.DENIED, officer=officer)
    client.force_login(officer)

    rows = client.get(f"{LIST}?state=all").context["cl"]
    desk = rows.model_admin
    said = {row.pk: desk.criteria(row) for row in rows.result_list}

    assert said[case.pk].count("verdict") == 2
    assert "3 met" in said[case.pk]
    assert "4 to judge" in said[case.pk]
    assert said[decided.pk] == "–"


@pytest.mark.parametrize("address", [LIST, ANNUAL])
def test_a_list_of_any_length_costs_the_same(client, officer, meeting, django_assert_max_num_queries, address):
    for number in range(9):
        person = representative(f"person{number}", organisation=organisation(f"Paper {number}"))
        event_registration(person, meeting)
        original(annual_request(person), officer)
        if number == 0:
            client.force_login(officer)
            client.get(address)
            with django_assert_max_num_queries(15) as few:
                client.get(address)

    with django_assert_max_num_queries(len(few)):
        assert len(listed(client, address=address)) == 9


# The order ------------------------------------------------------------------------------------------


def test_the_order_that_an_officer_chose_is_there_again_tomorrow_and_for_nobody_else(
    client, officer, officer2, meeting, anna, bruno
):
    first, second = event_registration(anna, meeting), event_registration(bruno, meeting)
    client.force_login(officer)
    column = 2 + client.get(LIST).context["cl"].list_display.index("submitted") - 1

    assert listed(client, f"?o=-{column}") == [second.pk, first.pk]
    client.logout()
    client.force_login(officer)
    assert listed(client) == [second.pk, first.pk]

    client.force_login(officer2)
    assert listed(client) == [first.pk, second.pk]

    client.force_login(officer)
    assert listed(client, "?o=") == [first.pk, second.pk]  # what the list's own link says to take the order back
    assert listed(client) == [first.pk, second.pk]


def test_nonsense_is_no_order_to_keep(client, officer, meeting, anna):
    event_registration(anna, meeting)
    client.force_login(officer)

    assert len(listed(client, "?o=drop")) == 1

    officer.refresh_from_db()
    assert officer.list_orders == {}


# The next case ------------------------------------------------------------------------------------------


def test_b6_who_came_from_a_narrowed_list_stays_within_it(client, officer, press, meeting, anna, bruno, stranger):
    other = event("elsewhere", by=press)
    here, there, last = (event_registration(*each) for each in ((anna, meeting), (bruno, other), (stranger, meeting)))
    client.force_login(officer)
    kept = f"?_changelist_filters=event%3D{meeting.pk}"

    page = client.get(page_of(here, kept))
    assert page.context["following"] == last
    assert page.context["to_following"].endswith(kept)
    assert page.context["to_list"] == f"{LIST}?event={meeting.pk}"
    assert client.get(page_of(here)).context["following"] == there

    words = {"step": "deny", "seen": here.latest_decision_id, "words": "No.", "act": "take_next"}
    assert client.post(page_of(here, kept), words).url == f"{page_of(last)}{kept}#content-start"


def test_b6_a_list_that_is_only_looked_through_leads_on_to_its_end(client, officer, meeting, anna, bruno, stranger):
    asked = State.INFORMATION_REQUESTED
    cases = [event_registration(person, meeting, at=asked, officer=officer) for person in (anna, bruno, stranger)]
    client.force_login(officer)
    kept = "?_changelist_filters=state%3Dawaited"

    following = [client.get(page_of(case, kept)).context["following"] for case in cases]

    assert following == [cases[1], cases[2], cases[0]]


def test_a_search_leads_on_to_what_awaits_review(client, officer, meeting, anna):
    sister = representative("beata", family_name="Peeters")
    case = event_registration(anna, meeting)
    event_registration(sister, meeting, at=State.DENIED, officer=officer)
    client.force_login(officer)

    assert client.get(page_of(case, "?_changelist_filters=q%3Dpeeters")).context["following"] is None


# Assigned to ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["annual", "adhoc"])
def test_an_officer_takes_a_case_or_gives_it_to_a_colleague(client, officer, officer2, case_at, kind):
    case = case_at(kind, State.SUBMITTED)
    before = case.decisions.count()
    client.force_login(officer)

    assert "is assigned to officer." in give(client, case, officer).content.decode()
    assert "is assigned to officer2." in give(client, case, officer2, was=officer.pk).content.decode()

    case.refresh_from_db()
    assert case.assigned_to == officer2
    assert (case.state, case.decisions.count()) == (State.SUBMITTED, before)  # no step, no mail
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Assigned to officer.",
        "Assigned to officer2.",
    ]
    assert {entry.object_repr for entry in LogEntry.objects.all()} == {case.shown_reference}
    assert "assigned to nobody" in give(client, case, "", was=officer2.pk).content.decode()


def test_b7_a_case_that_a_colleague_was_given_meanwhile_stays_theirs(client, officer, officer2, case_at):
    case = case_at("adhoc", State.SUBMITTED)
    assign(EventRegistration, [case.pk], to=officer2, by=officer2)
    client.force_login(officer)

    page = give(client, case, officer).content.decode()

    case.refresh_from_db()
    assert "meanwhile it was assigned to officer2" in page
    assert case.assigned_to == officer2
    assert "meanwhile" not in give(client, case, officer2).content.decode()  # the second of two clicks


def test_a_case_goes_to_officers_alone(client, officer, press, passoffice, anna, case_at):
    case = case_at("adhoc", State.SUBMITTED)
    client.force_login(officer)

    assert list(officers_of(EventRegistration)) == [officer]
    assert give(client, case, officer, was="9" * 5000).status_code == 200
    EventRegistration.objects.update(assigned_to=None)
    for other in (press.pk, passoffice.pk, anna.pk, "9" * 30, "x"):
        assert "cannot be given the case" in give(client, case, other).content.decode()
    case.refresh_from_db()
    assert case.assigned_to is None


def test_nobody_else_assigns_and_no_link_does(client, officer, press, passoffice, anna, case_at):
    case = case_at("adhoc", State.APPROVED)
    address = reverse("admin:adhoc_eventregistration_assign", args=[case.pk])
    for user in (press, passoffice, anna):
        client.force_login(user)
        assert client.post(address, {"to": officer.pk}).status_code in (302, 403, 404)
    client.force_login(officer)
    assert client.get(address).status_code == 403
    assert client.post(reverse("admin:adhoc_eventregistration_assign", args=[0]), {"to": ""}).status_code == 404

    case.refresh_from_db()
    assert case.assigned_to is None


def test_a_draft_is_nobodys_work_yet(officer, case_at):
    case = case_at("annual", State.DRAFT)

    assert assign(AnnualRequest, [case.pk], to=officer, by=officer) == 0


def test_the_list_tells_mine_from_nobodys_and_a_colleagues(client, officer, officer2, meeting, anna, bruno, stranger):
    mine, theirs, nobodys = (event_registration(person, meeting) for person in (anna, bruno, stranger))
    assign(EventRegistration, [mine.pk], to=officer, by=officer)
    assign(EventRegistration, [theirs.pk], to=officer2, by=officer)
    client.force_login(officer)

    assert listed(client, "?assigned=me") == [mine.pk]
    assert listed(client, "?assigned=nobody") == [nobodys.pk]
    assert listed(client, f"?assigned={officer2.pk}") == [theirs.pk]
    assert listed(client, "?assigned=whoever") == []


def test_the_age_of_a_case_is_told_in_whole_days(client, officer, meeting, anna):
    case = event_registration(anna, meeting)
    EventRegistration.objects.filter(pk=case.pk).update(state_since=case.state_since - timedelta(days=12))
    client.force_login(officer)

    assert "12 days" in client.get(LIST).content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", ">since today<"), ("fr", ">aujourd’hui<")])
def test_what_came_today_waits_since_today_and_not_for_0_days(client, officer, meeting, anna, language, words):
    case = event_registration(anna, meeting)
    officer.language = language
    officer.save()
    client.force_login(officer)

    page = client.get(LIST).content.decode()

    assert words in page
    assert not re.search(r"\b0 (day|jour)", page)
    assert not re.search(r"\b0 (day|jour)", client.get(f"{LIST}{case.pk}/change/").content.decode())
