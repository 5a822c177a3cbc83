"""The person, the organisation and the track record: what officers judge of everybody (S13, S14)."""

import pytest

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State
from tests.annual.unsaved import NOON, annual_request, answer, attachment, organisation, renewed, said

MET, NOT_MET, FOR_OFFICER, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER, Verdict.NOT_ASKED
NOTHING = "Nothing is named or attached that proves it."


# --- The person (S13, S14) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(annual_request(), id="new"),
        pytest.param(annual_request(renews=renewed()), id="renewal"),
        pytest.param(annual_request(employment="freelance"), id="freelance"),
        pytest.param(annual_request(organisation=organisation(standing="bona_fide")), id="of-a-bona-fide-organisation"),
        pytest.param(annual_request(organisation=None), id="of-none"),
    ],
)
def test_d56_d58_d60_an_officer_judges_the_person_new_or_renewing(case):
    found = answer("media_professional", case)

    assert (found.verdict, found.is_judged, found.stops_sending, found.reasons) == (FOR_OFFICER, True, False, [])


# --- The organisation (S13) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("renews", [None, renewed()], ids=["new", "renewal"])
@pytest.mark.parametrize(
    ("of", "verdict", "judged", "reasons"),
    [
        pytest.param(None, FOR_OFFICER, True, ["No organisation is named."], id="none"),
        pytest.param(
            organisation(standing="unverified"), FOR_OFFICER, True, ["Daily Gazette: Unverified"], id="unverified"
        ),
        pytest.param(organisation(standing="bona_fide"), MET, True, ["Daily Gazette: Bona fide"], id="bona-fide"),
        pytest.param(
            organisation(standing="not_bona_fide"), NOT_MET, False, ["Daily Gazette: Not bona fide"], id="not-bona-fide"
        ),
        pytest.param(
            organisation(name="Gazette", standing="bona_fide", same_as=organisation(standing="not_bona_fide")),
            NOT_MET,
            False,
            ["Daily Gazette: Not bona fide"],
            id="another-name-of-one-that-is-not",
        ),
        pytest.param(
            organisation(name="Gazette", same_as=organisation(standing="bona_fide")),
            MET,
            True,
            ["Daily Gazette: Bona fide"],
            id="another-name-of-one-that-is",
        ),
    ],
)
def test_d57_d58_the_organisation_has_the_standing_officers_gave_it(of, verdict, judged, reasons, renews):
    request = annual_request(organisation=of, renews=renews)

    assert said("bona_fide_organisation", request) == (verdict, reasons)
    assert answer("bona_fide_organisation", request).is_judged == judged
    assert not answer("bona_fide_organisation", request).stops_sending


def test_d58_a_bona_fide_organisation_is_confirmed_for_each_casebefore_an_approval():
    request = annual_request(organisation=organisation(standing="bona_fide"), renews=renewed())
    judged = {"media_professional": {"verdict": MET, "note": ""}}

    assert "bona fide" in str(request.refusal_of_judgement(judged, NOON))


# --- The track record (S14) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "verdict", "reasons"),
    [
        pytest.param({}, FOR_OFFICER, [], id="in-words"),
        pytest.param({"track_record": ""}, NOT_MET, [NOTHING], id="nothing"),
        pytest.param({"track_record": " \n "}, NOT_MET, [NOTHING], id="blanks"),
        pytest.param(
            {"track_record": "", "attachments": [attachment("track_record")]}, FOR_OFFICER, [], id="handed-in"
        ),
        pytest.param(
            {"track_record": "", "attachments": [attachment("track_record", handed_in_at=None)]},
            NOT_MET,
            [NOTHING],
            id="kept-and-not-handed-in",
        ),
        pytest.param(
            {"track_record": "", "attachments": [attachment("track_record", removed_at=NOON)]},
            NOT_MET,
            [NOTHING],
            id="taken-back",
        ),
        pytest.param(
            {"track_record": "", "attachments": [attachment("article_copy")]}, NOT_MET, [NOTHING], id="another-kind"
        ),
        pytest.param({"track_record": "", "renews": renewed()}, NOT_ASKED, [], id="renewal-without"),
        pytest.param({"renews": renewed()}, NOT_ASKED, [], id="renewal-with"),
        *[
            pytest.param({"track_record": "", "renews": renewed(state)}, NOT_MET, [NOTHING], id=f"renews-a-{state}-one")
            for state in (State.REVOKED, State.WITHDRAWN, State.CLOSED, State.SUBMITTED)
        ],
        pytest.param({"renews": renewed(State.REVOKED)}, FOR_OFFICER, [], id="renews-a-revoked-one-in-words"),
    ],
)
def test_d59_new_applicants_prove_a_track_record_and_renewals_do_not(fields, verdict, reasons):
    request = annual_request(**fields)

    assert said("track_record", request) == (verdict, reasons)
    assert not answer("track_record", request).stops_sending


@pytest.mark.parametrize(
    ("of_attachment", "verdict"),
    [
        pytest.param({"handed_in_at": None}, FOR_OFFICER, id="kept"),
        pytest.param({"removal_wanted": True}, NOT_MET, id="to-be-taken-back"),
    ],
)
def test_d59_of_a_draft_what_is_kept_counts(of_attachment, verdict):
    draft = annual_request(
        state=State.DRAFT, track_record="", attachments=[attachment("track_record", **of_attachment)]
    )
    draft.would_renew = None  # known already: nothing is looked up
    track_record = draft.checklist.criteria["track_record"]

    assert track_record.ask(draft, NOON.date()) == verdict


@pytest.mark.parametrize(
    ("found", "verdict"), [(renewed(), NOT_ASKED), (renewed(State.REVOKED), NOT_MET), (None, NOT_MET)]
)
def test_d59_a_draft_is_a_renewal_of_what_it_would_renew_today(found, verdict):
    draft = annual_request(state=State.DRAFT, track_record="")
    draft.would_renew = found

    assert draft.checklist.criteria["track_record"].ask(draft, NOON.date()) == verdict
