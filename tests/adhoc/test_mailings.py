"""Letters to many about a version of an advisory: each person's once, whatever workers and publications do."""

import re
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from accreditation_portal.notifications import fan_out as module
from accreditation_portal.notifications.fan_out import AFTER_AN_ERROR, LEASE, claim, fan_out, go_on_with
from accreditation_portal.notifications.models import Mailing, OutboxMail
from accreditation_portal.personal_data import erasure
from accreditation_portal.review.states import State
from adhoc.models import LostCover
from annual.models import AnnualRequest
from events import following, publishing
from events.models import Following
from tests.factories import events as stage
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.events import changed

pytestmark = pytest.mark.django_db


def told():
    """Who was told what, in the order of the letters."""
    besides = ("adhoc.received", "adhoc.approved", "annual.received", "annual.approved", "annual.attestation_received")
    letters = OutboxMail.objects.exclude(notice__in=besides).order_by("pk")
    return list(letters.values_list("recipient__username", "notice"))


def due_again():
    """As if the pause or the lease were over."""
    Mailing.objects.update(due_at=F("due_at") - LEASE - AFTER_AN_ERROR)


@pytest.fixture
def followed(away, david):
    """The meeting away, followed by somebody who has no profile."""
    fan_out()
    following.follow(david, away)
    return away


def test_a_new_event_is_announced_to_those_who_follow_the_calendar(anna, david, followed, press):
    following.follow(anna, None)
    stage.event("conference", by=None, published=False)
    publishing.publish(stage.event("new", venue="Hall", city="Evere"), by=press, at=timezone.now())
    fan_out()

    assert told() == [("anna", "events.event_announced")]
    letter = OutboxMail.objects.get()
    assert "Hall, Evere" in letter.text
    assert "Annual accreditation suffices; everybody else registers" in letter.text
    assert "You receive this because you follow the event calendar." in letter.text
    link = following.stop_link(Following.objects.get(user=anna))
    assert letter.unsubscribe == link
    assert link in letter.text
    assert f'href="{link}"' in letter.html


def test_an_event_that_is_over_is_announced_to_nobody(anna, press):
    following.follow(anna, None)
    gone = timezone.localdate() - timedelta(days=9)
    late = stage.event("late", starts_on=gone, ends_on=gone, registration_deadline=None)
    publishing.publish(late, by=press, at=timezone.now())
    fan_out()
    assert told() == []


def test_p7_followers_read_what_changed_in_their_language_and_zone(david, followed, press):
    david.language = "fr"
    david.save()
    changed(followed, press, registration_deadline=followed.registration_deadline + timedelta(days=1))
    fan_out()

    assert told() == [("david", "events.advisory_updated")]
    letter = OutboxMail.objects.get()
    assert "C’est ailleurs." in letter.text
    assert re.search(r"\d\d:\d\d, .*\(UTC\+\d\) → .*\d\d:\d\d, .*\(UTC\+\d\)", letter.text)


def test_nobody_is_told_twice_who_has_a_case_reads_of_the_case(anna, bruno, stranger, officer, press, followed):
    for user in (anna, bruno, stranger):
        following.follow(user, followed)
        following.follow(user, None)
    event_registration(anna, followed)
    event_registration(bruno, followed, at=State.WITHDRAWN)
    changed(followed, press, venue="Another hall")
    fan_out()

    assert sorted(told()) == [
        ("anna", "adhoc.advisory_updated"), ("bruno", "adhoc.withdrawn"), ("bruno", "events.advisory_updated"),
        ("david", "events.advisory_updated"), ("stranger", "events.advisory_updated"),
    ]  # fmt: skip


def test_p13_cancelling_tells_registered_covered_and_followers_once_each(holder, bruno, david, press, at_home):
    for user in (holder, bruno, david):
        following.follow(user, None)
    event_registration(bruno, at_home)
    publishing.cancel(at_home, by=press, at=timezone.now(), words="Strike.", words_fr="Grève.")
    fan_out()

    assert sorted(told()) == [
        ("anna", "adhoc.event_cancelled"), ("bruno", "adhoc.event_cancelled"), ("david", "events.event_cancelled"),
    ]  # fmt: skip


def test_p13_a_holder_who_loses_cover_and_follows_reads_what_changed_in_that_letter(holder, press, at_home):
    following.follow(holder, at_home)
    fan_out()
    changed(at_home, press, annual_accreditation_suffices=False)
    fan_out()

    assert told() == [("anna", "adhoc.cover_lost")]
    assert "Annual accreditation suffices: Yes → No" in OutboxMail.objects.get(notice="adhoc.cover_lost").text


def test_p13_cover_is_lost_in_the_transaction_of_its_cause_whoever_is_told_later(holder, press, at_home):
    changed(at_home, press, annual_accreditation_suffices=False)
    assert LostCover.objects.count() == 1
    assert told() == []


def test_who_withdraws_or_stops_before_the_letters_are_written_is_not_told(anna, david, press, followed):
    mine = event_registration(anna, followed)
    changed(followed, press, venue="Another hall")
    mine.withdraw(by=anna)
    following.stop(david, followed)
    fan_out()
    assert told() == [("anna", "adhoc.withdrawn")]


def test_who_registers_or_follows_after_the_cause_has_read_it_already(anna, bruno, press, followed):
    changed(followed, press, venue="Another hall")
    event_registration(anna, followed)
    following.follow(bruno, followed)
    fan_out()
    assert told() == [("david", "events.advisory_updated")]


def test_p13_who_registered_or_is_covered_again_meanwhile_is_not_asked_to_register(holder, press, at_home):
    changed(at_home, press, annual_accreditation_suffices=False)
    changed(at_home, press, annual_accreditation_suffices=True)
    fan_out()
    assert told() == []
    changed(at_home, press, annual_accreditation_suffices=False)
    event_registration(holder, at_home)
    fan_out()
    assert told() == []


def test_p13_who_was_told_to_register_is_told_of_the_end_whatever_came_between(holder, press, at_home):
    changed(at_home, press, annual_accreditation_suffices=False)
    publishing.cancel(at_home, by=press, at=timezone.now(), words="Strike.")
    fan_out()
    assert told() == [("anna", "adhoc.event_cancelled")]


def test_staff_and_disabled_accounts_are_not_told(anna, david, press, followed):
    following.follow(anna, followed)
    type(anna).objects.filter(pk=anna.pk).update(is_active=False)
    type(david).objects.filter(pk=david.pk).update(is_staff=True)
    changed(followed, press, venue="Another hall")
    fan_out()
    assert told() == []


# --- Workers ---


@pytest.fixture
def many(followed, monkeypatch):
    """Five followers, two registered people, batches of two."""
    monkeypatch.setattr(module, "BATCH", 2)
    for number in range(4):
        following.follow(cast.account(f"reader{number}"), followed)
    for number in range(2):
        event_registration(cast.representative(f"writer{number}"), followed)
    return followed


def letters_per_person():
    return Counter(OutboxMail.objects.filter(notice__endswith="advisory_updated").values_list("recipient", "key"))


def test_two_publications_before_the_first_was_told_are_two_letters_in_their_order(many, press):
    changed(many, press, venue="First hall")
    changed(many, press, venue="Second hall")
    fan_out()

    assert len(letters_per_person()) == 14
    assert set(letters_per_person().values()) == {1}
    mine = OutboxMail.objects.filter(recipient__username="writer0", notice="adhoc.advisory_updated").order_by("pk")
    first, second = (letter.text for letter in mine)
    assert "Venue: First hall (new)" in first
    assert "Venue: First hall → Second hall" in second


def test_of_one_event_the_earlier_message_ends_first(many, press):
    changed(many, press, venue="First hall")
    changed(many, press, venue="Second hall")
    changed(stage.event("other", by=press), press, venue="Hall")
    held = claim()
    names = [mailing.topic for mailing in Mailing.objects.due(timezone.now())]
    assert held.topic not in names
    assert len(names) == 1


def test_a_worker_that_is_killed_leaves_its_batch_to_another(many, press, monkeypatch):
    changed(many, press, venue="Another hall")
    assert go_on_with(claim()) == 2
    claim()  # and then it is gone
    assert fan_out() == 0, "nobody else has it while the lease lasts"
    due_again()

    def killed(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(type(OutboxMail.objects), "bulk_create", killed)
        with pytest.raises(SystemExit):
            fan_out()
    due_again()
    assert fan_out() == 5
    assert len(letters_per_person()) == 7
    assert Mailing.objects.waiting().count() == 0
    assert Mailing.objects.latest("pk").letters == 7


def test_a_worker_whose_lease_ran_out_writes_nothing_twice(many, press):
    changed(many, press, venue="Another hall")
    slow = claim()
    due_again()
    assert go_on_with(claim()) == 2
    assert go_on_with(slow) == 0
    fan_out()
    assert set(letters_per_person().values()) == {1}
    assert len(letters_per_person()) == 7


def test_a_message_that_cannot_be_written_is_tried_again_and_stops_no_other(many, press, caplog):
    changed(many, press, venue="Another hall")
    broken = Mailing.objects.latest("pk")
    Mailing.objects.filter(pk=broken.pk).update(part=9)
    changed(stage.event("other", by=press), press, venue="Hall")
    following.follow(cast.account("late"), None)
    publishing.publish(stage.event("new"), by=press, at=timezone.now())
    fan_out()
    assert str(broken) in caplog.text
    assert told() == [("late", "events.event_announced")]

    Mailing.objects.filter(pk=broken.pk).update(part=0)
    due_again()
    fan_out()
    assert len(letters_per_person()) == 7


def test_workers_beside_each_other_write_each_letter_once(transactional, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    press = cast.staff("press", "Press officers")
    meeting = stage.event("meeting", by=press)
    for number in range(9):
        following.follow(cast.account(f"reader{number}"), meeting)
    changed(meeting, press, venue="First hall")
    changed(meeting, press, venue="Second hall")
    together = threading.Barrier(3)

    def worker():
        together.wait()
        while Mailing.objects.waiting().exists():
            fan_out()
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(letters_per_person().values()) == {1}
    assert len(letters_per_person()) == 18


def test_an_event_that_is_taken_back_is_announced_only_when_it_is_published_again(anna, press):
    following.follow(anna, None)
    meeting = stage.event("new", by=press)
    publishing.unpublish(meeting, by=press)
    fan_out()
    assert told() == []

    publishing.publish(meeting, by=press, at=timezone.now())
    publishing.unpublish(meeting, by=press)
    publishing.publish(meeting, by=press, at=timezone.now())
    fan_out()
    assert told() == [("anna", "events.event_announced")]


def test_a_message_about_an_event_that_was_deleted_ends(followed, press, caplog):
    changed(followed, press, venue="Another hall")
    followed.delete()

    assert fan_out() == 0

    assert not Mailing.objects.waiting().exists()
    assert not caplog.records


def test_who_is_erased_while_their_letter_is_written_gets_none(anna, david, followed, press, monkeypatch):
    following.follow(anna, followed)
    changed(followed, press, venue="Another hall")
    written = module.outbox.letters_to

    def slowly(readers, *, key):
        letters = written(readers, key=key)
        if letters:
            erasure.erase(david, timezone.now())
        return letters

    monkeypatch.setattr(module.outbox, "letters_to", slowly)
    fan_out()

    assert told() == [("erased-" + str(david.pk), "personal_data.erased"), ("anna", "events.advisory_updated")]


def test_a_round_stops_after_its_time(many, press):
    changed(many, press, venue="Another hall")
    assert fan_out(at_most=0.0) == 0
    assert fan_out(going_on=lambda: False) == 0


# --- What it costs ---


def queries_of(publish, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as counted:
        publish()
    return len(counted)


def test_publishing_costs_the_same_however_many_are_told(press, followed, django_assert_max_num_queries):
    first = queries_of(lambda: changed(followed, press, venue="First hall"), django_assert_max_num_queries)
    for number in range(6):
        following.follow(cast.account(f"reader{number}"), followed)
        event_registration(cast.representative(f"writer{number}"), followed)
    assert queries_of(lambda: changed(followed, press, venue="Second"), django_assert_max_num_queries) == first


@pytest.mark.parametrize("way", ["followers", "cases", "cover"])
def test_a_batch_costs_the_same_however_many_it_tells(
    anna, officer, press, at_home, django_assert_max_num_queries, way
):
    def grow(number):
        user = cast.representative(f"{way}{number}")
        if way == "followers":
            following.follow(user, at_home)
        elif way == "cases":
            event_registration(user, at_home)
        else:
            day = at_home.starts_on - timedelta(days=30)
            AnnualRequest.objects.create(representative=user.representative, state=State.APPROVED, decided_by=officer,
                                         decided_at=timezone.now(), submitted_at=timezone.now(), valid_from=day,
                                         valid_until=day + timedelta(days=300))  # fmt: skip

    def round_of(**fields):
        changed(at_home, press, **fields)
        return queries_of(fan_out, django_assert_max_num_queries)

    fan_out()
    grow(0)
    first = round_of(annual_accreditation_suffices=False)
    changed(at_home, press, annual_accreditation_suffices=True)
    fan_out()
    for number in range(1, 6):
        grow(number)
    assert round_of(annual_accreditation_suffices=False) == first
    assert OutboxMail.objects.filter(key__startswith="advisory").values("recipient").distinct().count() == 6
