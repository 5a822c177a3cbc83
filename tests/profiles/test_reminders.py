"""A press card or an identity document lapses: told some weeks and some days before, and only whom it concerns (B4)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from annual.models import AnnualRequest
from profiles import due
from profiles.models import MediaRepresentative, PressCard
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending, issuing_body, press_card
from tests.factories.times import hour
from tests.planner import leave_only, on_postgresql


def told(notice):
    return OutboxMail.objects.filter(notice=f"profiles.{notice}")


def look(at):
    """A worker's round at that instant, twice: what was told is told."""
    with time_machine.travel(at, tick=False):
        for _ in range(2):
            due.remind_of_press_cards(at=at)
            due.remind_of_identity_documents(at=at)


def papers_until(user, *, days):
    """Both papers of this person end so many days from today."""
    last_day = hour(days=days).date()
    PressCard.objects.filter(representative__user=user, is_current=True).update(valid_until=last_day)
    MediaRepresentative.objects.filter(user=user).update(document_valid_until=last_day)


def told_of_both():
    return told("press_card_lapses").count(), told("document_lapses").count()


@pytest.fixture
def holder(anna, officer):
    """Somebody whose accreditation is in force."""
    ending(annual_request(anna, at=State.APPROVED, officer=officer), hour(days=300).date())
    return anna


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (hour(20, days=-1), 0),
        (hour(6, 59), 0),
        (hour(7), 1),
        (hour(23, days=45), 1),
        (hour(12, days=60), 1),
        (hour(12, days=61), 0),
    ],
)
def test_b4_s6_p9_a_paper_that_lapses_is_told(holder, at, number):
    papers_until(holder, days=60)
    look(at)
    assert told_of_both() == (number, number)


def test_both_days_are_told_by_a_worker_that_is_awake(holder):
    papers_until(holder, days=60)
    for days in (0, 1, 45, 46, 47, 60):
        look(hour(days=days))
    assert told_of_both() == (2, 2)


def test_the_letters_name_the_paper_and_lead_to_its_page(holder):
    papers_until(holder, days=14)
    look(hour())

    card, document = told("press_card_lapses").get(), told("document_lapses").get()
    last = hour(days=14)
    for mail, page in ((card, "profiles:press_card"), (document, "profiles:document")):
        assert f"{last.day} {last:%B %Y}" in mail.subject
        assert reverse(page) in mail.text
        assert "You receive this because" in mail.text
        assert mail.about == ""
    assert holder.representative.press_card.number in card.subject
    assert "Passport" in document.text
    assert holder.representative.document_number not in document.text


def test_a_new_paper_ends_the_reminders(holder):
    papers_until(holder, days=60)
    look(hour())
    press_card(holder, number="NEW", valid_until=hour(days=700).date())
    MediaRepresentative.objects.filter(user=holder).update(document_valid_until=hour(days=700).date())
    look(hour(days=46))
    assert told_of_both() == (1, 1)


def nobody(user, officer, press):
    press_card(user)


def draft(user, officer, press):
    annual_request(user, at=State.DRAFT)


def submitted(user, officer, press):
    annual_request(user)


def denied(user, officer, press):
    annual_request(user, at=State.DENIED, officer=officer)


def lapsed(user, officer, press):
    ending(annual_request(user, at=State.APPROVED, officer=officer), hour(days=-1).date())


def beginning_later(user, officer, press):
    held = annual_request(user, at=State.APPROVED, officer=officer)
    AnnualRequest.objects.filter(pk=held.pk).update(valid_from=hour(days=5).date(), valid_until=hour(days=300).date())


def registered(user, officer, press, *, days=40, **fields):
    press_card(user)
    event = stage.event("summit", by=press, starts_on=hour(days=days).date(), ends_on=hour(days=days).date())
    event_registration(user, event, officer=officer, **{"at": State.APPROVED, **fields})
    return event


def registered_for_an_event_before(user, officer, press):
    registered(user, officer, press, days=30)


def registered_by_a_draft(user, officer, press):
    registered(user, officer, press, at=State.DRAFT)


def registered_for_a_cancelled_event(user, officer, press):
    event = registered(user, officer, press)
    type(event).objects.filter(pk=event.pk).update(cancelled_at=event.published_at, cancelled_by=press)


@pytest.mark.parametrize(
    ("standing", "number"),
    [
        (nobody, 0), (draft, 0), (submitted, 1), (denied, 0), (lapsed, 0), (beginning_later, 1), (registered, 1),
        (registered_for_an_event_before, 0), (registered_by_a_draft, 0), (registered_for_a_cancelled_event, 0),
    ],
)  # fmt: skip
def test_only_whom_it_concerns_is_told(anna, officer, press, standing, number):
    standing(anna, officer, press)
    papers_until(anna, days=30)
    look(hour())
    assert told_of_both() == (number, number)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": True}])
def test_neither_a_disabled_account_nor_staff_is_told(holder, fields):
    papers_until(holder, days=30)
    type(holder).objects.filter(pk=holder.pk).update(**fields)
    look(hour())
    assert told_of_both() == (0, 0)


# --- The Belgian accreditation, which is a press card -----------------------------------------------------------------


@pytest.fixture
def belgian(holder):
    """Path A: the accreditation rests on a card that the profile does not name."""
    body = issuing_body("Federal Public Service", kind="government")
    card = PressCard.objects.create(
        representative=holder.representative, number="FA-1", issuing_body=body, is_current=False,
        valid_until=hour(days=14).date(),
    )  # fmt: skip
    AnnualRequest.objects.of(holder).update(
        path="belgian", belgian_authority="foreign_affairs", belgian_accreditation=card
    )
    holder.representative.press_cards.filter(is_current=True).update(is_current=False)
    return card


def test_s2_a_belgian_accreditation_in_use_is_told_of_too(belgian):
    look(hour())
    assert "FA-1" in told("press_card_lapses").get().subject


def test_an_older_card_that_nothing_rests_on_is_not_told_of(holder, belgian):
    AnnualRequest.objects.of(holder).update(belgian_accreditation=None, path="press_card")
    look(hour())
    assert not told("press_card_lapses").exists()


def test_nor_one_whose_follower_the_profile_names_already(holder, belgian):
    press_card(holder, number="FA-2", valid_until=hour(days=379).date())
    look(hour())
    assert not told("press_card_lapses").exists()


# --- The profile says the same, and what it costs ---------------------------------------------------------------------


@pytest.mark.parametrize(("days", "number"), [(61, 0), (60, 2), (0, 2)])
def test_the_profile_says_which_paper_lapses_soon(client, holder, days, number):
    papers_until(holder, days=days)
    client.force_login(holder)
    page = client.get(reverse("profiles:profile")).content.decode()
    assert page.count("lapses soon") == number


def test_a_job_with_nothing_due_is_one_query(holder, django_assert_num_queries):
    for job in (due.remind_of_press_cards, due.remind_of_identity_documents):
        with django_assert_num_queries(1):
            job(at=hour())


def test_of_many_whom_it_does_not_concern_rooms_are_asked_together(anna, bruno, stranger, django_assert_num_queries):
    MediaRepresentative.objects.update(document_valid_until=hour(days=30).date() + timedelta(days=1))
    with django_assert_num_queries(4):  # the rows, two rooms, no more rows
        due.remind_of_identity_documents(at=hour())


@on_postgresql
@pytest.mark.parametrize(
    ("model", "field", "index"),
    [
        (PressCard, "valid_until", "press_cards_by_last_day"),
        (MediaRepresentative, "document_valid_until", "representatives_document_ends"),
    ],
)
def test_papers_that_lapse_are_found_by_an_index(db, model, field, index):
    leave_only(index, model)
    lapsing = model.objects.filter(**{f"{field}__gte": hour().date(), f"{field}__lte": hour(days=60).date()})
    assert index in lapsing.order_by(field, "pk")[:500].explain()
