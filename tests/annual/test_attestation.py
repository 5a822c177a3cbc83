"""The arrival of an original: what is recorded, who is told what, and that nothing replaces it (S8, B13)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import timeline_of
from annual.models import AnnualRequest, ArrivedMeanwhile, Attestation, signs_for_themselves
from profiles.models import PressCard
from tests.factories.annual import ORIGINAL, all_met, annual_request, approve, original, today
from tests.factories.profiles import document

NOT_CONFORMING = {"conforms": False, "is_original": False, "why_not": "It is a copy."}


def told(case):
    """What the applicant was told about attestations, the oldest first."""
    mails = OutboxMail.objects.filter(about=case.reference, notice__contains="attestation").order_by("pk")
    return [mail.notice.removeprefix("annual.") for mail in mails]


def again(case):
    return AnnualRequest.objects.get(pk=case.pk)


# --- What is recorded (D28-D32) ---------------------------------------------------------------------------------------


def test_s8_an_arrival_says_when_how_signed_by_whom_and_checked_by_whom(anna, officer):
    case = annual_request(anna)

    arrival = original(case, officer, channel="in_person", note="Brought by a colleague.")

    arrival.refresh_from_db()
    assert (arrival.arrived_on, arrival.channel) == (today(), Attestation.Channel.IN_PERSON)
    assert (arrival.signatory, arrival.function) == ("Erika Editor", "Editor-in-chief")
    assert (arrival.recorded_by, arrival.struck_at) == (officer, None)
    assert again(case).has_conforming_original
    assert not again(case).awaits_original()


def test_s8_the_applicant_is_told_of_every_arrival_and_of_every_mistake(anna, officer):
    case = annual_request(anna)

    original(case, officer, **NOT_CONFORMING)
    mistake = original(case, officer)
    mistake.strike_out(by=officer, why="It was a letter of somebody else.")

    assert told(case) == ["attestation_not_conforming", "attestation_received", "attestation_struck_out"]
    texts = [mail.text for mail in OutboxMail.objects.filter(notice__contains="attestation").order_by("pk")]
    assert "It is a copy." in texts[0]
    assert "An officer decides on" in texts[1]
    assert "letter of somebody else" in texts[2]


def test_s8_the_letter_is_in_the_language_of_the_applicant(anna, officer):
    anna.language = "fr"
    anna.save()

    original(annual_request(anna), officer)

    assert "L’original de votre attestation est arrivé" in OutboxMail.objects.get(notice__contains="attest").subject


def test_b15_of_a_draft_the_letter_says_that_it_is_still_to_be_sent(anna, officer):
    case = annual_request(anna, at=State.DRAFT)

    original(case, officer)

    text = OutboxMail.objects.get(notice="annual.attestation_received").text
    assert "You have not sent your request yet" in text
    assert reverse("annual:apply") in text
    assert "An officer decides on" not in text
    case.submit(by=anna)
    assert not again(case).awaits_original()


def test_s8_what_does_not_conform_is_no_original(anna, officer):
    case = annual_request(anna)

    original(case, officer, **NOT_CONFORMING)

    assert again(case).awaits_original()
    assert list(AnnualRequest.objects.awaiting_the_original(on=today())) == [case]


def test_s8_one_conforming_original_meets_the_rule_for_good(anna, officer):
    case = annual_request(anna)
    original(case, officer)

    original(case, officer, **NOT_CONFORMING)

    assert not again(case).awaits_original()
    assert not AnnualRequest.objects.awaiting_the_original(on=today()).exists()


@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED, State.REVOKED, State.WITHDRAWN, State.CLOSED])
def test_b15_nothing_arrives_for_a_request_that_awaits_nothing(anna, officer, state):
    case = annual_request(anna, at=state, officer=officer)
    before = case.attestations.count()

    with pytest.raises(StepRefused) as refused:
        original(case, officer)

    assert str(case.get_state_display()) in str(refused.value)
    assert case.attestations.count() == before


def test_s8_nobody_records_or_strikes_out_the_attestation_of_their_own_request(anna, officer):
    case = annual_request(anna)
    with pytest.raises(StepRefused):
        original(case, anna)
    arrival = original(case, officer)

    with pytest.raises(StepRefused):
        arrival.strike_out(by=anna, why="I do not like it.")

    assert [(a.recorded_by, a.struck_at) for a in case.attestations.all()] == [(officer, None)]


# --- Nobody signs their own -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "signatory",
    ["Zoë Đorđević", "ĐORĐEVIĆ, Zoë", "zoe dordevic", "DJORDJEVIC ZOE", "Zoe Djordjevic", "Zed  Dor", "dor, zed"],
)
def test_nobody_signs_their_own_attestation_however_the_name_is_written(anna, officer, signatory):
    person = anna.representative
    person.given_names, person.family_name, person.professional_name = "Zoë", "Đorđević", "Zed Dor"
    person.latin_given_names, person.latin_family_name = "ZOE", "DJORDJEVIC"
    person.save()
    case = annual_request(anna)

    assert signs_for_themselves(signatory, case)
    with pytest.raises(StepRefused):
        original(case, officer, signatory=signatory)
    original(case, officer, signatory=signatory, **NOT_CONFORMING)
    assert not again(case).has_conforming_original


@pytest.mark.parametrize("signatory", ["", " - ", "Erika Editor", "Anna", "Peeters", "Anna Maria Peeters"])
def test_somebody_else_signs_also_where_a_name_is_shared(anna, signatory):
    assert not signs_for_themselves(signatory, annual_request(anna))


# --- Two officers, two clicks (B7) ------------------------------------------------------------------------------------


def test_b7_an_arrival_that_the_page_did_not_show_stops_the_next_one(anna, officer, officer2):
    case = annual_request(anna)
    first = original(case, officer, seen=0)

    with pytest.raises(ArrivedMeanwhile) as refused:
        original(case, officer2, seen=0)

    assert refused.value.arrivals == [first]
    assert officer.shown_name in str(refused.value)
    assert "received and conforming" in str(refused.value)
    original(case, officer2, seen=first.pk)
    assert told(case) == ["attestation_received"] * 2


@pytest.mark.usefixtures("transactional")
def test_b7_two_clicks_at_once_record_one_arrival_and_send_one_letter(anna, officer):
    case, together = annual_request(anna), Barrier(2)

    def click(number):
        try:
            together.wait(timeout=10)
            return original(AnnualRequest.objects.get(pk=case.pk), officer, seen=0)
        except ArrivedMeanwhile as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(click, range(2)))

    assert sorted(type(answer).__name__ for answer in answers) == ["ArrivedMeanwhile", "Attestation"]
    assert told(case) == ["attestation_received"]


# --- A mistake --------------------------------------------------------------------------------------------------------


def test_s8_what_was_struck_out_stays_and_meets_nothing(anna, officer, officer2):
    case = annual_request(anna)
    arrival = original(case, officer)

    arrival.strike_out(by=officer2, why="Wrong envelope.")

    kept = case.attestations.get()
    assert (kept.struck_by, kept.struck_why, kept.conforms) == (officer2, "Wrong envelope.", True)
    assert again(case).awaits_original()
    with pytest.raises(StepRefused, match="original attestation"):
        approve_without_looking(case, officer)


def test_b7_an_arrival_is_struck_out_once_and_the_second_officer_reads_who_did_it(anna, officer, officer2):
    case = annual_request(anna)
    arrival = original(case, officer)
    Attestation.objects.get(pk=arrival.pk).strike_out(by=officer2, why="Wrong envelope.")

    with pytest.raises(StepRefused) as refused:
        arrival.strike_out(by=officer, why="It was me.")

    assert officer2.shown_name in str(refused.value)
    assert Attestation.objects.get().struck_why == "Wrong envelope."
    assert told(case).count("attestation_struck_out") == 1


def test_b15_nothing_is_struck_out_without_a_reason_or_after_the_decision(anna, officer):
    case = annual_request(anna)
    arrival = original(case, officer)
    with pytest.raises(StepRefused, match="Say why"):
        arrival.strike_out(by=officer, why="  ")
    approve(case, officer)

    with pytest.raises(StepRefused, match="Approved"):
        arrival.strike_out(by=officer, why="Too late.")

    assert Attestation.objects.standing().count() == 1


# --- What the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_original": False},
        {"names_the_person": False},
        {"confirms_designation": False},
        {"signatory": ""},
        {"function": ""},
        {"why_not": "But it conforms."},
        {"conforms": False},
        {"struck_at": timezone.now()},
        {"struck_why": "By mistake."},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_what_contradicts_itself_cannot_be_kept(anna, officer, wrong):
    case = annual_request(anna)
    values = {"case": case, "recorded_by": officer, "arrived_on": today(), **ORIGINAL, **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        Attestation.objects.create(**values)

    assert not case.attestations.exists()


def test_what_was_struck_out_says_who_and_why(anna, officer):
    arrival = original(annual_request(anna), officer)
    mine = Attestation.objects.filter(pk=arrival.pk)

    for half in ({"struck_by": officer, "struck_why": "Why."}, {"struck_at": timezone.now(), "struck_by": officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**half)


# --- Timeline (B3) ----------------------------------------------------------------------------------------------------


def lines(case, viewer):
    entries = [entry for entry in timeline_of(again(case), viewer) if "ttestation" in str(entry.title)]
    return [(entry.place, str(entry.title), str(entry.who), entry.words, entry.note) for entry in entries]


def test_b3_applicant_and_officer_read_what_arrived_and_what_is_still_awaited(anna, officer):
    case = annual_request(anna)
    title = "The original of the editor's attestation"
    awaited = ("now", title, "you", "", "")
    assert lines(case, anna) == [awaited]
    assert lines(case, officer) == [("now", title, "the media representative", "", "")]

    original(case, officer, note="Torn.", **NOT_CONFORMING)
    assert lines(case, anna) == [("done", "Attestation received, not conforming", "", "It is a copy.", ""), awaited]
    assert lines(case, officer)[0][2:] == (officer.shown_name, "It is a copy.", "Torn.")

    original(case, officer)
    assert [line[1] for line in lines(case, anna)] == [
        "Attestation received, not conforming",
        "Original attestation received and conforming",
    ]


def test_b3_the_timeline_keeps_what_was_struck_out_for_both(anna, officer):
    case = annual_request(anna)
    original(case, officer).strike_out(by=officer, why="Wrong envelope.")

    title, why = "Attestation recorded by mistake, and struck out", "Wrong envelope."
    assert lines(case, anna)[0][:4] == ("done", title, "", why)
    assert lines(case, officer)[0][:4] == (
        "done", title, officer.shown_name, why,
    )  # fmt: skip


# --- Nobody is approved before (S8, D34, D42) -------------------------------------------------------------------------


def approve_without_looking(case, officer):
    return AnnualRequest.objects.get(pk=case.pk).approve(by=officer, judged=all_met(case))


def test_s8_d34_nobody_is_approved_before_the_original_is_there(client, anna, officer):
    case = annual_request(anna)
    desk = reverse("admin:annual_annualrequest_change", args=[case.pk])
    judged = {f"verdict_{name}": "met" for name in all_met(case)}
    client.force_login(officer)

    with pytest.raises(StepRefused, match="nobody is approved before"):
        approve_without_looking(case, officer)
    client.post(desk, {"step": "approve", "seen": case.latest_decision_id, "act": "take", **judged})
    lists = reverse("admin:annual_annualrequest_changelist")
    client.post(lists, {"action": "approve", "_selected_action": [case.pk], "index": 0})

    assert again(case).state == State.SUBMITTED
    assert 'value="approve"' not in client.get(desk).content.decode()

    original(case, officer)
    assert approve_without_looking(case, officer).state == State.APPROVED


def test_s8_a_scan_and_the_word_that_it_is_posted_change_nothing(anna, officer):
    case = annual_request(anna)
    case.attachments.create(kind="attestation_copy", document=document(anna, "scan.jpg"), handed_in_at=timezone.now())
    AnnualRequest.objects.filter(pk=case.pk).update(posted_at=timezone.now())

    assert again(case).awaits_original()
    with pytest.raises(StepRefused):
        approve_without_looking(case, officer)


def test_s11_d42_a_freelancer_with_a_valid_card_is_approved_without_one(bruno, officer):
    case = annual_request(bruno)

    assert not case.awaits_original()
    assert approve_without_looking(case, officer).state == State.APPROVED
    assert not case.attestations.exists()


def test_s11_d42_a_freelancer_whose_card_ends_meanwhile_needs_one(bruno, officer):
    case = annual_request(bruno)
    PressCard.objects.update(valid_until=today() - timedelta(days=1))

    with pytest.raises(StepRefused, match="original attestation"):
        approve_without_looking(case, officer)
    assert list(AnnualRequest.objects.awaiting_the_original(on=today())) == [case]
