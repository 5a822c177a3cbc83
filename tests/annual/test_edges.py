"""Edges of annual requests: two clicks at once, odd input, what the record and the download say of articles."""

import html
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.states import Item, State
from annual.models import AnnualRequest
from annual.models.drafts import draft_of
from annual.personal_data import held_on
from annual.renewal import carried_over
from profiles.models import MediaOrganisation, MediaRepresentative
from tests.annual.pages import SITE, part, read, rows
from tests.factories.annual import (
    annual_request,
    approve,
    draft,
    ending,
    issuing_body,
    original,
    press_card,
    today,
    work,
)


@pytest.mark.usefixtures("transactional")
def test_two_clicks_at_the_same_instant_begin_one_draft(anna):
    together = Barrier(2)

    def begin(_number):
        try:
            person = MediaRepresentative.objects.get(pk=anna.representative.pk)
            together.wait(timeout=10)
            return draft_of(person, timezone.now()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        found = set(threads.map(begin, range(2)))

    assert len(found) == AnnualRequest.objects.count() == 1


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("publication", {}, "Say how it is published."),
        ("path", {"path": "belgian"}, "Choose the service that accredited you."),
        ("path", {"path": "neither"}, "Select a valid choice"),
        ("articles", rows("article", ("A", "http://localhost/1", today())), "no address of a public website"),
        ("articles", rows("article", ("A", "https://[x", today())), "There is something to mend"),
        ("track-record", {"words": "a\0b"}, "There is something to mend"),
        ("track-record", {"words": "x" * 4001}, "There is something to mend"),
        (
            "publication",
            {"online": "yes", "website": "https://x.example.com/" + "y" * 300},
            "There is something to mend",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_and_never_an_error_page(asked, name, sent, said):
    assert said in read(asked.post(part(name), {**sent, "continue": "1"}))


@pytest.mark.parametrize("forms", ["x", "-1", "999999", ""])
def test_a_count_of_rows_that_is_no_count_is_no_error_page(asked, forms):
    sent = {"article-TOTAL_FORMS": forms, "article-INITIAL_FORMS": "0", "continue": "1"}
    assert asked.post(part("articles"), sent).status_code == 200


@pytest.fixture
def answered(anna, officer):
    """Anna's articles were asked for and replaced; the original has come."""
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")
    request.submit(by=anna)
    original(request, officer)
    request.request_information(by=officer, items=[Item.ARTICLES, Item.TRACK_RECORD])
    return request


def complete(client, request, **more):
    sent = {
        **rows("article", ("Report 1", SITE + "1", today()), ("Report 9", SITE + "9", today())), "words": "More.",
        "step": "complete", "seen": request.latest_decision_id, "send": "1", **more,
    }  # fmt: skip
    return client.post(reverse("annual:complete", args=[request.shown_reference]), sent)


def test_the_desk_reads_what_an_answer_replaced(client, anna, officer, answered):
    client.force_login(anna)
    complete(client, answered)
    client.force_login(officer)
    page = html.unescape(client.get(reverse("admin:annual_annualrequest_change", args=[answered.pk])).content.decode())
    assert f"Articles: was “Report 2 ({SITE}2)”" in page
    assert "Track record: was “Ten years of reports.”" in page
    assert "By-lined articles: asked for, and completed" in page


def test_b9_the_download_holds_articles_attachments_and_arrivals(answered, anna, stranger):
    held = held_on(anna)["annual_requests"][0]
    assert [article["address"] for article in held["articles"]] == [SITE + "1", SITE + "2"]
    assert held["attestations"][0]["conforms"] is True
    assert "Erika" not in str(held["attestations"])  # who signed is another person
    assert held_on(stranger)["annual_requests"] == []


def test_a_step_that_is_refused_leaves_the_words_as_they_were(client, anna, answered, monkeypatch):
    monkeypatch.setattr(
        AnnualRequest, "refusal_of", lambda self, step, at=None: "Not today." if step == "complete" else None
    )
    client.force_login(anna)
    page = read(complete(client, answered))
    assert "Not today." in page
    assert "Report 9" in page
    answered.refresh_from_db()
    assert answered.track_record == "Ten years of reports."
    assert answered.articles.count() == 2


def test_an_officer_reads_why_a_day_is_refused(client, anna, officer):
    held = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(officer)
    sent = {"step": "extend", "seen": held.latest_decision_id, "act": "take", "note": "Post."}
    address = reverse("admin:annual_annualrequest_change", args=[held.pk])
    page = client.post(address, {**sent, "until": f"{held.valid_until:%Y-%m-%d}"}).content.decode()
    assert "holds to that day already" in page
    later = held.valid_until + timedelta(days=3)
    client.post(address, {**sent, "until": f"{later:%Y-%m-%d}"})
    held.refresh_from_db()
    assert held.valid_until == later


def test_the_last_day_typed_by_an_officer_is_held_to_its_limits(client, anna, officer):
    request = annual_request(anna)
    original(request, officer)
    client.force_login(officer)
    sent = {"step": "approve", "seen": request.latest_decision_id, "act": "take", "until": "2099-01-01"}
    page = client.post(reverse("admin:annual_annualrequest_change", args=[request.pk]), sent).content.decode()
    assert "brought forward, not put off" in page


def test_only_what_is_in_force_is_extended(anna, officer):
    held = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() - timedelta(days=3))
    assert "in force" in str(held.refusal_of("extend"))


def test_b4_a_renewal_on_path_a_takes_the_belgian_accreditation_over(anna, officer):
    card = press_card(anna, number="FA-1", issuing_body=issuing_body("Federal Public Service Interior (Belgium)"))
    MediaOrganisation.objects.update(kind=MediaOrganisation.Kind.ONLINE)
    sent = draft(anna, **online())
    for number in (1, 2):
        work(sent, number=number, url=f"{SITE}{number}")
    sent.submit(by=anna)
    held = ending(approve(sent, officer), today() + timedelta(days=9))
    AnnualRequest.objects.filter(pk=held.pk).update(
        path="belgian", belgian_authority="interior", belgian_accreditation=card
    )
    held.refresh_from_db()
    renewal = draft_of(anna.representative, timezone.now())

    assert (renewal.path, renewal.belgian_accreditation, renewal.track_record) == ("belgian", card, "")
    found = carried_over(renewal.as_if_sent(), held, today())
    assert any("FA-1" in line for line in found.holds)
    assert "two articles of the past month" in found.anew


def online():
    return {"online": True, "outreach": False, "website": SITE}


def test_b4_a_freelancers_renewal_asks_for_recent_publications(bruno, officer):
    held = ending(annual_request(bruno, at=State.APPROVED, officer=officer), today() + timedelta(days=9))
    found = carried_over(AnnualRequest(representative=bruno.representative).as_if_sent(), held, today())
    assert "recent publications" in found.anew
    assert not any("original" in line for line in found.anew)
