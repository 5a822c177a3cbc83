"""What officers find out while a request is open counts from that moment on: each criterion is asked anew (B1, B4)."""

from datetime import date

import pytest
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Ground, State
from accreditation_portal.review.steps import StepRefused
from annual.models import AnnualRequest
from profiles.models import IssuingBody, MediaOrganisation
from tests.factories.annual import all_met, annual_request, approve, draft, issuing_body, original, today, work
from tests.factories.profiles import organisation
from tests.review.acts import left_behind

MET, NOT_MET, FOR_OFFICER, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER, Verdict.NOT_ASKED
BONA_FIDE, NOT_BONA_FIDE = MediaOrganisation.Standing.BONA_FIDE, MediaOrganisation.Standing.NOT_BONA_FIDE


@pytest.fixture
def ready(anna, officer):
    """Anna's request, to which nothing is wanting but the officer's verdicts."""
    request = annual_request(anna)
    original(request, officer)
    return request


def judge(row, standing, officer, **more):
    """An officer gives an organisation or a body its standing, once for all its people."""
    row.standing, row.standing_by, row.standing_at = standing, officer, timezone.now()
    for name, value in more.items():
        setattr(row, name, value)
    row.save()


def now(request):
    """The row as somebody else fetches it."""
    return AnnualRequest.objects.get(pk=request.pk)


def verdicts(request):
    return {answer.criterion.name: answer.verdict for answer in now(request).answers(today())}


def refused(request, step, by, **details):
    """Why the step is refused; nothing at all has happened."""
    before = left_behind(request)
    with pytest.raises(StepRefused) as refusal:
        getattr(now(request), step)(by=by, **details)
    assert left_behind(request) == before
    return str(refusal.value)


# --- The organisation (S13) -------------------------------------------------------------------------------------------


def test_s13_an_organisation_found_not_bona_fide_stops_the_approval(ready, officer):
    judged = all_met(ready)
    assert verdicts(ready)["bona_fide_organisation"] == FOR_OFFICER

    judge(ready.organisation, NOT_BONA_FIDE, officer)

    assert verdicts(ready)["bona_fide_organisation"] == NOT_MET
    assert "bona fide media organisation (S13)" in refused(ready, "approve", officer, judged=judged)


def test_s13_one_joined_to_an_organisation_that_is_not_bona_fide_stops_it_too(ready, officer):
    judged = all_met(ready)
    judge(other := organisation("Gazette Daily"), NOT_BONA_FIDE, officer)

    ready.organisation.same_as = other
    ready.organisation.save()

    assert "(S13)" in refused(ready, "approve", officer, judged=judged)


def test_s13_the_approval_goes_on_when_the_standing_is_corrected(ready, officer, officer2):
    judge(ready.organisation, NOT_BONA_FIDE, officer)
    refused(ready, "approve", officer, judged=all_met(ready))

    judge(ready.organisation, BONA_FIDE, officer2)

    assert verdicts(ready)["bona_fide_organisation"] == MET
    assert approve(ready, officer).state == State.APPROVED


def test_d58_a_bona_fide_organisation_still_has_to_be_confirmed(ready, officer):
    judge(ready.organisation, BONA_FIDE, officer)
    judged = all_met(ready)
    del judged["bona_fide_organisation"]

    assert "(S13)" in refused(ready, "approve", officer, judged=judged)


def test_b1_a_denial_tells_the_criterion_as_it_stands_now(ready, anna, officer):
    judge(ready.organisation, NOT_BONA_FIDE, officer)

    ready.deny(by=officer)

    kept = {line["criterion"]: line["verdict"] for line in ready.decisions.get(step="deny").verdicts}
    sent = {line["criterion"]: line["verdict"] for line in ready.decisions.get(step="submit").verdicts}
    assert (sent["bona_fide_organisation"], kept["bona_fide_organisation"]) == (FOR_OFFICER, NOT_MET)
    letter = OutboxMail.objects.get(notice="annual.denied", recipient=anna)
    assert "bona fide media organisation (S13)" in letter.text


def test_s16_what_is_found_out_after_an_approval_revokes_nothing_by_itself(anna, officer):
    request = annual_request(anna, at=State.APPROVED, officer=officer)

    judge(request.organisation, NOT_BONA_FIDE, officer)

    assert AnnualRequest.objects.of(anna).in_force(on=today()).count() == 1
    assert now(request).state == State.APPROVED


# --- The issuing body (S3) --------------------------------------------------------------------------------------------


def test_s3_a_body_that_is_not_recognised_any_more_stops_the_approval(ready, officer):
    judged = all_met(ready)
    assert verdicts(ready)["national_press_card"] == MET

    judge(ready.press_card.issuing_body, IssuingBody.Standing.NOT_RECOGNISED, officer)

    assert verdicts(ready)["national_press_card"] == NOT_MET
    assert "(S3)" in refused(ready, "approve", officer, judged=judged)


def test_s3_a_body_to_be_verified_is_judged_until_it_is_recognised(ready, officer):
    judged = all_met(ready)

    judge(ready.press_card.issuing_body, IssuingBody.Standing.TO_BE_VERIFIED, officer)
    assert verdicts(ready)["national_press_card"] == FOR_OFFICER
    assert "(S3)" in refused(ready, "approve", officer, judged=judged)

    judge(ready.press_card.issuing_body, IssuingBody.Standing.RECOGNISED, officer)
    assert now(ready).approve(by=officer, judged=judged).state == State.APPROVED


def test_s3_a_draft_is_not_sent_with_a_card_of_a_body_that_is_not_recognised_any_more(anna, officer):
    begun = draft(anna)
    judge(issuing_body(), IssuingBody.Standing.NOT_RECOGNISED, officer)

    reason = refused(begun, "submit", anna)

    assert "The office does not recognise the body that issued the card." in reason
    assert "Accreditation for single events remains open to you" in reason


def test_s8_a_freelancer_whose_body_is_not_recognised_any_more_needs_the_original(bruno, officer):
    request = annual_request(bruno)
    judged = all_met(request)
    assert not now(request).awaits_original()

    judge(issuing_body(), IssuingBody.Standing.NOT_RECOGNISED, officer)

    assert now(request).awaits_original()
    assert "original attestation" in refused(request, "approve", officer, judged=judged)
    assert verdicts(request)["recent_publications"] == NOT_ASKED
    assert list(AnnualRequest.objects.awaiting_the_original(on=today())) == [request]


# --- Outreach (S12) ---------------------------------------------------------------------------------------------------


@pytest.fixture
def online(anna):
    """Anna's draft for a publication that is online only, with two articles."""
    begun = draft(anna, online=True, outreach=False, website="https://news.example.com/")
    for number in (1, 2):
        work(begun, number=number)
    return begun


def test_s12_a_publication_flagged_as_outreach_meanwhile_is_not_sent(online, anna, officer):
    gazette = anna.representative.organisation
    judge(gazette, gazette.standing, officer, is_outreach=True)

    assert "The office has recorded it as outreach" in refused(online, "submit", anna)


def test_s12_a_publication_flagged_as_outreach_while_it_is_reviewed_is_not_approved(online, anna, officer):
    online.submit(by=anna)
    original(online, officer)
    judged = all_met(online)
    judge(online.organisation, BONA_FIDE, officer, is_outreach=True)

    assert "No communications outreach or advocacy" in refused(online, "approve", officer, judged=judged)


def test_s12_outreach_that_was_declared_goes_on_once_officers_find_it_bona_fide(online, anna, officer):
    online.outreach = True
    online.save()
    assert "You declared it yourself" in refused(online, "submit", anna)

    judge(anna.representative.organisation, BONA_FIDE, officer)
    now(online).submit(by=anna)

    assert verdicts(online)["not_outreach"] == FOR_OFFICER


# --- The accreditation that is renewed (S14, B4) ----------------------------------------------------------------------


@pytest.fixture
def held(time_machine, anna, officer):
    """Anna's accreditation of 2026, in the days in which it can be renewed."""
    time_machine.move_to("2026-03-10T12:00:00Z")
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    assert (request.valid_from, request.valid_until) == (date(2026, 3, 10), date(2026, 12, 31))
    time_machine.move_to("2026-11-16T12:00:00Z")
    return request


@pytest.fixture
def renewal(held, anna, officer):
    """Her renewal under review, its original there; renewals prove no track record."""
    request = annual_request(anna, track_record="")
    original(request, officer)
    return request


def end(held, step, anna, officer):
    """End the accreditation by this step, as its people do."""
    details = {"withdraw": {"by": anna}, "close": {"by": officer, "ground": Ground.DUPLICATE}}
    getattr(now(held), step)(**details.get(step, {"by": officer}))


every_end = pytest.mark.parametrize("step", ["revoke", "withdraw", "close"])


def test_s14_a_renewal_proves_no_track_record_and_follows_the_current_end(renewal, officer):
    assert now(renewal).is_renewal
    assert verdicts(renewal)["track_record"] == NOT_ASKED

    approve(renewal, officer)

    assert (renewal.valid_from, renewal.valid_until) == (date(2027, 1, 1), date(2027, 12, 31))


@every_end
def test_s14_a_renewal_of_what_has_ended_meanwhile_is_a_new_request(held, renewal, anna, officer, step):
    judged = all_met(renewal)

    end(held, step, anna, officer)

    assert not now(renewal).is_renewal
    assert verdicts(renewal)["track_record"] == NOT_MET
    assert "(S14)" in refused(renewal, "approve", officer, judged=judged)
    sent = {line["criterion"]: line["verdict"] for line in renewal.decisions.get(step="submit").verdicts}
    assert sent["track_record"] == NOT_ASKED


def test_s14_such_a_request_holds_from_its_own_approval_once_the_record_is_proved(held, anna, officer):
    renewal = annual_request(anna, track_record="Ten years of reports.")
    end(held, "revoke", anna, officer)

    assert verdicts(renewal)["track_record"] == FOR_OFFICER
    approve(now(renewal), officer)

    assert (now(renewal).valid_from, now(renewal).valid_until) == (date(2026, 11, 16), date(2027, 12, 31))


@every_end
def test_s14_a_draft_begun_as_a_renewal_is_sent_as_a_new_request(held, anna, officer, step):
    begun = draft(anna, track_record="")
    assert begun.is_renewal

    end(held, step, anna, officer)
    now(begun).submit(by=anna)

    assert now(begun).renews is None
    assert verdicts(begun)["track_record"] == NOT_MET


@pytest.mark.parametrize(
    ("sent_at", "is_renewal"),
    [
        pytest.param("2026-12-31T22:59:00Z", True, id="the-last-minute-of-the-year"),
        pytest.param("2027-03-01T22:59:00Z", True, id="sixty-days-after-the-end"),
        pytest.param("2027-03-01T23:01:00Z", False, id="sixty-one-days-after"),
    ],
)
def test_b4_a_request_is_a_renewal_until_sixty_days_after_the_end(held, anna, time_machine, sent_at, is_renewal):
    time_machine.move_to(sent_at)

    assert annual_request(anna).is_renewal == is_renewal


def test_b4_a_renewal_sent_in_time_stays_one_however_long_the_review_takes(renewal, officer, time_machine):
    time_machine.move_to("2027-06-01T12:00:00Z")

    assert now(renewal).is_renewal
    approve(renewal, officer)

    assert (renewal.valid_from, renewal.valid_until) == (date(2027, 6, 1), date(2027, 12, 31))
