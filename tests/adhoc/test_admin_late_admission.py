"""An officer admits a named person after the deadline, with a reason (P1)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from adhoc.models import LateAdmission
from tests.factories.adhoc import event_registration
from tests.factories.events import event

ADD = reverse("admin:adhoc_lateadmission_add")


@pytest.fixture
def closed(press):
    """An event whose registration is closed since yesterday."""
    return event("closed", by=press, registration_deadline=timezone.now() - timedelta(days=1))


def admitted(client, meeting, person, reason="In place of a colleague."):
    return client.post(ADD, {"event": meeting.pk, "person": person, "reason": reason}, follow=True).content.decode()


@pytest.mark.both_databases
@pytest.mark.parametrize("person", ["anna", "ANNA", "Anna@Example.org"])
def test_p1_an_admitted_person_registers_after_the_deadline_and_is_marked(client, officer, anna, closed, person):
    client.force_login(officer)

    page = admitted(client, closed, person)

    told = OutboxMail.objects.get(recipient=anna, notice="adhoc.admitted")
    assert reverse("adhoc:register", args=[closed.slug]) in told.text
    assert "colleague" not in told.text
    case = event_registration(anna, closed)
    assert "Anna Peeters can now register" in page
    assert (case.late, case.admission.by, case.admission.reason) == (True, officer, "In place of a colleague.")
    desk = client.get(reverse("admin:adhoc_eventregistration_change", args=[case.pk])).content.decode()
    assert "In place of a colleague." in desk


def test_p1_an_admission_is_refused_with_its_reason_and_keeps_what_was_typed(client, officer, anna, david, closed):
    client.force_login(officer)

    assert "Nobody with a profile" in admitted(client, closed, "david")
    assert "Nobody with a profile" in admitted(client, closed, "officer")
    assert "This field is required" in admitted(client, closed, "anna", reason="  ")
    admitted(client, closed, "anna")
    page = admitted(client, closed, "anna", reason="Once more, <b>please</b>.")
    assert "was admitted already, by officer" in page
    assert "Once more, &lt;b&gt;please&lt;/b&gt;." in page
    event_registration(anna, closed)
    assert "registered for this event already" in admitted(client, closed, "anna")
    assert LateAdmission.objects.count() == 1


def test_p1_nobody_is_admitted_to_what_is_over_cancelled_or_unpublished(client, officer, anna, press):
    cancelled = event("cancelled", by=press)
    cancelled.cancelled_at, cancelled.cancelled_by = timezone.now(), press
    cancelled.save()
    client.force_login(officer)

    for meeting in (cancelled, event("hidden", published=False)):
        assert "Select a valid choice" in admitted(client, meeting, "anna")


def test_p1_an_admission_is_neither_changed_nor_taken_back(client, officer, anna, closed):
    client.force_login(officer)
    admitted(client, closed, "anna")
    row = LateAdmission.objects.get()

    client.post(reverse("admin:adhoc_lateadmission_change", args=[row.pk]), {"reason": "Other"})
    gone = client.post(reverse("admin:adhoc_lateadmission_delete", args=[row.pk]), {"post": "yes"})

    row.refresh_from_db()
    assert (row.reason, gone.status_code) == ("In place of a colleague.", 403)
    assert "Peeters" in client.get(reverse("admin:adhoc_lateadmission_changelist")).content.decode()
