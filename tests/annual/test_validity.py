"""From which day to which day an approval holds, and when accreditations in a row cover (S10, S20, B4, B11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.models import AnnualRequest
from annual.validity import covered_until, cut_to, validity_of_change, validity_of_new, validity_of_renewal
from tests.annual.unsaved import annual_request, card

ONE_DAY = timedelta(days=1)
END_OF_2026, END_OF_2027 = date(2026, 12, 31), date(2027, 12, 31)


# --- New --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved_on", "until"),
    [
        pytest.param(date(2026, 1, 1), END_OF_2026, id="new-year"),
        pytest.param(date(2026, 6, 15), END_OF_2026, id="summer"),
        pytest.param(date(2026, 10, 31), END_OF_2026, id="31-october"),
        pytest.param(date(2026, 11, 1), END_OF_2027, id="1-november"),
        pytest.param(date(2026, 12, 31), END_OF_2027, id="31-december"),
        pytest.param(date(2028, 2, 29), date(2028, 12, 31), id="leap-day"),
    ],
)
def test_a_new_accreditation_holds_to_the_end_of_the_year_from_november_on_of_the_next(approved_on, until):
    assert validity_of_new(approved_on) == (approved_on, until)


# --- Renewal ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved_on", "current_end", "first", "until"),
    [
        pytest.param(date(2026, 11, 2), END_OF_2026, date(2027, 1, 1), END_OF_2027, id="before-the-end"),
        pytest.param(date(2026, 12, 31), END_OF_2026, date(2027, 1, 1), END_OF_2027, id="on-the-last-day"),
        pytest.param(date(2027, 1, 1), END_OF_2026, date(2027, 1, 1), END_OF_2027, id="the-day-after"),
        pytest.param(date(2027, 1, 2), END_OF_2026, date(2027, 1, 2), END_OF_2027, id="lapsed-for-a-day"),
        pytest.param(date(2027, 3, 1), END_OF_2026, date(2027, 3, 1), END_OF_2027, id="lapsed-for-two-months"),
        pytest.param(date(2026, 5, 15), date(2026, 6, 30), date(2026, 7, 1), END_OF_2026, id="shortened-by-officers"),
        pytest.param(date(2026, 9, 1), date(2026, 8, 1), date(2026, 9, 1), END_OF_2026, id="shortened-and-lapsed"),
        pytest.param(date(2027, 1, 10), date(2027, 1, 15), date(2027, 1, 16), END_OF_2027, id="extended-into-january"),
        pytest.param(date(2028, 2, 20), date(2028, 2, 28), date(2028, 2, 29), date(2028, 12, 31), id="leap-day"),
        pytest.param(date(2028, 2, 29), date(2027, 12, 31), date(2028, 2, 29), date(2028, 12, 31), id="on-a-leap-day"),
        pytest.param(date(2027, 2, 20), date(2027, 2, 28), date(2027, 3, 1), END_OF_2027, id="no-leap-day"),
    ],
)
def test_b4_a_renewal_follows_the_current_end_at_once_where_it_lapsed(approved_on, current_end, first, until):
    assert validity_of_renewal(approved_on, current_end) == (first, until)


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(approved_on=days, current_end=days)
def test_b4_a_renewal_leaves_no_gap_and_never_overlaps(approved_on, current_end):
    first, last = validity_of_renewal(approved_on, current_end)

    assert first > current_end
    assert first in (current_end + ONE_DAY, approved_on)
    assert approved_on <= first <= last
    assert (last.month, last.day, last.year) == (12, 31, first.year)


# --- Another organisation ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("approved_on", "current_end", "until"),
    [
        pytest.param(date(2026, 5, 15), END_OF_2026, END_OF_2026, id="in-may"),
        pytest.param(date(2026, 12, 31), END_OF_2026, END_OF_2026, id="on-the-last-day"),
        pytest.param(date(2027, 1, 5), END_OF_2026, date(2027, 1, 5), id="lapsed-meanwhile"),
        pytest.param(date(2028, 2, 29), date(2028, 12, 31), date(2028, 12, 31), id="on-a-leap-day"),
    ],
)
def test_a_change_of_organisation_keeps_the_end(approved_on, current_end, until):
    assert validity_of_change(approved_on, current_end) == (approved_on, until)


# --- Papers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_days", "until"),
    [
        pytest.param([], END_OF_2026, id="none"),
        pytest.param([None, None], END_OF_2026, id="without-dates"),
        pytest.param([date(2026, 9, 30), None], date(2026, 9, 30), id="the-card"),
        pytest.param([date(2026, 9, 30), date(2026, 6, 30)], date(2026, 6, 30), id="the-first-of-two"),
        pytest.param([date(2030, 1, 1)], END_OF_2026, id="longer-than-the-year"),
        pytest.param([END_OF_2026], END_OF_2026, id="on-the-same-day"),
        pytest.param([date(2026, 3, 10)], date(2026, 3, 10), id="on-the-first-day"),
        pytest.param([date(2026, 3, 9)], date(2026, 3, 10), id="before-it-begins"),
    ],
)
def test_a_validity_is_cut_to_the_first_paper_that_ends_and_never_before_it_begins(last_days, until):
    first = date(2026, 3, 10)

    assert cut_to((first, END_OF_2026), last_days) == (first, until)


# --- Which of the three -----------------------------------------------------------------------------------------------


def held(state=State.APPROVED, until=END_OF_2026):
    return AnnualRequest(pk=2, state=state, valid_from=date(2026, 1, 10), valid_until=until)


@pytest.mark.parametrize(
    ("on", "before", "validity"),
    [
        pytest.param(date(2026, 3, 1), None, (date(2026, 3, 1), END_OF_2026), id="new"),
        pytest.param(date(2026, 10, 31), held(), (date(2027, 1, 1), END_OF_2027), id="renewal-after-an-extension"),
        pytest.param(date(2026, 11, 1), held(), (date(2027, 1, 1), END_OF_2027), id="the-day-renewals-open"),
        pytest.param(date(2026, 12, 31), held(), (date(2027, 1, 1), END_OF_2027), id="renewal-on-the-last-day"),
        pytest.param(date(2027, 1, 7), held(), (date(2027, 1, 7), END_OF_2027), id="renewal-of-a-lapsed-one"),
        pytest.param(
            date(2026, 11, 1), held(State.REVOKED), (date(2026, 11, 1), END_OF_2027), id="new-after-a-revocation"
        ),
        pytest.param(
            date(2026, 10, 31), held(State.REVOKED), (date(2026, 10, 31), END_OF_2026), id="new-after-one-in-october"
        ),
        pytest.param(
            date(2026, 12, 1), held(State.WITHDRAWN), (date(2026, 12, 1), END_OF_2027), id="new-after-a-withdrawal"
        ),
    ],
)
def test_b4_an_approval_is_a_new_accreditation_a_renewal_or_a_change(on, before, validity):
    assert held().valid_until - office.RENEWAL_OPENS == date(2026, 11, 1)

    request = annual_request(renews=before)
    if before:
        before.organisation = request.organisation
    assert request.validity_if_approved(on) == validity


@pytest.mark.parametrize(
    ("on", "validity"),
    [
        pytest.param(date(2026, 3, 1), (date(2026, 3, 1), END_OF_2026), id="in-spring"),
        pytest.param(date(2026, 11, 20), (date(2026, 11, 20), END_OF_2026), id="after-renewals-have-opened"),
        pytest.param(END_OF_2026, (END_OF_2026, END_OF_2026), id="on-the-last-day"),
        pytest.param(date(2027, 1, 7), (date(2027, 1, 7), END_OF_2027), id="when-it-has-lapsed"),
    ],
)
@pytest.mark.django_db
def test_another_outlet_is_approved_to_the_same_last_day(on, validity):
    assert annual_request(renews=held(), changes_outlet=True).validity_if_approved(on) == validity


@pytest.mark.parametrize(
    ("ends_with_papers", "until"), [(False, END_OF_2026), (True, date(2026, 9, 30))], ids=["as-it-is", "if-set"]
)
def test_papers_cut_a_validity_only_where_the_office_says_so(monkeypatch, ends_with_papers, until):
    monkeypatch.setattr(office, "ENDS_WITH_PAPERS", ends_with_papers)
    request = annual_request(press_card=card(valid_until=date(2026, 9, 30)), document_valid_until=date(2027, 1, 31))

    assert request.validity_if_approved(date(2026, 3, 1)) == (date(2026, 3, 1), until)


# --- Cover ------------------------------------------------------------------------------------------------------------

YEAR_2026 = (date(2026, 1, 10), END_OF_2026)
YEAR_2027 = (date(2027, 1, 1), END_OF_2027)
NEW_YEAR = (date(2026, 12, 30), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("days", "periods", "until"),
    [
        pytest.param((date(2026, 5, 4), date(2026, 5, 5)), [YEAR_2026], END_OF_2026, id="inside"),
        pytest.param((date(2026, 1, 10), date(2026, 1, 10)), [YEAR_2026], END_OF_2026, id="the-first-day"),
        pytest.param((END_OF_2026, END_OF_2026), [YEAR_2026], END_OF_2026, id="the-last-day"),
        pytest.param((date(2026, 1, 9), date(2026, 1, 10)), [YEAR_2026], None, id="begins-a-day-before"),
        pytest.param((END_OF_2026, date(2027, 1, 1)), [YEAR_2026], None, id="ends-a-day-after"),
        pytest.param((date(2026, 5, 4), date(2026, 5, 5)), [], None, id="none"),
        pytest.param(NEW_YEAR, [YEAR_2026, YEAR_2027], END_OF_2027, id="two-in-a-row"),
        pytest.param(NEW_YEAR, [YEAR_2027, YEAR_2026], END_OF_2027, id="two-in-any-order"),
        pytest.param(NEW_YEAR, [YEAR_2026, (date(2027, 1, 2), END_OF_2027)], None, id="a-day-between-them"),
        pytest.param(NEW_YEAR, [YEAR_2026, (date(2026, 11, 1), END_OF_2027)], END_OF_2027, id="two-that-overlap"),
        pytest.param(
            NEW_YEAR, [(date(2026, 1, 1), END_OF_2027), (date(2026, 5, 1), date(2026, 6, 1))], END_OF_2027, id="nested"
        ),
        pytest.param(NEW_YEAR, [YEAR_2027], None, id="not-yet"),
        pytest.param(
            (date(2028, 2, 28), date(2028, 3, 1)),
            [(date(2028, 1, 1), date(2028, 2, 28)), (date(2028, 2, 29), date(2028, 12, 31))],
            date(2028, 12, 31),
            id="over-a-leap-day",
        ),
        pytest.param(
            (date(2028, 2, 28), date(2028, 3, 1)),
            [(date(2028, 1, 1), date(2028, 2, 28)), (date(2028, 3, 1), date(2028, 12, 31))],
            None,
            id="all-but-a-leap-day",
        ),
        pytest.param(
            (date(2027, 2, 28), date(2027, 3, 1)),
            [(date(2027, 1, 1), date(2027, 2, 28)), (date(2027, 3, 1), END_OF_2027)],
            END_OF_2027,
            id="no-leap-day-to-cover",
        ),
    ],
)
def test_b11_accreditations_in_a_row_cover_every_day_together(days, periods, until):
    assert covered_until(*days, periods) == until


# Few days, so that periods meet, overlap and leave gaps of a day.
near_days = st.dates(date(2028, 2, 20), date(2028, 3, 10))
spans = st.tuples(near_days, near_days).map(sorted).map(tuple)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(days=spans, periods=st.lists(spans, max_size=5))
def test_b11_cover_is_what_counting_the_days_one_by_one_says(days, periods):
    first, last = days
    reached, day = None, first
    while any(begins <= day <= ends for begins, ends in periods):
        reached, day = day, day + ONE_DAY

    assert covered_until(first, last, periods) == (reached if reached and reached >= last else None)
