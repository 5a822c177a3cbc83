"""Two by-lined articles of the past month: days, addresses, hosts and by-lines (S12, D50-D53)."""

from datetime import date, timedelta

import pytest

from accreditation_portal.review.criteria import Verdict
from annual.criteria import is_of_past_month, is_signed_by, month_before
from tests.annual.unsaved import DAY, SITE, TOMORROW, YESTERDAY, annual_request, answer, article, organisation, said

NOT_MET, FOR_OFFICER = Verdict.NOT_MET, Verdict.FOR_OFFICER
TOO_FEW = "Two different articles are needed; there are fewer."
LONG_AGO = date(2026, 1, 5)


def too_old(title, first):
    return f"“{title}” was not written within the past month, that is from {first} on."


def elsewhere(title):
    return f"“{title}” is posted on another website than the organisation's."


def of_another(title):
    return f"The by-line of “{title}” does not name the person as the profile does."


def online(*articles, site=SITE, **fields):
    return annual_request(online=True, organisation=organisation(website=site), articles=articles, **fields)


# --- How many (D50) ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("articles", "verdict", "reasons"),
    [
        pytest.param([], NOT_MET, [TOO_FEW], id="none"),
        pytest.param([article()], NOT_MET, [TOO_FEW], id="one"),
        pytest.param([article(1), article(2)], FOR_OFFICER, [], id="two"),
        pytest.param([article(1), article(2), article(3)], FOR_OFFICER, [], id="three"),
        pytest.param([article(1), article(2, kind="publication")], NOT_MET, [TOO_FEW], id="a-publication-is-none"),
        pytest.param([article(1), article(2, removed_at=YESTERDAY)], NOT_MET, [TOO_FEW], id="a-replaced-one-is-none"),
        pytest.param([article(1), article(2, url=article(1).url)], NOT_MET, [TOO_FEW], id="the-same-twice"),
        pytest.param(
            [article(1), article(2, url=article(1).url), article(3)], FOR_OFFICER, [], id="the-same-twice-and-another"
        ),
        pytest.param(
            [article(1), article(2, published_on=LONG_AGO)],
            NOT_MET,
            [too_old("Report 2", "23 October 2026")],
            id="one-of-two-too-old",
        ),
        pytest.param(
            [article(1), article(2), article(3, published_on=LONG_AGO)],
            FOR_OFFICER,
            [too_old("Report 3", "23 October 2026")],
            id="one-of-three-too-old",
        ),
        pytest.param(
            [article(1, published_on=LONG_AGO), article(2, url=article(1).url)],
            NOT_MET,
            [TOO_FEW, too_old("Report 1", "23 October 2026")],
            id="the-same-twice-once-too-old",
        ),
    ],
)
def test_d50_two_different_articles_are_needed(articles, verdict, reasons):
    request = online(*articles)

    assert said("by_lined_articles", request) == (verdict, reasons)
    assert answer("by_lined_articles", request).stops_sending == (verdict == NOT_MET)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.gazette.example.com/a", "https://www.gazette.example.com/a/"),
        ("https://www.gazette.example.com/a", "http://www.gazette.example.com/a"),
        ("https://www.gazette.example.com/a", "https://gazette.example.com/a"),
        ("https://www.gazette.example.com/a", "HTTPS://WWW.Gazette.Example.COM/a"),
        ("https://www.gazette.example.com/a", "https://www.gazette.example.com/a#comments"),
        ("https://www.gazette.example.com/a?id=7", "https://gazette.example.com/a/?id=7#top"),
        ("https://bücher.example.com/a", "https://xn--bcher-kva.example.com/a"),
        (" https://gazette.example.com/a", "https://gazette.example.com/a "),
    ],
    ids=["slash", "scheme", "www", "capitals", "fragment", "all-with-a-query", "idn", "spaces"],
)
def test_d50_one_page_spelt_twice_is_one_article(one, other):
    request = online(article(1, url=one), article(2, url=other))

    assert said("by_lined_articles", request)[0] == NOT_MET
    assert TOO_FEW in said("by_lined_articles", request)[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example.com/a", "https://gazette.example.com/b"),
        ("https://gazette.example.com/a?id=7", "https://gazette.example.com/a?id=8"),
        ("https://gazette.example.com/a", "https://gazette.example.com/A"),
        ("https://news.gazette.example.com/a", "https://gazette.example.com/a"),
    ],
    ids=["path", "query", "case-of-the-path", "subdomain"],
)
def test_d50_different_pages_are_two_articles(one, other):
    assert answer("by_lined_articles", online(article(1, url=one), article(2, url=other))).verdict == FOR_OFFICER


# --- When (D51) -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "first"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 10, 23), id="in-autumn"),
        pytest.param(date(2026, 3, 31), date(2026, 2, 28), id="end-of-march"),
        pytest.param(date(2026, 3, 29), date(2026, 2, 28), id="29-march"),
        pytest.param(date(2026, 3, 28), date(2026, 2, 28), id="28-march"),
        pytest.param(date(2024, 3, 31), date(2024, 2, 29), id="end-of-march-leap-year"),
        pytest.param(date(2024, 3, 29), date(2024, 2, 29), id="29-march-leap-year"),
        pytest.param(date(2024, 3, 28), date(2024, 2, 28), id="28-march-leap-year"),
        pytest.param(date(2024, 2, 29), date(2024, 1, 29), id="leap-day"),
        pytest.param(date(2026, 3, 1), date(2026, 2, 1), id="1-march"),
        pytest.param(date(2026, 5, 31), date(2026, 4, 30), id="end-of-may"),
        pytest.param(date(2026, 8, 31), date(2026, 7, 31), id="end-of-august"),
        pytest.param(date(2026, 12, 31), date(2026, 11, 30), id="end-of-december"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 1), id="new-year"),
        pytest.param(date(2027, 1, 31), date(2026, 12, 31), id="end-of-january"),
        pytest.param(date(2100, 3, 31), date(2100, 2, 28), id="a-century-is-no-leap-year"),
    ],
)
def test_d51_the_past_month_counts_back_one_calendar_month(sent, first):
    written = {
        first - timedelta(days=1): False,
        first: True,
        sent - timedelta(days=1): True,
        sent: True,
        sent + timedelta(days=1): False,
    }

    assert month_before(sent) == first
    assert {day: is_of_past_month(day, sent) for day in written} == written
    for day, accepted in written.items():
        request = online(article(1, published_on=day), article(2, published_on=day))
        verdict = answer("by_lined_articles", request, sent).verdict
        assert verdict == (FOR_OFFICER if accepted else NOT_MET)


@pytest.mark.parametrize(
    ("published_on", "verdict", "reasons"),
    [
        pytest.param(date(2026, 10, 23), FOR_OFFICER, [], id="exactly-one-month-old"),
        pytest.param(date(2026, 10, 22), NOT_MET, [too_old("Report 2", "23 October 2026")], id="one-day-older"),
        pytest.param(DAY, FOR_OFFICER, [], id="of-the-day"),
        pytest.param(TOMORROW, NOT_MET, [too_old("Report 2", "23 October 2026")], id="of-tomorrow"),
    ],
)
def test_d51_an_article_outside_the_month_is_named_with_the_first_day_that_counts(published_on, verdict, reasons):
    request = online(article(1), article(2, published_on=published_on))

    assert said("by_lined_articles", request) == (verdict, reasons)


def test_d51_what_was_sent_in_time_stays_in_time_however_long_the_review_takes():
    sent = [article(number, published_on=date(2026, 10, 23), sent_on=DAY) for number in (1, 2)]

    assert said("by_lined_articles", online(*sent), date(2027, 3, 1)) == (FOR_OFFICER, [])


def test_d51_an_article_that_replaces_another_is_judged_from_its_own_day():
    """The month of the first sending is over when the second one asks."""
    request = online(
        article(1, published_on=date(2026, 10, 23), sent_on=DAY),
        article(2, published_on=date(2026, 10, 23), sent_on=DAY, removed_at=DAY),
        article(3, published_on=date(2026, 12, 8), sent_on=date(2027, 1, 8)),
    )
    too_late = online(request.works("article")[0], article(3, published_on=date(2026, 12, 8), sent_on=date(2027, 1, 9)))

    assert answer("by_lined_articles", request, date(2027, 2, 1)).verdict == FOR_OFFICER
    assert said("by_lined_articles", too_late, date(2027, 2, 1)) == (
        NOT_MET,
        [too_old("Report 3", "9 December 2026")],
    )


# --- Where (D52) ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "url", "reasons"),
    [
        pytest.param(SITE, f"{SITE}reports/1", [], id="the-site"),
        pytest.param(SITE, "https://live.example.com/1", [], id="another-subdomain"),
        pytest.param(SITE, "https://www.other.example.org/1", [elsewhere("Report 1")], id="another-host"),
        pytest.param("https://gazette.co.uk", "https://news.gazette.co.uk/1", [], id="co.uk"),
        pytest.param("https://gazette.co.uk", "https://other.co.uk/1", [elsewhere("Report 1")], id="another-co.uk"),
        pytest.param("https://bücher.de/", "https://blog.xn--bcher-kva.de/1", [], id="idn-and-its-ascii"),
        pytest.param("https://bücher.de/", "https://buecher.de/1", [elsewhere("Report 1")], id="another-spelling"),
        pytest.param("", "https://www.other.example.org/1", [], id="no-site-is-named"),
    ],
)
def test_d52_an_article_on_another_host_is_shown_to_the_officer_and_not_refused(site, url, reasons):
    request = online(article(1, url=url), article(2, url=f"{site or SITE}/reports/2"), site=site)

    assert said("by_lined_articles", request) == (FOR_OFFICER, reasons)


def test_d52_the_site_that_the_office_knows_comes_before_the_one_submitted():
    request = online(article(1), article(2), website="https://elsewhere.example.org/")

    assert said("by_lined_articles", request) == (FOR_OFFICER, [])


def test_d52_where_the_office_knows_none_the_site_as_submitted_counts():
    request = online(article(1), article(2), site="", website="https://elsewhere.example.org/")

    assert said("by_lined_articles", request) == (FOR_OFFICER, [elsewhere("Report 1"), elsewhere("Report 2")])


# --- Who (D53) --------------------------------------------------------------------------------------------------------

ANNA = {"family_name": "Peeters", "latin_family_name": "PEETERS"}
MUELLER = {"family_name": "Müller", "latin_family_name": "MUELLER"}
DORDEVIC = {"family_name": "Đorđević", "latin_family_name": "DORDEVIC"}
VAN_DEN_BERG = {"family_name": "van den Berg", "latin_family_name": "VAN DEN BERG"}
KOVALENKO = {"family_name": "Коваленко", "latin_family_name": "KOVALENKO"}


@pytest.mark.parametrize(
    ("names", "byline", "signed"),
    [
        pytest.param(ANNA, "Anna Peeters", True, id="the-name"),
        pytest.param(ANNA, "By ANNA PEETERS in Brussels", True, id="capitals-and-words-around"),
        pytest.param(ANNA, "Peeters, Anna", True, id="other-order"),
        pytest.param(ANNA, "A. Peeters", True, id="an-initial"),
        pytest.param(ANNA, "J. Janssens and A. Peeters", True, id="two-authors"),
        pytest.param(ANNA, "Jan Janssens", False, id="somebody-else"),
        pytest.param(ANNA, "Anna", False, id="the-given-name-alone"),
        pytest.param(ANNA, "Anna Peetersen", False, id="a-longer-name"),
        pytest.param(ANNA, "Our correspondent", False, id="nobody"),
        pytest.param(ANNA, "", False, id="empty"),
        pytest.param(MUELLER, "Jürgen Müller", True, id="accents"),
        pytest.param(MUELLER, "Jurgen Muller", True, id="accents-left-out"),
        pytest.param(MUELLER, "Juergen Mueller", True, id="as-the-document-writes-it"),
        pytest.param(MUELLER, "Jürgen Mu\u0308ller", True, id="accents-in-two-characters"),
        pytest.param(DORDEVIC, "Ana Dordevic", True, id="letters-of-one-language"),
        pytest.param(VAN_DEN_BERG, "Jan van den Berg", True, id="three-words"),
        pytest.param(VAN_DEN_BERG, "Jan Berg", False, id="one-of-three-words"),
        pytest.param(KOVALENKO, "Олена Коваленко", True, id="another-script"),
        pytest.param(KOVALENKO, "Olena Kovalenko", True, id="another-script-transliterated"),
        pytest.param({**ANNA, "professional_name": "Nina Simons"}, "Nina Simons", True, id="professional-name"),
        pytest.param({**ANNA, "professional_name": "Nina Simons"}, "Simons, N.", False, id="half-a-professional-name"),
        pytest.param({**ANNA, "professional_name": "Nina Simons"}, "Anna Peeters", True, id="the-other-name-still"),
        pytest.param({**ANNA, "former_names": "Dubois"}, "Anna Dubois", True, id="former-name"),
        pytest.param({**ANNA, "former_names": "Dubois"}, "Anna Durand", False, id="neither-now-nor-before"),
        pytest.param({"family_name": "", "latin_family_name": ""}, "Anna Peeters", False, id="no-name-in-the-profile"),
        pytest.param({"family_name": "-", "latin_family_name": ""}, "Anna Peeters", False, id="a-name-without-letters"),
    ],
)
def test_d53_a_byline_is_compared_with_every_name_of_the_person(names, byline, signed):
    request = online(article(1, byline=byline), article(2, byline=byline), **names)

    assert is_signed_by(request, byline) == signed
    assert said("by_lined_articles", request) == (
        FOR_OFFICER,
        [] if signed else [of_another("Report 1"), of_another("Report 2")],
    )


def test_d50_d53_every_reason_is_given_at_once():
    request = online(
        article(1, published_on=LONG_AGO, url="https://other.example.org/1", byline="Jan Janssens"),
    )

    assert said("by_lined_articles", request) == (
        NOT_MET,
        [TOO_FEW, too_old("Report 1", "23 October 2026"), elsewhere("Report 1"), of_another("Report 1")],
    )
