"""Who has a case open is told to the colleague who opens it too (B7)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.presence import OPEN_FOR, TOLD_AGAIN_AFTER, colleagues_reading, has_left
from accreditation_portal.review.states import State
from tests.factories import profiles as cast
from tests.review.acts import KINDS

pytestmark = pytest.mark.both_databases

TOLD = "has this case open too"


@pytest.fixture
def third(db):
    return cast.staff("officer3", "Accreditation officers")


def names(found):
    return [colleague.name for colleague in found]


def desk_of(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_b7_the_second_officer_is_told_who_has_it_open(client, officer, officer2, case_at, kind):
    case = case_at(kind, State.SUBMITTED)
    client.force_login(officer)
    assert TOLD not in client.get(desk_of(case)).content.decode()
    client.force_login(officer2)
    assert f"{officer.shown_name} {TOLD}: last look at" in client.get(desk_of(case)).content.decode()
    client.force_login(officer)
    assert f"{officer2.shown_name} {TOLD}: last look at" in client.get(desk_of(case)).content.decode()


def test_b7_whoever_has_decided_has_it_open_no_more(client, officer, officer2, case_at):
    case = case_at("adhoc", State.SUBMITTED)
    client.force_login(officer)
    client.get(desk_of(case))
    client.post(desk_of(case), {"step": "deny", "seen": case.latest_decision_id, "act": "take_next",
                                "words": "Not a journalist.", "verdict_media_professional": "not_met"})  # fmt: skip
    case.refresh_from_db()
    assert case.state == State.DENIED
    client.force_login(officer2)
    assert TOLD not in client.get(desk_of(case)).content.decode()


def test_b7_the_latest_stand_first_and_after_ten_minutes_nobody(officer, officer2, third, case_at):
    case, now = case_at("adhoc", State.SUBMITTED), timezone.now()
    colleagues_reading(case, officer, now)
    colleagues_reading(case, officer2, now + timedelta(minutes=2))
    assert names(colleagues_reading(case, third, now + timedelta(minutes=3))) == [
        officer2.shown_name,
        officer.shown_name,
    ]
    later = now + OPEN_FOR
    assert names(colleagues_reading(case, third, later)) == [officer2.shown_name]
    assert names(colleagues_reading(case, officer, later + timedelta(minutes=2))) == [third.shown_name]


def test_a_page_that_is_loaded_again_at_once_writes_nothing(officer, case_at, django_assert_num_queries):
    case, now = case_at("adhoc", State.SUBMITTED), timezone.now()
    colleagues_reading(case, officer, now)
    with django_assert_num_queries(1):
        colleagues_reading(case, officer, now + timedelta(seconds=1))
    colleagues_reading(case, officer, now + TOLD_AGAIN_AFTER)
    assert cache.get(f"open:{case.reference}")[officer.pk][1] == (now + TOLD_AGAIN_AFTER).timestamp()


def test_whoever_never_had_it_open_leaves_nothing(officer, officer2, case_at):
    case, now = case_at("adhoc", State.SUBMITTED), timezone.now()
    colleagues_reading(case, officer, now)
    has_left(case, officer2)
    assert names(colleagues_reading(case, officer2, now)) == [officer.shown_name]


def test_b7_the_applicant_and_the_pass_office_are_no_readers(client, anna, passoffice, officer, case_at):
    case = case_at("adhoc", State.APPROVED)
    for user in (anna, passoffice):
        client.force_login(user)
        client.get(desk_of(case))
        client.get(case.get_absolute_url())
    client.force_login(officer)
    assert TOLD not in client.get(desk_of(case)).content.decode()
