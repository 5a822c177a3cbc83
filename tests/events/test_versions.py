"""What changed between two versions of an advisory (P7)."""

import json
from datetime import date, time

import pytest
from django.utils import translation

from events.models import CollectionHours
from events.publishing import state_of
from events.versions import Change, differences, digest, facts
from tests.factories.events import summit_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def summit():
    return summit_away(
        starts_on=date(2026, 7, 7), ends_on=date(2026, 7, 8), registration_deadline=None, city="Ankara", country="TR"
    )


def after(event, **changes):
    before = state_of(event)
    for name, value in changes.items():
        setattr(event, name, value)
    event.save()
    return before, state_of(event)


def test_a_snapshot_survives_json_and_names_one_state(summit):
    state = state_of(summit)
    assert json.loads(json.dumps(state)) == state
    assert digest(state) == digest(state_of(summit))
    before, now = after(summit, city="Istanbul")
    assert digest(before) != digest(now)


def test_nothing_changed_is_no_change(summit):
    assert differences(state_of(summit), state_of(summit)) == []
    assert differences(None, state_of(summit)) == []


def test_p7_changes_are_readable(summit):
    before, now = after(summit, starts_on=date(2026, 7, 8), starts_time=time(9), late="flagged", city="Istanbul")
    assert differences(before, now) == [
        Change(
            "When", "Tuesday 7 July 2026 to Wednesday 8 July 2026", "Wednesday 8 July 2026, 09:00, Madrid time (UTC+2)"
        ),
        Change("City", "Ankara", "Istanbul"),
        Change("Late requests", "Refused", "Accepted and marked late"),
    ]


def test_p7_changes_are_in_the_reader_s_language(summit):
    before, now = after(summit, starts_on=date(2026, 7, 8))
    with translation.override("fr"):
        assert "mardi 7 juillet 2026" in differences(before, now)[0].before


def test_p7_the_programme_is_compared_item_by_item(summit):
    before = state_of(summit)
    summit.programme.filter(title_en="Gala dinner").delete()
    summit.programme.filter(title_en="Working session").update(starts_time=time(9))
    summit.programme.create(day=summit.starts_on, title_en="Closing", access="open")
    changed = {change.label: change for change in differences(before, state_of(summit))}

    assert changed["Programme: Gala dinner"].after == ""
    assert "By invitation" in changed["Programme: Gala dinner"].before
    assert changed["Programme: Closing"].before == ""
    assert "10:00–13:00" in changed["Programme: Working session"].before
    assert "09:00–13:00 · Pool only (Photographer)" in changed["Programme: Working session"].after


def test_p7_two_items_of_one_name_are_told_apart(summit):
    summit.programme.create(day=date(2026, 7, 8), title_en="Working session", access="open")
    before = state_of(summit)
    summit.programme.filter(day=date(2026, 7, 8)).update(starts_time=time(15))
    assert [change.label for change in differences(before, state_of(summit))] == ["Programme: Working session"]


def test_p7_hours_of_collection_are_compared(summit):
    before = state_of(summit)
    CollectionHours.objects.create(
        point=summit.collection_points.get(), day=date(2026, 7, 8), opens=time(8), closes=time(9)
    )
    (change,) = differences(before, state_of(summit))
    assert change.label == "Collection point: Media office"
    assert "08:00–09:00" in change.after
    assert "08:00–09:00" not in change.before


def test_every_fact_of_a_snapshot_is_in_words(summit):
    words = {fact.label: fact.value for fact in facts(state_of(summit)).values()}
    assert words["Country"] == "Türkiye"
    assert words["At the Headquarters"] == "No"
    assert words["State"] == "Announced"
    assert words["Required attachments"] == "proof of identity, proof of profession"
