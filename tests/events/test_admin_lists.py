"""What the desk's lists and pages of events say in words, and how they are narrowed."""

import pytest

from tests.events.test_admin import change
from tests.factories.events import event, summit_away

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def desk(client, press):
    client.force_login(press)
    return client


def test_who_only_reads_finds_the_media_of_a_pool_in_words(client, press, officer):
    meeting = summit_away(by=press)
    meeting.programme.filter(title_en="Gala dinner").update(access="pool", media=["photographer", "videographer"])
    client.force_login(officer)

    page = client.get(change(meeting)).text

    assert "Photographer, Videographer" in page
    assert "[&quot;photographer" not in page


def test_the_list_is_narrowed_to_what_is_published(desk, press):
    seen, unseen = event("seen", by=press), event("unseen")

    def listed(query: str) -> set:
        return {each.slug for each in desk.get(f"/admin/events/event/{query}").context["cl"].result_list}

    assert listed("?publication=published") == {seen.slug}
    assert listed("?publication=not") == {unseen.slug}
    assert listed("?publication=other") == listed("") == {seen.slug, unseen.slug}


def test_the_part_of_the_desk_bears_its_name_alone(desk):
    page = desk.get("/admin/events/").text

    assert "<h1>What media representatives can cover</h1>" in page
