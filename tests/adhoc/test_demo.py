"""The demo's registrations, and an event whose media the authorities check, in every standing."""

import pytest
from django.urls import reverse

from adhoc import demo
from adhoc.models import EventRegistration
from events import demo as events
from events.models import Event
from profiles import demo as people
from profiles.models import User


@pytest.fixture
def furnished(db):
    for room in (people, events, demo):
        room.furnish()


def test_the_checked_event_shows_every_standing(furnished, client):
    checked = Event.objects.get(authorities_check_media=True)
    cases = EventRegistration.objects.filter(event=checked).select_related("event", "representative__user")
    client.force_login(User.objects.get(username="officer2"))

    found = {case.representative.user.username: case.verification().name for case in cases}
    page = client.get(reverse("admin:adhoc_verificationbatch_event", args=[checked.pk]))

    assert found == {
        "anna": "not_accepted", "eva": "not_sent", "greta": "with_authorities", "ines": "with_authorities",
        "jonas": "cleared",
    }  # fmt: skip
    assert {each.registration.representative.user.username: each.kind for each in page.context["shown"]} == {
        "eva": "new", "ines": "changed",
    }  # fmt: skip
