"""The press verdict is recorded by name, moves nothing and tells nobody; approving before the answer needs a reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from accreditation_portal.review.timeline import timeline_of
from adhoc.models import EventRegistration, MediaStatusLine
from adhoc.models.media_status import ACCEPTED_IN
from tests.adhoc.conftest import verification_staff
from tests.factories.adhoc import event_registration
from tests.factories.verification import accepted, answered, batch_of

NO_REASON = "Say in the internal note why you approve all the same"


def page_of(case):
    return reverse("admin:adhoc_eventregistration_change", args=[case.pk])


def send(client, case, act="accept", **more):
    values = {"act": act, "seen": case.latest_decision_id, **more}
    address = reverse("admin:adhoc_eventregistration_media_status", args=[case.pk])
    return client.post(address, values, follow=True)


@pytest.mark.both_databases
def test_p12_an_officer_accepts_the_media_status_and_nothing_else_happens(client, anna, officer, checked):
    case = event_registration(anna, checked)
    before = (case.state, case.state_since, case.decisions.count(), OutboxMail.objects.count())
    client.force_login(officer)

    page = send(client, case)

    case.refresh_from_db()
    assert "Recorded: media status accepted" in page.content.decode()
    assert case.media_status_accepted_by == officer
    assert case.media_status_accepted_at
    assert before == (case.state, case.state_since, case.decisions.count(), OutboxMail.objects.count())
    entry = next(entry for entry in timeline_of(case, officer) if entry.title == "Media status accepted")
    assert entry.who == officer.shown_name
    assert "Media status" not in " ".join(str(entry.title) for entry in timeline_of(case, anna))


def test_two_clicks_record_it_once(client, anna, officer, checked):
    case = event_registration(anna, checked)
    client.force_login(officer)

    send(client, case)
    again = send(client, case)

    assert "recorded already" in again.content.decode()
    assert MediaStatusLine.objects.count() == 1


@pytest.mark.both_databases
def test_it_is_taken_back_with_a_reason_that_officers_read(client, anna, officer, checked):
    case = accepted(anna, checked, officer)
    client.force_login(officer)

    refused = send(client, case, "take_back", reason="  ")
    assert "Say why it is taken back" in refused.content.decode()
    case.refresh_from_db()
    assert case.media_status_accepted_at
    send(client, case, "take_back", reason="The editor\r\ncalled.")

    case.refresh_from_db()
    assert (case.media_status_accepted_at, case.media_status_accepted_by) == (None, None)
    assert [line.accepted for line in case.media_status_lines.order_by("pk")] == [True, False]
    story = client.get(reverse("admin:adhoc_eventregistration_story", args=[case.pk])).content.decode()
    assert "Media status no longer accepted" in story
    assert "The editor" in story


def test_who_is_in_a_batch_stays_accepted(anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    batch_of(checked, verifier)

    with pytest.raises(StepRefused, match="holds this person already"):
        case.take_back_media_status(by=officer, reason="Too late.")


@pytest.mark.parametrize("state", [state for state in State if state not in ACCEPTED_IN])
def test_a_case_that_is_not_or_no_longer_before_the_office_is_not_accepted(anna, officer, checked, state):
    case = event_registration(anna, checked, at=state, officer=officer) if state not in (State.REVOKED,) else None
    if case is None:
        case = event_registration(anna, checked)
        case.approve(by=officer, note="Known for years.")
        case.revoke(by=officer, words="Left.")

    with pytest.raises(StepRefused):
        case.accept_media_status(by=officer)


def test_nobody_is_accepted_for_an_event_whose_media_nobody_checks(anna, officer, away):
    with pytest.raises(StepRefused, match="do not check"):
        event_registration(anna, away).accept_media_status(by=officer)


def test_only_officers_accept_and_on_the_case_as_it_is(anna, officer, press, passoffice, checked):
    case = event_registration(anna, checked)
    for user in (anna, press, passoffice, verification_staff("verifier-only")):
        with pytest.raises(PermissionDenied):
            case.accept_media_status(by=user)
    with pytest.raises(SettledMeanwhile):
        case.accept_media_status(by=officer, seen=case.latest_decision_id - 1)
    assert not MediaStatusLine.objects.exists()


@pytest.mark.parametrize("seen", ["", "-1", "nonsense", "9" * 5000])
def test_a_page_that_says_nothing_of_what_it_showed_records_nothing(client, anna, officer, checked, seen):
    case = event_registration(anna, checked)
    client.force_login(officer)

    assert "the case has changed meanwhile" in send(client, case, seen=seen).content.decode()
    assert not MediaStatusLine.objects.exists()


def test_the_database_knows_no_verdict_without_who_and_when(anna, officer, checked):
    case = event_registration(anna, checked)
    for half in ({"media_status_accepted_at": timezone.now()}, {"media_status_accepted_by": officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EventRegistration.objects.filter(pk=case.pk).update(**half)
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaStatusLine.objects.create(registration=case, accepted=False, at=timezone.now(), by=officer)


def test_the_list_finds_who_is_accepted_and_in_no_batch(client, anna, bruno, stranger, officer, checked, verifier):
    accepted(anna, checked, officer)
    batch_of(checked, verifier)
    waiting = accepted(bruno, checked, officer)
    event_registration(stranger, checked)
    client.force_login(officer)

    page = client.get(reverse("admin:adhoc_eventregistration_changelist") + "?state=accepted")

    assert [case.pk for case in page.context["cl"].result_list] == [waiting.pk]


# Approving without "cleared" ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", [None, "", "not cleared", "more information"])
def test_p12_approving_whom_the_authorities_have_not_cleared_needs_a_reason(anna, officer, checked, verifier, result):
    case = event_registration(anna, checked)
    if result is not None:
        case.accept_media_status(by=officer)
        batch = batch_of(checked, verifier)
        if result:
            answered(batch, verifier, **{case.reference: result})

    for note in ("", "  \n"):
        with pytest.raises(StepRefused, match=NO_REASON):
            case.approve(by=officer, note=note)
    assert case.decisions.filter(step="approve").count() == 0
    case.approve(by=officer, note="The ministry vouches for her.")
    assert case.state == State.APPROVED


def test_p12_whom_they_cleared_is_approved_without_a_word(anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    answered(batch_of(checked, verifier), verifier, **{case.reference: "cleared"})
    assert case.state == State.SUBMITTED

    case.approve(by=officer)

    assert case.state == State.APPROVED


def test_cleared_holds_for_the_data_that_were_checked(anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    answered(batch_of(checked, verifier), verifier, **{case.reference: "cleared"})
    anna.representative.document_number = "ANOTHER"
    anna.representative.save()
    case.correct(by=anna)

    assert case.verification().name == "changed"
    with pytest.raises(StepRefused, match=NO_REASON):
        case.approve(by=officer)


def test_where_nobody_checks_the_media_nothing_is_asked(anna, officer, away, django_assert_num_queries):
    case = event_registration(anna, away)
    with django_assert_num_queries(0):
        assert case.note_wanted("approve") is None

    case.approve(by=officer)

    assert case.state == State.APPROVED


def test_the_form_asks_for_the_reason_and_shows_the_letter_all_the_same(client, anna, officer, checked):
    case = event_registration(anna, checked)
    client.force_login(officer)
    page = client.get(page_of(case))
    assert page.context["letter"] is not None
    sent = {"step": "approve", "act": "take", "seen": case.latest_decision_id}
    form = next(form for form in page.context["forms"] if form.step.name == "approve")
    sent |= {name: "met" for name in form.fields if name.startswith("verdict_")}

    refused = client.post(page_of(case), sent)
    assert NO_REASON in refused.content.decode()
    client.post(page_of(case), sent | {"note": "They answer tomorrow."})

    case.refresh_from_db()
    assert case.state == State.APPROVED
    assert case.decisions.get(step="approve").note == "They answer tomorrow."


# What is read where ---------------------------------------------------------------------------------------------------


def test_p12_the_applicant_reads_since_when_and_never_what_was_answered(client, anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    page = reverse("adhoc:registration", args=[case.shown_reference])
    client.force_login(anna)
    assert "With the authorities" not in client.get(page).content.decode()
    letters = OutboxMail.objects.count()

    batch = batch_of(checked, verifier)
    assert "With the authorities since " in client.get(page).content.decode()
    answered(batch, verifier, **{case.reference: "not cleared"})

    read = client.get(page).content.decode()
    assert "uthorities since" not in read
    assert "leared" not in read
    assert OutboxMail.objects.count() == letters


def test_who_withdrew_reads_nothing_of_authorities(client, anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    batch_of(checked, verifier)
    case.withdraw(by=anna)
    client.force_login(anna)

    page = client.get(reverse("adhoc:registration", args=[case.shown_reference])).content.decode()

    assert "With the authorities" not in page


def test_officers_read_the_result_and_who_makes_batches_the_batch(client, anna, officer, officer2, checked, verifier):
    case = accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    answered(batch, verifier, **{case.reference: "more information"})
    officer2.groups.add(*verifier.groups.all())

    pages = {}
    for user in (officer, officer2):
        client.force_login(user)
        pages[user] = client.get(page_of(case)).content.decode()

    assert all("More information" in page and "Media status accepted by" in page for page in pages.values())
    assert batch.get_absolute_url() not in pages[officer]
    assert batch.get_absolute_url() in pages[officer2]


def test_the_case_page_costs_a_bounded_number_of_queries(
    client, anna, officer, checked, verifier, django_assert_max_num_queries
):
    case = accepted(anna, checked, officer)
    answered(batch_of(checked, verifier), verifier, **{case.reference: "cleared"})
    client.force_login(officer)
    client.get(page_of(case))

    with django_assert_max_num_queries(62):
        client.get(page_of(case))
