"""What follows an accreditation: a renewal only when it is open, a change of outlet only while it is one (B4, S12)."""

from datetime import timedelta

import pytest
import time_machine

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import StepRefused
from annual import due
from annual.models import AnnualRequest
from tests.annual.pages import APPLY, SITE, part, read
from tests.annual.test_other_outlet import changed, fresh, held, move  # noqa: F401 - fixtures
from tests.factories import events as stage
from tests.factories import files
from tests.factories.annual import all_met, annual_request, approve, draft, ending, today, work


def answered(request, organisation, **fields):
    """What the page asks of the organisation is answered for this one."""
    values = {"online": False, "answered_for": organisation, **fields}
    AnnualRequest.objects.filter(pk=request.pk).update(**values)
    return fresh(request)


def reported(anna, **fields):
    """Another outlet is reported, and sent."""
    move(anna)
    request = draft(anna, **fields)
    request.submit(by=anna)
    return request


def letters(notice):
    return OutboxMail.objects.filter(notice=f"annual.{notice}")


def test_b4_a_draft_begun_as_a_change_opens_no_renewal_before_its_time(asked, anna, held):  # noqa: F811
    old = anna.representative.organisation
    move(anna)
    asked.post(APPLY)
    request = AnnualRequest.objects.get(state=State.DRAFT)
    anna.representative.organisation = old
    anna.representative.save()
    request = answered(request, old, path="press_card", track_record="Reports.")
    with pytest.raises(StepRefused, match="can be renewed from"):
        request.submit(by=anna)


def test_b4_a_change_that_is_corrected_back_changes_nothing(anna, officer, held):  # noqa: F811
    old, end = anna.representative.organisation, held.valid_until
    request = reported(anna)
    anna.representative.organisation = old
    anna.representative.save()
    with pytest.raises(StepRefused, match="for this organisation already"):
        answered(request, old).correct(by=anna)
    AnnualRequest.objects.filter(pk=request.pk).update(organisation=old)  # as an officer may complete it
    with pytest.raises(StepRefused, match="which it cannot renew yet"):
        approve(fresh(request), officer)
    assert fresh(held).valid_until == end
    assert not letters("replaced").exists()


def test_b4_a_renewal_that_is_corrected_to_another_outlet_becomes_a_change(anna, officer, held):  # noqa: F811
    ending(held, today() + timedelta(days=20))
    request = draft(anna)
    request.submit(by=anna)
    fresh(held).extend(by=officer, note="Post is late.", until=today() + timedelta(days=200))
    answered(request, move(anna)).correct(by=anna)
    approve(fresh(request), officer)
    assert (fresh(request).valid_from, fresh(request).valid_until) == (today(), today() + timedelta(days=200))
    assert fresh(held).valid_until == max(fresh(held).valid_from, today() - timedelta(days=1))


def test_b4_no_change_is_approved_over_a_renewal_that_begins_later(anna, officer, held):  # noqa: F811
    ending(held, today() + timedelta(days=20))
    renewal = draft(anna)
    renewal.submit(by=anna)
    approve(renewal, officer)
    later = {"valid_from": today() + timedelta(days=21), "valid_until": today() + timedelta(days=380)}
    AnnualRequest.objects.filter(pk=renewal.pk).update(**later)

    request = reported(anna)
    assert request.renews == held
    with pytest.raises(StepRefused, match="begins later"):
        approve(fresh(request), officer)

    fresh(renewal).close(by=officer, ground="elsewhere")
    approve(fresh(request), officer)
    assert fresh(request).valid_until == today() + timedelta(days=20)
    assert fresh(held).valid_until <= today()


def test_b4_a_change_revoked_by_mistake_gets_its_own_end_again(anna, officer, held):  # noqa: F811
    AnnualRequest.objects.filter(pk=held.pk).update(valid_from=today() - timedelta(days=100))
    request = approve(reported(anna), officer)
    end = fresh(request).valid_until
    assert end == held.valid_until
    with time_machine.travel(fresh(request).decided_at + timedelta(days=40), tick=False):
        fresh(request).revoke(by=officer, words="Mistake.")
        fresh(request).reopen(by=officer, note="A mistake.")
        again = fresh(request)
        again.approve(by=officer, judged=all_met(again))
    assert fresh(request).valid_until == end
    assert letters("replaced").count() == 1


def test_s14_what_was_replaced_comes_not_back_when_the_newer_one_is_revoked(anna, officer, held):  # noqa: F811
    AnnualRequest.objects.filter(pk=held.pk).update(valid_from=today() - timedelta(days=100))
    request = approve(reported(anna), officer)
    fresh(request).revoke(by=officer, words="Fraud.")
    due.tell_that_it_has_ended(at=fresh(request).decided_at + timedelta(hours=1))
    assert not letters("expired").exists()

    again = draft(anna)
    again.submit(by=anna)
    assert not fresh(again).is_renewal


def test_p13_cover_that_a_shorter_change_takes_away_is_told(anna, officer, held, press):  # noqa: F811
    later = today() + timedelta(days=100)
    stage.event("later", by=press, starts_on=later, ends_on=later)
    approve(reported(anna), officer, until=today() + timedelta(days=50))
    assert OutboxMail.objects.filter(notice="adhoc.cover_lost").count() == 1


def test_p13_a_change_that_covers_the_same_days_takes_no_cover_away(anna, officer, held, press):  # noqa: F811
    later = today() + timedelta(days=100)
    stage.event("later", by=press, starts_on=later, ends_on=later)
    approve(reported(anna), officer)
    assert not OutboxMail.objects.filter(notice="adhoc.cover_lost").exists()


def test_s16_a_revocation_of_what_had_ended_says_nothing_of_today(anna, officer, held):  # noqa: F811
    ending(held, today() - timedelta(days=10))
    fresh(held).revoke(by=officer, words="Fraud.")
    text = letters("revoked").get().text
    assert "no longer in force" not in text
    assert "no longer covers you" not in text


# --- Answers about an organisation ------------------------------------------------------------------------------------


def test_s12_whoever_completes_the_organisation_the_old_answers_are_asked_anew(anna, officer):
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")
    request.submit(by=anna)
    request.request_information(by=officer, items=[Item.ORGANISATION], words="Which?")
    move(anna)
    fresh(request).complete(by=officer)
    now = fresh(request)
    assert (now.online, now.outreach, now.website, now.answered_for) == (None, None, "", None)
    with pytest.raises(StepRefused, match="published online only"):
        approve(now, officer)


def test_s12_a_page_about_the_old_outlet_is_not_kept_for_the_new_one(asked, anna):
    draft(anna, online=None)
    old = anna.representative.organisation
    page = read(asked.get(part("publication")))
    assert f'name="about" value="{old.pk}"' in page
    other = move(anna)
    sent = {"online": "yes", "website": SITE, "outreach": "no", "about": str(old.pk), "continue": "1"}
    page = read(asked.post(part("publication"), sent))
    assert "another one than these answers were about" in page
    assert f'name="about" value="{other.pk}"' in page
    assert SITE in page
    assert AnnualRequest.objects.get().answered_for != other

    asked.post(part("publication"), sent | {"about": str(other.pk)})
    assert AnnualRequest.objects.get().answered_for == other


def test_s12_a_correction_made_for_the_old_outlet_is_not_kept_for_the_new_one(client, anna):
    request = annual_request(anna)
    old = anna.representative.organisation
    client.force_login(anna)
    move(anna)
    sent = {"step": "correct", "send": "1", "seen": request.latest_decision_id, "path": "press_card", "online": "no",
            "words": "Ten years of reports.", "about": str(old.pk)}  # fmt: skip
    page = read(client.post(f"/annual/{request.shown_reference}/complete/", sent))
    assert "another one than these answers were about" in page
    assert fresh(request).organisation == old


def test_a_stale_part_keeps_the_file_that_came_with_it(asked, anna):
    draft(anna, online=True, outreach=False, website=SITE)
    old = read(asked.get(part("track-record"))).split('name="shown" value="')[1].split('"')[0]
    asked.post(part("track-record"), {"words": "The other window.", "shown": old, "later": "1"})
    mine = {"words": "This window.", "track_record": files.upload(files.jpeg(), "p.jpg"), "shown": old, "later": "1"}
    page = read(asked.post(part("track-record"), mine))
    assert "changed in another window" in page
    assert "This window." in page
    assert AnnualRequest.objects.get().attachments.count() == 1
    assert AnnualRequest.objects.get().track_record == "The other window."
