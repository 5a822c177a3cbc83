"""The editor's original, and the publications of freelancers who may do without it (S8, S11)."""

import pytest

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State
from annual.models import AnnualRequest
from tests.annual.unsaved import (
    DAY,
    NOON,
    TOMORROW,
    YESTERDAY,
    annual_request,
    answer,
    arrival,
    article,
    attachment,
    card,
    publication,
    said,
)

MET, NOT_MET, FOR_OFFICER, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER, Verdict.NOT_ASKED
PATH_A = AnnualRequest.Path.BELGIAN_ACCREDITATION
AWAITED = "The original on paper has not been recorded as received and conforming."
MAY_DO_WITHOUT = "A freelance journalist with a valid press card may do without; publications are reviewed instead."
NONE_NAMED = "No recent publication is named."


def freelancer(**fields):
    return annual_request(employment="freelance", **fields)


def accredited_freelancer(press_card, **fields):
    """A freelancer on path A, whose Belgian accreditation is valid."""
    accreditation = card(name="Federal Public Service Interior", country="BE", kind="government")
    return freelancer(
        path=PATH_A,
        belgian_accreditation=accreditation,
        belgian_authority="interior",
        press_card=press_card,
        **fields,
    )


# --- The original (S8) ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "verdict", "reasons"),
    [
        pytest.param(annual_request(), NOT_MET, [AWAITED], id="employed"),
        pytest.param(annual_request(arrivals=[arrival()]), MET, [], id="employed-original-there"),
        pytest.param(annual_request(press_card=None), NOT_MET, [AWAITED], id="employed-no-card"),
        pytest.param(annual_request(employment=""), NOT_MET, [AWAITED], id="employment-not-said"),
        pytest.param(freelancer(), NOT_ASKED, [MAY_DO_WITHOUT], id="freelance-valid-card"),
        pytest.param(
            freelancer(press_card=card(valid_until=TOMORROW)), NOT_ASKED, [MAY_DO_WITHOUT], id="freelance-card-tomorrow"
        ),
        pytest.param(
            freelancer(press_card=card(valid_until=DAY)), NOT_ASKED, [MAY_DO_WITHOUT], id="freelance-card-on-the-day"
        ),
        pytest.param(freelancer(press_card=card(valid_until=YESTERDAY)), NOT_MET, [AWAITED], id="freelance-expired"),
        pytest.param(
            freelancer(press_card=card(valid_until=None)), FOR_OFFICER, [MAY_DO_WITHOUT], id="freelance-undated-card"
        ),
        pytest.param(
            freelancer(press_card=card(standing="to_be_verified")),
            FOR_OFFICER,
            [MAY_DO_WITHOUT],
            id="freelance-body-to-be-verified",
        ),
        pytest.param(
            freelancer(press_card=card(standing="not_recognised")),
            NOT_MET,
            [AWAITED],
            id="freelance-body-not-recognised",
        ),
        pytest.param(freelancer(press_card=card(country="CH")), NOT_MET, [AWAITED], id="freelance-non-member"),
        pytest.param(freelancer(press_card=None), NOT_MET, [AWAITED], id="freelance-no-card"),
        pytest.param(freelancer(arrivals=[arrival()]), MET, [], id="freelance-original-and-card"),
        pytest.param(freelancer(press_card=None, arrivals=[arrival()]), MET, [], id="freelance-original-and-no-card"),
        pytest.param(accredited_freelancer(None), NOT_MET, [AWAITED], id="freelance-path-a-no-card"),
        pytest.param(
            accredited_freelancer(None, arrivals=[arrival()]), MET, [], id="freelance-path-a-original-and-no-card"
        ),
        pytest.param(accredited_freelancer(card()), NOT_ASKED, [MAY_DO_WITHOUT], id="freelance-path-a-and-a-card"),
        pytest.param(
            accredited_freelancer(card(valid_until=YESTERDAY)), NOT_MET, [AWAITED], id="freelance-path-a-expired-card"
        ),
    ],
)
def test_d34_d42_only_a_freelancer_with_a_valid_card_needs_no_original(case, verdict, reasons):
    assert said("original_attestation", case) == (verdict, reasons)


@pytest.mark.parametrize(
    ("arrivals", "verdict"),
    [
        pytest.param([arrival(conforms=False, why_not="It is a copy.")], NOT_MET, id="not-conforming"),
        pytest.param([arrival(struck_at=YESTERDAY)], NOT_MET, id="struck-out"),
        pytest.param([arrival(conforms=False), arrival()], MET, id="a-second-one-conforms"),
        pytest.param([arrival(), arrival(conforms=False)], MET, id="one-that-conforms-meets-it-for-good"),
        pytest.param([arrival(struck_at=YESTERDAY), arrival()], MET, id="struck-out-and-arrived-again"),
        pytest.param([arrival(struck_at=YESTERDAY), arrival(conforms=False)], NOT_MET, id="none-that-stands-conforms"),
    ],
)
def test_s8_one_arrival_that_conforms_and_stands_meets_it(arrivals, verdict):
    assert answer("original_attestation", annual_request(arrivals=arrivals)).verdict == verdict


def test_d28_a_scan_of_the_attestation_is_not_the_original():
    request = annual_request(attachments=[attachment("attestation_copy")])

    assert said("original_attestation", request) == (NOT_MET, [AWAITED])


def test_s8_what_is_awaited_by_post_does_not_stop_the_sending():
    found = answer("original_attestation", annual_request())

    assert (found.verdict, found.stops_sending, found.is_judged) == (NOT_MET, False, False)


@pytest.mark.parametrize(
    ("state", "awaited"),
    [
        (State.DRAFT, True),
        (State.SUBMITTED, True),
        (State.INFORMATION_REQUESTED, True),
        (State.APPROVED, False),
        (State.DENIED, False),
        (State.REVOKED, False),
        (State.WITHDRAWN, False),
        (State.CLOSED, False),
    ],
)
def test_s8_the_original_is_awaited_until_the_caseis_settled(state, awaited):
    assert annual_request(state=state).awaits_original(DAY) == awaited


@pytest.mark.parametrize(
    ("case", "awaited"),
    [
        pytest.param(annual_request(arrivals=[arrival()]), False, id="it-is-there"),
        pytest.param(freelancer(), False, id="freelance-valid-card"),
        pytest.param(freelancer(press_card=card(valid_until=None)), False, id="freelance-undated-card"),
        pytest.param(freelancer(press_card=card(valid_until=YESTERDAY)), True, id="freelance-expired-card"),
    ],
)
def test_s8_nothing_is_awaited_of_whoever_needs_none(case, awaited):
    assert case.awaits_original(DAY) == awaited


def test_s8_a_card_that_expires_while_the_caseis_open_makes_the_original_needed():
    request = freelancer(press_card=card(valid_until=DAY), articles=[publication()])

    assert (request.awaits_original(DAY), request.awaits_original(TOMORROW)) == (False, True)
    assert answer("recent_publications", request, TOMORROW).verdict == NOT_ASKED


# --- Recent publications (S11) ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "verdict", "reasons"),
    [
        pytest.param(annual_request(), NOT_ASKED, [], id="employed"),
        pytest.param(freelancer(), NOT_MET, [NONE_NAMED], id="freelance-none"),
        pytest.param(freelancer(articles=[publication()]), FOR_OFFICER, [], id="freelance-one"),
        pytest.param(freelancer(articles=[publication(1), publication(2)]), FOR_OFFICER, [], id="freelance-two"),
        pytest.param(
            freelancer(articles=[article()]), NOT_MET, [NONE_NAMED], id="freelance-an-article-of-online-media"
        ),
        pytest.param(
            freelancer(articles=[publication(removed_at=YESTERDAY)]), NOT_MET, [NONE_NAMED], id="freelance-replaced"
        ),
        pytest.param(
            freelancer(press_card=card(valid_until=None)), NOT_MET, [NONE_NAMED], id="freelance-undated-card-none"
        ),
        pytest.param(
            freelancer(press_card=card(valid_until=None), articles=[publication()]),
            FOR_OFFICER,
            [],
            id="freelance-undated-card-one",
        ),
        pytest.param(freelancer(press_card=card(valid_until=YESTERDAY)), NOT_ASKED, [], id="freelance-expired-card"),
        pytest.param(freelancer(arrivals=[arrival()]), NOT_ASKED, [], id="freelance-original-there"),
        pytest.param(accredited_freelancer(None), NOT_ASKED, [], id="freelance-path-a-no-card"),
        pytest.param(accredited_freelancer(card()), NOT_MET, [NONE_NAMED], id="freelance-path-a-and-a-card"),
    ],
)
def test_d44_publications_are_reviewed_of_a_freelancer_without_original(case, verdict, reasons):
    assert said("recent_publications", case) == (verdict, reasons)


def test_s11_missing_publications_do_not_stop_the_sending_but_an_approval():
    request = freelancer()
    found = answer("recent_publications", request)

    assert not found.stops_sending
    assert str(found.criterion.text) in str(request.refusal_of_judgement({}, NOON))


def test_d42_residence_is_asked_of_freelancers_too():
    abroad = freelancer(belgian_residence="", articles=[publication()])

    assert answer("residence_in_belgium", abroad).stops_sending
