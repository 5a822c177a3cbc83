"""The demo events: real advisories, moved in time."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events import demo
from events.deadlines import Registration
from events.models import CollectionPoint, Event, MediaAdvisory, ProgrammeItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished(press):
    demo.furnish()
    return {event.slug: event for event in Event.objects.all()}


def test_the_six_advisories_stand_where_the_demo_needs_them(furnished):
    now = timezone.now()
    states = {slug: event.registration(now) for slug, event in furnished.items()}

    assert states == {
        "madrid-summit": Registration.OPEN,
        "washington-summit": Registration.OPEN,
        "leaders-meeting-london": Registration.LATE,
        "brussels-summit": Registration.OPEN,
        "foreign-ministers-meeting": Registration.OPEN,
        "pre-ministerial-press-conference": Registration.CLOSED,
    }
    assert furnished["washington-summit"].late == "refused"
    assert furnished["pre-ministerial-press-conference"].is_over(now)
    assert furnished["foreign-ministers-meeting"].annual_accreditation_suffices
    assert not furnished["brussels-summit"].annual_accreditation_suffices
    assert furnished["brussels-summit"].at_headquarters
    assert timedelta(days=20) < furnished["madrid-summit"].registration_deadline - now < timedelta(days=24)


def test_dates_of_the_real_meetings_are_dropped_from_titles_and_texts(furnished):
    titles = [*Event.objects.values_list("title_en", "title_fr", "text_en", "text_fr")]
    titles += [*MediaAdvisory.objects.values_list("title_en", "title_fr")]

    for text in (text for row in titles for text in row):
        assert not re.search(rf"\b(19|20)\d\d\b|\d\s+({demo.MONTHS})", text), text
    assert Event.objects.get(slug="washington-summit").advisories.get().title.endswith("Summit - Washington DC")


def test_b5_whatever_is_shown_of_them_stands_in_both_languages(furnished):
    texts = {
        f"{row._meta.label} {row.pk} {name}": (getattr(row, f"{name}_en"), getattr(row, f"{name}_fr"))
        for rows, names in (
            (Event.objects.all(), ("title", "text")), (MediaAdvisory.objects.all(), ("title", "changes")),
            (ProgrammeItem.objects.all(), ("title",)), (CollectionPoint.objects.all(), ("bring",)),
        )
        for row in rows
        for name in names
    }  # fmt: skip

    assert [place for place, (english, french) in texts.items() if bool(english) != bool(french)] == []


def test_versions_are_never_dated_in_the_future_and_the_newest_is_published(furnished):
    today = timezone.localdate()
    for event in furnished.values():
        versions = list(event.advisories.order_by("number"))
        assert all(version.issued_on <= today for version in versions)
        assert [v.issued_on for v in versions] == sorted(v.issued_on for v in versions)
        assert versions[-1].published_by.username == "press"
        assert versions[-1].snapshot["title_en"] == event.title_en
        assert all(version.snapshot is None for version in versions[:-1])


def test_programme_and_collection_days_move_with_the_event(furnished):
    washington = furnished["washington-summit"]
    first = washington.starts_on
    days = washington.collection_points.get().hours.order_by("day").values_list("day", flat=True)
    assert list(days) == [first - timedelta(days=1), first, first + timedelta(days=1)]
    assert {item.day - first for item in washington.programme.all()} == {timedelta(days=n) for n in (0, 1, 2)}


def test_furnishing_twice_does_nothing(furnished):
    demo.furnish()
    assert Event.objects.count() == 6
