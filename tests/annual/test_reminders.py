"""Reminders of annual accreditation: its end, missing information, the original that is awaited (B4)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.urls import reverse

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item, State
from annual import due
from annual.models import AnnualRequest
from tests.factories import profiles as cast
from tests.factories.annual import annual_request, approve, draft, ending, original, press_card
from tests.factories.times import hour
from tests.planner import leave_only, on_postgresql


def told(notice):
    return OutboxMail.objects.filter(notice=f"annual.{notice}")


def look(at):
    """A worker's round at that instant, twice: what was told is told."""
    with time_machine.travel(at, tick=False):
        for _ in range(2):
            due.tell_that_renewal_is_open(at=at)
            due.tell_that_it_ends_soon(at=at)
            due.tell_that_it_has_ended(at=at)
            due.remind_of_information(at=at)
            due.remind_of_originals(at=at)


@pytest.fixture
def held(anna, officer):
    """Anna's accreditation, to its last day a fortnight from today."""
    return ending(annual_request(anna, at=State.APPROVED, officer=officer), hour(days=14).date())


# --- Its end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "number"), [(hour(6, 59), 0), (hour(7), 1), (hour(12, days=14), 1), (hour(1, days=15), 0)]
)
def test_b4_that_it_ends_is_told_once_more_a_fortnight_before(held, at, number):
    look(at)
    assert told("ending").filter(about=held.reference).count() == number


def test_a_worker_that_slept_tells_that_it_ends_and_not_that_it_can_be_renewed_too(held):
    ending(held, hour(days=20).date())
    look(hour())
    look(hour(days=6))
    assert (told("renewal_open").count(), told("ending").count()) == (1, 1)

    for notice in ("renewal_open", "ending"):
        told(notice).delete()
    look(hour(days=6))
    assert (told("renewal_open").count(), told("ending").count()) == (0, 1)


def test_the_letter_leads_to_the_renewal(held):
    look(hour())

    text = told("ending").get().text
    assert f"No request that renews {held.shown_reference} has been begun." in text
    assert reverse("annual:apply") in text
    assert "You receive this because" in text


def test_a_renewal_that_was_begun_is_named_and_not_a_second_one(anna, held):
    renewal = draft(anna)
    look(hour())

    text = told("ending").get().text
    assert f"You have begun the request {renewal.shown_reference}" in text
    assert "No request that renews" not in text
    assert text.count(reverse("annual:apply")) == 1


def test_a_renewal_under_review_or_granted_leaves_nothing_to_say(anna, officer, held):
    renewal = draft(anna)
    renewal.submit(by=anna)
    look(hour())
    approve(renewal, officer)
    look(hour())
    assert not told("ending").exists()


def test_what_was_extended_meanwhile_is_told_of_its_new_end(held, officer):
    look(hour())
    held.extend(by=officer, note="Post delays.", until=hour(days=40).date())
    look(hour(days=25))
    look(hour(days=26))
    assert told("ending").count() == 2


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
def test_neither_a_disabled_account_nor_staff_is_reminded(anna, held, fields):
    type(anna).objects.filter(pk=anna.pk).update(**fields)
    look(hour())
    assert not told("ending").exists()


# --- Missing information ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "number"), [(2, 0), (3, 1), (7, 1), (14, 0)])
def test_s27_missing_information_is_reminded_of(anna, officer, days, number):
    case = annual_request(anna)
    case.request_information(by=officer, at=hour(22, days=-days), items=[Item.ORGANISATION], words="Which, please?")
    look(hour())

    mails = told("information_reminder").filter(about=case.reference)
    assert mails.count() == number
    assert all("> Which, please?" in mail.text and "- Media organisation" in mail.text for mail in mails)


def test_an_answer_or_a_withdrawal_ends_the_reminders(anna, bruno, officer):
    for user in (anna, bruno):
        case = annual_request(user)
        case.request_information(by=officer, at=hour(days=-3), items=[Item.PHOTO], words="Another one.")
        case.complete(by=user) if user == anna else case.withdraw(by=user)
    look(hour())
    assert not told("information_reminder").exists()


# --- The original -----------------------------------------------------------------------------------------------------


def sent(user, *, days, **fields):
    """A request of this person that was submitted so many days ago."""
    with time_machine.travel(hour(22, days=-days), tick=False):
        case = draft(user, **fields)
        case.submit(by=user)
    return case


@pytest.mark.parametrize(("days", "number"), [(13, 0), (14, 1), (20, 1), (21, 0), (28, 1), (35, 0)])
def test_s8_an_original_that_is_awaited_is_reminded_of(anna, days, number):
    case = sent(anna, days=days)
    look(hour())
    assert told("original_reminder").filter(about=case.reference).count() == number


def test_the_letter_says_how_the_original_is_sent(anna):
    case = sent(anna, days=14)
    look(hour())

    text = told("original_reminder").get().text
    assert "\n".join(office.POSTAL_ADDRESS) in text
    assert "cover sheet" in text
    assert case.get_absolute_url() in text
    assert "You told us" not in text


def test_b13_i_have_posted_it_is_acknowledged_and_moves_nothing(anna):
    case = sent(anna, days=14)
    AnnualRequest.objects.filter(pk=case.pk).update(posted_at=hour(days=-2))
    look(hour())

    posted = hour(days=-2)
    assert f"You told us on {posted.day} {posted:%B %Y} that you have posted it" in told("original_reminder").get().text


@pytest.mark.parametrize("conforms", [True, False])
def test_an_original_that_has_arrived_is_not_awaited_and_another_paper_is(anna, officer, conforms):
    case = sent(anna, days=14)
    more = {} if conforms else {"conforms": False, "is_original": False, "why_not": "A copy."}
    original(case, officer, **more)
    look(hour())
    assert told("original_reminder").count() == (0 if conforms else 1)


def test_s11_a_freelancer_with_a_card_is_reminded_of_nothing(bruno):
    sent(bruno, days=14)
    look(hour())
    assert not told("original_reminder").exists()


def test_s11_and_of_the_original_where_the_card_has_lapsed_meanwhile(bruno):
    sent(bruno, days=14)
    press_card(bruno, number="OLD", valid_until=hour(days=-1).date())
    AnnualRequest.objects.of(bruno).update(press_card=bruno.representative.press_card)
    look(hour())
    assert told("original_reminder").count() == 1


def test_what_is_decided_awaits_nothing(anna, officer):
    sent(anna, days=14).deny(by=officer, judged={}, words="No.")
    look(hour())
    assert not told("original_reminder").exists()


# --- Two workers, and what it costs -----------------------------------------------------------------------------------


def test_two_rounds_at_once_tell_each_person_once(transactional):
    officer = cast.staff("officer", "Accreditation officers")
    for number in range(4):
        sent(cast.representative(f"sent{number}"), days=14)
        held = annual_request(cast.representative(f"held{number}"), at=State.APPROVED, officer=officer)
        ending(held, hour(days=9).date())
    together = Barrier(3)

    def work(_number):
        try:
            together.wait(20)
            due.remind_of_originals(at=hour())
            due.tell_that_it_ends_soon(at=hour())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))

    assert (told("original_reminder").count(), told("ending").count()) == (4, 4)


def test_a_job_with_nothing_due_is_one_query(anna, django_assert_num_queries):
    annual_request(anna)
    for job in (due.tell_that_renewal_is_open, due.tell_that_it_ends_soon, due.remind_of_information,
                due.remind_of_originals):  # fmt: skip
        with django_assert_num_queries(1):
            job(at=hour())


@on_postgresql
def test_the_accreditations_that_end_are_found_by_an_index(db):
    leave_only("accreditations_by_last_day", AnnualRequest)
    soon = AnnualRequest.objects.in_force(on=hour().date()).filter(valid_until__lte=hour(days=14).date())
    assert "accreditations_by_last_day" in soon.order_by("valid_until", "pk")[:500].explain()
