"""A draft whose answers are sent to be checked once more: what is written then, and what is not."""

import pytest

from profiles.models import MediaOrganisation
from tests.adhoc.conftest import answers, form_of, mine


@pytest.mark.both_databases
def test_what_is_looked_at_again_unchanged_is_neither_locked_nor_written(
    as_anna, anna, away, django_assert_num_queries
):
    as_anna.post(form_of(away), answers(draft="1"))
    before = mine(anna).values().get()
    with django_assert_num_queries(6) as asked:
        check = as_anna.post(form_of(away), answers(check="1", identity=[], profession=[]))

    assert [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")] == []
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
