"""Acting on several cases: one preview, each case its own guard, record and letter; who was left out, and why (B15)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import bulk
from accreditation_portal.review.models import BulkAct, Reason
from accreditation_portal.review.states import Item, State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original
from tests.factories.profiles import organisation, representative
from tests.review.several import ANNUAL, LIST, choose, done, fill, judged, shown

pytestmark = pytest.mark.both_databases


def test_b15_several_are_approved_each_with_its_own_record_and_letter(client, officer, three):
    client.force_login(officer)

    page = done(client, choose(client, "approve_several", three), note="Known for years.")

    assert "It was done for 3 cases." in page.content.decode()
    assert "None was left out." in page.content.decode()
    for case in three:
        case.refresh_from_db()
        line = case.decisions.get(step="approve")
        assert (case.state, case.decided_by, line.by, line.note) == (
            State.APPROVED, officer, officer, "Known for years.",
        )  # fmt: skip
        assert line.letter.recipient == case.representative.user
        assert {kept["officer"]["verdict"] for kept in line.verdicts if kept["officer"]} == {"met"}


def test_before_anything_is_done_the_page_says_who_would_be_left_out_and_why(client, officer, officer2, three):
    decided = three[0].deny(by=officer2, words="No.")
    bad = organisation("Bad", standing="not_bona_fide", standing_by=officer, standing_at=timezone.now())
    EventRegistration.objects.filter(pk=three[1].pk).update(organisation=bad)
    client.force_login(officer)

    response = choose(client, "approve_several", three)
    page = client.get(response.url)
    text = page.content.decode()

    assert "1 case can be done." in text
    assert "officer2 took the step “Deny”" in text
    assert "Not met: The person reports for a bona fide media organisation. Decide it on its own page." in text
    assert [prospect.case for prospect in page.context["doable"]] == [three[2]]

    text = done(client, response).content.decode()

    assert "It was done for 1 case." in text
    assert "officer2 took the step “Deny”" in text
    assert decided.shown_reference in text
    assert sorted(each["why"][:8] for each in BulkAct.objects.get().left_out) == ["Not met:", "officer2"]
    assert sorted(EventRegistration.objects.values_list("state", flat=True)) == ["approved", "denied", "submitted"]


def test_an_approval_is_judged_criterion_by_criterion(client, officer, three):
    client.force_login(officer)
    response = choose(client, "approve_several", three)

    page = fill(client, response, act="take")

    asked = set(judged(page))
    assert asked == {"judged_proof_of_identity", "judged_proof_of_profession", "judged_media_professional"}
    assert asked <= set(page.context["form"].errors)
    assert not EventRegistration.objects.filter(state=State.APPROVED).exists()
    assert BulkAct.objects.get().state == "prepared"


def test_b7_a_case_that_was_settled_after_the_selection_is_left_out(client, officer, officer2, three):
    client.force_login(officer)
    response = choose(client, "approve_several", three)
    three[1].request_information(by=officer2, items=[Item.PHOTO], words="")
    three[1].complete(by=officer2, note="Came by mail.")  # submitted again: the state alone would not tell

    text = done(client, response).content.decode()

    assert "It was done for 2 cases." in text
    assert "officer2 took the step" in text
    assert three[1].decisions.filter(step="approve").count() == 0


def test_b7_the_line_that_the_list_showed_counts_not_that_of_the_click(client, officer, officer2, three):
    client.force_login(officer)
    seen = [f"{case.pk}:{case.latest_decision_id}" for case in three]
    three[0].request_information(by=officer2, items=[Item.PHOTO], words="")
    three[0].complete(by=officer2, note="Came by mail.")
    three[1].deny(by=officer2, words="No.")  # and it has left the list

    chosen = {"action": "approve_several", "_selected_action": [case.pk for case in three], "index": 0, "seen": seen}
    page = client.get(client.post(LIST, chosen).url)

    assert [prospect.case for prospect in page.context["doable"]] == [three[2]]
    assert page.content.decode().count("officer2 took the step") == 2
    assert f'name="seen" value="{seen[2]}"' in client.get(LIST).content.decode()


def test_whoever_was_shown_as_left_out_stays_so_and_a_page_that_is_older_takes_nothing(client, officer, three):
    bad = organisation("Bad", standing="not_bona_fide", standing_by=officer, standing_at=timezone.now())
    EventRegistration.objects.filter(pk=three[1].pk).update(organisation=bad)
    client.force_login(officer)
    response = choose(client, "approve_several", three)
    page = client.get(response.url)
    type(bad).objects.filter(pk=bad.pk).update(standing="bona_fide")

    stale = client.post(response.url, {"act": "take", **shown(page), **judged(page)})

    assert stale.status_code == 409
    assert "the cases have changed meanwhile" in stale.content.decode()
    assert not EventRegistration.objects.filter(state=State.APPROVED).exists()
    assert len(stale.context["doable"]) == 3


def test_several_are_denied_each_told_in_their_own_language(client, officer, three):
    user = three[0].representative.user
    user.language = "fr"
    user.save()
    reason = Reason.objects.filter(step="deny").first()
    client.force_login(officer)
    response = choose(client, "deny_several", three)

    silent = fill(client, response, act="take")
    half = fill(client, response, act="take", words_en="Sorry.")
    letters = fill(client, response, act="preview", reasons=[reason.pk]).context["letters"]
    done(client, response, reasons=[reason.pk], words_en="Sorry.", words_fr="Navré.")

    assert "reasons" in silent.context["form"].errors
    assert "words_fr" in half.context["form"].errors
    assert sorted(letter.language for letter in letters) == ["en", "fr"]
    words = [case.decisions.get(step="deny").words for case in three]
    assert words == [f"{reason.text_fr}\n\nNavré."] + [f"{reason.text_en}\n\nSorry."] * 2
    assert "Navré." in three[0].decisions.get(step="deny").letter.text


def test_what_is_shown_first_has_not_happened(client, officer, three):
    client.force_login(officer)
    mails = OutboxMail.objects.count()
    response = choose(client, "deny_several", three)

    page = fill(client, response, act="preview", words_en="Sorry.")

    assert "Sorry." in page.context["letters"][0].text
    assert OutboxMail.objects.count() == mails
    assert set(EventRegistration.objects.values_list("state", flat=True)) == {State.SUBMITTED}


def test_information_is_requested_of_several_with_one_day(client, officer, three):
    client.force_login(officer)
    response = choose(client, "ask_several", three)
    yesterday, soon = (timezone.localdate() + timedelta(days=days) for days in (-1, 6))

    refused = fill(client, response, act="take", items=[Item.PHOTO], reply_by=yesterday.isoformat())
    done(client, response, items=[Item.PHOTO], reply_by=soon.isoformat(), words_en="A newer photo, please.")

    assert "reply_by" in refused.context["form"].errors
    for case in three:
        case.refresh_from_db()
        assert (case.state, case.requested_items, case.reply_by) == (State.INFORMATION_REQUESTED, [Item.PHOTO], soon)


def test_d34_annual_requests_without_their_original_are_left_out(client, officer, anna, bruno):
    there, awaited = annual_request(anna), annual_request(representative("wanda"))
    original(there, officer)
    client.force_login(officer)

    text = done(client, choose(client, "approve_several", [there, awaited], ANNUAL)).content.decode()

    assert "The original attestation is not recorded as received and conforming" in text
    assert [case.state for case in AnnualRequest.objects.order_by("pk")] == [State.APPROVED, State.SUBMITTED]
    there.refresh_from_db()
    assert there.valid_until is not None


def test_a_second_click_and_the_back_button_do_nothing_twice(client, officer, three):
    client.force_login(officer)
    response = choose(client, "approve_several", three)
    page = client.get(response.url)
    filled = {"act": "take", **shown(page), **judged(page)}

    client.post(response.url, filled)
    again = client.post(response.url, filled)

    assert again.url == response.url
    assert bulk.begin(BulkAct.objects.get(), [], {}, timezone.now()) is False
    assert [case.decisions.filter(step="approve").count() for case in three] == [1, 1, 1]


def test_cases_are_taken_by_oneself_or_given_to_a_colleague_at_once(client, officer, officer2, three, meeting, bruno):
    draft = event_registration(bruno, meeting, at=State.DRAFT)
    client.force_login(officer)

    said = choose(client, "assign_to_me", three).url
    assert said
    assert set(EventRegistration.objects.exclude(pk=draft.pk).values_list("assigned_to", flat=True)) == {officer.pk}

    text = done(client, choose(client, "assign_several", [*three, draft]), to=officer2.pk).content.decode()
    assert "It was done for 3 cases." in text
    assert "It is a draft." in text
    assert set(EventRegistration.objects.exclude(pk=draft.pk).values_list("assigned_to", flat=True)) == {officer2.pk}

    response = choose(client, "assign_several", three)
    officer2.groups.clear()
    assert "to" in fill(client, response, act="take", to=officer2.pk).context["form"].errors


def test_everything_that_was_found_can_be_chosen_up_to_a_bound_that_is_told(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    client.force_login(officer)

    response = choose(client, "deny_several", three[:1], select_across=1)
    page = client.get(response.url)

    assert "the first 2 of your selection" in page.content.decode()
    assert len(page.context["doable"]) == 2


def test_an_act_is_its_officers_own_and_of_its_kind(client, officer, officer2, press, passoffice, three):
    client.force_login(officer)
    response = choose(client, "deny_several", three)
    act = BulkAct.objects.get()

    assert client.get(reverse("admin:annual_annualrequest_several", args=[act.pk])).status_code == 404
    for user, status in ((officer2, 404), (press, 403), (passoffice, 403)):
        client.force_login(user)
        assert client.post(response.url, {"act": "take", "note": "x"}).status_code == status
    assert EventRegistration.objects.filter(state=State.DENIED).count() == 0


def test_the_pass_office_has_no_actions(client, passoffice, officer, meeting, anna):
    approved = event_registration(anna, meeting, at=State.APPROVED, officer=officer)
    client.force_login(passoffice)

    assert "_selected_action" not in client.get(LIST).content.decode()
    choose(client, "deny_several", [approved])
    assert not BulkAct.objects.exists()


def test_nothing_to_do_is_said(client, officer, three):
    for case in three:
        case.deny(by=officer, words="No.")
    client.force_login(officer)

    text = client.get(choose(client, "approve_several", three).url).content.decode()

    assert "0 cases can be done." in text
    assert 'value="take"' not in text


def test_p12_whom_the_authorities_have_not_cleared_is_decided_on_their_own_page(client, officer, three, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(authorities_check_media=True)
    client.force_login(officer)

    text = client.get(choose(client, "approve_several", three).url).content.decode()

    assert "0 cases can be done." in text
    assert text.count("Approving this one needs a reason of its own.") == 3
