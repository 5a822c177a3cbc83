"""The numbers of the start page: exact where somebody works through them, and never a count of everything."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accreditation_portal.review import waiting
from accreditation_portal.review.assignment import assign
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.events import event


def test_a_queue_is_counted_to_a_bound_and_its_oldest_is_known(client, officer, press, anna, bruno, monkeypatch):
    meeting = event(by=press)
    older, _newer = event_registration(anna, meeting), event_registration(bruno, meeting)
    monkeypatch.setattr(waiting, "MOST_COUNTED", 1)
    client.force_login(officer)

    line = waiting.line_of("Queue", EventRegistration.objects.for_review(timezone.now()), "/there/")

    assert (line.number.count, line.number.or_more, line.oldest) == (1, True, older.state_since)
    assert '<span class="number">1+</span>' in client.get("/admin/").content.decode()


def test_nothing_waits_since_never(db):
    line = waiting.line_of("Queue", EventRegistration.objects.all(), "/there/")

    assert (line.number.count, line.number.or_more, line.oldest, line.days) == (0, False, None, None)


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (datetime(2026, 11, 26, 11, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), 0),  # midnight in Brussels
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 14, 12, 0, tzinfo=UTC), 12),
        (datetime(2026, 11, 27, 12, 0, tzinfo=UTC), 0),  # of a clock that is ahead
    ],
)
def test_what_is_said_to_wait_since_today_came_today(moment, days):
    assert waiting.days_since(moment, datetime(2026, 11, 26, 12, 0, tzinfo=UTC)) == days


def test_the_start_page_says_what_is_mine(client, officer, officer2, press, anna, bruno):
    mine = event_registration(anna, event(by=press))
    event_registration(bruno, mine.event)
    assign(EventRegistration, [mine.pk], to=officer, by=officer2)
    client.force_login(officer)

    panel = next(panel for panel in client.get("/admin/").context["panels"] if panel.title == "Registrations")

    numbers = {str(line.label): line.number for line in panel.lines}
    assert numbers["Of these, assigned to me"].count == 1
    found = client.get(numbers["Of these, assigned to me"].url).context["cl"].result_list
    assert [case.pk for case in found] == [mine.pk]
