"""Where another event's accreditation covers this one (P14)."""

import pytest

from events.models import Event
from tests.factories import events as stage


@pytest.fixture
def covered(away, press):
    return stage.event("press-conference", by=press, accredited_with=away)


def test_p14_the_page_links_to_the_event_that_covers_this_one(client, away, covered):
    assert f'href="{away.get_absolute_url()}"' in client.get(covered.get_absolute_url()).content.decode()


@pytest.mark.both_databases
def test_s23_no_page_links_to_an_event_that_is_not_published(client, anna, away, covered):
    Event.objects.filter(pk=away.pk).update(published_at=None, published_by=None)
    client.force_login(anna)

    for address in (covered.get_absolute_url(), f"{covered.get_absolute_url()}register/"):
        html = client.get(address, follow=True).content.decode()
        assert "covers this event" in html
        assert f'href="{away.get_absolute_url()}"' not in html
