"""Register for an event: the form, the answers to check, the sending; and every way in which it is refused."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.models import Attachment, EventRegistration, LateAdmission
from events import publishing
from profiles.models import MediaOrganisation
from tests.adhoc.conftest import answers, scan
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request


def form_of(event):
    return reverse("adhoc:register", args=[event.slug])


def mine(user):
    return EventRegistration.objects.of(user)


def walk(client, event, **more):
    """The two POSTs after the form; returns the answer to the second."""
    client.post(form_of(event), answers(check="1", **more))
    return client.post(form_of(event), {"submit": "1"})


# --- The way that most go --------------------------------------------------------------------------------------------


def test_s24_in_three_requests_from_the_form_to_the_confirmation(as_anna, anna, away):
    form = as_anna.get(form_of(away))
    check = as_anna.post(form_of(away), answers(check="1"))
    draft = mine(anna).get()
    sent = as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]})

    assert form.status_code == check.status_code == 200
    assert "To report on the summit." in check.text
    assert "not submitted yet" in check.text
    assert draft.state == State.DRAFT
    assert sent.status_code == 302
    assert sent.url == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.state, draft.late, draft.purpose) == (State.SUBMITTED, False, "To report on the summit.")
    assert draft.attachments.handed_in().count() == 2
    assert draft.shown_reference in as_anna.get(sent.url).text
    assert [mail.notice for mail in OutboxMail.objects.all()] == ["adhoc.received"]


def test_looking_at_the_form_begins_nothing(as_anna, away):
    as_anna.get(form_of(away))

    assert not EventRegistration.objects.exists()


def test_p11_the_form_is_filled_in_from_the_profile_and_warns(as_anna, anna, away):
    page = as_anna.get(form_of(away))

    assert page.context["form"]["organisation_name"].value() == "Daily Gazette"
    assert page.context["form"]["role"].value() == "journalist"
    assert anna.representative.full_name in page.text
    assert anna.representative.document_number in page.text
    assert "an error delays your access" in page.text
    assert reverse("profiles:photo") in page.text


def test_s26_the_form_says_whose_responsibility_it_is_and_links_the_instructions(as_anna, away):
    page = as_anna.get(form_of(away))

    assert "responsible for their registrations" in page.text
    assert "does not verify on their behalf" in page.text
    assert reverse("pages:annex_1") in page.text


def test_p2_p3_the_form_helps_with_national_numbers_and_group_letters(as_anna, away):
    page = as_anna.get(form_of(away))

    assert "cover the national register" in page.text
    assert "group letter" in page.text
    assert page.text.count("multiple") == 2


def test_p11_organisation_and_function_change_for_this_event_only(as_anna, anna, away):
    walk(as_anna, away, organisation_name="Evening Post", role="other", other_role="Sound engineer")

    registration = mine(anna).get()
    assert registration.organisation_name == "Evening Post"
    assert registration.organisation == MediaOrganisation.objects.get(name="Evening Post")
    assert registration.organisation.standing == "unverified"
    assert registration.organisation.proposed_by == anna
    assert registration.shown_role == "Sound engineer"
    anna.representative.refresh_from_db()
    assert (anna.representative.organisation.name, anna.representative.role) == ("Daily Gazette", "journalist")


def test_an_organisation_that_is_known_is_found_however_it_is_written(as_anna, anna, away):
    walk(as_anna, away, organisation_name="  DAILY gazette ")

    assert mine(anna).get().organisation == anna.representative.organisation
    assert MediaOrganisation.objects.count() == 1


# --- The draft -------------------------------------------------------------------------------------------------------


def test_a_draft_keeps_what_there_is(as_anna, anna, away):
    answer = as_anna.post(form_of(away), {"draft": "1", "purpose": "Half a sent", "identity": [scan()]}, follow=True)

    draft = mine(anna).get()
    assert (draft.state, draft.purpose, draft.attachments.count()) == (State.DRAFT, "Half a sent", 1)
    assert "Half a sent" in answer.text
    assert "card.jpg" in answer.text
    assert not OutboxMail.objects.exists()


def test_good_files_are_kept_at_once_although_a_field_and_another_file_are_wrong(as_anna, anna, away):
    bad = SimpleUploadedFile("holiday.gif", b"GIF89a" + bytes(200))
    answer = as_anna.post(form_of(away), answers(check="1", purpose="", identity=[scan("passport.jpg"), bad]))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["identity", "purpose"]
    assert "holiday.gif: " in answer.context["form"].errors["identity"][0]
    assert sorted(mine(anna).get().attachments.values_list("kind", "document__name")) == [
        ("identity", "passport.jpg"), ("profession", "letter.jpg"),
    ]  # fmt: skip
    assert "Daily Gazette" in answer.text
    assert "error-summary" in answer.text


@pytest.mark.parametrize(
    ("missing", "field"),
    [("purpose", "purpose"), ("organisation_name", "organisation_name"), ("role", "role"),
     ("identity", "identity"), ("profession", "profession")],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(as_anna, anna, away, missing, field):
    empty = [] if missing in ("identity", "profession") else ""
    answer = as_anna.post(form_of(away), answers(check="1", **{missing: empty}))

    assert list(answer.context["form"].errors) == [field]
    assert mine(anna).get().state == State.DRAFT
    assert "check" in answer.text


def test_an_event_that_asks_no_proof_takes_none(as_anna, anna, press):
    event = stage.event("talk", by=press, identity_required=False, profession_required=False)
    walk(as_anna, event, identity=[], profession=[])

    assert mine(anna).get().state == State.SUBMITTED


def test_at_most_five_files_of_a_kind(as_anna, anna, away):
    files = [scan(f"page-{number}.jpg", (300 + number, 400)) for number in range(6)]
    answer = as_anna.post(form_of(away), answers(check="1", identity=files))

    assert mine(anna).get().attachments.filter(kind="identity").count() == Attachment.MOST_PER_KIND
    assert "page-5.jpg: not kept" in answer.context["form"].errors["identity"][0]


def test_the_same_file_sent_twice_is_kept_once(as_anna, anna, away):
    as_anna.post(form_of(away), answers(draft="1"))
    as_anna.post(form_of(away), answers(draft="1"))

    assert mine(anna).get().attachments.count() == 2


def test_a_file_is_removed_and_what_was_typed_stays(as_anna, anna, away):
    as_anna.post(form_of(away), answers(draft="1"))
    document = mine(anna).get().attachments.get(kind="identity").document
    as_anna.post(form_of(away), {"remove": str(document.pk), "purpose": "Typed since"})

    draft = mine(anna).get()
    assert draft.purpose == "Typed since"
    assert list(draft.attachments.values_list("kind", flat=True)) == ["profession"]
    assert not Document.objects.filter(pk=document.pk).exists()


def test_nobody_removes_somebody_elses_file(as_anna, anna, bruno, away):
    other = event_registration(bruno, away, at=State.DRAFT)
    document = other.attachments.first().document
    as_anna.post(form_of(away), {"remove": str(document.pk)})

    assert other.attachments.count() == 2


def test_an_incomplete_profile_is_listed_and_the_draft_kept(client, david, away):
    client.force_login(david)
    form = client.get(form_of(away))
    check = client.post(form_of(away), answers(check="1"))
    sent = client.post(form_of(away), {"submit": "1"}, follow=True)

    assert "Your profile is not complete" in form.text
    assert reverse("profiles:identity") in check.text
    assert 'name="submit"' not in check.text
    assert "Something is still missing" in sent.text
    draft = mine(david).get()
    assert (draft.state, draft.attachments.count(), draft.purpose) == (State.DRAFT, 2, "To report on the summit.")


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "<script>alert(1)</script>", "名前 ناقل Ж", "a" * 2000])
def test_any_text_is_just_text(as_anna, anna, away, text):
    answer = as_anna.post(form_of(away), answers(check="1", purpose=text))

    assert mine(anna).get().purpose == text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "garbage",
    [
        {"check": "1", "role": "spy"},
        {"check": "1", "role": "other"},
        {"check": "1", "purpose": "\x00"},
        {"check": "1", "purpose": "x" * 2001},
        {"check": "1", "organisation_name": "!!!"},
        {"check": "1", "organisation_name": "x" * 201, "identity": "no file"},
        {"remove": "nothing"},
        {"remove": "00000000-0000-0000-0000-000000000000"},
        {"submit": "1", "checked": "stale"},
        {"unknown": "1"},
    ],
)
def test_garbage_is_answered_and_never_breaks(as_anna, away, garbage):
    assert as_anna.post(form_of(away), garbage).status_code in (200, 302)


# --- Double clicks, two tabs, stale pages ----------------------------------------------------------------------------


def test_the_second_click_on_submit_leads_to_the_registration_and_sends_no_second_mail(as_anna, anna, away):
    first = walk(as_anna, away)
    second = as_anna.post(form_of(away), {"submit": "1"})

    assert first.url == second.url
    assert mine(anna).count() == OutboxMail.objects.count() == 1


def test_a_form_from_another_tab_changes_nothing_after_the_sending(as_anna, anna, away):
    walk(as_anna, away)
    answer = as_anna.post(form_of(away), answers(draft="1", purpose="Too late"))

    assert answer.status_code == 302
    assert mine(anna).get().purpose == "To report on the summit."


def test_answers_that_another_tab_changed_are_checked_again(as_anna, anna, away):
    check = as_anna.post(form_of(away), answers(check="1"))
    as_anna.post(form_of(away), answers(draft="1", purpose="Changed in the other tab"))
    answer = as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]})

    assert answer.status_code == 200
    assert "Changed in the other tab" in answer.text
    assert mine(anna).get().state == State.DRAFT


def test_submitting_before_anything_was_filled_in_leads_to_the_form(as_anna, away):
    answer = as_anna.post(form_of(away), {"submit": "1"})

    assert (answer.status_code, answer.url) == (302, form_of(away))


# --- When no form is offered -----------------------------------------------------------------------------------------


def refused(client, event, sentence):
    """Neither page nor POST offers or takes anything, and the page says why."""
    page, post = client.get(form_of(event)), client.post(form_of(event), {"submit": "1"})
    return all("<textarea" not in answer.text and sentence in answer.text for answer in (page, post))


def test_s20_a_covered_person_is_offered_no_form(client, holder, at_home):
    client.force_login(holder)

    assert refused(client, at_home, "covers this event")
    assert not mine(holder).exists()


def test_s22_away_the_holder_is_offered_the_form(client, holder, away):
    client.force_login(holder)

    assert "<textarea" in client.get(form_of(away)).text


def test_p1_after_the_deadline_it_is_refused(as_anna, anna, closed):
    assert refused(as_anna, closed, "Registration is closed")
    assert not mine(anna).filter(state=State.SUBMITTED).exists()


def test_p1_the_deadline_passes_between_the_page_and_the_sending(as_anna, anna, away):
    check = as_anna.post(form_of(away), answers(check="1"))
    with time_machine.travel(away.registration_deadline + timedelta(minutes=1), tick=False):
        as_anna.force_login(anna)
        answer = as_anna.post(form_of(away), {"submit": "1", "checked": check.context["checked"]})
        typed = as_anna.post(form_of(away), answers(check="1", purpose="Typed too late"))

    assert "Your registration was not submitted; your draft is kept." in answer.text
    assert "Registration is closed" in answer.text
    assert "kept in your draft" in typed.text
    assert (mine(anna).get().state, mine(anna).get().purpose) == (State.DRAFT, "Typed too late")


def test_p1_the_whole_minute_of_the_deadline_is_on_time(as_anna, anna, away):
    with time_machine.travel(away.registration_deadline + timedelta(seconds=59), tick=False):
        as_anna.force_login(anna)
        walk(as_anna, away)

    assert (mine(anna).get().state, mine(anna).get().late) == (State.SUBMITTED, False)


def test_p1_late_where_the_event_flags_it(as_anna, anna, flagging):
    form = as_anna.get(form_of(flagging))
    sent = walk(as_anna, flagging)

    assert "marked late" in form.text
    assert mine(anna).get().late is True
    assert "never considered for pools" in as_anna.get(sent.url).text


def test_p1_whom_an_officer_admits_registers_late(as_anna, anna, officer, closed):
    LateAdmission.objects.create(event=closed, representative=anna.representative, by=officer, reason="Replaces Eve.")
    sent = walk(as_anna, closed)

    registration = mine(anna).get()
    assert (registration.state, registration.late) == (State.SUBMITTED, True)
    assert registration.admission.reason == "Replaces Eve."
    assert "admitted after the deadline" in as_anna.get(sent.url).text


def test_before_it_opens(as_anna, press):
    later = stage.event("later", by=press, registration_opens_at=timezone.now() + timedelta(days=1))

    assert refused(as_anna, later, "Registration is not open yet")


def test_a_cancelled_event(as_anna, anna, press, away):
    event_registration(anna, away, at=State.DRAFT)
    publishing.cancel(away, by=press, at=timezone.now(), words="Called off.")

    assert refused(as_anna, away, "The event is cancelled")


def test_an_event_that_is_over(as_anna, anna, away):
    with time_machine.travel(away.ends, tick=False):
        as_anna.force_login(anna)

        assert refused(as_anna, away, "The event is over")


def test_p14_accredited_elsewhere_the_page_links_there(as_anna, press):
    hosted = stage.event("hosted", by=press, accredited_by="Host city", accredited_by_url="https://host.example/",
                         annual_accreditation_suffices=False)  # fmt: skip

    assert refused(as_anna, hosted, "https://host.example/")


@pytest.mark.parametrize("state", [State.DENIED, State.REVOKED, State.CLOSED])
def test_what_the_office_ended_only_the_office_reopens(as_anna, anna, officer, away, state):
    event_registration(anna, away, at=state, officer=officer)

    assert refused(as_anna, away, "only the office can take the")
    assert mine(anna).count() == 1


def test_s23_an_unpublished_event_is_not_there(as_anna, db):
    hidden = stage.event("hidden")

    assert as_anna.get(form_of(hidden)).status_code == 404
    assert as_anna.post(form_of(hidden), answers(check="1")).status_code == 404


def test_anonymous_people_log_in_first_and_staff_stay_out(client, officer, away):
    anonymous = client.get(form_of(away))
    client.force_login(officer)

    assert (anonymous.status_code, form_of(away) in anonymous.url) == (302, True)
    assert client.get(form_of(away)).status_code == 403


# --- Anew ------------------------------------------------------------------------------------------------------------


def test_after_a_withdrawal_one_begins_again_filled_from_the_old_one(as_anna, anna, away):
    walk(as_anna, away, organisation_name="Evening Post", purpose="As before.")
    old = mine(anna).get()
    old.withdraw(by=anna)
    form = as_anna.get(form_of(away))
    as_anna.post(form_of(away), {"check": "1", "role": "journalist", "organisation_name": "Evening Post",
                                 "purpose": "As before."})  # fmt: skip
    as_anna.post(form_of(away), {"submit": "1"})

    assert "You withdrew your registration" in form.text
    assert "passport.jpg" in form.text
    assert form.context["form"]["organisation_name"].value() == "Evening Post"
    new = mine(anna).exclude(pk=old.pk).get()
    assert (new.state, new.reference != old.reference) == (State.SUBMITTED, True)
    assert new.attachments.handed_in().count() == 2


def test_a_file_of_the_old_registration_stays_when_the_new_one_drops_it(as_anna, anna, away):
    walk(as_anna, away)
    old = mine(anna).get()
    old.withdraw(by=anna)
    document = old.attachments.get(kind="identity").document
    as_anna.post(form_of(away), {"remove": str(document.pk)})

    assert mine(anna).get(state=State.DRAFT).attachments.count() == 1
    assert old.attachments.count() == 2


# --- Queries ---------------------------------------------------------------------------------------------------------


def test_the_pages_ask_a_bounded_number_of_times(as_anna, anna, officer, away, django_assert_max_num_queries):
    annual_request(anna, at=State.APPROVED, officer=officer)
    with django_assert_max_num_queries(20):
        as_anna.get(form_of(away))
    files = {"identity": [], "profession": []}
    as_anna.post(form_of(away), answers(draft="1"))
    with django_assert_max_num_queries(40):
        as_anna.post(form_of(away), answers(check="1", **files))
    with django_assert_max_num_queries(60):
        as_anna.post(form_of(away), {"submit": "1"})
