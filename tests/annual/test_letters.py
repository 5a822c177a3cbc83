"""What fills a letter about an annual request."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.notifications import letters
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.review.forms import StepForm
from accreditation_portal.review.states import Ground, State
from annual import due, notices
from annual.models import AnnualRequest
from profiles.models import PressCard
from tests.factories.annual import annual_request, approve, draft, ending, original, press_card, today

NOT_MET = {"verdict": "not_met", "note": ""}


def latest(notice):
    return OutboxMail.objects.filter(notice=f"annual.{notice}").latest("pk")


def shown(day):
    return shown_date(day)


@pytest.mark.one_database
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
@pytest.mark.parametrize("notice", [n for n in vars(notices).values() if isinstance(n, Notice)], ids=lambda n: n.name)
def test_an_annual_request_fills_every_letter_of_its_room(anna, officer, notice, language):
    request = annual_request(anna, at=State.APPROVED, officer=officer)

    with translation.override(language):
        values = request.letter_values(notice.name, words="Well done.")
    letter = letters.compose(notice, values, language)

    assert request.shown_reference in letter.subject
    assert anna.representative.full_name in letter.text


def test_s8_d33_the_receipt_shows_where_the_original_goes(anna):
    annual_request(anna)

    assert "\n".join(office.POSTAL_ADDRESS) in OutboxMail.objects.get(notice="annual.received").text


def test_s10_the_approval_says_until_when_and_what_to_bring(anna, officer):
    request = annual_request(anna, at=State.APPROVED, officer=officer)

    text = OutboxMail.objects.get(notice="annual.approved").text
    assert str(request.valid_until.year) in text
    for item in ("a copy of the confirmation email", "your valid press card", "your ID card or passport"):
        assert f"- {item}" in text


# --- A revocation -----------------------------------------------------------------------------------------------------


def test_b1_a_revocation_names_only_what_the_officer_found_not_met_any_more(bruno, officer):
    request = annual_request(bruno, at=State.APPROVED, officer=officer)
    PressCard.objects.update(valid_until=today() - timedelta(days=1))  # lapsed since, and not the ground
    request.revoke(by=officer, judged={"media_professional": NOT_MET}, words="Left the newspaper.")

    text = latest("revoked").text
    assert "- The person is a media professional" in text
    assert "attestation has arrived" not in text
    assert "press card" not in text


def test_b1_a_revocation_on_no_criterion_names_none(bruno, officer):
    request = annual_request(bruno, at=State.APPROVED, officer=officer)
    PressCard.objects.update(valid_until=today() - timedelta(days=1))
    request.revoke(by=officer, words="Left the newspaper.")

    assert "not met" not in latest("revoked").text


def test_b1_what_the_facts_find_not_met_can_be_the_ground_of_a_revocation(bruno, officer):
    request = annual_request(bruno, at=State.APPROVED, officer=officer)
    PressCard.objects.update(valid_until=today() - timedelta(days=1))
    request = AnnualRequest.objects.get()
    form = StepForm(AnnualRequest.revoke.step, request, answers=request.answers(today()))

    assert "national_press_card" in dict(form.fields["not_met"].choices)


def test_s20_a_revocation_says_that_nothing_covers_any_more(anna, officer):
    annual_request(anna, at=State.APPROVED, officer=officer).revoke(by=officer, words="Left.")

    text = latest("revoked").text
    assert f"As of {shown(today())} annual accreditation no longer covers you at events" in text
    assert "Another annual accreditation" not in text


def test_s20_a_revocation_says_which_other_accreditation_stays(anna, officer):
    revoked = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))
    other = annual_request(anna, at=State.APPROVED, officer=officer)
    revoked.revoke(by=officer, words="Wrong organisation.")

    text = latest("revoked").text
    assert f"it stays as it is, from {shown(other.valid_from)} to {shown(other.valid_until)}" in text
    assert "no longer covers you at events" not in text


# --- An approval ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arrived", [False, True])
def test_s11_an_approval_without_an_original_does_not_say_that_one_has_arrived(bruno, officer, arrived):
    press_card(bruno, valid_until=None)  # left to the officer, who finds that it replaces the attestation
    request = annual_request(bruno)
    if arrived:
        original(request, officer)
    approve(request, officer)

    text = latest("approved").text
    assert "The criteria of the procedure that are met:" in text
    assert "Recent publications" in text or arrived
    assert "attestation is there, or is not needed" in text
    assert "has arrived" not in text


# --- Closing ----------------------------------------------------------------------------------------------------------


def test_s20_closing_what_was_in_force_says_that_it_has_ended(anna, officer):
    annual_request(anna, at=State.APPROVED, officer=officer).close(by=officer, ground=Ground.ELSEWHERE)

    text = latest("closed").text
    assert f"no longer in force as of {shown(today())}" in text
    assert "to attend one, you must request accreditation for it" in text
    assert "Another annual accreditation" not in text


def test_s20_closing_one_of_two_says_which_stays(anna, officer):
    first = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))
    other = annual_request(anna, at=State.APPROVED, officer=officer)
    first.close(by=officer, ground=Ground.DUPLICATE)

    text = latest("closed").text
    assert f"no longer in force as of {shown(today())}" in text
    assert f"it stays as it is, from {shown(other.valid_from)} to {shown(other.valid_until)}" in text
    assert "no longer covers you at events" not in text


def never(anna, officer):
    return annual_request(anna)


def taken_back_and_reopened(anna, officer):
    request = annual_request(anna, at=State.REVOKED, officer=officer)
    request.reopen(by=officer, note="A mistake.")
    return request


def long_over(anna, officer):
    return ending(annual_request(anna, at=State.APPROVED, officer=officer), today() - timedelta(days=30))


@pytest.mark.parametrize("case", [never, taken_back_and_reopened, long_over])
def test_closing_what_was_not_in_force_ends_nothing(anna, officer, case):
    case(anna, officer).close(by=officer, ground=Ground.DUPLICATE)

    text = latest("closed").text
    assert "Nothing is left for you to do on this request" in text
    assert "in force" not in text
    assert "events" not in text


# --- An end -----------------------------------------------------------------------------------------------------------


def lapse(request):
    ending(request, today() - timedelta(days=1))
    due.tell_that_it_has_ended(at=timezone.now())
    return latest("expired").text


def test_b4_who_has_not_begun_a_renewal_is_asked_for_one(anna, officer):
    text = lapse(annual_request(anna, at=State.APPROVED, officer=officer))

    assert "a new request counts as a renewal" in text
    assert "Renew your accreditation: " in text
    assert "Your renewal." not in text


def test_b4_whose_renewal_is_under_review_is_told_that_nothing_covers_until_then(anna, officer):
    held = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))
    renewal = annual_request(anna)
    text = lapse(held)

    assert f"Your request {renewal.shown_reference} is under review" in text
    assert "covers you at no event" in text
    assert f"See your request: {settings.SITE_URL}{renewal.get_absolute_url()}" in text
    assert "counts as a renewal" not in text
    assert "Renew your accreditation" not in text


def test_b4_who_has_begun_a_renewal_is_asked_to_send_it(anna, officer):
    held = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))
    begun = draft(anna)
    text = lapse(held)

    assert f"You have begun the request {begun.shown_reference}, and have not sent it yet" in text
    assert "Continue your request: " in text
    assert "Renew your accreditation" not in text


# --- The receipt ------------------------------------------------------------------------------------------------------

TO_SEND = "Please send the original of your editor's attestation"
ARRIVED = "has arrived already, and it conforms"
NEEDS_NONE = "As a freelance journalist with a valid press card you need no attestation"
JUDGED = "is judged by an officer: you need not send one unless we write to you"
REVIEWED = "An officer reviews the recent publications that you named"


def said(text):
    return {words for words in (TO_SEND, ARRIVED, NEEDS_NONE, JUDGED, REVIEWED) if words in text}


def test_s8_the_receipt_of_who_is_employed_asks_for_the_original_alone(anna):
    annual_request(anna)
    assert said(latest("received").text) == {TO_SEND}


@pytest.mark.parametrize(
    ("card", "says"),
    [({}, {NEEDS_NONE, REVIEWED}), ({"valid_until": None}, {JUDGED, REVIEWED})],
    ids=["valid and recognised", "left to an officer"],
)
def test_s11_the_receipt_of_a_freelancer_says_what_their_card_does(bruno, card, says):
    press_card(bruno, **card)
    annual_request(bruno)
    assert said(latest("received").text) == says


def test_s11_the_receipt_mentions_no_publications_where_none_is_named(bruno):
    request = draft(bruno)
    request.articles.all().delete()
    request.submit(by=bruno)
    assert said(latest("received").text) == {NEEDS_NONE}


@pytest.mark.parametrize("who", ["anna", "bruno"])
def test_s8_an_original_that_arrived_before_the_request_is_not_asked_for_again(who, officer, request):
    user = request.getfixturevalue(who)
    sent = draft(user)
    original(sent, officer)
    sent.submit(by=user)
    assert said(latest("received").text) == {ARRIVED}


# --- The original has arrived, or something else ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.DRAFT, "You have not sent your request yet."),
        (State.SUBMITTED, "An officer decides on"),
        (State.INFORMATION_REQUESTED, "We still wait for your answer"),
    ],
)
def test_the_arrival_of_the_original_says_whose_turn_it_is_then(anna, officer, state, says):
    original(annual_request(anna, at=state, officer=officer), officer)

    text = latest("attestation_received").text
    every = ("You have not sent your request yet.", "An officer decides on", "We still wait for your answer")
    assert [words for words in every if words in text] == [says]
    assert ("You need do nothing" in text) is (state == State.SUBMITTED)


ANOTHER = "Please ask your senior editor or manager for a new original"
NO_OTHER = "You need not send another one"
UNLESS = "is judged by an officer: you need not send another one unless we write to you"


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
@pytest.mark.parametrize(
    ("who", "card", "says"),
    [("anna", {}, ANOTHER), ("bruno", {}, NO_OTHER), ("bruno", {"valid_until": None}, UNLESS)],
    ids=["employed", "freelance", "freelance, card left to an officer"],
)
def test_s11_another_attestation_is_asked_only_of_who_needs_one(officer, request, state, who, card, says):
    user = request.getfixturevalue(who)
    press_card(user, **card)
    original(annual_request(user, at=state), officer, conforms=False, is_original=False, why_not="It is a copy.")

    text = latest("attestation_not_conforming").text
    assert [words for words in (ANOTHER, NO_OTHER, UNLESS) if words in text] == [says]
    assert (office.POSTAL_ADDRESS[-1] in text) is (says == ANOTHER)
    assert "> It is a copy." in text


def test_s8_a_second_attestation_that_does_not_conform_takes_nothing_from_the_first(anna, officer):
    request = annual_request(anna)
    original(request, officer)
    original(request, officer, conforms=False, is_original=False, why_not="It is a copy.")

    text = latest("attestation_not_conforming").text
    assert "that conforms to the procedure is here already" in text
    assert ANOTHER not in text
