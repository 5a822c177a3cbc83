"""What a press officer sees before a version is published: what it says, and whom it reaches (P7, P13)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accreditation_portal.notifications.models import Mailing
from accreditation_portal.review.states import State
from events import following
from tests.events.test_admin import change, desk, errors, fields, saved  # noqa: F401
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event, summit_away

pytestmark = pytest.mark.django_db

WORDS = {"changes_en": "The rule.", "changes_fr": "La règle."}


def told_on(page) -> list[int]:
    return [int(number) for number in re.findall(r"<td><strong>(\d+)</strong></td>", page)]


@pytest.fixture
def concerned(anna, bruno, stranger, david, officer, press):
    """A ministerial: anna is covered, bruno registered, david and stranger follow."""
    meeting = event("ministerial", by=press)
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    today = timezone.localdate()
    type(request).objects.filter(pk=request.pk).update(valid_from=today, valid_until=today + timedelta(days=99))
    event_registration(bruno, meeting)
    following.follow(david, meeting)
    following.follow(stranger, None)
    following.follow(stranger, meeting)
    return meeting


def test_p7_a_save_shows_first_what_would_be_published_and_saves_nothing(desk, press):  # noqa: F811
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting)) | WORDS | {"city": "Toledo", "programme-0-place_en": "Hall"}
    waiting = Mailing.objects.count()
    page = desk.post(change(meeting), sent).content.decode()

    assert "Nothing is saved yet" in page
    for words in ("Madrid", "Toledo", "Programme: ", "Hall"):
        assert words in page
    meeting.refresh_from_db()
    assert (meeting.city, meeting.advisories.count(), Mailing.objects.count()) == ("Madrid", 1, waiting)
    assert saved(desk, meeting, sent).status_code == 302
    assert meeting.advisories.count() == 2


def test_what_was_typed_comes_back_in_the_form(desk, press):  # noqa: F811
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting)) | WORDS | {"city": "Toledo"}
    kept = desk.post(change(meeting), sent).context["kept"]
    back = dict(kept) | {"back": "1"}
    page = desk.post(change(meeting), back)

    assert "Nothing is published yet" in errors(page)
    assert page.context["adminform"].form["city"].value() == "Toledo"
    assert page.context["adminform"].form["changes_fr"].value() == "La règle."
    again = {name: value for name, value in back.items() if name != "back"}
    assert saved(desk, meeting, again).status_code == 302


def test_b7_what_was_confirmed_is_what_is_published(desk, press):  # noqa: F811
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting)) | WORDS | {"city": "Toledo"}
    state = desk.post(change(meeting), sent).context["state"]
    other = desk.post(change(meeting), sent | {"city": "Burgos", "confirmed": state})
    assert "Nothing is saved yet" in other.content.decode()
    assert meeting.advisories.count() == 1


def test_p13_the_press_officer_sees_how_many_are_told_before_publishing(desk, concerned):  # noqa: F811
    sent = fields(desk, change(concerned)) | WORDS
    sent.pop("annual_accreditation_suffices")
    page = desk.post(change(concerned), sent).content.decode()
    assert "Holders of annual accreditation who lose cover and must register" in page
    assert told_on(page) == [1, 1, 2]


def test_p13_and_before_cancelling_and_before_the_first_publication(desk, concerned, press):  # noqa: F811
    page = desk.get(f"/admin/events/event/{concerned.pk}/cancel/").content.decode()
    assert "Holders of annual accreditation who were covered" in page
    assert told_on(page) == [1, 1, 2]
    draft = event("draft")
    assert told_on(desk.get(f"/admin/events/event/{draft.pk}/publish/").content.decode()) == [1]
    assert told_on(desk.get(f"/admin/events/event/{concerned.pk}/unpublish/").content.decode()) == []


@pytest.mark.parametrize(
    ("act", "reason"),
    [("publish", "press published this event on"), ("unpublish", "It cannot be taken back: there are")],
)
def test_what_cannot_be_done_is_said_before_anybody_tries(desk, concerned, act, reason):  # noqa: F811
    page = desk.get(f"/admin/events/event/{concerned.pk}/{act}/").text

    assert reason in page
    assert 'type="submit" class="default"' not in page
