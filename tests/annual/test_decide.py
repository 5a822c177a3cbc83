"""An officer decides: what an approval needs, until when it holds, what the letters say, what the record keeps."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accreditation_portal import office
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from annual.models import AnnualDecision, AnnualRequest
from profiles.models import MediaOrganisation
from tests.factories.annual import (
    all_met,
    annual_request,
    approve,
    draft,
    ending,
    original,
    press_card,
    today,
    work,
)  # fmt: skip

MET, NOT_MET = {"verdict": Verdict.MET.value, "note": ""}, {"verdict": Verdict.NOT_MET.value, "note": ""}
SITE = "https://www.observer.example.com/"


def noon(year, month, day):
    return datetime(year, month, day, 12, tzinfo=office.ZONE)


@pytest.fixture
def online(anna, officer):
    """Everything that online media bring, its original arrived."""
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")
    request.submit(by=anna)
    original(request, officer)
    return request


# --- What an approval needs -------------------------------------------------------------------------------------------


def test_d34_nobody_is_approved_before_the_original_is_recorded(anna, officer):
    request = annual_request(anna)

    with pytest.raises(StepRefused, match="original attestation"):
        request.approve(by=officer, judged=all_met(request) | {"original_attestation": MET})

    original(request, officer)
    request.approve(by=officer, judged=all_met(request))
    assert request.state == State.APPROVED


@pytest.mark.parametrize(
    "criterion",
    ["media_professional", "bona_fide_organisation", "track_record", "professional_website", "original_content",
     "by_lined_articles"],
)  # fmt: skip
@pytest.mark.parametrize("given", [None, NOT_MET])
def test_s12_s13_s14_an_approval_needs_the_officers_verdict_on_each(online, officer, criterion, given):
    judged = all_met(online)
    assert criterion in judged
    judged.pop(criterion)
    if given:
        judged[criterion] = given

    with pytest.raises(StepRefused, match="not met, or not judged yet"):
        online.approve(by=officer, judged=judged)

    online.refresh_from_db()
    assert online.state == State.SUBMITTED


def test_s11_a_freelancer_is_approved_without_a_letter_after_the_publications_were_reviewed(bruno, officer):
    request = annual_request(bruno)
    judged = all_met(request)
    assert not request.attestations.exists()

    with pytest.raises(StepRefused, match="Recent publications"):
        request.approve(by=officer, judged={**judged, "recent_publications": NOT_MET})
    request.approve(by=officer, judged=judged)

    assert request.state == State.APPROVED
    kept = {line["criterion"]: line for line in request.decisions.get(step="approve").verdicts}
    assert kept["recent_publications"]["officer"] == MET
    assert kept["original_attestation"]["verdict"] == Verdict.NOT_ASKED


def test_d42_a_freelancer_whose_card_has_lapsed_meanwhile_is_not_approved(bruno, officer):
    request = annual_request(bruno)
    judged = all_met(request)
    request.press_card.valid_until = today() - timedelta(days=1)
    request.press_card.save()

    with pytest.raises(StepRefused):
        request.approve(by=officer, judged=judged)


def test_d45_a_freelancer_who_qualifies_can_be_refused_all_the_same(bruno, officer):
    request = annual_request(bruno)
    request.deny(by=officer, words="The publications are of 2009.", judged={"recent_publications": NOT_MET})
    assert "Recent publications on international affairs" in request.decisions.get(step="deny").letter.text


def test_an_officer_does_not_overrule_what_the_facts_refuse(anna, officer):
    request = annual_request(anna)
    original(request, officer)
    MediaOrganisation.objects.update(standing=MediaOrganisation.Standing.NOT_BONA_FIDE)

    with pytest.raises(StepRefused, match="bona fide"):
        request.approve(by=officer, judged=all_met(request) | {"bona_fide_organisation": MET})


def test_d58_a_renewal_inherits_no_verdict(anna, officer):
    MediaOrganisation.objects.update(standing=MediaOrganisation.Standing.BONA_FIDE)
    ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))
    renewal = draft(anna, track_record="")
    renewal.submit(by=anna)
    assert renewal.is_renewal

    with pytest.raises(StepRefused, match="original"):
        renewal.approve(by=officer, judged={})  # its own original is awaited
    original(renewal, officer)
    with pytest.raises(StepRefused, match="media professional"):
        renewal.approve(by=officer, judged={})
    judged = all_met(renewal)
    assert "track_record" not in judged  # S14 is not asked again
    assert {"media_professional", "bona_fide_organisation"} <= set(judged)
    renewal.approve(by=officer, judged=judged)


# --- Until when -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved_on", "until"), [((2027, 3, 2), date(2027, 12, 31)), ((2027, 11, 1), date(2028, 12, 31))]
)
def test_a_new_accreditation_holds_to_the_end_of_a_year(anna, officer, approved_on, until):
    with time_machine.travel(noon(*approved_on), tick=False):
        request = approve(annual_request(anna), officer)
        assert (request.valid_from, request.valid_until) == (date(*approved_on), until)


def test_a_renewal_begins_the_day_after(anna, officer):
    with time_machine.travel(noon(2027, 3, 2), tick=False):
        approve(annual_request(anna), officer)
    with time_machine.travel(noon(2027, 11, 20), tick=False):
        renewal = approve(annual_request(anna), officer)
    assert (renewal.valid_from, renewal.valid_until) == (date(2028, 1, 1), date(2028, 12, 31))
    assert AnnualRequest.objects.of(anna).covers(date(2027, 12, 30), date(2028, 1, 2))


def test_a_change_of_outlet_while_in_force_keeps_the_last_day(anna, officer):
    with time_machine.travel(noon(2027, 3, 2), tick=False):
        approve(annual_request(anna), officer)
    anna.representative.organisation = MediaOrganisation.objects.create(name="Other Wire", kind="agency")
    anna.representative.save()
    with time_machine.travel(noon(2027, 6, 1), tick=False):
        change = approve(annual_request(anna), officer)
    assert (change.valid_from, change.valid_until) == (date(2027, 6, 1), date(2027, 12, 31))


@pytest.mark.parametrize("days", [-1, 800])
def test_the_last_day_is_never_put_off_nor_before_the_first(anna, officer, days):
    request = annual_request(anna)
    with pytest.raises(StepRefused, match="brought forward"):
        approve(request, officer, until=today() + timedelta(days=days))


def test_an_officer_brings_the_last_day_forward(anna, officer):
    request = approve(annual_request(anna), officer, until=today() + timedelta(days=9))
    assert request.valid_until == today() + timedelta(days=9)


def test_the_office_can_let_it_end_with_the_papers(anna, officer, monkeypatch):
    monkeypatch.setattr(office, "ENDS_WITH_PAPERS", True)
    press_card(anna, valid_until=today() + timedelta(days=12))
    request = approve(annual_request(anna), officer)
    assert request.valid_until == today() + timedelta(days=12)


def test_extending_needs_a_reason_and_a_later_day(anna, officer):
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    later = request.valid_until + timedelta(days=20)
    with pytest.raises(StepRefused, match="reason"):
        request.extend(by=officer, until=later)
    with pytest.raises(StepRefused, match="already"):
        request.extend(by=officer, until=request.valid_until, note="Strike at the post.")

    request.extend(by=officer, until=later, note="Strike at the post.")

    assert request.valid_until == later
    line = request.decisions.get(step="extend")
    assert (line.note, line.before, line.after) == ("Strike at the post.", "approved", "approved")
    assert f"{later:%-d %B %Y}" in line.letter.text


# --- Letters and record -----------------------------------------------------------------------------------------------


def test_s10_the_approval_says_what_to_bring_names_the_criteria_and_is_final(online, officer):
    approve(online, officer)
    letter = online.decisions.get(step="approve").letter.text

    for said in (
        "a copy of the confirmation email", "your valid press card issued by a recognised national professional body",
        "your ID card or passport", "are final", "International Press Association", office.CONTACT_EMAIL,
        "Two by-lined articles", "(S12)", "Pass Office",
    ):  # fmt: skip
        assert said in " ".join(letter.split()), said
    assert "(S11)" not in letter


def test_on_path_a_the_belgian_accreditation_is_brought(anna, officer):
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    AnnualRequest.objects.filter(pk=request.pk).update(path="belgian")
    request.refresh_from_db()
    assert "Belgian media accreditation" in " ".join(request.letter_values("approved", words="")["bring"])


@pytest.mark.parametrize("step", ["deny", "revoke"])
def test_s16_a_refusal_names_the_criteria_that_are_not_met_and_tells_no_collection(anna, officer, step):
    request = annual_request(anna, at=State.SUBMITTED if step == "deny" else State.APPROVED, officer=officer)
    getattr(request, step)(by=officer, words="You left.", judged={"media_professional": NOT_MET})
    letter = " ".join(request.decisions.get(step=step).letter.text.split())

    assert "media professional" in letter
    assert "You left." in letter
    assert "are final" in letter
    assert "International Press Association" in letter
    assert "Pass Office" not in letter


def test_b8_the_record_read_alone_tells_who_on_what_and_what_was_told(online, officer):
    approve(online, officer)
    line = AnnualDecision.objects.get(case=online, step="approve")

    assert (line.by, line.acting_as, line.before, line.after) == (officer, "officer", "submitted", "approved")
    assert [kept["criterion"] for kept in line.verdicts] == list(AnnualRequest.checklist.criteria)
    for kept in line.verdicts:
        assert kept["text"]
        assert kept["rule"].startswith("S")
        assert kept["officer"] == MET or kept["verdict"] in (Verdict.MET, Verdict.NOT_ASKED)
    assert online.shown_reference in line.letter.text


def test_b8_the_record_is_kept_in_one_language_whoever_decides(online, officer):
    with translation.override("fr"):
        approve(online, officer)

    kept = {line["criterion"]: line for line in online.decisions.get(step="approve").verdicts}
    assert kept["bona_fide_organisation"]["text"] == "The person represents a bona fide media organisation"
    assert kept["bona_fide_organisation"]["reasons"] == ["Daily Gazette: Unverified"]


def test_b8_the_record_keeps_the_criteria_as_they_stood(online, officer):
    approve(online, officer)
    MediaOrganisation.objects.update(standing=MediaOrganisation.Standing.NOT_BONA_FIDE)

    kept = {line["criterion"]: line for line in online.decisions.get(step="approve").verdicts}
    assert kept["bona_fide_organisation"]["officer"] == MET
    assert "Unverified" in kept["bona_fide_organisation"]["reasons"][0]


def test_s15_no_approval_or_denial_exists_without_an_officer_in_its_record(anna, bruno, officer):
    annual_request(anna, at=State.APPROVED, officer=officer)
    annual_request(bruno, at=State.DENIED, officer=officer)

    for request in AnnualRequest.objects.filter(state__in=[State.APPROVED, State.DENIED, State.REVOKED]):
        line = request.decisions.order_by("-pk")[0]
        assert (line.acting_as, line.by, request.decided_by) == ("officer", officer, officer)
        for change in ({"decided_by": None}, {"decided_at": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AnnualRequest.objects.filter(pk=request.pk).update(**change)


@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED])
def test_s15_the_database_refuses_a_verdict_that_nobody_gave(anna, state):
    request = annual_request(anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualRequest.objects.filter(pk=request.pk).update(
            state=state, valid_from=today(), valid_until=today() + timedelta(days=9)
        )


# --- The desk ---------------------------------------------------------------------------------------------------------


def address(case):
    return reverse("admin:annual_annualrequest_change", args=[case.pk])


def sent(case, step="approve", **fields):
    judged = {f"verdict_{name}": "met" for name in all_met(case)} if step == "approve" else {}
    until = {"until": f"{case.validity_if_approved(today())[1]:%Y-%m-%d}"} if step == "approve" else {}
    return {"step": step, "seen": case.latest_decision_id, "act": "take", **judged, **until, **fields}


def test_s8_the_desk_says_why_nobody_is_approved_yet(client, anna, officer):
    case = annual_request(anna)
    client.force_login(officer)
    page = client.get(address(case)).content.decode()

    assert "The original attestation is not recorded as received and conforming" in page
    client.post(address(case), sent(case))
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


@pytest.mark.both_databases
def test_an_approval_that_lacks_a_verdict_loses_nothing_typed(client, online, officer):
    client.force_login(officer)
    page = client.post(address(online), sent(online, verdict_track_record="not_met", words="Welcome.")).content.decode()

    assert "not met, or not judged yet" in page
    assert "Welcome." in page
    online.refresh_from_db()
    assert online.state == State.SUBMITTED


@pytest.mark.both_databases
def test_the_desk_names_in_a_denial_what_the_officer_doubts(client, online, officer):
    client.force_login(officer)
    client.post(address(online), sent(online, "deny", words="No residence.", not_met=["residence_in_belgium"]))

    online.refresh_from_db()
    assert online.state == State.DENIED
    line = online.decisions.get(step="deny")
    kept = {each["criterion"]: each for each in line.verdicts}
    assert kept["residence_in_belgium"]["officer"]["verdict"] == "not_met"
    assert "official residence in Belgium (S2, S3)" in line.letter.text


def test_an_organisation_that_is_known_is_confirmed_with_one_look(client, online, officer):
    MediaOrganisation.objects.update(standing=MediaOrganisation.Standing.BONA_FIDE)
    client.force_login(officer)
    form = next(form for form in client.get(address(online)).context["forms"] if form.step.name == "approve")
    assert form["verdict_bona_fide_organisation"].value() == "met"
    assert form["verdict_media_professional"].value() is None


def test_the_record_on_the_page_shows_the_criteria_as_they_stood(client, online, officer):
    approve(online, officer)
    client.force_login(officer)
    page = client.get(address(online)).content.decode()
    assert "Criteria as they stood" in page
    assert "(judged by the officer)" in page


def test_the_list_and_the_page_ask_the_database_little(
    client, officer, anna, bruno, stranger, django_assert_max_num_queries
):
    case = annual_request(anna)
    client.force_login(officer)
    listing = reverse("admin:annual_annualrequest_changelist")
    with django_assert_max_num_queries(12) as first:
        client.get(listing)
    for user in (bruno, stranger):
        annual_request(user)
    with django_assert_max_num_queries(len(first)):
        client.get(listing)
    with django_assert_max_num_queries(62):
        client.get(address(case))
