"""The office asks, the applicant answers in words and with files, round after round (S27, B12)."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accreditation_portal.review.states import ActingAs, Item, State
from accreditation_portal.review.steps import StepRefused
from annual.models import AnnualRequest
from tests.adhoc.conftest import scan
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.review.acts import KINDS
from tests.review.test_story import story_of

WHY = "A <b>new photo</b> I can only take\non 9 December."
every_kind = pytest.mark.parametrize("kind", KINDS)


def form_of(case):
    return reverse(f"{case._meta.app_label}:complete", args=[case.shown_reference])


def desk_of(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


@pytest.fixture
def asked(client, anna, officer, meeting):
    """Anna, logged in, and what the office asks of her case of a kind."""

    def ask(kind, *items, words="Please."):
        case = annual_request(anna) if kind == "annual" else event_registration(anna, meeting)
        case.request_information(by=officer, items=items, words=words)
        client.force_login(anna)
        return case

    return ask


def send(client, case, **answers):
    return client.post(form_of(case), {"step": "complete", "send": "1", **answers})


def latest(case):
    return case.decisions.order_by("-pk").first()


@every_kind
def test_s27_the_applicant_answers_in_words_and_both_sides_read_them(client, asked, anna, officer, kind):
    case = asked(kind, Item.PHOTO)
    assert "Your answer in words" in client.get(form_of(case)).text

    send(client, case, answer=WHY.replace("\n", "\r\n"))

    line = latest(case)
    assert (line.step, line.answer, line.acting_as, line.words) == ("complete", WHY, "representative", "")
    shown = "A &lt;b&gt;new photo&lt;/b&gt; I can only take<br>on 9 December."
    assert shown in client.get(case.get_absolute_url()).text
    archive = ZipFile(BytesIO(b"".join(client.post(reverse("personal_data:data")))))
    content = json.loads(archive.read("data.json"))
    cases = content["annual_requests" if kind == "annual" else "event_registrations"]
    assert cases[0]["record"][-1]["your_answer"] == WHY
    client.force_login(officer)
    assert client.get(desk_of(case)).text.count(shown) == 2  # with the applicant, and in the record
    assert shown in client.get(story_of(case)).text


@every_kind
def test_b12_what_cannot_be_given_stays_and_the_officer_reads_why(client, asked, anna, officer, kind):
    case = asked(kind, Item.IDENTITY, Item.PHOTO)
    person = anna.representative
    person.birth_place, person.phone = "Elsewhere", "+32470123456"
    person.save()

    send(client, case, not_given=["identity"], answer=WHY)

    case.refresh_from_db()
    assert (case.state, case.birth_place) == (State.SUBMITTED, "Ghent")
    assert latest(case).changes == {"items": ["photo"], "not_given": ["identity"]}
    assert "What you could not give:" in client.get(case.get_absolute_url()).text
    client.force_login(officer)
    page = client.get(desk_of(case)).text
    assert "What the applicant cannot give: Identity" in " ".join(re.sub("<[^>]*>", " ", page).split())
    assert "Identity: asked for, and not given" in page


@every_kind
@pytest.mark.parametrize("answer", ["", "   "])
def test_b12_what_is_not_given_has_its_reason_and_nothing_typed_is_lost(client, asked, kind, answer):
    case = asked(kind, Item.PHOTO)

    page = send(client, case, not_given=["photo"], answer=answer)

    case.refresh_from_db()
    assert case.state == State.INFORMATION_REQUESTED
    assert "Say why you cannot give it; an officer reads it and decides." in page.text
    assert re.search(r'value="photo"[^>]*checked', page.text)


@every_kind
def test_b12_only_what_was_asked_can_be_called_not_given(client, asked, anna, kind):
    case = asked(kind, Item.PHOTO)

    send(client, case, not_given=["identity"], answer=WHY)

    case.refresh_from_db()
    assert case.state == State.INFORMATION_REQUESTED
    with pytest.raises(StepRefused):
        case.complete(by=anna, not_given=["identity"], answer=WHY)
    with pytest.raises(StepRefused):
        case.complete(by=anna, not_given=["photo"])


def test_b12_of_a_registration_neither_purpose_nor_proof_is_wanted_where_they_cannot_be_given(client, asked):
    case = asked("adhoc", Item.PURPOSE, Item.PROFESSION, Item.ORGANISATION)

    send(client, case, purpose="", role="other", organisation_name="", answer=WHY,
         not_given=["purpose", "profession", "organisation"])  # fmt: skip

    case.refresh_from_db()
    assert (case.state, case.purpose, case.role) == (State.SUBMITTED, "To report.", "journalist")
    assert latest(case).changes["not_given"] == ["profession", "organisation", "purpose"]


def test_b12_of_an_annual_request_a_part_that_cannot_be_given_is_neither_wanted_nor_written(client, asked):
    case = asked("annual", Item.TRACK_RECORD, Item.ORGANISATION)

    assert send(client, case, words="", answer=WHY, not_given=["track_record"]).status_code == 200  # online or not?
    answer = send(client, case, words="", answer=WHY, not_given=["track_record", "organisation"])

    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.state, case.track_record, case.online) == (State.SUBMITTED, "Ten years of reports.", False)


@every_kind
def test_b12_a_file_for_what_cannot_be_given_is_a_contradiction_that_is_said(client, asked, kind):
    item, field = (Item.TRACK_RECORD, "track_record") if kind == "annual" else (Item.PROFESSION, "profession")
    case = asked(kind, item)

    page = send(client, case, not_given=[item.value], answer=WHY, **{field: [scan("new.jpg")]})

    case.refresh_from_db()
    assert case.state == State.INFORMATION_REQUESTED
    assert "You have attached something for “" in page.text
    assert WHY.split("\n")[1] in page.text
    assert case.attachments.filter(document__name="new.jpg").exists()  # kept, as every file that was accepted


@every_kind
def test_what_was_typed_stays_when_only_the_files_are_kept(client, asked, kind):
    item, field = (Item.TRACK_RECORD, "track_record") if kind == "annual" else (Item.PROFESSION, "profession")
    case = asked(kind, item)

    page = client.post(form_of(case), {"step": "complete", "keep": "1", "answer": WHY, field: [scan("new.jpg")]})

    assert page.status_code == 200
    assert "on 9 December." in page.text
    assert "new.jpg" in page.text


@every_kind
def test_s27_several_rounds_read_as_one_conversation_with_their_files(client, asked, anna, officer, kind):
    item, field = (Item.TRACK_RECORD, "track_record") if kind == "annual" else (Item.PROFESSION, "profession")
    case = asked(kind, item, words="First question.")
    typed = {"words": "Ten years of reports."} if kind == "annual" else {}
    send(client, case, answer="First answer.", **typed, **{field: [scan("letter.jpg")]})
    case.refresh_from_db()
    case.request_information(by=officer, items=[Item.PHOTO], words="Second question.")
    document = case.attachments.get(document__name="letter.jpg").document

    own, form = client.get(case.get_absolute_url()).text, client.get(form_of(case)).text
    client.force_login(officer)
    page = client.get(desk_of(case)).text
    section = page[page.index('id="conversation"') :]
    section = section[: section.index("</section>")]

    for shown in (own[own.index('class="timeline"') :], section):
        places = [shown.index(said) for said in ("First question.", "First answer.", "letter.jpg", "Second question.")]
        assert places == sorted(places)
        assert f'href="{document.get_absolute_url()}"' in shown
    assert "1 document added" in section
    earlier = form[form.index('class="rounds"') : form.index('id="your-words"')]
    assert "First answer." in earlier
    assert "Second question." not in earlier
    assert form.index("Second question.") < form.index('class="rounds"')


def test_b3_where_the_office_asked_its_question_and_the_way_to_answer_come_first(client, asked):
    case = asked("adhoc", Item.PURPOSE, words="For which newspaper?")

    page = client.get(case.get_absolute_url()).text

    assert page.index("For which newspaper?") < page.index(form_of(case)) < page.index('class="timeline"')


@every_kind
@pytest.mark.parametrize("change", [{"acting_as": ActingAs.OFFICER}, {"step": "correct"}])
def test_the_database_takes_an_answer_from_the_representative_alone(case_at, anna, officer, kind, change):
    case = case_at(kind, State.SUBMITTED)
    line = {"step": "complete", "before": "information_requested", "after": "submitted", "at": case.submitted_at,
            "acting_as": ActingAs.REPRESENTATIVE, "by": anna, "answer": "Here."}  # fmt: skip

    with pytest.raises(IntegrityError), transaction.atomic():
        case.decisions.create(**line | change)
    case.decisions.create(**line)


def test_a_correction_offers_no_answer(client, anna, meeting):
    case = event_registration(anna, meeting)
    client.force_login(anna)

    assert "Your answer in words" not in client.get(form_of(case)).text


def test_the_conversation_of_a_stranger_is_not_there(client, asked, stranger):
    case = asked("annual", Item.PHOTO)
    client.force_login(stranger)

    assert client.get(form_of(case)).status_code == 404
    assert AnnualRequest.objects.of(stranger).count() == 0
