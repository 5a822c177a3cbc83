"""The whole story of a case on one page: who decided what, on which criteria, and what the applicant was told (B8)."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from accreditation_portal.review.states import Item, State
from tests.factories.annual import annual_request, approve, original
from tests.review.acts import KINDS


def story_of(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_story", args=[case.pk])


@pytest.fixture
def told(anna, officer, officer2):
    """An annual request that was asked about, answered, approved on an original, and revoked by another officer."""
    case = annual_request(anna)
    case.request_information(by=officer, items=[Item.PHOTO], words="The photo is dark.", note="Looks like a scan.")
    case.complete(by=anna, seen=case.latest_decision_id)
    original(case, officer, signatory="Erika Lindqvist", note="Came with the courier.")
    approve(case, officer)
    case.refresh_from_db()
    case.revoke(by=officer2, words="You left the newspaper.", note="Her editor called.",
                judged={"media_professional": {"verdict": "not_met", "note": "No longer employed."}})  # fmt: skip
    return case


def test_b8_everything_that_happened_is_on_one_page_in_its_order(client, officer, officer2, told):
    client.force_login(officer)
    page = client.get(story_of(told)).content.decode()

    lines = ["Submitted", "Information requested", "Information completed", "Original attestation received",
             "Approved", "Approval revoked"]  # fmt: skip
    places = [page.index(f"<strong>{line}") for line in lines]
    assert places == sorted(places)
    for text in ("The photo is dark.", "Looks like a scan.", "Came with the courier.", "Signed by Erika Lindqvist, ",
                 "You left the newspaper.",
                 "Her editor called.", "No longer employed.", "(judged by the officer)", officer.shown_name,
                 officer2.shown_name, told.shown_reference):  # fmt: skip
        assert escape(text) in page, text


def test_b8_every_letter_is_there_as_it_was_sent(client, officer, told):
    client.force_login(officer)
    page = client.get(story_of(told)).content.decode()
    letters = [decision.letter for decision in told.decisions.select_related("letter")]
    assert len(letters) == 5
    for letter in letters:
        assert escape(letter.subject) in page
        assert escape(letter.text.strip()[-60:]) in page


def test_b8_each_criterion_stands_with_its_rule_and_its_verdict(client, officer, told):
    client.force_login(officer)
    page = " ".join(client.get(story_of(told)).content.decode().split())
    kept = told.decisions.get(step="approve").verdicts
    asked = [line for line in kept if line["verdict"] != "not_asked"]
    assert asked
    for line in asked:
        said = f'<span class="meta">{line["rule"]}</span> <span lang="en">{escape(line["text"])}</span>:'
        assert said in page


def test_b5_the_criteria_of_the_record_are_read_in_the_readers_language(client, officer, told):
    officer.language = "fr"
    officer.save()
    client.force_login(officer)

    page = " ".join(client.get(story_of(told)).content.decode().split())

    for line in told.decisions.get(step="approve").verdicts:
        with translation.override("fr"):
            said = translation.gettext(line["text"])
        assert said != line["text"]
        if line["verdict"] != "not_asked":
            assert f'<span lang="fr">{escape(said)}</span> :' in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_of_a_case_leads_to_it(client, officer, case_at, kind):
    case = case_at(kind, State.APPROVED)
    client.force_login(officer)
    desk = reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])
    assert story_of(case) in client.get(desk).content.decode()
    page = client.get(story_of(case))
    assert page.status_code == 200
    assert str(case.photo_id) in page.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_only_officers_read_it_and_never_that_of_their_own_case(
    client, anna, press, passoffice, officer, case_at, kind
):
    case = case_at(kind, State.APPROVED)
    for user, status in ((anna, 302), (press, 404), (passoffice, 404), (officer, 200)):
        client.force_login(user)
        assert client.get(story_of(case)).status_code == status
    case.representative.user.is_staff = True
    case.representative.user.save()
    case.representative.user.groups.set(officer.groups.all())
    client.force_login(case.representative.user)
    assert client.get(story_of(case)).status_code == 404


@pytest.mark.parametrize("key", ["0", "x"])
def test_a_case_that_is_not_there_has_none(client, officer, key):
    client.force_login(officer)
    assert client.get(reverse("admin:annual_annualrequest_story", args=[key])).status_code == 404


def test_a_long_story_costs_no_more_than_a_short_one(
    client, officer, told, bruno, django_assert_max_num_queries, django_assert_num_queries
):
    short = annual_request(bruno, at=State.DENIED, officer=officer)
    client.force_login(officer)
    client.get(story_of(short))
    with django_assert_max_num_queries(45) as asked:
        client.get(story_of(short))
    with django_assert_max_num_queries(len(asked) + 2):  # its attestation and who recorded it
        client.get(story_of(told))
