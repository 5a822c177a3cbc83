"""The lists of registrations: the queue first, everything else findable, to each role what is theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.references import new_reference
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.factories.profiles import organisation, representative

LIST = reverse("admin:adhoc_eventregistration_changelist")


@pytest.fixture
def meeting(press):
    return event(by=press)


def shown(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200, response.status_code
    return [case.pk for case in response.context["cl"].result_list]


def test_b6_the_list_begins_with_what_awaits_review_oldest_first(client, officer, anna, bruno, stranger, meeting):
    later, first = event_registration(anna, meeting), event_registration(bruno, meeting)
    event_registration(stranger, meeting, at=State.APPROVED, officer=officer)
    EventRegistration.objects.filter(pk=first.pk).update(state_since=timezone.now() - timedelta(days=3))
    client.force_login(officer)

    assert shown(client) == [first.pk, later.pk]


def test_cases_of_cancelled_and_past_events_leave_the_queue(client, officer, anna, bruno, press, meeting):
    cancelled, over = event_registration(anna, meeting), event_registration(bruno, event("over", by=press))
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), press
    meeting.save()
    over.event.starts_on = over.event.ends_on = timezone.localdate() - timedelta(days=2)
    over.event.registration_deadline = None
    over.event.save()
    client.force_login(officer)

    assert shown(client) == []
    assert sorted(shown(client, "?state=not_decided")) == sorted([cancelled.pk, over.pk])


@pytest.mark.parametrize("state", [*State.values, "all", "awaited", "unanswered", "identity_changed", "not_decided"])
def test_every_choice_of_state_shows_exactly_its_cases(client, officer, anna, bruno, meeting, state):
    event_registration(anna, meeting)
    event_registration(bruno, meeting, at=State.DENIED, officer=officer)
    client.force_login(officer)

    cases = EventRegistration.objects
    expected = {
        "all": cases.all(),
        "submitted": cases.filter(state="submitted"),
        "denied": cases.filter(state="denied"),
    }
    found = expected.get(state, cases.none())
    assert sorted(shown(client, f"?state={state}")) == sorted(found.values_list("pk", flat=True))


@pytest.mark.both_databases
def test_a_case_is_found_in_any_state_by_reference_name_or_address(client, officer, meeting):
    user = representative("milos", family_name="Đorđević", given_names="Miloš", latin_family_name="DORDEVIC",
                          latin_given_names="MILOS")  # fmt: skip
    case = event_registration(user, meeting, at=State.DENIED, officer=officer)
    client.force_login(officer)

    typed = (case.shown_reference, case.reference.lower(), "dordevic", "MILOŠ đorđević", "milos@example.org", "milos")
    for words in typed:
        assert shown(client, f"?q={words}") == [case.pk], words
    for words in ("nobody", new_reference("E"), "%", "'"):
        assert shown(client, f"?q={words}") == [], words


@pytest.mark.both_databases
def test_the_list_narrows_by_event_role_and_lateness(client, officer, anna, bruno, meeting, press):
    other = event("summit", by=press)
    case = event_registration(anna, meeting)
    event_registration(bruno, other)
    client.force_login(officer)

    assert shown(client, f"?event={meeting.pk}") == [case.pk]
    assert shown(client, "?event=nonsense") == []
    assert len(shown(client, "?role__exact=journalist")) == 2
    assert shown(client, "?late__exact=1") == []


def test_no_list_is_narrowed_by_a_field_that_its_reader_may_not_read(client, officer, passoffice):
    for user in (officer, passoffice):
        client.force_login(user)
        assert client.get(f"{LIST}?document_number__startswith=X").status_code == 400
        assert client.get(f"{LIST}?representative__user__email__contains=a").status_code == 400


@pytest.mark.both_databases
def test_the_pass_office_lists_and_opens_what_is_approved_and_reads_nothing_else(
    client, officer, passoffice, anna, bruno, meeting
):
    approved = event_registration(anna, meeting)
    approved.approve(by=officer, note="A friend of the house.", words="See you.")
    waiting = event_registration(bruno, meeting)
    client.force_login(passoffice)

    assert shown(client) == [approved.pk]
    assert shown(client, "?q=costa") == []
    assert shown(client, f"?q={waiting.shown_reference}") == []
    assert shown(client, "?q=anna@example.org") == []
    page = client.get(reverse("admin:adhoc_eventregistration_change", args=[approved.pk])).content.decode()
    assert "Anna Peeters" in page
    assert approved.shown_reference in page
    assert reverse("documents:page_picture", args=[approved.photo_id, 1]) in page
    assert "the same identity document as in your application" in page
    secrets = (approved.document_number, "A friend of the house.", "See you.", "Ghent", "1980", "anna@example.org")
    assert [secret for secret in secrets if secret in page] == []
    assert not any(reverse("documents:document", args=[a.document_id]) in page for a in approved.attachments.all())
    assert client.get(reverse("admin:adhoc_eventregistration_change", args=[waiting.pk])).status_code == 404


@pytest.mark.both_databases
def test_the_pass_office_takes_no_step(client, officer, passoffice, anna, meeting):
    case = event_registration(anna, meeting, at=State.APPROVED, officer=officer)
    client.force_login(passoffice)

    response = client.post(
        reverse("admin:adhoc_eventregistration_change", args=[case.pk]),
        {"step": "revoke", "seen": case.latest_decision_id, "note": "x", "act": "take"},
    )

    case.refresh_from_db()
    assert response.status_code == 403
    assert case.state == State.APPROVED


def test_a_list_costs_the_same_however_long(client, officer, meeting, django_assert_max_num_queries):
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        shown(client)
    for number in range(8):
        paper = organisation(f"Paper {number}", same_as=organisation())
        event_registration(representative(f"person{number}", organisation=paper), meeting)

    with django_assert_max_num_queries(12):
        assert len(shown(client)) == 8


def test_a_list_is_counted_up_to_a_cap_and_says_so(client, officer, anna, bruno, meeting, monkeypatch):
    for user in (anna, bruno):
        event_registration(user, meeting)
    monkeypatch.setattr("accreditation_portal.review.paginator.CappedPaginator.MAX_PAGES", 1)
    monkeypatch.setattr("adhoc.admin.registration.EventRegistrationAdmin.list_per_page", 1)
    client.force_login(officer)

    assert "There are 1 or more" in client.get(LIST).content.decode()
