"""A case of either kind, in any state."""

import pytest

from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event


@pytest.fixture
def case_at(anna, officer, press):
    """Make anna's case of a kind, in a state."""

    def made(kind, state):
        if kind == "annual":
            return annual_request(anna, at=state, officer=officer)
        return event_registration(anna, event(by=press), at=state, officer=officer)

    return made
