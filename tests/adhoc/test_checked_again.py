"""A draft whose answers are sent to be checked once more: what is written then, and what is not."""

import pytest

from accreditation_portal.review.states import State
from profiles.models import IssuingBody, MediaOrganisation
from tests.adhoc.conftest import answers, form_of, mine
from tests.factories import events as stage


@pytest.mark.both_databases
def test_what_is_looked_at_again_unchanged_is_neither_locked_nor_written(
    as_anna, anna, away, django_assert_num_queries
):
    as_anna.post(form_of(away), answers(draft="1"))
    before = mine(anna).values().get()
    with django_assert_num_queries(6) as asked:
        check = as_anna.post(form_of(away), answers(check="1", identity=[], profession=[]))

    statements = [query["sql"] for query in asked.captured_queries]
    assert [sql for sql in statements if not sql.startswith("SELECT") or "FOR UPDATE" in sql] == []
    assert mine(anna).values().get() == before
    assert as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]}).url == (
        mine(anna).get().get_absolute_url()
    )


@pytest.mark.both_databases
def test_what_the_profile_says_of_the_employment_meanwhile_is_taken_along(as_anna, anna, away):
    as_anna.post(form_of(away), answers(draft="1"))
    person = anna.representative
    person.employment = person.Employment.FREELANCE
    person.save()
    as_anna.post(form_of(away), answers(check="1", identity=[], profession=[]))

    assert mine(anna).get().employment == person.Employment.FREELANCE


def test_an_organisation_that_staff_renamed_meanwhile_stays_the_one_of_the_draft(as_anna, anna, away):
    as_anna.post(form_of(away), answers(draft="1"))
    organisation = mine(anna).get().organisation
    organisation.name = "The Gazette"
    organisation.save()
    as_anna.post(form_of(away), answers(check="1", purpose="Another one.", identity=[], profession=[]))

    assert mine(anna).get().organisation == organisation
    assert MediaOrganisation.objects.count() == 1


def test_a_page_that_locked_nothing_is_stale_too_when_another_window_changes_something(as_anna, anna, away):
    as_anna.post(form_of(away), answers(draft="1"))
    looked_at = as_anna.post(form_of(away), answers(check="1", identity=[], profession=[])).context["checked"]
    as_anna.post(form_of(away), answers(draft="1", purpose="Changed in the other tab", identity=[], profession=[]))

    assert "Changed in the other tab" in as_anna.post(form_of(away), {"submit": "1", "checked": looked_at}).text
    assert mine(anna).get().state == State.DRAFT


def test_a_card_that_was_replaced_meanwhile_is_looked_at_before_it_is_sent(as_anna, anna, away):
    looked_at = as_anna.post(form_of(away), answers(check="1")).context["checked"]
    body = IssuingBody.objects.create(country="BE", name="Union of Journalists", kind="union")
    anna.representative.use_card(number="BE-2", issuing_body=body)

    assert "BE-2" in as_anna.post(form_of(away), {"submit": "1", "checked": looked_at}).text
    assert mine(anna).get().state == State.DRAFT


# --- What the page to check says -------------------------------------------------------------------------------------


def check_page(client, event, **more) -> str:
    return client.post(form_of(event), answers(check="1", **more)).text


def test_no_press_card_is_said_only_where_one_would_count(as_anna, anna, away, press):
    asks_no_proof = stage.event("walk-in", by=press, at_headquarters=False, annual_accreditation_suffices=False,
                                profession_required=False)  # fmt: skip
    assert "<dt>Press card</dt>" not in check_page(as_anna, away)  # the proof that is attached counts
    assert "<dt>Press card</dt>" in check_page(as_anna, asks_no_proof, profession=[])
    assert "<dt>Press card</dt>" in as_anna.get(form_of(away)).text  # with the link to add one

    body = IssuingBody.objects.create(country="BE", name="Union of Journalists", kind="union")
    anna.representative.use_card(number="BE-1", issuing_body=body)
    assert "BE-1, Union of Journalists" in check_page(as_anna, away)


def test_a_freelancer_without_an_organisation_reads_no_dash_for_it(as_anna, anna, away):
    person = anna.representative
    person.employment, person.organisation = person.Employment.FREELANCE, None
    person.save()
    form = as_anna.get(form_of(away)).context["form"]
    page = check_page(as_anna, away, organisation_name="", further_organisation_names="Evening Post")

    assert form.fields["organisation_name"].help_text == "You work freelance: it may stay empty."
    assert "Freelance; Evening Post" in " ".join(page.split())
