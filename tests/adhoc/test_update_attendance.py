"""'Update your event attendance': boxes that show what is stored, and what one can do with them (S25)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from events import publishing
from tests.factories import events as stage
from tests.factories.adhoc import event_registration

ADDRESS = "/attendance/"


def box(page, event):
    """The attributes of an event's box, or None where it has none."""
    found = re.search(rf'<input type="checkbox"\s+id="attend-{event.slug}"([^>]*)>', page.text)
    return found and {word for word in ("checked", "disabled") if re.search(rf"\b{word}\b", found[1])}


def test_d78_it_is_found_in_the_menu_by_its_name(as_anna, db):
    page = as_anna.get("/")

    assert "Registered user" in page.text
    assert re.search(rf'href="{ADDRESS}">\s*Update event attendance', page.text)
    assert "<h1>Update your event attendance</h1>" in as_anna.get(ADDRESS).text


def test_p10_an_account_is_not_a_registration(as_anna, anna, away):
    assert "You are not registered for anything." in as_anna.get(ADDRESS).text

    event_registration(anna, away, at=State.DRAFT)
    assert "You are not registered for anything." in as_anna.get(ADDRESS).text

    EventRegistration.objects.get().submit(by=anna)
    assert "You are not registered for anything." not in as_anna.get(ADDRESS).text


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, set()),
        (State.SUBMITTED, {"checked"}),
        (State.INFORMATION_REQUESTED, {"checked"}),
        (State.APPROVED, {"checked"}),
        (State.WITHDRAWN, set()),
        (State.DENIED, {"disabled"}),
        (State.REVOKED, {"disabled"}),
        (State.CLOSED, {"disabled"}),
    ],
)
def test_d79_the_box_of_each_state(as_anna, anna, officer, away, state, expected):
    mine = event_registration(anna, away, at=state, officer=officer)
    page = as_anna.get(ADDRESS)

    assert box(page, away) == expected
    assert str(State(state).label) in page.text
    assert mine.shown_reference in page.text
    assert "2 attachments" in page.text
    assert away.shown_deadline in page.text


def test_d79_only_ones_own(as_anna, bruno, away):
    event_registration(bruno, away)

    assert box(as_anna.get(ADDRESS), away) == set()


def test_a_cancelled_event_is_unchecked_and_fixed(as_anna, anna, press, away):
    event_registration(anna, away)
    publishing.cancel(away, by=press, at=timezone.now(), words="Called off.")

    assert box(as_anna.get(ADDRESS), away) == {"disabled"}


def test_covered_there_is_no_box_but_the_last_day(client, holder, at_home):
    client.force_login(holder)
    page = client.get(ADDRESS)

    assert box(page, at_home) is None
    assert "holds until" in page.text


def test_p14_elsewhere_there_is_no_box(as_anna, press):
    hosted = stage.event("hosted", by=press, accredited_by="Host city", accredited_by_url="https://host.example/",
                         annual_accreditation_suffices=False)  # fmt: skip
    page = as_anna.get(ADDRESS)

    assert box(page, hosted) is None
    assert "https://host.example/" in page.text


def test_closed_and_not_yet_open_cannot_be_ticked(as_anna, press, closed):
    later = stage.event("later", by=press, registration_opens_at=timezone.now() + timedelta(days=1))
    page = as_anna.get(ADDRESS)

    assert box(page, closed) == box(page, later) == {"disabled"}


def test_a_past_event_stays_with_its_case(as_anna, anna, away):
    event_registration(anna, away)
    with time_machine.travel(away.ends, tick=False):
        as_anna.force_login(anna)

        assert box(as_anna.get(ADDRESS), away) == {"checked", "disabled"}


def test_d81_d82_the_page_says_whose_responsibility_it_is(as_anna, db):
    text = as_anna.get(ADDRESS).text

    assert "responsible for their registrations" in text
    assert "does not verify on their behalf" in text
    assert reverse("pages:annex_1") in text


# --- Ticking and unticking -------------------------------------------------------------------------------------------


def test_d80_a_forged_post_checks_no_box(as_anna, away, closed, at_home):
    as_anna.post(ADDRESS, {"attend": [away.slug, closed.slug, at_home.slug, "nothing"], "confirm": "1"})

    assert not EventRegistration.objects.exists()
    assert box(as_anna.get(ADDRESS), away) == set()


def test_ticking_one_leads_to_its_registration(as_anna, away):
    answer = as_anna.post(ADDRESS, {"attend": away.slug})

    assert answer.url == reverse("adhoc:register", args=[away.slug])


def test_ticking_several_links_each(as_anna, away, flagging):
    page = as_anna.post(ADDRESS, {"attend": [away.slug, flagging.slug]}, follow=True)

    for event in (away, flagging):
        assert reverse("adhoc:register", args=[event.slug]) in page.text


def test_ticking_what_is_closed_says_so(as_anna, closed):
    page = as_anna.post(ADDRESS, {"attend": closed.slug}, follow=True)

    assert f"{closed.title}: Registration is closed." in page.text


def test_unticking_asks_on_one_page_and_then_withdraws(as_anna, anna, away, flagging, closed, press):
    late = event_registration(anna, flagging)
    mine = event_registration(anna, away)
    new = stage.event("new", by=press)
    sent = {"checked": [away.slug, flagging.slug], "attend": [new.slug]}
    asked = as_anna.post(ADDRESS, sent)
    mine.refresh_from_db()

    assert asked.status_code == 200
    assert mine.state == State.SUBMITTED
    assert mine.shown_reference in asked.text
    assert late.shown_reference in asked.text
    assert reverse("adhoc:register", args=[new.slug]) in asked.text

    done = as_anna.post(ADDRESS, {**sent, "confirm": "1"}, follow=True)

    assert set(EventRegistration.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
    assert box(done, away) == set()
    assert reverse("adhoc:register", args=[new.slug]) in done.text
    assert OutboxMail.objects.filter(notice="adhoc.withdrawn").count() == 2


def test_confirming_twice_withdraws_once(as_anna, anna, away):
    mine = event_registration(anna, away)
    for _ in range(2):
        as_anna.post(ADDRESS, {"checked": [away.slug], "confirm": "1"})

    assert mine.decisions.filter(step="withdraw").count() == 1


def test_a_page_made_before_the_submission_withdraws_nothing(as_anna, anna, away):
    mine = event_registration(anna, away)
    answer = as_anna.post(ADDRESS, {"attend": []}, follow=True)
    mine.refresh_from_db()

    assert mine.state == State.SUBMITTED
    assert "Nothing was changed" in answer.text


def test_nobody_withdraws_for_somebody_else(as_anna, bruno, away):
    theirs = event_registration(bruno, away)
    as_anna.post(ADDRESS, {"checked": [away.slug], "confirm": "1"})
    theirs.refresh_from_db()

    assert theirs.state == State.SUBMITTED


def test_what_cannot_be_withdrawn_is_said(as_anna, anna, away):
    event_registration(anna, away)
    with time_machine.travel(away.ends, tick=False):
        as_anna.force_login(anna)
        answer = as_anna.post(ADDRESS, {"checked": [away.slug], "confirm": "1"}, follow=True)

    assert "Not withdrawn: " in answer.text
    assert EventRegistration.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("garbage", [{}, {"attend": "\x00"}, {"checked": ["x"] * 100}, {"confirm": "1"}])
def test_garbage_changes_nothing(as_anna, away, garbage):
    assert as_anna.post(ADDRESS, garbage).status_code == 302


def test_anonymous_people_log_in_and_staff_stay_out(client, officer):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(officer)
    assert client.get(ADDRESS).status_code == 403


def test_the_page_asks_a_bounded_number_of_times(as_anna, anna, press, django_assert_max_num_queries):
    for number in range(10):
        event_registration(anna, stage.event(f"event-{number}", by=press))

    with django_assert_max_num_queries(14):
        as_anna.get(ADDRESS)
