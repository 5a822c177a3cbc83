"""The desk of the paper original: a reference, then what was found; a mistake is struck out (S8, B13)."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import references
from accreditation_portal.review.states import State
from annual.models import AnnualRequest, Attestation
from profiles.models import MediaRepresentative
from tests.annual.arrivals import ADD, FOUND, LIST, address, look_up, record, strike_out, words_of
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original, today
from tests.factories.events import event

NOT_CONFORMING = {"conforms": "no", "is_original": "", "why_not": "It is a copy:\nplease send the original."}


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


# --- Action one: the reference ----------------------------------------------------------------------------------------


def test_b13_the_page_opens_on_an_empty_field_that_a_scanner_can_fill(desk):
    page = desk.get(ADD).content.decode()

    field = re.search(r'<input[^>]*name="reference"[^>]*>', page)[0]
    assert "autofocus" in field
    assert 'value=""' in field
    assert 'method="get"' in page
    assert "errorlist" not in page


@pytest.mark.parametrize(
    "written", [str.lower, lambda t: t.replace("-", ""), lambda t: f"  {t} ", lambda t: f"{t}\r\n"]
)
def test_b13_a_reference_is_found_however_it_is_typed(desk, anna, written):
    case = annual_request(anna)

    response = look_up(desk, written(case.shown_reference))

    assert response.context["case"] == case
    assert "What has arrived now" in words_of(response)


def test_b13_one_wrong_character_is_caught_and_never_leads_to_another_case(desk, anna):
    case = annual_request(anna)
    right = case.reference
    for place in range(1, len(right)):
        for other in references.ALPHABET:
            if other == right[place]:
                continue
            typed = right[:place] + other + right[place + 1 :]
            assert references.normalised(typed) is None, typed

    typed = references.shown(right[:-1] + ("0" if right[-1] != "0" else "1"))
    page = look_up(desk, typed)
    assert "This is no reference: look at each character again." in words_of(page)
    assert f'value="{typed}"' in page.content.decode()
    assert "case" not in page.context
    assert "Anna" not in words_of(page)


@pytest.mark.parametrize(
    "typed", ["", "   ", "hello", "A-", "A" * 5000, "<script>alert(1)</script>", "A-0000\x000000-0"]
)
def test_b13_whatever_is_no_reference_is_refused_and_stays_in_the_field(desk, typed):
    page = look_up(desk, typed)

    assert page.status_code == 200
    assert page.context["look_up"].errors
    assert html.escape(typed, quote=True) in page.content.decode()
    assert "<script>alert" not in page.content.decode()


def test_b13_a_registration_for_an_event_and_an_unknown_request_are_told_apart(desk, anna, press):
    registration = event_registration(anna, event(by=press))

    of_event = look_up(desk, registration.shown_reference)
    unknown = look_up(desk, references.shown(references.new_reference("A")))

    assert "registration for an event" in words_of(of_event)
    assert registration.shown_reference in of_event.content.decode()
    assert "there is no annual request that has it" in words_of(unknown)


def test_b13_the_page_says_whose_request_it_is(desk, anna, officer):
    anna.representative.professional_name = "Ann Reporter"
    anna.representative.save()
    case = annual_request(anna)
    original(case, officer, conforms=False, why_not="It is a copy.")
    AnnualRequest.objects.filter(pk=case.pk).update(posted_at=timezone.now())

    page = look_up(desk, case.shown_reference)

    read = words_of(page)
    for fact in ("Anna Peeters", "PEETERS, ANNA", "Ann Reporter", "Daily Gazette", "Submitted", "It is a copy.",
                 "checked by officer", str(today().year)):  # fmt: skip
        assert fact in read
    assert "not yet" not in read
    assert reverse("documents:page_picture", args=[case.photo_id, 1]) in page.content.decode()


def test_b13_of_a_draft_it_is_the_profile_of_today(desk, anna):
    case = annual_request(anna, at=State.DRAFT)
    assert case.full_name == ""

    page = look_up(desk, case.shown_reference)

    read = words_of(page)
    for fact in ("Anna Peeters", "PEETERS, ANNA", "Daily Gazette", "Draft", "Nothing has arrived.", "not yet"):
        assert fact in read
    photo = reverse("documents:page_picture", args=[anna.representative.photo_id, 1])
    assert photo in page.content.decode()
    assert desk.get(anna.representative.photo.get_absolute_url()).getvalue()


@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED, State.WITHDRAWN])
def test_b15_where_nothing_is_awaited_the_page_says_so_and_has_no_form(desk, anna, officer, state):
    case = annual_request(anna, at=state, officer=officer)
    before = case.attestations.count()

    page = look_up(desk, case.shown_reference)
    refused = record(desk, case, seen=case.attestations.last().pk if before else 0)

    assert f"This request is “{case.get_state_display()}”" in words_of(page)
    assert page.context["form"] is None
    assert refused.status_code == 409
    assert "Erika Editor" in refused.content.decode()
    assert case.attestations.count() == before


def test_s8_an_officer_records_nothing_for_their_own_request(client, officer):
    MediaRepresentative.objects.create(user=officer, family_name="Officer", latin_family_name="OFFICER")
    case = AnnualRequest.objects.create(representative=officer.representative)
    client.force_login(officer)

    page = look_up(client, case.shown_reference)
    sent = record(client, case)

    for response in (page, sent):
        assert "This is your own request" in words_of(response)
        assert "case" not in response.context
    assert not Attestation.objects.exists()


# --- Action two: what was found ---------------------------------------------------------------------------------------


def test_b13_an_original_is_recorded_in_two_actions_and_the_next_can_be_scanned(desk, anna, officer):
    case = annual_request(anna)
    assert look_up(desk, case.shown_reference).context["form"].initial["arrived_on"] == today()

    saved = desk.post(address(case), {**FOUND, "arrived_on": str(today())}, follow=True)

    arrival = Attestation.objects.get()
    assert (arrival.case, arrival.recorded_by, arrival.conforms) == (case, officer, True)
    assert (arrival.arrived_on, arrival.channel, arrival.signatory) == (today(), "post", "Erika Editor")
    assert OutboxMail.objects.filter(recipient=anna, notice="annual.attestation_received").count() == 1
    assert saved.redirect_chain == [(ADD, 302)]
    assert f"{case.shown_reference}, Anna Peeters" in words_of(saved)
    assert reverse("admin:annual_annualrequest_change", args=[case.pk]) in saved.content.decode()
    assert re.search(r'name="reference"[^>]*value=""[^>]*autofocus', saved.content.decode())


def test_s8_what_does_not_conform_is_told_in_the_officers_words(desk, anna):
    case = annual_request(anna)

    record(desk, case, signatory="", function="", names_the_person="", note="No stamp.", **NOT_CONFORMING)

    arrival = Attestation.objects.get()
    assert (arrival.conforms, arrival.signatory, arrival.names_the_person) == (False, "", False)
    assert (arrival.why_not, arrival.note) == ("It is a copy:\nplease send the original.", "No stamp.")
    letter = OutboxMail.objects.get(notice="annual.attestation_not_conforming").text
    assert "It is a copy:" in letter
    assert "No stamp" not in letter


@pytest.mark.parametrize(("language", "shown"), [("fr", "in French"), ("en", "in English")])
def test_s8_the_page_says_in_which_language_the_applicant_reads(desk, anna, language, shown):
    anna.language = language
    anna.save()
    case = annual_request(anna)

    assert f"to the applicant, {shown}" in words_of(look_up(desk, case.shown_reference))
    original(case, cast.staff("third", "Accreditation officers"))
    assert f"to the applicant, {shown}" in words_of(desk.get(strike_out(Attestation.objects.get())))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"conforms": ""}, "conforms", "Say whether it conforms."),
        ({"channel": ""}, "channel", "Say how it came."),
        ({"arrived_on": ""}, "arrived_on", "This field is required."),
        ({"arrived_on": 1}, "arrived_on", "still to come"),
        ({"arrived_on": -91}, "arrived_on", "more than 90 days ago"),
        ({"is_original": ""}, "conforms", "It is an original, on paper."),
        ({"names_the_person": "", "function": ""}, "conforms", "It names the applicant; Function of who signed."),
        ({"confirms_designation": ""}, "conforms", "designated press representative"),
        ({"signatory": "  "}, "conforms", "Signed by."),
        ({"signatory": "Peeters, Anna"}, "signatory", "Nobody signs their own attestation"),
        ({"signatory": "Erika\u202eEditor"}, "signatory", "invisible mark"),
        ({"conforms": "no"}, "why_not", "Say why it does not conform"),
        ({"why_not": "It does not."}, "why_not", "one of them is to go"),
    ],
)
def test_b13_what_cannot_be_so_is_refused_with_its_reason_and_everything_typed_stays(
    desk, anna, changes, field, sentence
):
    case = annual_request(anna)
    if isinstance(days := changes.get("arrived_on"), int):
        changes = {"arrived_on": str(today() + timedelta(days=days))}

    page = record(desk, case, **{"note": "Typed <b>before</b>.", "function": "Chief", **changes})

    assert any(sentence in error for error in page.context["form"].errors[field])
    assert sentence in words_of(page)
    assert "Typed &lt;b&gt;before&lt;/b&gt;." in page.content.decode()
    assert not Attestation.objects.exists()
    assert not OutboxMail.objects.filter(notice__contains="attestation").exists()


@pytest.mark.parametrize("days", [0, 90])
def test_b13_the_edges_of_the_day_of_arrival(desk, anna, days):
    record(desk, annual_request(anna), arrived_on=str(today() - timedelta(days=days)))

    assert Attestation.objects.get().arrived_on == today() - timedelta(days=days)


def test_s8_what_the_applicant_signed_can_be_recorded_as_not_conforming(desk, anna):
    record(desk, annual_request(anna), signatory="Anna Peeters", conforms="no", why_not="You signed it yourself.")

    assert Attestation.objects.get().signatory == "Anna Peeters"


@pytest.mark.parametrize("seen", ["", "-1", "x"])
def test_b7_a_page_that_does_not_say_what_it_showed_is_asked_for_again(desk, anna, seen):
    page = record(desk, annual_request(anna), seen=seen)

    assert page.context["form"].errors["seen"]
    assert not Attestation.objects.exists()


# --- Two clicks, two officers (B7) ------------------------------------------------------------------------------------


def test_b7_two_clicks_record_one_arrival(desk, anna):
    case = annual_request(anna)
    record(desk, case)

    page = desk.post(address(case), {**FOUND, "arrived_on": str(today())}, follow=True)

    assert page.redirect_chain == [(ADD, 302)]
    assert "You have recorded this already." in words_of(page)
    assert Attestation.objects.count() == 1
    assert OutboxMail.objects.filter(notice="annual.attestation_received").count() == 1


def test_b7_what_a_colleague_recorded_meanwhile_is_told_and_nothing_typed_is_lost(desk, anna, officer, officer2):
    officer2.first_name, officer2.last_name = "Olga", "Second"
    officer2.save()
    case = annual_request(anna)
    theirs = original(case, officer2, conforms=False, why_not="It is a copy.")

    page = record(desk, case, note="Brought by hand.", signatory="Other Editor")

    assert page.status_code == 409
    read = words_of(page)
    assert "Olga Second recorded an arrival" in read
    assert "not conforming" in read
    assert "It is a copy." in read
    assert "Brought by hand." in page.content.decode()
    assert 'value="Other Editor"' in page.content.decode()
    assert page.context["form"]["seen"].value() == theirs.pk

    record(desk, case, note="Brought by hand.", signatory="Other Editor", seen=page.context["form"]["seen"].value())
    assert [a.recorded_by for a in case.attestations.order_by("pk")] == [officer2, officer]


@pytest.mark.both_databases
def test_b7_a_request_that_was_settled_meanwhile_is_told_with_what_was_typed(desk, anna):
    case = annual_request(anna)
    case.withdraw(by=anna)

    page = record(desk, case, note="Brought by hand.")

    assert page.status_code == 409
    assert "“Withdrawn”: no attestation is awaited for it" in words_of(page)
    assert "Brought by hand." in page.content.decode()


# --- A mistake --------------------------------------------------------------------------------------------------------


def test_s8_a_mistake_is_struck_out_with_a_reason_that_the_applicant_reads(desk, anna, officer):
    case = annual_request(anna)
    arrival = original(case, officer)
    assert "Erika Editor" in words_of(desk.get(strike_out(arrival)))
    assert "Say why it is struck out" in words_of(desk.post(strike_out(arrival), {"why": " "}))

    done = desk.post(strike_out(arrival), {"why": "Wrong envelope,\r\nsorry."})

    arrival.refresh_from_db()
    assert (arrival.struck_by, arrival.struck_why) == (officer, "Wrong envelope,\nsorry.")
    assert done["Location"] == reverse("admin:annual_annualrequest_change", args=[case.pk]) + "#attestation"
    assert "Wrong envelope" in OutboxMail.objects.get(notice="annual.attestation_struck_out").text


@pytest.mark.both_databases
def test_b7_a_second_click_strikes_nothing_and_another_officer_reads_who_was_first(desk, anna, officer, officer2):
    arrival = original(annual_request(anna), officer)
    desk.post(strike_out(arrival), {"why": "Wrong envelope."})

    assert desk.post(strike_out(arrival), {"why": "Wrong envelope."}).status_code == 302
    desk.force_login(officer2)
    page = desk.post(strike_out(arrival), {"why": "Not mine."})

    assert page.status_code == 409
    assert "struck out already, by officer" in words_of(page)
    assert "Not mine." in page.content.decode()
    assert OutboxMail.objects.filter(notice="annual.attestation_struck_out").count() == 1


def test_b15_after_the_decision_nothing_is_struck_out(desk, anna, officer):
    case = annual_request(anna, at=State.APPROVED, officer=officer)
    arrival = case.attestations.get()

    page = desk.post(strike_out(arrival), {"why": "Too late."})

    assert page.status_code == 409
    assert "Revoke or reopen it instead" in words_of(page)
    assert "Strike out" not in words_of(desk.get(LIST))


@pytest.mark.parametrize("pk", [0, 999, 2**70])
def test_an_arrival_that_is_not_there_is_not_found(desk, pk):
    assert desk.get(reverse("admin:annual_attestation_strike_out", args=[pk])).status_code == 404
