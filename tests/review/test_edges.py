"""What officers and representatives meet at the edges: cancelled and moved events, numbers beyond all bounds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.timeline import timeline_of
from adhoc.models import EventRegistration
from events import publishing
from tests.factories.adhoc import event_registration
from tests.factories.events import summit_away

BEYOND = "9" * 26


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("adhoc_eventregistration", f"event={BEYOND}"),
        ("adhoc_lateadmission", f"event={BEYOND}"),
        ("events_event", f"starts_on__year={BEYOND}"),
    ],
)
def test_a_number_beyond_all_bounds_in_a_filter_is_no_error(client, officer, name, query):
    client.force_login(officer)

    answer = client.get(reverse(f"admin:{name}_changelist") + "?" + query, follow=True)

    assert answer.status_code == 200


def test_b3_nothing_is_awaited_once_the_event_is_cancelled(anna, press):
    summit = summit_away(by=press)
    registration = event_registration(anna, summit)
    publishing.cancel(summit, by=press, at=timezone.now(), words="Called off.")

    entries = timeline_of(EventRegistration.objects.get(pk=registration.pk), anna)

    assert [entry.place for entry in entries][-1] == "now"
    assert "cancelled" in str(entries[-1].title)


def test_p7_an_event_moved_into_the_past_is_told_to_those_registered(anna, press):
    summit = summit_away(by=press)
    event_registration(anna, summit)
    summit.refresh_from_db()
    gone = timezone.localdate() - timedelta(days=30)
    summit.starts_on = summit.ends_on = gone
    summit.registration_opens_at = summit.registration_deadline = None
    summit.save()

    publishing.publish_next_version(summit, by=press, at=timezone.now(), changes_en="The days", changes_fr="Les jours")
    fan_out()

    assert OutboxMail.objects.filter(notice="adhoc.advisory_updated", recipient=anna).count() == 1
