"""What is kept goes by itself when its time is over: in batches, recorded by kind and number, never what is needed."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data import retention
from accreditation_portal.personal_data.erasure import erase
from accreditation_portal.review.states import State
from accreditation_portal.worker import forgetting
from accreditation_portal.worker.models import Forgotten
from accreditation_portal.worker.retention import forget_what_is_over
from adhoc.models import Attachment, EventRegistration, LateAdmission, VerificationFile
from annual.models import AnnualRequest
from events.models import Event
from profiles.models import MediaRepresentative, PressCard, User
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, draft, ending, press_card, today
from tests.factories.events import event
from tests.factories.verification import accepted, batch_of

pytestmark = pytest.mark.both_databases

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def forget(name, at) -> int:
    return forgetting.carry_out({kind.name: kind for kind in forgetting.kinds()}[name], at)


def over_since(meeting, at):
    Event.objects.filter(pk=meeting.pk).update(ends_at=at, registration_deadline=at - DAY, registration_opens_at=None)


def aged(user, *, last_login):
    User.objects.filter(pk=user.pk).update(last_login=last_login, date_joined=last_login - DAY)
    return user


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_b9_drafts_go_when_nobody_touched_them_for_90_days(anna, bruno, press):
    now = timezone.now()
    with time_machine.travel(now - office.KEPT_DRAFTS - MINUTE):
        first = now.date() + 3 * DAY
        meeting = event(by=press, registration_deadline=now + DAY, starts_on=first, ends_on=first)
        old = event_registration(anna, meeting, at=State.DRAFT), draft(anna)
        worked_on = event_registration(bruno, meeting, at=State.DRAFT), draft(bruno)
        sent = annual_request(cast.representative("chloe"))
    for case in worked_on:
        case.save()
    files = Document.objects.filter(owner=anna).count()

    assert forget("registration_drafts", now) == forget("annual_drafts", now) == 1

    for case in old:
        assert not type(case).objects.filter(pk=case.pk).exists()
    for case in (*worked_on, sent):
        assert type(case).objects.filter(pk=case.pk).exists()
    assert Document.objects.filter(owner=anna).count() == files - 2  # those of the draft; the profile's photo stays


def test_b9_with_a_draft_goes_what_its_letters_said(anna, press):
    cases = event_registration(anna, event(by=press), at=State.DRAFT), draft(anna)
    for case in cases:
        OutboxMail.objects.create(recipient=anna, to=anna.email, notice="adhoc.draft_reminder", about=case.reference,
                                  language="en", subject="Anna", text="Anna", html="Anna")  # fmt: skip

    later = timezone.now() + office.KEPT_DRAFTS + MINUTE
    assert forget("registration_drafts", later) == forget("annual_drafts", later) == 1

    letters = OutboxMail.objects.filter(about__in=[case.reference for case in cases])
    assert {(mail.to, mail.subject, mail.text, mail.state) for mail in letters} == {("", "–", "", "failed")}


def test_a_draft_with_a_file_of_yesterday_is_being_worked_on(anna, press):
    now = timezone.now()
    case = event_registration(anna, event(by=press), at=State.DRAFT)
    EventRegistration.objects.filter(pk=case.pk).update(touched_at=now - 100 * DAY)
    assert forget("registration_drafts", now) == 0


# --- Documents --------------------------------------------------------------------------------------------------------


def test_b9_documents_go_30_days_after_the_event(anna, bruno, officer, press, django_capture_on_commit_callbacks):
    now, past, coming = timezone.now(), event("past", by=press), event("coming", by=press)
    old, kept = event_registration(anna, past), event_registration(bruno, coming)
    names = [attachment.document.file.name for attachment in old.attachments.all()]
    over_since(past, now - office.KEPT_DOCUMENTS - MINUTE)

    with django_capture_on_commit_callbacks(execute=True):
        assert forget("registration_documents", now) == 2

    assert not any(default_storage.exists(name) for name in names)
    assert (old.attachments.count(), kept.attachments.count()) == (0, 2)
    over_since(coming, now - office.KEPT_DOCUMENTS + MINUTE)
    assert forget("registration_documents", now) == 0


def test_b9_documents_go_30_days_after_the_end_of_the_case(anna, officer, press):
    now = timezone.now()
    registered, asked = event_registration(anna, event(by=press)), annual_request(anna)
    asked.attachments.create(kind="track_record", document=cast.document(anna, "record.jpg"), handed_in_at=now)
    registered.deny(by=officer)
    asked.deny(by=officer)
    for at, number in ((now + 30 * DAY - MINUTE, (0, 0)), (now + 31 * DAY, (2, 1))):
        assert (forget("registration_documents", at), forget("annual_documents", at)) == number


def test_a_document_that_another_case_holds_too_stays(anna, press):
    meeting = event(by=press)
    event_registration(anna, meeting, at=State.WITHDRAWN)
    again = EventRegistration.objects.draft_of(anna.representative, meeting)
    files = Document.objects.filter(owner=anna).count()
    assert forget("registration_documents", timezone.now() + 31 * DAY) == 2
    assert Document.objects.filter(owner=anna).count() == files
    assert all(attachment.document.read() for attachment in again.attachments.all())


def test_b9_files_for_the_authorities_go_30_days_after_the_event(client, anna, officer, press):
    now, meeting = timezone.now(), event(by=press, authorities_check_media=True)
    verifier = cast.staff("verifier", "Security verification")
    accepted(anna, meeting, officer)
    batch = batch_of(meeting, verifier)
    assert forget("files_for_the_authorities", now) == 0
    over_since(meeting, now - office.KEPT_DOCUMENTS - MINUTE)

    assert forget("files_for_the_authorities", now) == 1

    file = VerificationFile.objects.get()
    assert (bytes(file.content), file.removed_at) == (b"", now)
    client.force_login(verifier)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "The file was removed on" in page
    assert batch.checksum in page
    answer = client.get(reverse("admin:adhoc_verificationbatch_download", args=[batch.pk]), follow=True)
    assert "The file was removed on" in answer.content.decode()


def test_b9_files_that_belong_to_nothing_go_after_a_day(anna, press):
    now = timezone.now()
    lost = cast.document(anna, "lost.jpg", data=cast.jpeg((413, 532)))
    case = event_registration(anna, event(by=press), at=State.DRAFT)
    assert forget("abandoned_files", now) == 0
    assert forget("abandoned_files", now + DAY + MINUTE) == 1
    assert not Document.objects.filter(pk=lost.pk).exists()
    assert case.attachments.count() == 2


# --- Cases ------------------------------------------------------------------------------------------------------------


def test_b9_closed_cases_lose_their_person_after_two_years_and_stay_countable(anna, officer, press):
    now, past = timezone.now(), event("past", by=press)
    old, new = event_registration(anna, past, at=State.APPROVED, officer=officer), event_registration(
        anna, event("new", by=press))  # fmt: skip
    over_since(past, now - office.KEPT_CASES - MINUTE)

    assert forget("registrations", now) == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.family_name, old.photo, old.decided_by) == (State.APPROVED, "", None, officer)
    assert [line.step for line in old.decisions.order_by("pk")] == ["submit", "approve"]
    assert not OutboxMail.objects.filter(about=old.reference).exclude(text="").exists()
    assert (new.family_name, anna.representative.photo_id) == ("Peeters", MediaRepresentative.objects.get().photo_id)
    assert forget("registrations", now) == 0


def test_b9_annual_requests_go_two_years_after_their_end_and_never_while_in_force(anna, bruno, officer):
    now = timezone.now()
    lapsed, held = annual_request(anna, at=State.APPROVED, officer=officer), annual_request(
        bruno, at=State.APPROVED, officer=officer)  # fmt: skip
    ending(lapsed, today() - office.KEPT_CASES - DAY)
    AnnualRequest.objects.update(state_since=now - 5 * 365 * DAY)

    assert forget("annual_requests", now) == 1

    assert [request.erased_at is None for request in (AnnualRequest.objects.order_by("pk"))] == [False, True]
    assert held.representative.press_card
    assert PressCard.objects.count() == 2  # the one of the profile is in use


def test_b9_a_card_that_only_old_registrations_were_made_with_goes_with_the_last_of_them(anna, press):
    now, past, new = timezone.now(), event("past", by=press), event("new", by=press)
    old = press_card(anna, scan=cast.document(anna, "card.jpg"))
    event_registration(anna, past)
    event_registration(anna, new)
    press_card(anna, number="NEW-1")
    over_since(past, now - office.KEPT_CASES - MINUTE)
    forget("registrations", now)
    assert PressCard.objects.filter(pk=old.pk).exists(), "another case was made with it"
    over_since(new, now - office.KEPT_CASES - MINUTE)

    forget("registrations", now)

    assert PressCard.objects.get().number == "NEW-1"
    assert not Document.objects.filter(pk=old.scan_id).exists()


def test_b9_the_reason_of_a_late_admission_goes_two_years_after_its_event(anna, officer, press):
    now, past = timezone.now(), event("past", by=press)
    LateAdmission.objects.create(event=past, representative=anna.representative, by=officer, reason="Her father died.")
    over_since(past, now - office.KEPT_CASES + MINUTE)
    assert forget("late_admissions", now) == 0
    assert forget("late_admissions", now + DAY) == 1
    assert LateAdmission.objects.get().reason == "–"
    assert forget("late_admissions", now + DAY) == 0


# --- Accounts ---------------------------------------------------------------------------------------------------------


def test_b9_accounts_that_were_never_confirmed_are_deleted_after_seven_days(db, anna):
    now = timezone.now()
    for name, age in (("old", 7 * DAY + MINUTE), ("young", 6 * DAY)):
        user = User.objects.create_user(name, f"{name}@example.org", date_joined=now - age)
        EmailAddress.objects.create(user=user, email=user.email)
        OutboxMail.objects.create(recipient=user, to=user.email, language="en", subject="S", text="T")
    aged(anna, last_login=now - 100 * DAY)

    assert forget("unconfirmed_accounts", now) == 1

    assert set(User.objects.values_list("username", flat=True)) == {"anna", "young"}
    assert OutboxMail.objects.count() == 1


def test_b9_an_unused_account_goes_after_a_year_once_its_owner_was_told(david, officer):
    now = timezone.now()
    aged(david, last_login=now - office.KEPT_UNUSED_ACCOUNTS + 20 * DAY)
    assert forget("unused_accounts", now + 25 * DAY) == 0, "nobody told them"
    for _again in range(2):
        retention.tell_that_an_account_goes(at=now)
    letter = OutboxMail.objects.get(recipient=david)
    assert "will be erased on" in letter.subject
    assert forget("unused_accounts", now + 29 * DAY) == 0
    assert forget("unused_accounts", letter.queued_at + 31 * DAY) == 1
    david.refresh_from_db()
    assert david.username == f"erased-{david.pk}"
    officer.refresh_from_db()
    assert officer.is_active


def test_many_unused_accounts_do_not_each_read_everybody_s_sessions(client, david, anna):
    client.force_login(anna)
    now = timezone.now()
    aged(david, last_login=now - office.KEPT_UNUSED_ACCOUNTS)
    with CaptureQueriesContext(connection) as without:
        erase(User.objects.get(pk=david.pk), now)
    with CaptureQueriesContext(connection) as within:
        erase(User.objects.get(pk=anna.pk), now)
    assert [any("django_session" in query["sql"] for query in each) for each in (without, within)] == [False, True]
    assert not Session.objects.exists()


def test_a_session_that_was_kept_alive_for_a_year_ends_too(client, david):
    client.force_login(david)
    UserSession.objects.create(user=david, session_key=Session.objects.get().pk, ip="192.0.2.7")
    aged(david, last_login=timezone.now() - 400 * DAY)
    erase(User.objects.get(pk=david.pk), timezone.now())
    assert not Session.objects.exists()


def test_b9_whoever_logs_in_after_the_letter_stays(david):
    now = timezone.now()
    aged(david, last_login=now - office.KEPT_UNUSED_ACCOUNTS)
    retention.tell_that_an_account_goes(at=now)
    User.objects.filter(pk=david.pk).update(last_login=now + DAY)
    assert forget("unused_accounts", now + 300 * DAY) == 0


def test_b9_a_profile_goes_after_two_years_and_not_while_a_case_is_kept(anna, bruno, officer, press):
    now, past = timezone.now(), event("past", by=press)
    for user in (anna, bruno):
        aged(user, last_login=now - office.KEPT_PROFILES - 40 * DAY)
    event_registration(anna, past, at=State.WITHDRAWN)
    event_registration(bruno, event("new", by=press))
    over_since(past, now - office.KEPT_CASES - 40 * DAY)
    forget("registrations", now)
    retention.tell_that_an_account_goes(at=now)
    OutboxMail.objects.filter(notice="personal_data.account_goes").update(queued_at=now - 30 * DAY)

    assert forget("profiles", now) == 1

    for user in (anna, bruno):
        user.refresh_from_db()
    assert (anna.erased_at is None, bruno.erased_at is None) == (False, True)
    assert forget("unused_accounts", now) == 0


def test_b9_what_a_page_wrote_back_at_the_moment_of_an_erasure_goes_too(anna, press):
    now, stale = timezone.now(), MediaRepresentative.objects.get()
    erase(anna, now)
    assert forget("remains_of_the_erased", now) == 0
    stale.photo = None
    stale.save()
    event_registration(anna, event(by=press), at=State.DRAFT)

    assert forget("remains_of_the_erased", now) == 1

    stale.refresh_from_db()
    assert (stale.family_name, stale.search_key) == ("", "")
    assert not EventRegistration.objects.exists()
    assert not Document.objects.exists()
    assert forget("remains_of_the_erased", now) == 0


def test_b9_a_last_letter_that_goes_only_after_days_loses_its_address_too(david):
    now = timezone.now()
    erase(david, now)
    with time_machine.travel(now + 4 * DAY):
        later = timezone.now()
        assert forget("letters_to_the_erased", later) == 0  # it waits: no worker ran
        OutboxMail.objects.update(sent_at=later)
        assert forget("letters_to_the_erased", later) == 1
        assert forget("letters_to_the_erased", later) == 0
    assert list(OutboxMail.objects.values_list("to", "text")) == [("", "")]


# --- How it is done ---------------------------------------------------------------------------------------------------


@pytest.fixture
def many(anna, press, monkeypatch):
    """Seven documents of a past event, three at once."""
    monkeypatch.setattr(forgetting, "AT_ONCE", 3)
    past = event("past", by=press)
    case = event_registration(anna, past)
    for number in range(5):
        document = cast.document(anna, f"{number}.jpg", data=cast.jpeg((413, 540 + number)))
        case.attachments.create(kind="identity", document=document, handed_in_at=timezone.now())
    over_since(past, timezone.now() - 40 * DAY)
    return case


def test_b9_it_goes_in_batches_and_is_recorded_once(many):
    now = timezone.now()
    assert forget("registration_documents", now) == 7
    assert list(Forgotten.objects.values_list("at", "kind", "number")) == [(now, "registration_documents", 7)]


def test_b9_a_batch_that_breaks_leaves_no_half_and_stops_no_other_kind(many, monkeypatch):
    monkeypatch.setattr("adhoc.retention.discard_attachments", lambda rows: 1 / 0)
    lost = cast.document(many.representative.user, "lost.jpg", data=cast.jpeg((413, 600)))
    forget_what_is_over(at=timezone.now() + 2 * DAY)
    assert Attachment.objects.count() == 7
    assert not Document.objects.filter(pk=lost.pk).exists()
    assert [row.kind for row in Forgotten.objects.all()] == ["abandoned_files"]


def test_b9_the_command_counts_and_changes_nothing_when_asked_so(many, capsys):
    call_command("retention", "--dry-run")
    assert "registration_documents            7" in capsys.readouterr().out
    assert (Attachment.objects.count(), Forgotten.objects.count()) == (7, 0)
    call_command("retention")
    assert (Attachment.objects.count(), Forgotten.objects.get().number) == (0, 7)


def test_b9_officers_read_what_went(client, many, officer):
    forget("registration_documents", timezone.now())
    client.force_login(officer)
    page = client.get(reverse("admin:worker_forgotten_changelist")).content.decode()
    assert "Documents of registrations" in page


def test_b9_nothing_to_do_costs_one_query_a_kind(db, django_assert_max_num_queries):
    kinds = forgetting.kinds()
    with django_assert_max_num_queries(len(kinds)):
        for kind in kinds:
            forgetting.carry_out(kind, timezone.now())


def test_b9_the_privacy_page_says_how_long_with_the_constants_that_the_worker_acts_on(client, db, monkeypatch):
    monkeypatch.setattr(office, "KEPT_DRAFTS", 77 * DAY)
    page = client.get(reverse("pages:privacy")).content.decode()
    for words in (
        "after 77 days",
        "30 days after the event",
        "2 years after the event",
        "after 7 days",
        "after 1 year",
    ):
        assert words in page, words
