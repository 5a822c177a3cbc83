"""A case of either kind, in any state."""

import pytest
from django.utils import timezone

from accreditation_portal.review.states import State
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original
from tests.factories.events import event
from tests.factories.profiles import organisation, representative


@pytest.fixture
def case_at(anna, officer, press):
    """Make anna's case of a kind, in a state."""

    def made(kind, state):
        if kind == "annual":
            request = annual_request(anna, at=state, officer=officer)
            if state in (State.SUBMITTED, State.INFORMATION_REQUESTED):
                original(request, officer)  # so that the state alone says what is open
            return request
        return event_registration(anna, event(by=press), at=state, officer=officer)

    return made


@pytest.fixture
def meeting(press):
    return event(by=press)


@pytest.fixture
def three(meeting, officer):
    """Three registrations of people whose newspaper is known to be one."""
    paper = organisation("Paper", standing="bona_fide", standing_by=officer, standing_at=timezone.now())
    return [event_registration(representative(name, organisation=paper), meeting) for name in ("ada", "ben", "cleo")]
