"""Residence, the two paths and the photo: what every annual request needs, each with its edges (S2, S3, S7)."""

import re
from datetime import date

import pytest

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import State
from annual.criteria import checklist
from annual.models import AnnualRequest
from tests.annual.unsaved import DAY, TOMORROW, YESTERDAY, annual_request, answer, arrival, body, card, said

MET, NOT_MET, FOR_OFFICER, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER, Verdict.NOT_ASKED
PATH_A, PATH_B = AnnualRequest.Path.BELGIAN_ACCREDITATION, AnnualRequest.Path.PRESS_CARD

# The rules of the procedure, written down once more by hand: criterion, rule, and whether it leaves no room.
RULES = {
    "residence_in_belgium": ("S2, S3", True),
    "accredited_in_belgium": ("S2", True),
    "national_press_card": ("S3", True),
    "identity_photo": ("S7", True),
    "original_attestation": ("S8", False),
    "recent_publications": ("S11", False),
    "professional_website": ("S12", False),
    "original_content": ("S12", False),
    "by_lined_articles": ("S12", True),
    "not_outreach": ("S12", True),
    "media_professional": ("S13, S14", False),
    "bona_fide_organisation": ("S13", False),
    "track_record": ("S14", False),
}


# --- The checklist ----------------------------------------------------------------------------------------------------


def test_d20_the_criteria_are_those_of_the_procedure_and_only_what_leaves_no_room_blocks():
    declared = {name: (criterion.rule, criterion.blocks) for name, criterion in checklist.criteria.items()}

    assert declared == RULES


@pytest.mark.parametrize("criterion", checklist.criteria.values(), ids=lambda criterion: criterion.name)
def test_b1_every_criterion_has_a_rule_number_a_text_and_a_docstring(criterion):
    assert re.fullmatch(r"S\d+(, S\d+)*", criterion.rule)
    assert len(str(criterion.text)) > 20
    assert criterion.ask.__doc__


def test_b1_no_two_criteria_read_the_same():
    assert len({str(criterion.text) for criterion in checklist.criteria.values()}) == len(RULES)


def test_d57_only_the_standing_of_the_organisation_is_confirmed_although_the_facts_meet_it():
    assert [name for name, criterion in checklist.criteria.items() if criterion.confirmed] == ["bona_fide_organisation"]


def test_a_complete_request_meets_everything_that_facts_can_meet():
    request = annual_request(arrivals=[arrival()])

    assert {a.criterion.name: a.verdict for a in request.answers(DAY)} == {
        "residence_in_belgium": MET,
        "accredited_in_belgium": NOT_ASKED,
        "national_press_card": MET,
        "identity_photo": MET,
        "original_attestation": MET,
        "recent_publications": NOT_ASKED,
        "professional_website": NOT_ASKED,
        "original_content": NOT_ASKED,
        "by_lined_articles": NOT_ASKED,
        "not_outreach": NOT_ASKED,
        "media_professional": FOR_OFFICER,
        "bona_fide_organisation": FOR_OFFICER,
        "track_record": FOR_OFFICER,
    }


def test_d43_however_complete_a_request_is_an_officer_judges():
    request = annual_request(arrivals=[arrival()])

    assert [a.criterion.name for a in request.answers(DAY) if a.is_judged] == [
        "media_professional",
        "bona_fide_organisation",
        "track_record",
    ]


def test_d20_an_empty_request_is_told_everything_that_stops_it_at_once():
    empty = annual_request(belgian_residence="", path="", press_card=None, photo_id=None, organisation=None)

    stopped = [a.criterion.name for a in empty.answers(DAY) if a.stops_sending]
    assert stopped == ["residence_in_belgium", "national_press_card", "identity_photo"]


def test_b1_what_a_decision_keeps_of_an_answer_is_text_alone():
    kept = answer("residence_in_belgium", annual_request(belgian_residence="")).as_kept()

    assert kept == {
        "criterion": "residence_in_belgium",
        "rule": "S2, S3",
        "text": "The person has an official residence in Belgium",
        "verdict": "not_met",
        "reasons": ["The profile names no official residence in Belgium. Accreditation for single events needs none."],
    }


# --- Residence (S2, S3) -----------------------------------------------------------------------------------------------

NO_RESIDENCE = "The profile names no official residence in Belgium. Accreditation for single events needs none."
RESIDENCE_OVER = "The card or certificate of residence is not valid any more."
CERTIFICATE = "It is a certificate while a card is renewed."


@pytest.mark.parametrize("path", [PATH_A, PATH_B])
@pytest.mark.parametrize(
    ("kind", "until", "verdict", "reasons"),
    [
        pytest.param("", None, NOT_MET, [NO_RESIDENCE], id="none"),
        pytest.param("", TOMORROW, NOT_MET, [NO_RESIDENCE], id="none-with-a-day-left-over"),
        pytest.param("id_card", TOMORROW, MET, [], id="card-until-tomorrow"),
        pytest.param("id_card", DAY, MET, [], id="card-until-the-day"),
        pytest.param("id_card", YESTERDAY, NOT_MET, [RESIDENCE_OVER], id="card-until-yesterday"),
        pytest.param("id_card", None, MET, [], id="card-without-a-day"),
        pytest.param("residence_card", DAY, MET, [], id="residence-card"),
        pytest.param("special_card", DAY, MET, [], id="special-card"),
        pytest.param("certificate", DAY, FOR_OFFICER, [CERTIFICATE], id="certificate-until-the-day"),
        pytest.param("certificate", None, FOR_OFFICER, [CERTIFICATE], id="certificate-without-a-day"),
        pytest.param("certificate", YESTERDAY, NOT_MET, [RESIDENCE_OVER], id="certificate-until-yesterday"),
    ],
)
def test_d15_d21_residence_in_belgium_is_asked_on_both_paths(path, kind, until, verdict, reasons):
    request = annual_request(path=path, belgian_residence=kind, belgian_residence_until=until)

    assert said("residence_in_belgium", request) == (verdict, reasons)
    assert answer("residence_in_belgium", request).stops_sending == (verdict == NOT_MET)


# --- Path A (S2) ------------------------------------------------------------------------------------------------------

EXPIRED = "The card is not valid any more."
NO_DATE = "The card bears no date."
NO_COPY = "No copy of it is attached."
NOT_VERIFIED = "The office has not verified the issuing body yet."
NOT_RECOGNISED = "The office does not recognise the body that issued the card."
NOT_A_MEMBER = "The body that issued the card is not of a member country."
BELGIAN = {"name": "Federal Public Service", "country": "BE", "kind": "government"}


def on_path_a(accreditation=None, authority="", **fields):
    return annual_request(
        path=PATH_A, belgian_accreditation=accreditation, belgian_authority=authority, press_card=None, **fields
    )


@pytest.mark.parametrize(
    ("authority", "of_card", "verdict", "reasons"),
    [
        pytest.param("foreign_affairs", {}, MET, [], id="foreign-affairs"),
        pytest.param("interior", {}, MET, [], id="interior"),
        pytest.param("", {}, NOT_MET, [], id="no-authority"),
        pytest.param("interior", {"valid_until": TOMORROW}, MET, [], id="until-tomorrow"),
        pytest.param("interior", {"valid_until": DAY}, MET, [], id="until-the-day"),
        pytest.param("interior", {"valid_until": YESTERDAY}, NOT_MET, [EXPIRED], id="until-yesterday"),
        pytest.param("interior", {"valid_until": None}, FOR_OFFICER, [NO_DATE], id="no-date"),
        pytest.param("interior", {"copy": False}, FOR_OFFICER, [NO_COPY], id="no-copy"),
        pytest.param(
            "interior",
            {"copy": False, "valid_until": None},
            FOR_OFFICER,
            [NO_DATE, NO_COPY],
            id="neither-date-nor-copy",
        ),
        pytest.param(
            "foreign_affairs",
            {"copy": False, "valid_until": YESTERDAY},
            NOT_MET,
            [EXPIRED, NO_COPY],
            id="expired-and-no-copy",
        ),
        pytest.param("interior", {"standing": "to_be_verified"}, FOR_OFFICER, [NOT_VERIFIED], id="to-be-verified"),
        pytest.param("interior", {"standing": "not_recognised"}, NOT_MET, [NOT_RECOGNISED], id="not-recognised"),
    ],
)
def test_d18_path_a_is_an_accreditation_by_either_service(authority, of_card, verdict, reasons):
    request = on_path_a(card(**BELGIAN | of_card), authority)

    assert said("accredited_in_belgium", request) == (verdict, reasons)
    assert said("national_press_card", request) == (NOT_ASKED, [])


def test_d18_path_a_without_any_accreditation_says_so():
    assert said("accredited_in_belgium", on_path_a()) == (NOT_MET, ["No Belgian accreditation is entered."])


def test_d18_path_a_is_not_asked_of_whoever_chose_path_b():
    request = annual_request(belgian_accreditation=card(valid_until=YESTERDAY), belgian_authority="interior")

    assert said("accredited_in_belgium", request) == (NOT_ASKED, [])


# --- Path B (S3) ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_card", "verdict", "reasons"),
    [
        pytest.param({"valid_until": TOMORROW}, MET, [], id="expires-tomorrow"),
        pytest.param({"valid_until": DAY}, MET, [], id="expires-on-the-day"),
        pytest.param({"valid_until": YESTERDAY}, NOT_MET, [EXPIRED], id="expired-yesterday"),
        pytest.param({"valid_until": None}, FOR_OFFICER, [NO_DATE], id="no-date"),
        pytest.param({"copy": False}, MET, [], id="no-copy"),
        pytest.param({"standing": "to_be_verified"}, FOR_OFFICER, [NOT_VERIFIED], id="body-to-be-verified"),
        pytest.param({"standing": "not_recognised"}, NOT_MET, [NOT_RECOGNISED], id="body-not-recognised"),
        pytest.param({"country": "CH"}, NOT_MET, [NOT_A_MEMBER], id="body-of-a-non-member"),
        pytest.param(
            {"country": "CH", "standing": "to_be_verified"},
            NOT_MET,
            [NOT_A_MEMBER, NOT_VERIFIED],
            id="unverified-body-of-a-non-member",
        ),
        pytest.param(
            {"country": "CH", "standing": "not_recognised", "valid_until": YESTERDAY},
            NOT_MET,
            [EXPIRED, NOT_A_MEMBER, NOT_RECOGNISED],
            id="everything-at-once",
        ),
        pytest.param(
            {"valid_until": None, "standing": "to_be_verified"},
            FOR_OFFICER,
            [NO_DATE, NOT_VERIFIED],
            id="neither-date-nor-verified",
        ),
        pytest.param({"kind": "government"}, MET, [], id="government"),
        pytest.param({"kind": "union"}, MET, [], id="union"),
        pytest.param({"kind": "other"}, MET, [], id="other-recognised-body"),
    ],
)
def test_d9_d19_path_b_is_a_valid_card_of_a_recognised_body_of_a_member(of_card, verdict, reasons):
    request = annual_request(press_card=card(**of_card))

    assert said("national_press_card", request) == (verdict, reasons)
    assert said("accredited_in_belgium", request) == (NOT_ASKED, [])


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        pytest.param(date(2024, 3, 6), NOT_MET, id="the-day-before"),
        pytest.param(date(2024, 3, 7), MET, id="the-day-it-joined"),
    ],
)
def test_s3_a_country_counts_from_the_day_it_joined(on, verdict):
    assert answer("national_press_card", annual_request(press_card=card(country="SE")), on).verdict == verdict


def test_s3_a_body_that_is_another_ones_name_has_the_standing_of_that_one():
    alias = card(standing="recognised", same_as=body(standing="not_recognised"))

    assert said("national_press_card", annual_request(press_card=alias)) == (NOT_MET, [NOT_RECOGNISED])


@pytest.mark.parametrize(
    ("path", "press_card", "reason"),
    [
        pytest.param(PATH_B, None, "The profile names no press card.", id="no-card"),
        pytest.param("", card(), "Neither path is chosen: a Belgian accreditation, or a press card.", id="no-path"),
        pytest.param("", None, "Neither path is chosen: a Belgian accreditation, or a press card.", id="neither"),
    ],
)
def test_d20_without_path_or_card_nothing_is_sent_and_the_reason_is_named(path, press_card, reason):
    request = annual_request(path=path, press_card=press_card)

    assert said("national_press_card", request) == (NOT_MET, [reason])
    assert answer("national_press_card", request).stops_sending
    assert said("accredited_in_belgium", request) == (NOT_ASKED, [])


@pytest.mark.parametrize(
    ("path", "a_holds", "b_holds", "stopped"),
    [
        (PATH_A, True, True, []),
        (PATH_A, True, False, []),
        (PATH_A, False, True, ["accredited_in_belgium"]),
        (PATH_A, False, False, ["accredited_in_belgium"]),
        (PATH_B, True, True, []),
        (PATH_B, False, True, []),
        (PATH_B, True, False, ["national_press_card"]),
        (PATH_B, False, False, ["national_press_card"]),
    ],
)
def test_d20_the_path_that_is_chosen_suffices_and_the_other_is_not_asked(path, a_holds, b_holds, stopped):
    request = annual_request(
        path=path,
        belgian_accreditation=card(**BELGIAN) if a_holds else None,
        belgian_authority="interior" if a_holds else "",
        press_card=card() if b_holds else None,
    )

    assert [a.criterion.name for a in request.answers(DAY) if a.stops_sending] == stopped


# --- Photo (S7) -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("photo", "verdict"), [(1, MET), (None, NOT_MET)], ids=["kept", "none"])
def test_d10_a_request_needs_a_photo_and_one_that_is_kept_meets_the_rule(photo, verdict):
    request = annual_request(photo_id=photo)

    assert said("identity_photo", request) == (verdict, [])
    assert answer("identity_photo", request).stops_sending == (verdict == NOT_MET)


# --- Pure -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_criteria_answer_twice_the_same_and_change_nothing(state):
    request = annual_request(state=state, arrivals=[arrival()])
    before = {field.attname: getattr(request, field.attname) for field in request._meta.concrete_fields}

    assert request.answers(DAY) == request.answers(DAY)
    assert {field.attname: getattr(request, field.attname) for field in request._meta.concrete_fields} == before
