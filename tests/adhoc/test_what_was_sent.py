"""Officers judge, and letters name, what was sent: never what only lies in the draft of an answer."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item
from adhoc.models import EventRegistration, LateAdmission
from events import publishing
from tests.adhoc.conftest import scan
from tests.factories.adhoc import event_registration
from tests.factories.events import event


def answer(client, registration, **fields):
    client.post(reverse("adhoc:complete", args=[registration.shown_reference]), fields)
    return EventRegistration.objects.get(pk=registration.pk)


def verdict_of(registration, name):
    return next(a.verdict for a in registration.answers(timezone.localdate()) if a.criterion.name == name)


@pytest.mark.both_databases
def test_b1_a_removal_that_was_not_sent_changes_no_verdict(as_anna, anna, away):
    registration = event_registration(anna, away)
    attached = registration.attachments.get(kind="identity")

    registration = answer(as_anna, registration, step="correct", remove=str(attached.document_id))

    assert attached.document_id in registration.attachments.handed_in().values_list("document_id", flat=True)
    assert verdict_of(registration, "proof_of_identity") == "for_officer"


def test_s24_a_letter_names_no_file_that_was_not_sent(as_anna, anna, away, officer):
    registration = event_registration(anna, away)
    answer(as_anna, registration, step="correct", keep="1", identity=[scan("unsent.jpg", (333, 444))])
    registration.request_information(by=officer, items=[Item.PURPOSE], words="What for?")

    answer(as_anna, registration, step="complete", send="1", purpose="The closing press conference.")

    letter = OutboxMail.objects.get(notice="adhoc.completed")
    assert "unsent" not in letter.text
    assert "identity.jpg" in letter.text


def test_b12_an_officer_who_completes_sends_nothing_in_the_persons_stead(as_anna, anna, away, officer):
    registration = event_registration(anna, away)
    registration.request_information(by=officer, items=[Item.PROFESSION], words="Please.")
    handed_in = set(registration.attachments.handed_in().values_list("pk", flat=True))
    answer(as_anna, registration, step="complete", keep="1", profession=[scan("unsent.jpg", (333, 444))])

    registration.complete(by=officer, note="The letter came by post.")

    assert set(registration.attachments.handed_in().values_list("pk", flat=True)) == handed_in
    assert registration.attachments.filter(handed_in_at=None).count() == 1


def test_b14_completing_something_else_hides_no_change_of_identity(anna, away, officer):
    registration = event_registration(anna, away)
    person = anna.representative
    person.family_name, person.identity_changed_at = "Janssens", timezone.now()
    person.save()
    registration.request_information(by=officer, items=[Item.PURPOSE], words="What for?")
    registration.complete(by=anna)
    registration.approve(by=officer)

    assert registration.family_name == "Peeters"
    assert list(EventRegistration.objects.with_identity_changed()) == [registration]


def test_p1_who_was_admitted_stays_late_where_there_is_no_deadline(anna, officer, press):
    today = timezone.localdate()
    running = event(
        "running", by=press, at_headquarters=False, annual_accreditation_suffices=False, registration_deadline=None,
        starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=2), starts_time=None, ends_time=None,
    )  # fmt: skip
    LateAdmission.objects.create(event=running, representative=anna.representative, by=officer, reason="Substitute.")
    registration = event_registration(anna, running)
    assert registration.late

    running.city = "Elsewhere"
    running.save()
    publishing.publish_next_version(running, by=press, at=timezone.now(), changes_en="The city", changes_fr="La ville")

    registration.refresh_from_db()
    assert registration.late
    assert registration.admission is not None


@pytest.mark.parametrize("length", [10, 120])
def test_p7_an_event_of_any_address_can_be_updated(anna, press, length):
    long = event("x" * length, by=press)
    event_registration(anna, long)

    long.city = "Elsewhere"
    long.save()
    publishing.publish_next_version(long, by=press, at=timezone.now(), changes_en="The city", changes_fr="La ville")
    fan_out()

    assert len(OutboxMail.objects.get(notice="adhoc.advisory_updated").key) <= 120


def test_limits_that_still_run_are_not_thrown_away(db):
    cache.set("limit:first", 5, 600)
    for number in range(310):
        cache.set(f"limit:{number}", 1, 600)

    assert cache.get("limit:first") == 5
