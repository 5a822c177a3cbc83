"""Renew: when it opens, what it takes over, what has changed or lapsed, what is asked anew (B4)."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from annual.models import AnnualRequest
from annual.renewal import Kind, carried_over, opening
from profiles.models import MediaOrganisation
from tests.factories.annual import annual_request, approve, draft, ending, press_card, today

APPLY, CHECK = reverse("annual:apply"), reverse("annual:check")


def read(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


@pytest.fixture
def held(anna, officer):
    """Anna's accreditation, which ends in twenty days."""
    return ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=20))


@pytest.mark.parametrize(
    ("days", "kind"),
    [(61, Kind.TOO_EARLY), (60, Kind.RENEWAL), (0, Kind.RENEWAL), (-1, Kind.RENEWAL), (-60, Kind.RENEWAL),
     (-61, Kind.NEW)],
)  # fmt: skip
def test_b4_a_renewal_opens_sixty_days_before_the_end_and_still_counts_sixty_days_after(anna, held, days, kind):
    ending(held, today() + timedelta(days=days))
    found = opening(anna.representative, today())

    assert found.kind == kind
    assert draft(anna).is_renewal == (kind in (Kind.RENEWAL, Kind.TOO_EARLY))


def test_too_early_is_refused_by_the_step_itself(anna, held):
    ending(held, today() + timedelta(days=90))
    with pytest.raises(StepRefused, match="can be renewed from"):
        draft(anna).submit(by=anna)


@pytest.mark.parametrize("step", ["revoke", "close", "withdraw"])
def test_what_was_ended_is_not_renewed(anna, officer, held, step):
    details = {"by": officer, "words": "Gone."}
    if step == "withdraw":
        details = {"by": anna}
    elif step == "close":
        details |= {"ground": "elsewhere"}
    getattr(held, step)(**details)

    assert opening(anna.representative, today()).kind == Kind.NEW


def test_a_request_under_review_is_the_one_to_follow(anna, held):
    renewal = draft(anna)
    renewal.submit(by=anna)
    found = opening(anna.representative, today())
    assert (found.kind, found.request) == (Kind.IN_PROGRESS, renewal)
    assert renewal.renews == held


def test_another_outlet_is_reported_at_once_and_needs_its_own_original(anna, held, client):
    ending(held, today() + timedelta(days=200))
    anna.representative.organisation = MediaOrganisation.objects.create(name="Other Wire", kind="agency")
    anna.representative.save()
    client.force_login(anna)

    assert opening(anna.representative, today()).kind == Kind.CHANGE
    page = read(client.get(APPLY))
    assert "Your accreditation was granted for Daily Gazette; your profile names Other Wire." in page
    change = draft(anna)
    change.submit(by=anna)
    assert change.awaits_original()
    assert AnnualRequest.objects.of(anna).in_force(on=today()).get() == held


def test_b4_what_holds_is_taken_over_and_what_has_lapsed_is_named(anna, held):
    anna.representative.document_valid_until = today() - timedelta(days=1)
    anna.representative.role = "photographer"
    anna.representative.save()
    renewal = AnnualRequest(representative=anna.representative)

    found = carried_over(renewal.as_if_sent(), held, today())

    assert any("Daily Gazette" in line for line in found.holds)
    assert any("Journalist" in line and "Photographer" in line for line in found.changed)
    assert any("Identity document" in line for line in found.lapsed)
    assert any("original" in line for line in found.anew)


def test_a_lapsed_card_is_named(anna, held):
    press_card(anna, number="BE-OLD", valid_until=today() - timedelta(days=3))
    found = carried_over(AnnualRequest(representative=anna.representative).as_if_sent(), held, today())
    assert any("BE-OLD" in line for line in found.lapsed)


def test_b4_a_renewal_is_sent_in_three_clicks(client, anna, held):
    client.force_login(anna)
    assert "You can renew now" in read(client.get(reverse("annual:overview")))
    assert "What your renewal takes over" in read(client.get(APPLY))

    assert client.post(APPLY)["Location"] == CHECK  # everything that is asked is there already
    page = read(client.get(CHECK))
    token = page.split('name="checked" value="')[1].split('"')[0]
    client.post(CHECK, {"declares": "on", "confirms": "on", "checked": token})

    renewal = AnnualRequest.objects.exclude(pk=held.pk).get()
    assert (renewal.state, renewal.renews, renewal.path) == (State.SUBMITTED, held, held.path)
    kept = {line["criterion"]: line["verdict"] for line in renewal.decisions.get(step="submit").verdicts}
    assert kept["track_record"] == "not_asked"
    assert kept["media_professional"] == "for_officer"


@pytest.mark.parametrize(("days", "offered"), [(61, False), (60, True), (-1, True), (-61, False)])
def test_b4_the_page_of_the_accreditation_leads_to_its_renewal(client, anna, held, days, offered):
    ending(held, today() + timedelta(days=days))
    client.force_login(anna)

    page = read(client.get(held.get_absolute_url()))

    assert ("You can renew now" in page) == offered
    assert ("It can be renewed since" in page) == (days == 60)


def test_a_predecessor_that_is_revoked_meanwhile_makes_it_a_new_request(anna, officer, held):
    renewal = draft(anna)
    renewal.submit(by=anna)
    assert renewal.is_renewal

    AnnualRequest.objects.get(pk=held.pk).revoke(by=officer, words="Left.")

    assert not AnnualRequest.objects.get(pk=renewal.pk).is_renewal


def test_who_has_renewed_already_waits_until_that_one_can_be_renewed(anna, officer, held):
    renewal = draft(anna)
    renewal.submit(by=anna)
    approve(renewal, officer)
    assert renewal.valid_from == held.valid_until + timedelta(days=1)

    AnnualRequest.objects.filter(pk=renewal.pk).update(valid_until=today() + timedelta(days=200))

    found = opening(anna.representative, today())

    assert (found.kind, found.held) == (Kind.TOO_EARLY, renewal)
    with pytest.raises(StepRefused, match="can be renewed from"):
        draft(anna).submit(by=anna)
