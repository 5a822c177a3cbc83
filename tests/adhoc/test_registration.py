"""One registration: its page, its withdrawal, its confirmation; and an event with the answer on it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item, State
from adhoc.models import EventRegistration
from events import publishing
from events.models import CollectionPoint
from tests.factories import events as stage
from tests.factories.adhoc import event_registration

PAGES = ("registration", "complete", "withdraw", "confirmation")


def page_of(registration, name="registration"):
    return reverse(f"adhoc:{name}", args=[registration.shown_reference])


# --- Whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_somebody_elses_registration_is_not_found(as_anna, bruno, officer, away, name):
    theirs = event_registration(bruno, away, at=State.APPROVED, officer=officer)

    assert as_anna.get(page_of(theirs, name)).status_code == 404
    if name in ("withdraw", "complete"):
        assert as_anna.post(page_of(theirs, name), {"withdraw": "1", "send": "1"}).status_code == 404
    assert EventRegistration.objects.get().state == State.APPROVED


@pytest.mark.parametrize("typed", ["E-0000-0000-1", "nonsense", "A-7K2M-90QX-T", "%00", "'"])
def test_what_is_no_reference_is_not_found(as_anna, typed):
    assert as_anna.get(f"/registrations/{typed}/").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_anonymous_people_log_in_and_staff_stay_out(client, anna, officer, away, name):
    mine = event_registration(anna, away)

    assert client.get(page_of(mine, name)).status_code == 302
    client.force_login(officer)
    assert client.get(page_of(mine, name)).status_code == 403


def test_a_reference_is_understood_however_it_is_typed(as_anna, anna, away):
    mine = event_registration(anna, away)

    assert as_anna.get(f"/registrations/{mine.shown_reference.lower().replace('-', ' ')}/").status_code == 200


# --- Its page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State.values)
def test_b3_every_state_has_its_page_with_the_timeline(as_anna, anna, officer, away, state):
    officer.last_name = "Quill"
    officer.save()
    mine = event_registration(anna, away, at=state, officer=officer)
    page = as_anna.get(page_of(mine))

    assert page.status_code == 200
    assert "timeline" in page.text
    assert mine.shown_reference in page.text
    assert str(State(state).label) in page.text
    assert officer.last_name not in page.text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (State.DRAFT, {"withdraw"}),
        (State.SUBMITTED, {"withdraw", "complete"}),
        (State.INFORMATION_REQUESTED, {"withdraw", "complete"}),
        (State.APPROVED, {"withdraw", "confirmation"}),
        (State.DENIED, set()),
        (State.REVOKED, set()),
        (State.WITHDRAWN, set()),
        (State.CLOSED, set()),
    ],
)
def test_a_page_links_what_can_be_done_and_nothing_else(as_anna, anna, officer, away, state, offered):
    mine = event_registration(anna, away, at=state, officer=officer)
    text = as_anna.get(page_of(mine)).text

    assert {name for name in PAGES[1:] if f'href="{page_of(mine, name)}"' in text} == offered


@pytest.mark.parametrize(
    ("state", "said", "tone"),
    [
        (State.DENIED, "Your registration is denied. The decision is final", "error"),
        (State.REVOKED, "Your accreditation for this event is revoked. The decision is final", "error"),
        (State.CLOSED, "Your registration is closed: duplicate of another case", "info"),
    ],
)
def test_b3_how_it_ended_is_a_sentence_and_a_closed_case_is_no_refusal(as_anna, anna, officer, away, state, said, tone):
    mine = event_registration(anna, away, at=state, officer=officer)
    notice = as_anna.get(page_of(mine)).text.partition('<div class="notice ')[2].partition("</div>")[0]

    assert said.lower() in notice.lower()
    assert notice.startswith(f'{tone}"')
    assert ("Only the office can take the case up again" in notice) == (state != State.CLOSED)


def test_what_was_submitted_is_shown_as_it_was(as_anna, anna, away):
    mine = event_registration(anna, away)
    anna.representative.birth_place = "Somewhere else"
    anna.representative.save()
    text = as_anna.get(page_of(mine)).text

    assert "Ghent" in text
    assert "Somewhere else" not in text
    for attachment in mine.attachments.all():
        assert attachment.document.get_absolute_url() in text


def test_s27_the_page_says_what_the_office_asks(as_anna, anna, officer, away):
    mine = event_registration(anna, away)
    mine.request_information(by=officer, items=[Item.PHOTO], words="It is <b>blurred</b>.")
    text = as_anna.get(page_of(mine)).text

    assert "It is &lt;b&gt;blurred&lt;/b&gt;." in text
    assert page_of(mine, "complete") in text


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_after_the_event_or_its_cancellation_nothing_can_be_done(as_anna, anna, officer, press, away, state):
    mine = event_registration(anna, away, at=state, officer=officer)
    publishing.cancel(away, by=press, at=timezone.now(), words="Called off.")
    text = as_anna.get(page_of(mine)).text

    assert "The event is cancelled" in text
    assert not any(f'href="{page_of(mine, name)}' in text for name in PAGES[1:])  # a letter may name one
    assert as_anna.get(page_of(mine, "confirmation")).status_code == 302


def test_a_page_asks_a_bounded_number_of_times(as_anna, anna, officer, away, django_assert_max_num_queries):
    mine = event_registration(anna, away, at=State.REVOKED, officer=officer)
    with django_assert_max_num_queries(16):
        as_anna.get(page_of(mine))


# --- Withdraw --------------------------------------------------------------------------------------------------------


def test_withdrawing_asks_first(as_anna, anna, away):
    mine = event_registration(anna, away)
    asked = as_anna.get(page_of(mine, "withdraw"))
    mine.refresh_from_db()

    assert "Yes, withdraw it" in asked.text
    assert mine.state == State.SUBMITTED


def test_s25_withdrawn_twice_is_withdrawn_once(as_anna, anna, away):
    mine = event_registration(anna, away)
    answers = [as_anna.post(page_of(mine, "withdraw"), {"withdraw": "1"}) for _ in range(2)]

    assert {answer.url for answer in answers} == {page_of(mine)}
    assert [d.step for d in mine.decisions.order_by("pk")] == ["submit", "withdraw"]
    assert OutboxMail.objects.filter(notice="adhoc.withdrawn").count() == 1


def test_what_the_office_decided_meanwhile_stands_and_is_said_without_names(as_anna, anna, officer, away):
    officer.username, officer.last_name = "quick", "Quick"  # letters speak of an officer
    officer.save()
    mine = event_registration(anna, away, at=State.DENIED, officer=officer)
    answer = as_anna.post(page_of(mine, "withdraw"), {"withdraw": "1"}, follow=True)

    assert "it is now “Denied”" in answer.text
    assert "quick" not in answer.text.lower()


def test_one_can_withdraw_until_the_event_ends(as_anna, anna, away):
    mine = event_registration(anna, away)
    with time_machine.travel(away.ends, tick=False):
        as_anna.force_login(anna)
        as_anna.post(page_of(mine, "withdraw"), {"withdraw": "1"})
        mine.refresh_from_db()
        assert mine.state == State.SUBMITTED


# --- Confirmation ----------------------------------------------------------------------------------------------------


def test_p9_the_confirmation_was_given_on_the_offices_day(as_anna, anna, officer, away):
    mine = event_registration(anna, away, at=State.APPROVED, officer=officer)
    type(mine).objects.update(decided_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    assert "Approved on 10 March 2026" in as_anna.get(page_of(mine, "confirmation")).text


@pytest.mark.both_databases
def test_p9_the_confirmation_carries_name_reference_and_qr(as_anna, anna, officer, press):
    event = stage.summit_away(press)
    mine = event_registration(anna, event, at=State.APPROVED, officer=officer)
    text = as_anna.get(page_of(mine, "confirmation")).text

    assert mine.full_name in text
    assert mine.latin_name in text
    assert mine.shown_reference in text
    assert 'src="data:image/svg+xml' in text
    assert "Media office" in text
    assert "Press card" in text
    assert text.count("<strong>same</strong>") == 2


def test_p5_where_the_place_is_not_published_it_is_to_be_announced(as_anna, anna, officer, away):
    mine = event_registration(anna, away, at=State.APPROVED, officer=officer)

    assert "To be announced" in as_anna.get(page_of(mine, "confirmation")).text

    CollectionPoint.objects.create(event=away, place_en="Press centre")
    assert "Press centre: opening hours to be announced" in as_anna.get(page_of(mine, "confirmation")).text


@pytest.mark.parametrize("state", [state for state in State.values if state != State.APPROVED])
def test_only_an_approved_registration_has_a_confirmation(as_anna, anna, officer, away, state):
    mine = event_registration(anna, away, at=state, officer=officer)
    answer = as_anna.get(page_of(mine, "confirmation"))

    assert (answer.status_code, answer.url) == (302, page_of(mine))


# --- An event with the answer on it ----------------------------------------------------------------------------------


def test_b11_the_event_page_answers_for_everybody(client, anna, holder, away, at_home):
    assert "Log in to register" in client.get(reverse("adhoc:event", args=[away.slug])).text
    client.force_login(holder)

    assert "covers this event" in client.get(reverse("adhoc:event", args=[at_home.slug])).text
    page = client.get(reverse("adhoc:event", args=[away.slug])).text
    assert "everybody registers, without exception" in page
    assert reverse("adhoc:register", args=[away.slug]) in page


@pytest.mark.parametrize("state", State.values)
def test_the_event_page_knows_ones_registration(as_anna, anna, officer, away, state, django_assert_max_num_queries):
    mine = event_registration(anna, away, at=state, officer=officer)
    with django_assert_max_num_queries(16):
        page = as_anna.get(reverse("adhoc:event", args=[away.slug]))

    assert (page_of(mine) in page.text) is (state not in (State.DRAFT, State.WITHDRAWN))


def test_b11_the_calendar_answers_as_the_event_page_does(client, holder, away, at_home, django_assert_max_num_queries):
    event_registration(holder, away)
    assert "Your registration" not in client.get("/events/").text
    client.force_login(holder)
    with django_assert_max_num_queries(14):
        page = client.get("/events/").text

    assert "Your registration: Submitted" in page
    assert "You need not register: your annual accreditation holds until" in page


@pytest.mark.both_databases
def test_staff_read_an_event_without_registering(client, press):
    hidden = stage.event("hidden")
    client.force_login(press)

    assert client.get(reverse("adhoc:event", args=[hidden.slug])).status_code == 200


def test_the_feed_is_no_event(client, db):
    assert client.get("/events/feed/").status_code == 200
    assert client.get("/events/no-such-event/").status_code == 404
