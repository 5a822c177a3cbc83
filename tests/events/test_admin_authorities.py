"""That authorities check an event's media is said in its form, and stays inside (P12)."""

import pytest

from tests.events.test_admin import change, errors, fields
from tests.factories.events import event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, press):
    client.force_login(press)
    return client


def test_p12_that_authorities_check_the_media_is_said_inside_and_is_no_new_version(desk, press):
    meeting = event(by=press)
    before = meeting.advisories.count()

    answer = desk.post(change(meeting), fields(desk, change(meeting)) | {"authorities_check_media": "on"})

    assert answer.status_code == 302, errors(answer)
    meeting.refresh_from_db()
    assert meeting.authorities_check_media
    assert meeting.advisories.count() == before
    assert "authorities_check_media" not in meeting.advisories.latest("number").snapshot


def test_p12_a_page_of_before_does_not_take_it_back(desk, press):
    meeting = event(by=press)
    older = fields(desk, change(meeting))
    desk.post(change(meeting), older | {"authorities_check_media": "on"})

    assert "Somebody else saved this event" in errors(desk.post(change(meeting), older))
    meeting.refresh_from_db()
    assert meeting.authorities_check_media
