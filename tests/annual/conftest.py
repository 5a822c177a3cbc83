"""Somebody who can ask for annual accreditation."""

import pytest

from tests.factories.annual import press_card


@pytest.fixture
def asked(client, anna):
    """Anna, logged in, with a valid card."""
    press_card(anna)
    client.force_login(anna)
    return client
