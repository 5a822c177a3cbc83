"""Register for an event: the form, the answers to check, the sending; and every way in which it is refused."""

import re
from urllib.parse import parse_qs, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.models import Attachment, EventRegistration
from profiles.models import MediaOrganisation
from tests.adhoc.conftest import answers, form_of, mine, scan, walk
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request

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


def test_p11_the_form_is_filled_in_from_the_profile_and_the_page_to_check_warns(as_anna, anna, away):
    page = as_anna.get(form_of(away))
    check = as_anna.post(form_of(away), answers(check="1"))

    assert page.context["form"]["organisation_name"].value() == "Daily Gazette"
    assert page.context["form"]["role"].value() == "journalist"
    assert anna.representative.full_name in page.text
    assert anna.representative.document_number in page.text
    assert anna.representative.document_number in check.text
    assert "an error delays your access" in check.text
    assert reverse("profiles:photo") in page.text


def test_what_is_needed_is_marked_and_the_rest_is_not(as_anna, anna, away):
    def marked(page):
        labels = re.findall(r'<label for="id_(\w+)" class="form-label">(.*?)</label>', page.text)
        return [name for name, label in labels if "asteriskField" in label]

    assert marked(as_anna.get(form_of(away))) == ["role", "organisation_name", "purpose", "identity", "profession"]

    away.profession_required = False
    away.save()
    anna.representative.employment = "freelance"
    anna.representative.save()
    assert marked(as_anna.get(form_of(away))) == ["role", "purpose", "identity"]


def test_files_that_are_attached_are_seen_before_more_is_asked_and_on_the_page_to_check(as_anna, away):
    check = as_anna.post(form_of(away), answers(check="1"))
    page = as_anna.get(form_of(away))

    assert "Proof of identity: attached" in page.text
    assert "Proof of identity: one more file, if needed</label>" in page.text
    assert check.text.count('class="thumbnail"') == 2


def test_d3_the_form_leads_to_what_the_profile_lacks_and_the_profile_back_to_the_form(client, david, away):
    client.force_login(david)
    back = f"?next={form_of(away)}"

    page = client.get(form_of(away))
    first_part = client.get(reverse("profiles:edit") + back)

    assert f'href="{reverse("profiles:edit")}{back}"' in page.text
    assert f'href="{reverse("profiles:photo")}{back}"' in page.text
    assert first_part.url == f"{reverse('profiles:identity')}?{urlencode({'next': form_of(away)})}"


def test_whoever_is_new_goes_from_the_event_through_the_profile_to_its_form(client, david, anna, away):
    page = client.get(away.get_absolute_url())
    href = re.search(r'href="([^"]*)">New user: create an account<', page.text.split('id="your-registration"')[1])[1]
    path, query = href.split("?")
    (after_signing_up,) = parse_qs(query)["next"]

    client.force_login(david)
    first_part = client.get(after_signing_up)
    client.force_login(anna)  # whose profile is complete
    form = client.get(after_signing_up)

    assert path == reverse("account_signup")
    assert first_part.url == f"{reverse('profiles:identity')}?{urlencode({'next': form_of(away)})}"
    assert form.url == form_of(away)


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


@pytest.mark.both_databases
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


@pytest.mark.both_databases
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


@pytest.mark.both_databases
def test_nobody_removes_somebody_elses_file(as_anna, anna, bruno, away):
    other = event_registration(bruno, away, at=State.DRAFT)
    document = other.attachments.first().document
    as_anna.post(form_of(away), {"remove": str(document.pk)})

    assert other.attachments.count() == 2


@pytest.mark.both_databases
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


# --- Anew ------------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
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


@pytest.mark.both_databases
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
    with django_assert_max_num_queries(8):
        as_anna.get(form_of(away))
    as_anna.post(form_of(away), answers(draft="1"))
    with django_assert_max_num_queries(6):
        as_anna.post(form_of(away), answers(check="1", identity=[], profession=[]))
    with django_assert_max_num_queries(16):
        as_anna.post(form_of(away), {"submit": "1"})


# --- What is typed and kept ------------------------------------------------------------------------------------------


def test_s24_a_purpose_of_several_lines_is_kept_as_typed(as_anna, anna, away):
    check = as_anna.post(form_of(away), answers(check="1", purpose="The arrivals.\r\n\r\nThe final press point."))

    assert "The arrivals.<br><br>The final press point." in check.text
    assert mine(anna).get().purpose == "The arrivals.\n\nThe final press point."


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "changed", [{"role": "bogus", "other_role": ""}, {"role": "journalist", "other_role": "a\x07b"}]
)
def test_a_function_and_its_name_are_kept_together_or_not_at_all(as_anna, anna, away, changed):
    as_anna.post(form_of(away), answers(draft="1", role="other", other_role="Fixer"))
    page = as_anna.post(form_of(away), answers(draft="1", purpose="Kept all the same.", **changed))

    assert page.status_code == 200
    draft = mine(anna).get()
    assert (draft.role, draft.other_role, draft.purpose) == ("other", "Fixer", "Kept all the same.")
