"""Who is told when an advisory changes or an annual accreditation ends (P7, P13)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.attendance import Kind, standing
from adhoc.models import LostCover
from annual.models import AnnualRequest
from annual.signals import accreditation_ended
from events import publishing
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, approve, ending


def told(notice):
    fan_out()
    return list(
        OutboxMail.objects.filter(notice=f"adhoc.{notice}").order_by("pk").values_list("recipient__username", flat=True)
    )


def changed(event, press, **fields):
    """Save the event and publish what changed, as the press officer does."""
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    return publishing.publish_next_version(
        event, by=press, at=timezone.now(), changes_en="It is **elsewhere** now.", changes_fr="C’est ailleurs."
    )


def test_the_first_publication_tells_nobody(holder, at_home):
    assert told("advisory_updated") == told("cover_lost") == []


def test_p7_those_with_an_open_case_are_told_once_in_their_language(anna, bruno, stranger, officer, press, away):
    bruno.language = "fr"
    bruno.save()
    event_registration(anna, away)
    event_registration(bruno, away, at=State.APPROVED, officer=officer)
    event_registration(stranger, away, at=State.WITHDRAWN)
    changed(away, press, venue="Another hall")

    assert told("advisory_updated") == ["anna", "bruno"]
    english, french = OutboxMail.objects.filter(notice="adhoc.advisory_updated").order_by("pk")
    assert "It is **elsewhere** now." in english.text
    assert "C’est ailleurs." in french.text
    assert english.about == anna.representative.eventregistrations.get().reference


def test_p13_cancelling_tells_those_registered_and_those_covered_once(holder, bruno, press, at_home):
    event_registration(bruno, at_home)
    publishing.cancel(at_home, by=press, at=timezone.now(), words="Called off.")

    assert sorted(told("event_cancelled")) == ["anna", "bruno"]
    assert told("advisory_updated") == told("cover_lost") == []


@pytest.mark.parametrize(
    "change",
    [
        {"annual_accreditation_suffices": False},
        {"annual_accreditation_suffices": False, "at_headquarters": False},
    ],
)
def test_p13_holders_who_lose_cover_are_told_and_register_as_on_time(holder, bruno, press, at_home, change):
    changed(at_home, press, **change)

    assert told("cover_lost") == ["anna"]
    lost = LostCover.objects.get()
    assert lost.representative == holder.representative
    after = at_home.registration_deadline + timedelta(hours=1)
    assert standing(holder, at_home, after).kind == Kind.CLOSED


def test_p13_also_after_the_deadline_for_some_days(holder, bruno, press):
    event = stage.event("ministerial", by=press, registration_deadline=timezone.now() - timedelta(hours=2))
    changed(event, press, annual_accreditation_suffices=False)
    now = timezone.now()

    assert standing(holder, event, now).kind == Kind.MUST_REGISTER
    assert standing(bruno, event, now).kind == Kind.CLOSED
    assert standing(holder, event, now + office.GRACE_AFTER_LOST_COVER).kind == Kind.CLOSED
    mine = event_registration(holder, event)
    assert (mine.state, mine.late) == (State.SUBMITTED, False)


def test_p13_new_dates_beyond_the_accreditation_lose_cover(holder, press, at_home):
    AnnualRequest.objects.update(valid_until=at_home.ends_on)
    changed(
        at_home, press, starts_on=at_home.starts_on + timedelta(days=1), ends_on=at_home.ends_on + timedelta(days=1)
    )

    assert told("cover_lost") == ["anna"]


def test_new_dates_within_the_accreditation_lose_nothing(holder, press, at_home):
    changed(
        at_home, press, starts_on=at_home.starts_on + timedelta(days=1), ends_on=at_home.ends_on + timedelta(days=1)
    )

    assert told("cover_lost") == []


def test_a_holder_who_registered_all_the_same_is_only_told_what_changed(holder, press, at_home):
    event_registration(holder, at_home)
    changed(at_home, press, annual_accreditation_suffices=False)

    assert (told("advisory_updated"), told("cover_lost")) == (["anna"], [])


def test_p1_a_deadline_moved_later_takes_the_flag_from_those_it_no_longer_fits(anna, bruno, press, officer, flagging):
    first, second = event_registration(anna, flagging), event_registration(bruno, flagging)
    assert first.late
    assert second.late
    type(first).objects.filter(pk=second.pk).update(submitted_at=timezone.now() + timedelta(hours=3))
    changed(flagging, press, registration_deadline=timezone.now() + timedelta(hours=1))
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.late, second.late) == (False, True)


def test_p1_a_deadline_moved_earlier_flags_nobody(anna, press, away):
    mine = event_registration(anna, away)
    changed(away, press, registration_deadline=timezone.now() - timedelta(days=1))
    mine.refresh_from_db()

    assert mine.late is False


@pytest.mark.parametrize("step", ["revoke", "withdraw"])
def test_p13_when_an_accreditation_ends_its_holder_is_told_of_each_event_it_covered(
    holder, officer, press, at_home, step
):
    stage.event("later", by=press, starts_on=at_home.starts_on + timedelta(days=20),
                ends_on=at_home.ends_on + timedelta(days=20))  # fmt: skip
    stage.event("away", by=press, at_headquarters=False, annual_accreditation_suffices=False)
    request = AnnualRequest.objects.get()
    getattr(request, step)(by=officer if step == "revoke" else holder)

    assert told("cover_lost") == ["anna", "anna"]
    assert LostCover.objects.count() == 2
    assert standing(holder, at_home, timezone.now()).kind == Kind.MUST_REGISTER


def test_p13_a_cover_that_is_lost_again_is_told_again(holder, officer, at_home):
    request = AnnualRequest.objects.get()
    request.revoke(by=officer, words="Left.")
    request.reopen(by=officer, note="A mistake.")
    approve(request, officer)
    assert told("cover_lost") == ["anna"]
    request.revoke(by=officer, words="Left after all.")

    assert told("cover_lost") == ["anna", "anna"]


def test_p13_one_ending_is_told_once(holder, officer, at_home):
    request = AnnualRequest.objects.get()
    for _again in range(2):
        accreditation_ended.send(AnnualRequest, annual_request=request, on=request.valid_until)

    assert told("cover_lost") == ["anna"]


def test_a_second_accreditation_that_covers_keeps_the_cover(holder, officer, at_home):
    first = AnnualRequest.objects.get()
    ending(first, at_home.starts_on)
    second = annual_request(holder, at=State.APPROVED, officer=officer)
    AnnualRequest.objects.filter(pk=second.pk).update(valid_from=first.valid_from)
    AnnualRequest.objects.exclude(pk=second.pk).get().revoke(by=officer)

    assert told("cover_lost") == []
