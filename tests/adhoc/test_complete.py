"""Complete exactly what the office asked for (S27, B12), and correct what was submitted."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Item, State
from events import publishing
from tests.adhoc.conftest import scan
from tests.factories.adhoc import event_registration


def form_of(registration):
    return reverse("adhoc:complete", args=[registration.shown_reference])


@pytest.fixture
def asked(anna, away, officer):
    """Ask for these items in a registration of anna's."""

    def ask(*items):
        registration = event_registration(anna, away)
        registration.request_information(by=officer, items=items, words="Please.")
        return registration

    return ask


def fields(page):
    return set(page.context["form"].fields) - {"answer", "not_given"}  # those are asked beside the items, always


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([Item.PURPOSE], {"purpose"}),
        ([Item.PROFESSION], {"profession"}),
        ([Item.IDENTITY_DOCUMENT], {"identity"}),
        ([Item.ORGANISATION, Item.PURPOSE],
         {"role", "other_role", "organisation_name", "further_organisation_names", "purpose"}),
        ([Item.PHOTO, Item.IDENTITY, Item.PRESS_CARD], set()),
    ],
)  # fmt: skip
def test_b12_the_form_asks_exactly_the_ticked_items(as_anna, asked, items, expected):
    page = as_anna.get(form_of(asked(*items)))

    assert fields(page) == expected
    assert "Please." in page.text


@pytest.mark.both_databases
def test_b12_an_item_of_the_profile_is_taken_over_and_no_other(as_anna, anna, asked):
    mine = asked(Item.IDENTITY_DOCUMENT)
    person = anna.representative
    person.document_number, person.birth_place, person.organisation = "NEW123", "Elsewhere", None
    person.save()
    page = as_anna.get(form_of(mine))
    answer = as_anna.post(form_of(mine), {"step": "complete", "send": "1", "purpose": "Smuggled in"})

    assert "NEW123" in page.text
    assert reverse("profiles:document") in page.text
    mine.refresh_from_db()
    assert (answer.url, mine.state) == (mine.get_absolute_url(), State.SUBMITTED)
    assert (mine.document_number, mine.birth_place, mine.purpose) == ("NEW123", "Ghent", "To report.")
    latest = mine.decisions.order_by("-pk").first()
    assert (latest.step, latest.changes["items"]) == ("complete", ["identity_document"])
    assert set(latest.changes["older"]) == {"document_number"}


def test_b12_words_are_written_and_the_older_ones_kept_in_the_record(as_anna, asked):
    mine = asked(Item.PURPOSE)
    as_anna.post(form_of(mine), {"step": "complete", "send": "1", "purpose": "Interviews with three delegations."})

    mine.refresh_from_db()
    assert mine.purpose == "Interviews with three delegations."
    assert mine.decisions.order_by("-pk").first().changes == {"older": {"purpose": "To report."}, "items": ["purpose"]}
    assert OutboxMail.objects.filter(notice="adhoc.completed").count() == 1


@pytest.mark.both_databases
def test_s27_a_proof_is_replaced(as_anna, asked):
    mine = asked(Item.PROFESSION)
    old = mine.attachments.get(kind="profession")
    as_anna.post(form_of(mine), {"remove": str(old.document_id), "profession": [scan("new-letter.jpg")], "keep": "1"})
    kept = as_anna.get(form_of(mine))
    old.refresh_from_db()

    assert old.removed_at is None
    assert "will be taken back when you send" in kept.text
    assert "kept, not sent yet" in kept.text

    as_anna.post(form_of(mine), {"step": "complete", "send": "1"})

    assert list(mine.attachments.handed_in().filter(kind="profession").values_list("document__name", flat=True)) == [
        "new-letter.jpg"
    ]
    changes = mine.decisions.order_by("-pk").first().changes
    assert changes["removed"] == [str(old.document_id)]
    assert len(changes["added"]) == 1


@pytest.mark.both_databases
def test_what_was_to_be_taken_back_can_be_kept_after_all(as_anna, asked):
    mine = asked(Item.PROFESSION)
    old = mine.attachments.get(kind="profession")
    as_anna.post(form_of(mine), {"remove": str(old.document_id)})
    as_anna.post(form_of(mine), {"put_back": str(old.document_id)})
    old.refresh_from_db()

    assert old.removal_wanted is False


def test_the_last_proof_cannot_be_taken_back_without_another(as_anna, asked):
    mine = asked(Item.PROFESSION)
    as_anna.post(form_of(mine), {"remove": str(mine.attachments.get(kind="profession").document_id)})
    answer = as_anna.post(form_of(mine), {"step": "complete", "send": "1"})

    mine.refresh_from_db()
    assert "profession" in answer.context["form"].errors
    assert mine.state == State.INFORMATION_REQUESTED


def test_b12_the_other_kind_of_proof_cannot_be_touched(as_anna, asked):
    mine = asked(Item.PROFESSION)
    identity = mine.attachments.get(kind="identity")
    as_anna.post(form_of(mine), {"remove": str(identity.document_id), "identity": [scan("sneaked.jpg")]})
    identity.refresh_from_db()

    assert identity.removal_wanted is False
    assert mine.attachments.filter(kind="identity").count() == 1


def test_a_file_kept_for_another_item_waits(as_anna, anna, away, officer):
    mine = event_registration(anna, away)
    as_anna.post(form_of(mine), {"identity": [scan("later.jpg")], "keep": "1"})
    mine.request_information(by=officer, items=[Item.PURPOSE], words="More.")
    as_anna.post(form_of(mine), {"step": "complete", "send": "1", "purpose": "More of it."})

    assert mine.attachments.get(document__name="later.jpg").handed_in_at is None


def test_what_was_typed_stays_when_something_is_wrong(as_anna, asked):
    mine = asked(Item.PURPOSE, Item.ORGANISATION, Item.PROFESSION)
    answer = as_anna.post(
        form_of(mine),
        {"step": "complete", "send": "1", "purpose": "", "role": "journalist", "organisation_name": "Evening Post",
         "profession": [scan("kept.jpg")]},
    )  # fmt: skip

    assert list(answer.context["form"].errors) == ["purpose"]
    assert "Evening Post" in answer.text
    assert "kept.jpg" in answer.text
    mine.refresh_from_db()
    assert mine.organisation_name == "Daily Gazette"


@pytest.mark.both_databases
def test_completing_twice_completes_once(as_anna, asked):
    mine = asked(Item.PURPOSE)
    data = {"step": "complete", "send": "1", "purpose": "More of it."}
    first, second = as_anna.post(form_of(mine), data), as_anna.post(form_of(mine), data)

    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert mine.decisions.filter(step="complete").count() == 1
    assert mine.decisions.filter(step="correct").count() == 0


@pytest.mark.both_databases
def test_a_submitted_registration_is_corrected_from_the_profile_and_the_form(as_anna, anna, away):
    mine = event_registration(anna, away)
    submitted_at = mine.submitted_at
    person = anna.representative
    person.birth_place = "Bruges"
    person.save()
    page = as_anna.get(form_of(mine))
    as_anna.post(
        form_of(mine),
        {"step": "correct", "send": "1", "purpose": "To report, and to film.", "role": "journalist",
         "organisation_name": "Daily Gazette", "identity": [scan("other-side.jpg")]},
    )  # fmt: skip

    assert "Bruges" in page.text
    mine.refresh_from_db()
    assert (mine.state, mine.submitted_at, mine.birth_place) == (State.SUBMITTED, submitted_at, "Bruges")
    latest = mine.decisions.order_by("-pk").first()
    assert latest.step == "correct"
    assert latest.changes["older"] == {"birth_place": "Ghent", "purpose": "To report."}
    assert mine.attachments.handed_in().filter(kind="identity").count() == 2


def test_a_correction_made_before_the_office_asked_is_not_taken_for_the_answer(as_anna, asked):
    mine = asked(Item.PURPOSE)
    answer = as_anna.post(form_of(mine), {"step": "correct", "send": "1", "purpose": "Corrected."}, follow=True)

    mine.refresh_from_db()
    assert (mine.state, mine.purpose) == (State.INFORMATION_REQUESTED, "To report.")
    assert "Please look at it again" in answer.text


def carried(page):
    """What the page itself sends along: the hidden fields of its form."""
    return dict(re.findall(r'<input type="hidden" name="(step|seen)" value="([^"]*)">', page.text))


def test_b7_an_answer_to_an_older_request_is_not_taken_for_one_to_the_newer(as_anna, asked, anna, officer):
    mine = asked(Item.PURPOSE)
    page = as_anna.get(form_of(mine))
    mine.complete(by=anna)
    mine.request_information(by=officer, items=[Item.PURPOSE, Item.PROFESSION], words="Who sends you?")
    typed = {"send": "1", "purpose": "Typed in the old tab."}
    answer = as_anna.post(form_of(mine), {**carried(page), **typed, "profession": [scan("old-tab.jpg")]})

    assert "Please look at it again" in answer.text
    assert "Who sends you?" in answer.text
    assert "Typed in the old tab." in answer.text
    mine.refresh_from_db()
    assert (mine.state, mine.purpose) == (State.INFORMATION_REQUESTED, "To report.")
    assert not mine.attachments.filter(document__name="old-tab.jpg").exists()

    as_anna.post(form_of(mine), {**carried(answer), **typed})

    mine.refresh_from_db()
    assert (mine.state, mine.purpose) == (State.SUBMITTED, "Typed in the old tab.")


def test_b7_a_page_made_before_the_office_asked_says_so_itself(as_anna, anna, away, officer):
    mine = event_registration(anna, away)
    page = as_anna.get(form_of(mine))
    mine.request_information(by=officer, items=[Item.PURPOSE], words="More.")
    as_anna.post(form_of(mine), {**carried(page), "send": "1", "purpose": "Corrected."})

    mine.refresh_from_db()
    assert (mine.state, mine.purpose) == (State.INFORMATION_REQUESTED, "To report.")


def test_correcting_twice_corrects_once(as_anna, anna, away):
    mine = event_registration(anna, away)
    words = {"role": "journalist", "organisation_name": "Daily Gazette", "purpose": "To film."}
    data = {**carried(as_anna.get(form_of(mine))), **words, "send": "1"}
    first, second = as_anna.post(form_of(mine), data), as_anna.post(form_of(mine), data)

    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert mine.decisions.filter(step="correct").count() == 1
    assert "Please look at it again" not in as_anna.get(second.url).text


@pytest.mark.parametrize("state", [s for s in State.values if s not in (State.SUBMITTED, State.INFORMATION_REQUESTED)])
def test_nothing_is_completed_in_another_state(as_anna, anna, officer, away, state):
    mine = event_registration(anna, away, at=state, officer=officer)
    before = mine.decisions.count()

    assert as_anna.get(form_of(mine)).status_code == 302
    assert as_anna.post(form_of(mine), {"send": "1", "purpose": "x"}).status_code == 302
    assert mine.decisions.count() == before


@pytest.mark.both_databases
def test_nothing_is_completed_for_a_cancelled_event(as_anna, asked, press):
    mine = asked(Item.PURPOSE)
    publishing.cancel(mine.event, by=press, at=timezone.now(), words="Called off.")
    page = as_anna.get(form_of(mine))
    answer = as_anna.post(form_of(mine), {"step": "complete", "send": "1", "purpose": "Still."})

    assert "<textarea" not in page.text
    assert "The event is cancelled" in answer.text
    mine.refresh_from_db()
    assert (mine.state, mine.purpose) == (State.INFORMATION_REQUESTED, "To report.")


def test_the_page_asks_a_bounded_number_of_times(as_anna, asked, django_assert_max_num_queries):
    mine = asked(*(Item.values[:7]))
    with django_assert_max_num_queries(16):
        as_anna.get(form_of(mine))
