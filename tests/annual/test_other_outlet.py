"""Another media organisation: a new original, new answers, a new approval that ends the older one (S8, S12, S13)."""

from datetime import timedelta

import pytest
import time_machine

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from annual import due
from annual.models import AnnualRequest
from annual.renewal import Kind, opening
from profiles.models import MediaOrganisation
from tests.annual.pages import CHECK, SITE, part, read
from tests.factories.annual import (
    all_met,
    annual_request,
    approve,
    draft,
    ending,
    original,
    press_card,
    today,
    work,
)  # fmt: skip


def move(user, name="Other Wire", **fields) -> MediaOrganisation:
    """The person reports for another organisation from now on."""
    other = MediaOrganisation.objects.create(name=name, **{"kind": "agency", **fields})
    user.representative.organisation = other
    user.representative.save()
    return other


def fresh(request):
    return AnnualRequest.objects.get(pk=request.pk)


@pytest.fixture
def held(anna, officer):
    """In force for some months more."""
    return ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=150))


@pytest.fixture
def changed(anna, officer, held):
    """Another outlet was reported and approved."""
    move(anna)
    request = draft(anna)
    request.submit(by=anna)
    return approve(request, officer)


def test_s8_an_original_of_one_outlet_carries_no_request_of_another(anna, officer):
    request = annual_request(anna)
    original(request, officer)
    AnnualRequest.objects.filter(pk=request.pk).update(answered_for=move(anna))  # as the page of the correction asks
    request.correct(by=anna)

    assert fresh(request).awaits_original()
    assert list(AnnualRequest.objects.awaiting_the_original(on=today())) == [request]
    with pytest.raises(StepRefused, match="original"):
        fresh(request).approve(by=officer, judged=all_met(request))
    answers = {answer.criterion.name: answer for answer in fresh(request).answers(today())}
    assert "of another organisation" in str(answers["original_attestation"].reasons[0])
    original(request, officer)
    assert not fresh(request).awaits_original()
    assert not AnnualRequest.objects.awaiting_the_original(on=today()).exists()


def test_s8_an_original_recorded_on_a_draft_counts_for_its_outlet_alone(anna, officer):
    request = draft(anna)
    original(request, officer)
    other = move(anna)
    AnnualRequest.objects.filter(pk=request.pk).update(answered_for=other)
    fresh(request).submit(by=anna)
    assert fresh(request).awaits_original()


def test_an_officers_join_of_two_names_changes_no_outlet(anna, officer, held):
    group = MediaOrganisation.objects.create(name="The Gazette Group", kind="print")
    MediaOrganisation.objects.filter(name="Daily Gazette").update(same_as=group)
    anna.representative.organisation = group  # as the profile's form writes it from then on
    anna.representative.save()

    assert opening(anna.representative, today()).kind == Kind.TOO_EARLY
    assert fresh(held).has_conforming_original


@pytest.mark.both_databases
def test_s12_answers_about_one_outlet_are_asked_anew_of_the_next(asked, anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    move(anna)
    page = read(asked.get(CHECK))

    assert "Say whether your organisation is published online only." in page
    with pytest.raises(StepRefused, match="published online only"):
        fresh(request).submit(by=anna)
    asked.post(part("publication"), {"online": "no", "continue": "1"})
    fresh(request).submit(by=anna)
    assert (fresh(request).online, fresh(request).website) == (False, "")


def test_nobody_sends_without_saying_how_the_organisation_is_published(anna):
    with pytest.raises(StepRefused, match="published online only"):
        draft(anna, online=None).submit(by=anna)


def test_a_change_ends_the_accreditation_of_the_older_outlet_and_keeps_its_last_day(changed, held, officer):
    held = fresh(held)
    assert changed.changes_outlet
    assert (changed.valid_from, changed.valid_until) == (today(), today() + timedelta(days=150))
    assert held.valid_until == max(held.valid_from, today() - timedelta(days=1))
    line = held.decisions.get(step="replace")
    assert (line.by, line.before, line.after) == (officer, "approved", "approved")
    assert line.changes["replaced_by"] == changed.reference
    assert "granted for another media organisation" in line.letter.text


def test_d64_revoking_the_newer_one_leaves_no_cover_of_the_older_one(changed, officer, anna):
    tomorrow = today() + timedelta(days=1)
    fresh(changed).revoke(by=officer, words="Left.")
    assert not AnnualRequest.objects.of(anna).covers(tomorrow, tomorrow)


def test_only_one_of_the_two_is_told_of_its_end(changed, held):
    at = changed.decided_at + timedelta(days=100)
    with time_machine.travel(at, tick=False):
        due.tell_that_renewal_is_open(at=at)
        due.tell_that_it_has_ended(at=at)
    told = OutboxMail.objects.filter(notice__in=["annual.renewal_open", "annual.expired"])
    assert [mail.about for mail in told] == [changed.reference]


def test_nothing_else_replaces_an_accreditation(held, officer, bruno):
    with pytest.raises(StepRefused, match="replaces an accreditation"):
        held.replace(by=officer, follower=annual_request(bruno))


def test_a_change_reported_before_renewals_open_stays_a_change_when_it_is_decided_later(anna, officer, held):
    move(anna)
    request = draft(anna)
    request.submit(by=anna)
    ending(held, today() + timedelta(days=10))  # as if some months had gone by

    approve(fresh(request), officer)

    assert fresh(request).valid_from == today()
    assert fresh(request).valid_until == today() + timedelta(days=10)


def test_b15_an_extension_ruins_no_renewal_that_is_under_way(anna, officer, held):
    ending(held, today() + timedelta(days=20))
    sent = draft(anna)
    sent.submit(by=anna)
    fresh(held).extend(by=officer, note="Post.", until=today() + timedelta(days=120))

    approve(fresh(sent), officer)

    assert fresh(sent).valid_from == today() + timedelta(days=121)
    assert fresh(sent).valid_until.month == 12


def test_a_renewal_begun_while_it_was_open_is_sent_after_an_extension(asked, anna, officer, held):
    ending(held, today() + timedelta(days=20))
    asked.post("/annual/apply/")
    request = AnnualRequest.objects.get(state=State.DRAFT)
    assert request.renews == held
    fresh(held).extend(by=officer, note="Post.", until=today() + timedelta(days=120))

    assert opening(anna.representative, today()).kind == Kind.RENEWAL
    fresh(request).submit(by=anna)


# --- Correcting and completing hold what the sending holds ------------------------------------------------------------


def test_d54_a_correction_cannot_bring_about_what_stops_the_sending(client, anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")
    request.submit(by=anna)
    client.force_login(anna)
    sent = {"step": "correct", "send": "1", "seen": request.latest_decision_id, "path": "press_card", "online": "yes",
            "website": SITE, "outreach": "yes", "words": "Ten years of reports."}  # fmt: skip
    for number in (1, 2):
        article = request.works("article")[number - 1]
        sent |= {f"article-{number - 1}-{name}": getattr(article, name) for name in ("title", "url", "byline")} | {
            f"article-{number - 1}-published_on": f"{article.published_on:%Y-%m-%d}"
        }
    sent |= {"article-TOTAL_FORMS": 2, "article-INITIAL_FORMS": 2}

    page = read(client.post(f"/annual/{request.shown_reference}/complete/", sent))

    assert "You declared it yourself" in page
    assert fresh(request).outreach is False
    assert not request.decisions.filter(step="correct").exists()


@pytest.mark.parametrize("gone", ["belgian_residence", "photo", "family_name"])
def test_d20_a_correction_takes_no_profile_that_could_not_be_sent(anna, gone):
    request = annual_request(anna)
    setattr(anna.representative, gone, None if gone == "photo" else "")
    anna.representative.save()
    with pytest.raises(StepRefused):
        request.correct(by=anna)
    assert getattr(fresh(request), gone)


def test_what_lapsed_by_itself_stops_no_correction(anna):
    request = annual_request(anna)
    press_card(anna, number="BE-NEW", valid_until=today() - timedelta(days=1))
    type(request.press_card).objects.update(valid_until=today() - timedelta(days=1))
    request.correct(by=anna)
    assert fresh(request).decisions.filter(step="correct").exists()


def test_correcting_asks_what_the_profile_of_today_needs(client, anna):
    request = annual_request(anna)
    move(anna, kind="online", website=SITE)
    client.force_login(anna)
    page = read(client.get(f"/annual/{request.shown_reference}/complete/"))
    assert 'name="article-0-title"' in page
