"""Following an event or the calendar by email, and stopping it."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from events import following, publishing
from events.models import Following
from tests.factories.events import event

pytestmark = pytest.mark.django_db

ADDRESS = "/events/following/"


@pytest.fixture
def meeting(press):
    return event(by=press)


def names(user):
    return [row.event and row.event.slug for row in Following.objects.of(user).order_by("pk")]


def link_of(user, what):
    return following.stop_link(Following.objects.get(user=user, event=what)).split("//", 1)[1].split("/", 1)[1]


def test_somebody_follows_an_event_and_the_calendar_and_stops(client, david, meeting):
    client.force_login(david)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Follow this event by email" in page
    assert client.post(ADDRESS, {"follow": meeting.slug}).url == meeting.get_absolute_url()
    assert client.post(ADDRESS, {"follow": "calendar"}).url == reverse("events:calendar")
    client.post(ADDRESS, {"follow": "calendar"})
    assert names(david) == [meeting.slug, None]
    assert "You follow this event" in client.get(meeting.get_absolute_url()).content.decode()
    assert "You follow the calendar by email." in client.get("/events/").content.decode()
    page = client.get(ADDRESS).content.decode()
    assert meeting.title in page
    assert "Every event, new ones too" in page

    assert client.post(ADDRESS, {"stop": meeting.slug, "from_list": "1"}).url == ADDRESS
    client.post(ADDRESS, {"stop": meeting.slug})
    assert names(david) == [None]


def test_a_visitor_is_led_through_the_log_in_and_back_to_the_button(client, david, meeting):
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'href="{ADDRESS}?follow={meeting.slug}"' in page
    for answer in (client.get(f"{ADDRESS}?follow={meeting.slug}"), client.post(ADDRESS, {"follow": meeting.slug})):
        assert answer.url == f"/accounts/login/?next={ADDRESS}%3Ffollow%3D{meeting.slug}"
    assert client.get(ADDRESS).url == f"/accounts/login/?next={ADDRESS}"
    client.force_login(david)
    page = client.get(f"{ADDRESS}?follow={meeting.slug}").content.decode()
    assert f'name="follow" value="{meeting.slug}"' in page
    assert names(david) == [], "looking at a page begins nothing"
    following.follow(david, meeting)
    assert "Follow by email" not in client.get(f"{ADDRESS}?follow={meeting.slug}").content.decode()
    assert "Follow by email" in client.get(f"{ADDRESS}?follow=calendar").content.decode()


@pytest.mark.both_databases
def test_what_is_not_published_cannot_be_followed(client, david):
    event("draft")
    client.force_login(david)
    assert client.post(ADDRESS, {"follow": "draft"}).status_code == 404
    assert client.get(f"{ADDRESS}?follow=draft").status_code == 404
    assert client.post(ADDRESS).status_code == 404


def test_staff_do_not_follow(client, press, meeting):
    client.force_login(press)
    assert "by email" not in client.get(meeting.get_absolute_url()).content.decode()
    assert "Staff do not follow" in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"follow": meeting.slug}).status_code == 403
    with pytest.raises(PermissionDenied):
        following.follow(press, None)


def test_nobody_sees_or_stops_what_others_follow(client, david, stranger, meeting):
    following.follow(david, meeting)
    client.force_login(stranger)
    assert meeting.title not in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"stop": meeting.slug})
    assert names(david) == [meeting.slug]


@pytest.mark.parametrize("followed", ["meeting", None])
def test_one_row_a_person_and_event_and_one_for_the_calendar(david, request, followed):
    what = followed and request.getfixturevalue(followed)
    Following.objects.create(user=david, event=what)
    with pytest.raises(IntegrityError), transaction.atomic():
        Following.objects.create(user=david, event=what)


def test_two_clicks_at_once_make_one(transactional, django_user_model):
    david = django_user_model.objects.create_user("david", "david@example.org")

    def click():
        following.follow(david, None)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Following.objects.count() == 1


def test_the_list_asks_the_same_however_much_one_follows(client, david, press, django_assert_max_num_queries):
    for number in range(6):
        following.follow(david, event(f"meeting-{number}", by=press))
    client.force_login(david)
    with django_assert_max_num_queries(4):
        assert client.get(ADDRESS).content.decode().count('name="stop"') == 6


# --- From a letter ---


@pytest.mark.both_databases
@pytest.mark.parametrize("what", ["event", "calendar"])
def test_a_letters_link_asks_and_its_button_stops_exactly_that_following(client, david, stranger, meeting, what):
    for user in (david, stranger):
        following.follow(user, meeting)
        following.follow(user, None)
    followed, kept = (meeting, [None]) if what == "event" else (None, [meeting.slug])
    link = "/" + link_of(david, followed)

    for _scanner in range(2):
        answer = client.get(link)
        assert "<button" in answer.content.decode()
    assert len(names(david)) == 2
    for _again in range(2):
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "These letters are stopped." in answer.content.decode()
        assert names(david) == kept
    assert len(names(stranger)) == 2
    assert "These letters are stopped." in client.get(link).content.decode()


def test_the_one_click_needs_no_cookie_and_leaves_none(meeting, david):
    following.follow(david, meeting)
    strict = Client(enforce_csrf_checks=True)
    link = "/" + link_of(david, meeting)
    answer = strict.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, names(david)) == (200, [])
    assert "sessionid" not in answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert strict.put(link).status_code == 405


def test_it_works_for_an_account_that_was_disabled_and_speaks_its_language(client, david, meeting):
    following.follow(david, meeting)
    david.is_active, david.language = False, "fr"
    david.save()
    answer = client.post("/" + link_of(david, meeting))
    assert (answer.status_code, names(david)) == (200, [])


def test_a_forged_or_dead_link_says_plainly_that_it_stops_nothing(client, david, press):
    other = event("other", by=press)
    following.follow(david, other)
    link = "/" + link_of(david, other)
    signature = link.rstrip("/").rsplit(".", 1)[1]
    forged = (
        f"/events/following/stop/{david.pk}-0.{signature}/", link[:-4] + "/", "/events/following/stop/nonsense/",
        f"/events/following/stop/{david.pk}-{other.pk}/",
    )  # fmt: skip
    for address in forged:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 404
            assert "This link stops nothing." in answer.content.decode()
    assert names(david) == ["other"]
    publishing.unpublish(other, by=press)
    other.advisories.all().delete()
    other.delete()
    assert client.get(link).status_code == 404
