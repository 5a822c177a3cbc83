"""What is asked of online media beside the rest: website, content, no outreach (S12)."""

import pytest

from accreditation_portal.review.criteria import Verdict
from tests.annual.unsaved import DAY, annual_request, answer, article, organisation, said

MET, NOT_MET, FOR_OFFICER, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER, Verdict.NOT_ASKED
OF_ONLINE_MEDIA = ["professional_website", "original_content", "by_lined_articles", "not_outreach"]
WEBSITE = "https://www.gazette.example.com/"


def online(of_organisation=None, **fields):
    """A request for a publication that is online only, as the person says."""
    return annual_request(
        online=True, organisation=organisation(**of_organisation or {}), **{"outreach": False, **fields}
    )


# --- Who is asked -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said_online", "kind", "asked"),
    [
        pytest.param(True, "print", True, id="the-person-says-so"),
        pytest.param(False, "print", False, id="the-person-denies-it"),
        pytest.param(None, "print", False, id="not-answered"),
        pytest.param(False, "online", True, id="officers-know-better"),
        pytest.param(None, "online", True, id="officers-know-it"),
        pytest.param(True, "online", True, id="both"),
        pytest.param(True, None, True, id="no-organisation"),
        pytest.param(False, None, False, id="no-organisation-denied"),
    ],
)
def test_d46_online_is_what_the_person_says_or_the_officers_know(said_online, kind, asked):
    request = annual_request(online=said_online, organisation=organisation(kind=kind) if kind else None)

    not_asked = [name for name in OF_ONLINE_MEDIA if answer(name, request).verdict == NOT_ASKED]
    assert not_asked == ([] if asked else OF_ONLINE_MEDIA)


def test_d46_an_organisation_that_is_another_ones_name_is_as_online_as_that_one():
    request = annual_request(organisation=organisation(same_as=organisation(kind="online")))

    assert answer("original_content", request).verdict == FOR_OFFICER


@pytest.mark.parametrize("employment", ["employed", "freelance"])
def test_d46_online_media_meet_the_rest_too(employment):
    """None of the other rules is left out because these four are added."""
    offline, of_online = annual_request(employment=employment), online(employment=employment)

    assert {
        a.criterion.name: a.verdict for a in offline.answers(on=DAY) if a.criterion.name not in OF_ONLINE_MEDIA
    } == {a.criterion.name: a.verdict for a in of_online.answers(on=DAY) if a.criterion.name not in OF_ONLINE_MEDIA}


@pytest.mark.parametrize("name", OF_ONLINE_MEDIA)
def test_s12_what_is_not_asked_gives_no_reasons(name):
    untouched = annual_request(outreach=True, articles=[article(byline="Somebody Else")])

    assert said(name, untouched) == (NOT_ASKED, [])


# --- The website ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "submitted", "verdict", "reasons"),
    [
        pytest.param("", WEBSITE, FOR_OFFICER, [], id="as-submitted"),
        pytest.param(WEBSITE, "", FOR_OFFICER, [], id="as-the-office-knows"),
        pytest.param(WEBSITE, "https://other.example.com/", FOR_OFFICER, [], id="both"),
        pytest.param("", "", NOT_MET, ["No website is named."], id="none"),
    ],
)
def test_d47_a_website_is_named_and_an_officer_looks_at_it(known, submitted, verdict, reasons):
    assert said("professional_website", online({"website": known}, website=submitted)) == (verdict, reasons)


def test_d47_without_a_website_the_request_is_sent_on_and_not_approved():
    found = answer("professional_website", online())

    assert (found.verdict, found.stops_sending) == (NOT_MET, False)


@pytest.mark.parametrize("standing", ["unverified", "bona_fide", "not_bona_fide"])
def test_d48_d49_an_officer_reads_the_website_of_whomever(standing):
    assert said("original_content", online({"standing": standing}, website=WEBSITE)) == (FOR_OFFICER, [])


# --- Outreach and non-profits -----------------------------------------------------------------------------------------

NOT_ANSWERED = "The question about outreach and non-profit organisations is not answered."
DECLARED = "You declared it yourself, or the applicant did."
RECORDED = "The office has recorded it as outreach, advocacy or run by a non-profit organisation."


@pytest.mark.parametrize(
    ("declared", "of_organisation", "verdict", "reasons"),
    [
        pytest.param(False, {}, MET, [], id="denied"),
        pytest.param(False, {"standing": "bona_fide"}, MET, [], id="denied-bona-fide"),
        pytest.param(False, {"standing": "not_bona_fide"}, MET, [], id="denied-not-bona-fide"),
        pytest.param(False, {"is_outreach": True}, NOT_MET, [RECORDED], id="denied-but-flagged-by-officers"),
        pytest.param(True, {}, NOT_MET, [DECLARED], id="declared-unverified"),
        pytest.param(True, {"standing": "not_bona_fide"}, NOT_MET, [DECLARED], id="declared-not-bona-fide"),
        pytest.param(True, {"standing": "bona_fide"}, FOR_OFFICER, [DECLARED], id="declared-bona-fide"),
        pytest.param(
            True, {"standing": "bona_fide", "is_outreach": True}, NOT_MET, [RECORDED], id="declared-bona-fide-flagged"
        ),
        pytest.param(None, {}, NOT_MET, [NOT_ANSWERED], id="not-answered"),
        pytest.param(None, {"standing": "bona_fide"}, NOT_MET, [NOT_ANSWERED], id="not-answered-bona-fide"),
        pytest.param(None, {"is_outreach": True}, NOT_MET, [RECORDED], id="not-answered-flagged"),
    ],
)
def test_d54_d55_outreach_that_is_declared_or_recorded_stops_the_sending(declared, of_organisation, verdict, reasons):
    request = online(of_organisation, outreach=declared)

    assert said("not_outreach", request) == (verdict, reasons)
    assert answer("not_outreach", request).stops_sending == (verdict == NOT_MET)


@pytest.mark.parametrize(("declared", "verdict"), [(True, NOT_MET), (False, MET), (None, NOT_MET)])
def test_d54_without_an_organisation_the_declaration_decides(declared, verdict):
    request = annual_request(online=True, organisation=None, outreach=declared)

    assert answer("not_outreach", request).verdict == verdict


@pytest.mark.parametrize(
    ("itself", "verdict"),
    [({"standing": "bona_fide"}, FOR_OFFICER), ({"standing": "bona_fide", "is_outreach": True}, NOT_MET)],
    ids=["bona-fide", "flagged-by-officers"],
)
def test_d54_an_organisation_that_is_another_ones_name_is_judged_as_that_one(itself, verdict):
    request = online({"same_as": organisation(**itself)}, outreach=True)

    assert answer("not_outreach", request).verdict == verdict


@pytest.mark.parametrize("declared", [True, None])
def test_s12_outreach_is_asked_of_online_publications_only(declared):
    request = annual_request(outreach=declared, organisation=organisation(is_outreach=True))

    assert said("not_outreach", request) == (NOT_ASKED, [])
