"""The desk: one case on one page, the steps that are open, and what happens when two officers meet."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.states import Item, State
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.events import event

JUDGED = ("proof_of_identity", "proof_of_profession", "bona_fide_organisation", "media_professional")


@pytest.fixture
def meeting(press):
    return event(by=press)


@pytest.fixture
def case(anna, meeting):
    return event_registration(anna, meeting)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def address(case):
    return reverse("admin:adhoc_eventregistration_change", args=[case.pk])


def sent(case, step, **values):
    """What the form of that step posts from a page that shows the case as it is now."""
    verdicts = {f"verdict_{name}": "met" for name in JUDGED} if step == "approve" else {}
    return {"step": step, "seen": case.latest_decision_id, "act": "take", **verdicts, **values}


def test_s15_an_officer_approves_on_the_page_and_is_offered_the_next_case(desk, case, bruno, meeting, officer):
    following = event_registration(bruno, meeting)

    response = desk.post(address(case), sent(case, "approve", remark_media_professional="Byline seen."), follow=True)

    case.refresh_from_db()
    decision = case.decisions.get(step="approve")
    kept = {line["criterion"]: line["officer"] for line in decision.verdicts}
    assert (case.state, case.decided_by) == (State.APPROVED, officer)
    assert kept["media_professional"] == {"verdict": "met", "note": "Byline seen."}
    assert response.redirect_chain == [(f"{address(case)}#content-start", 302)]
    assert f'<a href="{address(following)}">Next case</a>' in response.content.decode()


def test_b6_the_next_case_can_follow_at_once(desk, case, bruno, meeting):
    following = event_registration(bruno, meeting)

    response = desk.post(address(case), sent(case, "approve", act="take_next"))

    assert response.url == f"{address(following)}#content-start"  # its head and what was done, not its form


def test_b6_the_page_shows_photo_papers_criteria_record_and_the_letter_before_it_is_sent(desk, case):
    page = desk.get(address(case)).content.decode()

    for document in (case.photo, *(a.document for a in case.attachments.all())):
        assert reverse("documents:page_picture", args=[document.pk, 1]) in page
    assert "The letter that will be sent" in page
    assert "S14" in page
    assert "Submitted" in page
    assert not case.decisions.filter(step="approve").exists()


def test_b6_the_letter_is_shown_with_the_words_and_nothing_is_sent(desk, case):
    response = desk.post(address(case), sent(case, "deny", act="preview", words="Your card is a library card."))

    case.refresh_from_db()
    page = response.content.decode()
    assert page.split("The letter that will be sent")[-1].count("Your card is a library card.") >= 1
    assert case.state == State.SUBMITTED
    assert case.decisions.count() == 1


def test_b7_an_approval_on_a_stale_page_is_refused_with_who_did_what_and_keeps_what_was_typed(
    desk, case, officer2, client
):
    stale = sent(case, "approve", words="Welcome to the <b>meeting</b>.", note="Known.")
    officer2.first_name, officer2.last_name = "Olga", "Second"
    officer2.save()
    case.request_information(by=officer2, items=[Item.PURPOSE])

    response = desk.post(address(case), stale)

    case.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert case.state == State.INFORMATION_REQUESTED
    assert "Olga Second took the step “Request information”" in page
    assert "Welcome to the &lt;b&gt;meeting&lt;/b&gt;." in page


def test_b7_a_round_trip_through_the_applicant_makes_a_page_stale_too(desk, case, anna, officer2):
    stale = sent(case, "approve", note="Typed before.")
    case.request_information(by=officer2, items=[Item.PURPOSE])
    case.complete(by=anna)

    response = desk.post(address(case), stale)

    case.refresh_from_db()
    assert response.status_code == 409
    assert case.state == State.SUBMITTED
    assert response.context["forms"][0]["note"].value() == "Typed before."
    assert response.context["forms"][0]["seen"].value() == case.latest_decision_id


def test_a_double_click_decides_once_and_says_so(desk, case):
    twice = sent(case, "approve")
    desk.post(address(case), twice)

    response = desk.post(address(case), twice, follow=True)

    assert case.decisions.filter(step="approve").count() == 1
    assert "You have taken this step already." in response.content.decode()


def test_b12_the_ticked_items_are_asked_for_and_no_others(desk, case):
    day = timezone.localdate() + timezone.timedelta(days=3)

    desk.post(
        address(case),
        sent(case, "request_information", items=["photo", "purpose"], words="Which item?", reply_by=day.isoformat()),
    )

    case.refresh_from_db()
    assert case.requested_items == [Item.PHOTO, Item.PURPOSE]
    assert (case.requested_words, case.reply_by) == ("Which item?", day)


@pytest.mark.parametrize(
    ("step", "values", "sentence"),
    [
        ("request_information", {"words": "Something"}, "Tick at least one item"),
        ("request_information", {"items": ["shoes"]}, "shoes"),
        ("request_information", {"items": ["photo"], "reply_by": "2020-01-01"}, "at least until tomorrow"),
        ("deny", {}, "Say why"),
        ("close", {"words": "Bye"}, "Choose the ground"),
        ("approve", {"verdict_media_professional": "not_met"}, "Not every criterion is met"),
        ("approve", {"verdict_media_professional": ""}, "Judge whether it is met"),
        ("deny", {"note": "nul\x00byte"}, "Null characters"),
    ],
)
def test_a_form_that_lacks_something_says_what_and_keeps_what_was_typed(desk, case, step, values, sentence):
    response = desk.post(address(case), sent(case, step, **values))

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert values.get("words", "") in page
    assert case.decisions.count() == 1


def test_approving_what_is_not_met_wants_a_reason_and_is_possible_with_one(desk, case):
    desk.post(address(case), sent(case, "approve", verdict_media_professional="not_met", note="The minister asked."))

    case.refresh_from_db()
    assert case.state == State.APPROVED


def test_reopening_wants_a_reason(desk, case, officer):
    case.deny(by=officer, words="No.")

    refused = desk.post(address(case), sent(case, "reopen"))
    desk.post(address(case), sent(case, "reopen", note="The editor called."))

    case.refresh_from_db()
    assert "Say why the case is reopened" in refused.content.decode()
    assert case.state == State.SUBMITTED


def test_a_refusal_of_the_case_is_told_and_keeps_what_was_typed(desk, case, meeting, press):
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), press
    meeting.save()

    response = desk.post(address(case), sent(case, "deny", words="Typed in vain."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "The event is cancelled" in page
    assert "Typed in vain." in page


def test_an_unknown_step_is_a_bad_request_and_a_step_of_the_representative_is_forbidden(desk, case):
    assert desk.post(address(case), sent(case, "grant")).status_code == 400
    assert desk.post(address(case), sent(case, "withdraw")).status_code == 403
    assert desk.post(address(case), {"step": "approve"}).status_code == 409
    assert desk.post(address(case), {**sent(case, "approve"), "seen": "x"}).status_code == 409
    assert case.decisions.count() == 1


def test_no_field_is_typed_over_by_post(desk, case):
    desk.post(address(case), {"state": "approved", "family_name": "Other", "_save": "Save"})

    case.refresh_from_db()
    assert (case.state, case.family_name) == (State.SUBMITTED, "Peeters")


def test_an_officer_never_decides_nor_reads_their_own_case(client, anna, officer, meeting):
    case = event_registration(anna, meeting)
    anna.is_staff = True
    anna.save()
    anna.groups.set(officer.groups.all())
    client.force_login(anna)

    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), sent(case, "approve")).status_code == 404


@pytest.mark.both_databases
def test_text_of_an_applicant_is_only_text_on_the_desk(desk, case, officer):
    evil = "<script>alert(1)</script>=1+1{{ 7|add:7 }}"
    case.representative.family_name = evil
    case.representative.save()
    case.purpose = case.organisation_name = evil
    case.save()
    case.request_information(by=officer, items=["purpose"], words=evil, note=evil)

    page = desk.get(address(case)).content.decode()
    listed = desk.get(reverse("admin:adhoc_eventregistration_changelist") + "?state=all").content.decode()

    for text in (page, listed):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1" in text
    assert "{{ 7|add:7 }}" in page


def test_the_data_as_submitted_stand_beside_todays(desk, case, anna):
    anna.representative.birth_place = "Liège"
    anna.representative.nationality = "FR"
    anna.representative.save()

    page = desk.get(address(case)).content.decode()

    assert "Ghent" in page
    assert "Today in the profile: Liège" in page.replace("  ", " ")
    assert "France" in page


def test_b14_an_approval_is_kept_only_where_the_identity_changed(desk, case, anna, officer):
    case.approve(by=officer)
    steps = [form.step.name for form in desk.get(address(case)).context["forms"]]
    anna.representative.family_name, anna.representative.identity_changed_at = "Janssens", timezone.now()
    anna.representative.save()
    changed = desk.get(address(case))

    desk.post(address(case), sent(case, "keep"))

    case.refresh_from_db()
    assert "keep" not in steps
    assert changed.context["forms"][0].step.name == "keep"
    assert case.family_name == "Janssens"


def test_b8_the_record_shows_note_words_letter_and_older_values(desk, case, anna, officer):
    case.request_information(by=officer, items=[Item.IDENTITY], words="Your place of birth?", note="Looks wrong.")
    anna.representative.birth_place = "Liège"
    anna.representative.save()
    case.complete(by=anna)

    page = desk.get(address(case)).content.decode()

    assert "Looks wrong." in page
    assert "Your place of birth?" in page
    assert "Place of birth: was “Ghent”" in page


def test_the_persons_other_cases_are_linked(desk, case, anna, press, officer):
    other = event_registration(anna, event("summit", by=press), at=State.DENIED, officer=officer)

    assert address(other) in desk.get(address(case)).content.decode()


def test_a_case_costs_the_same_however_many_there_are(
    desk, case, anna, bruno, stranger, press, officer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(57):
        desk.get(address(case))
    for number in range(3):
        more = event(f"meeting-{number}", by=press)
        for person in (anna, bruno, stranger):
            event_registration(person, more)
        case.request_information(by=officer, items=["purpose"])
        case.complete(by=anna)

    with django_assert_max_num_queries(54):
        desk.get(address(case))


def test_the_letter_at_first_sight_leaves_no_trace(desk, case):
    before = EventRegistration.objects.values().get(pk=case.pk)

    desk.get(address(case))

    assert EventRegistration.objects.values().get(pk=case.pk) == before
    assert case.decisions.count() == 1
