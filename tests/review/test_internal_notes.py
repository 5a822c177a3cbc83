"""Notes of officers for each other: kept once, by officers alone, and never where the applicant reads (B8)."""

import json
import uuid
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data.erasure import erase
from accreditation_portal.review.models.note import LONGEST
from accreditation_portal.review.record import REFUSAL
from accreditation_portal.review.states import State
from tests.factories.adhoc import event_registration
from tests.review.acts import KINDS
from tests.review.test_story import story_of

SECRET = "Her editor <b>denies</b> that she works there."
every_kind = pytest.mark.parametrize("kind", KINDS)


def desk_of(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


def sent(case, text=SECRET, **changes):
    return {"keep_note": "1", "key": str(uuid.uuid4()), "seen": case.latest_decision_id, "text": text, **changes}


@every_kind
@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_a_note_is_kept_in_every_state_without_a_step_and_without_a_mail(client, case_at, officer, kind, state):
    case = case_at(kind, state)
    decisions, letters = case.decisions.count(), OutboxMail.objects.count()
    client.force_login(officer)

    answer = client.post(desk_of(case), sent(case))

    assert answer.url.endswith("#notes")
    note = case.notes.get()
    assert (note.text, note.by, str(note)) == (SECRET, officer, f"#{note.pk}")
    assert type(case).objects.get(pk=case.pk).state == state
    assert (case.decisions.count(), OutboxMail.objects.count()) == (decisions, letters)
    page = client.get(desk_of(case)).text
    assert "Her editor &lt;b&gt;denies&lt;/b&gt;" in page
    assert officer.shown_name in page


@pytest.mark.both_databases
@every_kind
def test_a_note_reaches_no_letter_no_page_of_the_applicant_no_feed_and_no_export(client, case_at, anna, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    case.notes.keep(case, by=officer, text="Quincunx", key=uuid.uuid4())
    case.request_information(by=officer, items=["photo"], words="The photo, please.")
    case.complete(by=anna)
    case.deny(by=officer, words="No.")
    client.force_login(anna)
    names = (
        "annual:overview",
        "adhoc:attendance",
        "events:calendar",
        "events:feed",
        "events:ical",
        "personal_data:data",
    )
    pages = [case.get_absolute_url(), *map(reverse, names)]

    assert [page for page in pages if "Quincunx" in client.get(page).text] == []
    assert not OutboxMail.objects.filter(text__contains="Quincunx").exists()
    client.force_login(officer)
    export = reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_export")
    offered = client.get(export).context["form"].fields["columns"].choices
    columns = [name for name, _label in offered]
    file = client.post(f"{export}?state=denied", {"columns": columns, "file_format": "csv"})
    content = b"".join(file.streaming_content) if file.streaming else file.content
    assert case.shown_reference.encode() in content
    assert b"Quincunx" not in content


@every_kind
def test_b9_the_download_of_all_data_holds_it_without_the_name_of_who_wrote_it(client, case_at, anna, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    case.notes.keep(case, by=officer, text=SECRET, key=uuid.uuid4())
    client.force_login(anna)

    archive = ZipFile(BytesIO(b"".join(client.post(reverse("personal_data:data")))))
    content = json.loads(archive.read("data.json"))

    cases = content["annual_requests" if kind == "annual" else "event_registrations"]
    assert [set(note) for note in cases[0]["notes"]] == [{"at", "internal_note"}]
    assert cases[0]["notes"][0]["internal_note"] == SECRET


@every_kind
def test_the_story_of_a_case_holds_its_notes_in_their_place(client, case_at, anna, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    case.notes.keep(case, by=officer, text="Called the editor.", key=uuid.uuid4())
    case.deny(by=officer, words="No.")
    client.force_login(officer)

    page = client.get(story_of(case)).text

    assert page.index("<strong>Submitted") < page.index("Called the editor.") < page.index("<strong>Denied")


@every_kind
@pytest.mark.parametrize("change", [
    lambda notes: notes.update(text="It was never so."), lambda notes: notes.delete(),
    lambda notes: notes._raw_delete(notes.db),
])  # fmt: skip
def test_b8_the_database_refuses_to_change_or_delete_a_note(case_at, officer, kind, change):
    case = case_at(kind, State.SUBMITTED)
    case.notes.keep(case, by=officer, text=SECRET, key=uuid.uuid4())

    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        change(case.notes.all())

    assert case.notes.get().text == SECRET


@every_kind
def test_the_database_takes_no_note_longer_than_a_page(case_at, officer, kind):
    case = case_at(kind, State.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.notes.keep(case, by=officer, text="x" * (LONGEST + 1), key=uuid.uuid4())
    case.notes.keep(case, by=officer, text="\u00e9\n" * (LONGEST // 2), key=uuid.uuid4())


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST + 1), "A mark \u202e that turns"])
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(client, meeting, anna, officer, text):
    case = event_registration(anna, meeting)
    client.force_login(officer)

    page = client.post(desk_of(case), sent(case, text))

    assert page.status_code == 200
    assert "The note is not kept yet:" in page.text
    assert text.strip() in page.text
    assert not case.notes.exists()
    assert client.post(desk_of(case), sent(case, "l\r\n" * (LONGEST // 2))).status_code == 302


@pytest.mark.both_databases
def test_the_second_of_two_clicks_keeps_nothing_more(client, meeting, anna, officer):
    case = event_registration(anna, meeting)
    client.force_login(officer)
    page = sent(case)

    answers = [client.post(desk_of(case), page).status_code for _click in range(2)]

    assert answers == [302, 302]
    assert case.notes.count() == 1


def test_another_text_from_a_page_that_the_browser_kept_is_a_note_of_its_own(client, meeting, anna, officer, officer2):
    case = event_registration(anna, meeting)
    page = sent(case)
    for user, text in ((officer, SECRET), (officer, "Another."), (officer2, SECRET)):
        client.force_login(user)
        client.post(desk_of(case), page | {"text": text})

    assert [(note.by, note.text) for note in case.notes.order_by("pk")] == [
        (officer, SECRET), (officer, "Another."), (officer2, SECRET),
    ]  # fmt: skip


def test_b7_a_note_from_an_older_page_is_kept_and_the_officer_told_what_changed(
    client, meeting, anna, officer, officer2
):
    case = event_registration(anna, meeting)
    page = sent(case)
    case.deny(by=officer2, words="No.")
    client.force_login(officer)

    answer = client.post(desk_of(case), page, follow=True)

    assert case.notes.count() == 1
    assert "The case has changed since you opened it." in answer.text


@every_kind
def test_nobody_but_officers_reads_or_writes_one_and_nobody_about_their_own_case(
    client, case_at, anna, officer, press, passoffice, kind
):
    case = case_at(kind, State.APPROVED)
    case.notes.keep(case, by=officer, text="Quincunx", key=uuid.uuid4())
    for user in (anna, press, passoffice):
        client.force_login(user)
        answer = client.post(desk_of(case), sent(case))
        assert "Quincunx" not in answer.text
        assert "Quincunx" not in client.get(desk_of(case)).text
        with pytest.raises(PermissionDenied):
            case.notes.keep(case, by=user, text="x", key=uuid.uuid4())
    assert case.notes.count() == 1


def test_a_note_and_words_to_the_applicant_are_two_forms_with_two_names_and_two_places(client, meeting, anna, officer):
    case = event_registration(anna, meeting)
    client.force_login(officer)

    page = client.get(desk_of(case)).text

    asking = page[page.index('value="request_information"') :]
    asking = asking[: asking.index("</form>")]
    noting = page[page.index('class="internal-notes"') :]
    noting = noting[: noting.index("</form>")]
    assert "Send to Anna Peeters" in asking
    assert 'name="words"' in asking
    assert 'name="note"' not in asking
    assert "Keep as internal note, not sent to the applicant" in noting
    assert 'name="words"' not in noting
    assert 'name="step"' not in noting
    assert page.index('id="steps"') < page.index('id="notes"')


def test_many_notes_cost_no_more_than_one(client, meeting, anna, officer, officer2, django_assert_max_num_queries):
    case = event_registration(anna, meeting)
    case.notes.keep(case, by=officer, text="One.", key=uuid.uuid4())
    client.force_login(officer)
    client.get(desk_of(case))
    with django_assert_max_num_queries(100) as asked:
        client.get(desk_of(case))
    for number in range(5):
        case.notes.keep(case, by=officer2, text=f"Number {number}.", key=uuid.uuid4())

    with django_assert_max_num_queries(len(asked)):
        client.get(desk_of(case))


@pytest.mark.both_databases
@every_kind
@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN], ids=["draft", "erased"])
def test_b9_no_note_is_written_where_none_could_be_erased(client, case_at, anna, officer, kind, state):
    case = case_at(kind, state)
    client.force_login(officer)
    older = sent(case)
    if state == State.WITHDRAWN:
        erase(anna, timezone.now())

    assert "note-text" not in client.get(desk_of(case)).text
    answer = client.post(desk_of(case), older)

    assert answer.status_code == 409
    assert ("This is a draft" if state == State.DRAFT else "are erased: nothing is written") in answer.text
    assert "Her editor &lt;b&gt;denies" in answer.text, "what was typed is not lost"
    assert not case.notes.exists()
    if state == State.DRAFT:
        erase(anna, timezone.now())  # a note would have held the draft
        assert not type(case).objects.filter(pk=case.pk).exists()
