"""How long answers took of late: counted, rounded, and never promised beyond what it is for (B3, S9)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.practice import LEAST, MOST, Practice, last_waits, practice_of, shown_time
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import timeline_of
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import draft
from tests.factories.events import event
from tests.planner import leave_only

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_counted_before(db):
    cache.clear()


def answered(meeting, officer, waits, name="p"):
    """Registrations for this event that were answered after these days; written past the steps, for their number."""
    now = timezone.now()
    for number, wait in enumerate(waits):
        row = EventRegistration(representative=cast.representative(f"{name}{number}").representative, event=meeting)
        row.save()
        EventRegistration.objects.filter(pk=row.pk).update(
            state=State.APPROVED, submitted_at=now - timedelta(hours=number) - wait * DAY,
            decided_at=now - timedelta(hours=number), decided_by=officer, state_since=now,
        )  # fmt: skip


def answer_of(case, viewer):
    return next(str(entry.text) for entry in timeline_of(case, viewer) if str(entry.title) == "Answer")


def test_b3_below_twenty_answers_nothing_is_told_but_several_weeks(anna, officer, meeting):
    answered(meeting, officer, [3] * (LEAST - 1))
    case = event_registration(anna, meeting)

    assert practice_of(case, timezone.now()) is None
    assert "within" not in answer_of(case, anna)


def test_b3_half_and_nine_in_ten_of_the_last_answers_are_told_in_whole_days(anna, officer, meeting):
    answered(meeting, officer, [0.1] * 5 + [3.2] * 6 + [8.5] * 8 + [400])
    case = event_registration(anna, meeting)

    found = practice_of(case, timezone.now())

    assert found == Practice(number=20, half=4 * DAY, most=9 * DAY, near=True)
    assert found.sentence == (
        "Nine in ten of the last 20 answers for this event came within 9 days of sending. Half of them came within "
        "4 days."
    )


def test_b3_an_event_with_few_answers_is_told_those_of_all_events(anna, officer, meeting, press):
    answered(event("another", by=press), officer, [2] * LEAST)
    case = event_registration(anna, meeting)

    found = practice_of(case, timezone.now())

    assert found == Practice(number=20, half=2 * DAY, most=2 * DAY, near=False)
    assert found.sentence == "Nine in ten of the last 20 answers came within 2 days of sending."


def test_b3_the_last_hundred_count_and_no_more(officer, meeting):
    answered(meeting, officer, [1] * MOST + [50] * 3)

    waits = last_waits(EventRegistration.objects.all())

    assert len(waits) == MOST
    assert max(waits) == DAY


def test_b3_the_wait_begins_with_the_last_sending(anna, officer, meeting):
    now, case = timezone.now(), event_registration(anna, meeting)
    case.request_information(by=officer, items=["purpose"], at=now + 1 * DAY)
    case.complete(by=anna, at=now + 4 * DAY)
    case.approve(by=officer, at=now + 6 * DAY)

    assert last_waits(EventRegistration.objects.all()) == [2 * DAY]


def test_b3_what_was_counted_costs_one_look_into_the_cache(anna, officer, meeting, django_assert_num_queries):
    answered(meeting, officer, [2] * LEAST)
    case = event_registration(anna, meeting)
    practice_of(case, timezone.now())

    with django_assert_num_queries(1):
        practice_of(case, timezone.now())


def test_b3_the_applicant_reads_the_day_that_it_means_or_that_it_waits_longer(anna, officer, meeting):
    answered(meeting, officer, [3] * LEAST)
    case = event_registration(anna, meeting)

    assert "For yours that would be by" in answer_of(case, anna)
    assert "For yours" not in answer_of(case, officer)


def test_b3_one_that_has_waited_longer_is_told_so(anna, officer, meeting):
    answered(meeting, officer, [3] * LEAST)
    case = event_registration(anna, meeting, at=State.DRAFT)
    case.submit(by=anna, at=timezone.now() - 5 * DAY)

    assert "Yours has waited longer than that" in answer_of(case, anna)
    inside = next(str(entry.text) for entry in timeline_of(case, officer) if str(entry.title) == "Review")
    assert inside.startswith("It has waited 5 days since it was sent. Nine in ten of the last 20 answers")


def test_b3_no_time_is_told_that_ends_after_the_event_begins(anna, officer, press):
    first = timezone.localdate() + 2 * DAY
    soon = event("soon", by=press, starts_on=first, ends_on=first, registration_deadline=timezone.now() + DAY)
    answered(soon, officer, [6] * LEAST)
    case = event_registration(anna, soon)

    assert answer_of(case, anna) == "It comes by email and is shown here."


def test_s9_before_it_is_sent_the_usual_time_stands_beside_the_several_weeks(client, officer, anna):
    for number in range(LEAST):
        row = AnnualRequest.objects.create(representative=cast.representative(f"p{number}").representative)
        AnnualRequest.objects.filter(pk=row.pk).update(
            state=State.DENIED, submitted_at=timezone.now() - 30 * DAY, decided_at=timezone.now(), decided_by=officer
        )
    draft(anna)
    client.force_login(anna)

    page = client.get(reverse("annual:check")).text

    assert "Approval may take several weeks. The answer comes by email." in page
    assert "Nine in ten of the last 20 answers came within 5 weeks of sending." in page


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (20, "20 days"), (21, "3 weeks"), (35, "5 weeks")])
def test_b3_a_long_time_is_told_in_weeks(days, words):
    assert shown_time(days * DAY) == words


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda meeting: EventRegistration.objects.filter(event=meeting), "registrations_event_answers"),
        (lambda _meeting: EventRegistration.objects.all(), "registrations_by_decision"),
        (lambda _meeting: AnnualRequest.objects.all(), "annual_requests_by_decision"),
    ],
)
def test_the_last_answers_of_an_event_and_of_all_are_found_by_an_index(meeting, rows, index):
    explain = "EXPLAIN QUERY PLAN"
    if connection.vendor == "postgresql":
        leave_only(index, rows(meeting).model)
        explain = "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; EXPLAIN"
    with CaptureQueriesContext(connection) as queries:
        last_waits(rows(meeting))
    [asked] = [query["sql"] for query in queries if "decided_at" in query["sql"] and "LIMIT" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {asked}")
        assert index in str(cursor.fetchall())
