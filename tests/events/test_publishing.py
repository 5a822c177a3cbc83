"""Publishing, changing, cancelling and withdrawing an event (S23, P7, P13)."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from events import publishing
from events.advisory_file import import_advisory
from events.models import Event
from events.publishing import PublicationRefused
from events.signals import advisory_published
from tests.factories.adhoc import event_registration
from tests.factories.events import event, summit_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What the rooms above were told."""
    told = []

    def listen(sender, **said):
        told.append((said["event"].slug, said["version"].number, said["by"].username))

    advisory_published.connect(listen)
    yield told
    advisory_published.disconnect(listen)


def now():
    return timezone.now()


def test_s23_publishing_makes_version_1_and_tells_the_rooms_above(press, heard):
    meeting = event()
    version = publishing.publish(meeting, by=press, at=now(), reference="PR 7")

    assert meeting.is_published
    assert (version.number, version.reference, version.published_by) == (1, "PR 7", press)
    assert version.snapshot == publishing.state_of(meeting)
    assert heard == [("foreign-ministers", 1, "press")]


def test_publishing_an_imported_event_fills_its_newest_named_version(press, heard, advisory):
    meeting = import_advisory(advisory())
    version = publishing.publish(meeting, by=press, at=now())

    assert (version.number, version.title_en) == (2, "Update")
    assert meeting.advisories.count() == 2
    assert meeting.advisories.get(number=1).snapshot is None
    assert [number for _slug, number, _by in heard] == [2]


@pytest.mark.parametrize("who", ["officer", "passoffice", "anna"])
def test_only_press_officers_publish_change_cancel_and_take_back(who, press, request):
    somebody = request.getfixturevalue(who)
    draft, published = event("draft"), event("published", by=press)
    acts = (
        lambda: publishing.publish(draft, by=somebody, at=now()),
        lambda: publishing.publish_next_version(published, by=somebody, at=now(), changes_en="x"),
        lambda: publishing.cancel(published, by=somebody, at=now(), words="x"),
        lambda: publishing.unpublish(published, by=somebody),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    draft.refresh_from_db()
    assert not draft.is_published


def test_publishing_twice_is_refused_and_says_who_did_it(press):
    meeting = event(by=press)
    with pytest.raises(PublicationRefused, match="press published this event"):
        publishing.publish(meeting, by=press, at=now())
    assert meeting.advisories.count() == 1


def test_p7_a_change_is_the_next_version(press, heard):
    meeting = event(by=press)
    meeting.city = "Evere"
    meeting.save()
    version = publishing.publish_next_version(meeting, by=press, at=now(), changes_en="Town", changes_fr="Ville")

    assert (version.number, version.changes_en, version.changes_fr) == (2, "Town", "Ville")
    assert version.snapshot["city"] == "Evere"
    assert meeting.advisories.get(number=1).snapshot["city"] == ""
    assert heard[-1] == ("foreign-ministers", 2, "press")


def test_p7_without_a_change_there_is_no_version(press, heard):
    meeting = summit_away(by=press)
    assert publishing.publish_next_version(meeting, by=press, at=now(), changes_en="Nothing") is None
    assert len(heard) == 1


def test_p7_a_change_without_words_is_refused(press):
    meeting = event(by=press)
    meeting.city = "Evere"
    meeting.save()
    with pytest.raises(PublicationRefused):
        publishing.publish_next_version(meeting, by=press, at=now(), changes_en=" ")


def test_p7_a_change_of_programme_or_hours_is_a_version_too(press):
    meeting = summit_away(by=press)
    meeting.collection_points.get().hours.all().delete()
    version = publishing.publish_next_version(meeting, by=press, at=now(), changes_en="Hours")
    assert version.snapshot["collection"][0]["hours"] == []


def test_p13_cancelling_is_a_version_and_the_end(press, heard):
    meeting = event(by=press)
    version = publishing.cancel(meeting, by=press, at=now(), words="Strike.", words_fr="Grève.")

    assert meeting.is_cancelled
    assert (version.number, version.snapshot["cancelled"], version.changes_fr) == (2, True, "Grève.")
    assert len(heard) == 2
    for act in (
        lambda: publishing.cancel(meeting, by=press, at=now(), words="Again."),
        lambda: publishing.unpublish(meeting, by=press),
    ):
        with pytest.raises(PublicationRefused):
            act()


def test_what_is_not_published_is_neither_changed_nor_cancelled_nor_taken_back(press):
    draft = event()
    for act in (
        lambda: publishing.publish_next_version(draft, by=press, at=now(), changes_en="x"),
        lambda: publishing.cancel(draft, by=press, at=now(), words="x"),
        lambda: publishing.unpublish(draft, by=press),
    ):
        with pytest.raises(PublicationRefused):
            act()


def test_cancelling_needs_words(press):
    with pytest.raises(PublicationRefused):
        publishing.cancel(event(by=press), by=press, at=now(), words="  ")


def test_an_event_is_taken_back_only_while_no_case_stands_against_it(press, anna):
    meeting, other = event(by=press), event("other", by=press)
    event_registration(anna, other)

    publishing.unpublish(meeting, by=press)
    assert not meeting.is_published
    with pytest.raises(PublicationRefused, match="event registrations"):
        publishing.unpublish(other, by=press)
    other.refresh_from_db()
    assert other.is_published


def test_published_anew_the_numbers_go_on(press):
    meeting = event(by=press)
    publishing.unpublish(meeting, by=press)
    assert publishing.publish(meeting, by=press, at=now()).number == 2


def test_p14_an_event_that_another_one_covers_waits_for_that_one(press):
    ministerial = event("ministerial")
    conference = event("conference", accredited_with=ministerial)
    with pytest.raises(PublicationRefused, match="Ministerial"):
        publishing.publish(conference, by=press, at=now())
    publishing.publish(ministerial, by=press, at=now())
    publishing.publish(conference, by=press, at=now())
    with pytest.raises(PublicationRefused, match="events"):
        publishing.unpublish(ministerial, by=press)


def test_p14_a_published_event_does_not_name_one_that_is_not_as_its_cover(press):
    secret = event("secret")
    conference = event("conference", by=press)
    conference.accredited_with = secret
    conference.save()
    with pytest.raises(PublicationRefused, match="Publish “Secret” first"):
        publishing.publish_next_version(conference, by=press, at=now(), changes_en="Cover", changes_fr="Autre")
    assert conference.advisories.count() == 1

    publishing.publish(secret, by=press, at=now())
    assert publishing.publish_next_version(conference, by=press, at=now(), changes_en="Cover").number == 2


def test_a_page_that_showed_an_older_state_does_not_publish_it(press):
    meeting = event()
    seen = publishing.shown_state(meeting)
    meeting.ends_on += timedelta(days=1)
    meeting.save()
    with pytest.raises(PublicationRefused, match="meanwhile"):
        publishing.publish(meeting, by=press, at=now(), seen=seen)
    meeting.refresh_from_db()
    assert not meeting.is_published


def test_when_a_room_above_fails_nothing_is_published(press):
    def fail(sender, **said):
        raise RuntimeError("above")

    meeting = event()
    advisory_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            publishing.publish(meeting, by=press, at=now())
    finally:
        advisory_published.disconnect(fail)
    meeting.refresh_from_db()
    assert not meeting.is_published
    assert not meeting.advisories.exists()


@pytest.mark.django_db(transaction=True)
def test_b7_two_press_officers_at_once_publish_one_version(transactional, press):
    meeting = event()
    start, outcomes = threading.Barrier(2), []

    def act():
        try:
            start.wait(timeout=10)
            publishing.publish(Event.objects.get(pk=meeting.pk), by=press, at=now())
            outcomes.append("published")
        except PublicationRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["published", "refused"]
    assert meeting.advisories.count() == 1
