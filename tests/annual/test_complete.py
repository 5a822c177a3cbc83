"""Complete what the office asks of an annual request, item by item; correct what was submitted (S27, B12)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.review.states import Item, State
from annual.criteria import month_before
from annual.models import AnnualRequest
from tests.annual.pages import SITE, article, read, rows
from tests.factories import files
from tests.factories.annual import draft, today, work


def address(request):
    return reverse("annual:complete", args=[request.shown_reference])


@pytest.fixture
def online(anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")
    request.submit(by=anna)
    return request


@pytest.fixture
def asked(client, anna, officer, online):
    """The office asks Anna for other articles and for her track record."""
    online.request_information(by=officer, items=[Item.ARTICLES, Item.TRACK_RECORD], words="One is an advertisement.")
    client.force_login(anna)
    return client


def sent(request, *articles, **more):
    return {
        **rows("article", *articles), "words": "Ten years of reports, and two prizes.", "step": "complete",
        "seen": request.latest_decision_id, "send": "1", **more,
    }  # fmt: skip


def test_b12_exactly_the_items_that_are_asked_for_are_on_the_page(asked, online):
    page = read(asked.get(address(online)))

    assert "One is an advertisement." in page
    assert 'name="article-0-title"' in page
    assert 'name="words"' in page
    assert 'name="path"' not in page
    assert 'name="online"' not in page


def test_b12_an_article_that_is_replaced_stays_in_the_record(asked, online):
    kept = online.works("article")[0]
    same = (kept.title, kept.url, kept.published_on)
    fields = sent(online, same, article(9))
    fields["article-0-byline"] = kept.byline

    assert asked.post(address(online), fields)["Location"] == online.get_absolute_url()

    online = AnnualRequest.objects.get(pk=online.pk)
    assert online.state == State.SUBMITTED
    assert [work.title for work in online.works("article")] == [kept.title, "Report 9"]
    assert online.works("article")[0] == kept
    assert online.articles.filter(removed_at__isnull=False).get().title == "Report 2"
    changes = online.decisions.get(step="complete").changes
    assert changes["older"]["articles"] == [f"Report 2 ({SITE}2)"]
    assert changes["older"]["track_record"] == "Ten years of reports."


def test_d51_an_article_replaced_later_is_judged_from_its_own_day(asked, online):
    too_old = ("Report 9", SITE + "9", month_before(today()) - timedelta(days=1))
    page = read(asked.post(address(online), sent(online, article(1), too_old)))

    assert "Only articles of the past month count" in page
    assert "Report 9" in page  # what was typed stays
    online.refresh_from_db()
    assert online.state == State.INFORMATION_REQUESTED
    assert online.articles.filter(removed_at=None).count() == 2


@pytest.mark.both_databases
def test_files_are_kept_at_once_and_sent_with_the_answer(asked, online):
    proof = SimpleUploadedFile("proof.pdf", files.pdf())
    fields = sent(online, article(1), article(2))
    del fields["send"]
    asked.post(address(online), {**fields, "track_record": proof, "keep": "1"})
    kept = online.attachments.get()
    assert kept.handed_in_at is None

    asked.post(address(online), sent(online, article(1), article(2)))
    kept.refresh_from_db()
    assert kept.handed_in_at is not None


def test_b7_a_page_that_showed_an_older_request_takes_nothing_and_loses_nothing(asked, online, officer):
    fields = sent(online, article(8), article(9))
    online.complete(by=officer, note="Came by email.")
    online.request_information(by=officer, items=[Item.ARTICLES], words="Others, please.")

    page = read(asked.post(address(online), fields))

    assert "Meanwhile this case has changed" in page
    assert "Report 8" in page
    online.refresh_from_db()
    assert online.state == State.INFORMATION_REQUESTED


def test_correcting_shows_what_is_asked_of_the_person_and_moves_no_time(client, anna, online):
    client.force_login(anna)
    page = read(client.get(address(online)))
    assert 'name="path"' in page
    assert 'name="publication-0-title"' not in page

    submitted_at = online.submitted_at
    client.post(address(online), {
        **sent(online, article(1), article(3)), "step": "correct", "path": "press_card", "online": "yes",
        "website": SITE, "outreach": "no",
    })  # fmt: skip

    online.refresh_from_db()
    assert (online.state, online.submitted_at) == (State.SUBMITTED, submitted_at)
    assert online.decisions.get(step="correct")
    assert online.articles.filter(removed_at=None, title="Report 3").exists()


def test_somebody_elses_request_is_completed_by_nobody(client, stranger, online):
    client.force_login(stranger)
    assert client.get(address(online)).status_code == 404
    assert client.post(address(online), {"send": "1"}).status_code == 404


def test_what_is_settled_is_not_completed(client, anna, officer, online):
    online.deny(by=officer, words="No.")
    client.force_login(anna)
    assert client.get(address(online))["Location"] == online.get_absolute_url()
    assert client.post(address(online), {"send": "1"})["Location"] == online.get_absolute_url()


def test_withdrawing_asks_first_and_is_done_once(client, anna, online):
    client.force_login(anna)
    where = reverse("annual:withdraw", args=[online.shown_reference])
    assert "Withdraw this request?" in read(client.get(where))

    for _click in range(2):
        assert client.post(where)["Location"] == online.get_absolute_url()
    online.refresh_from_db()
    assert online.state == State.WITHDRAWN
    assert online.decisions.filter(step="withdraw").count() == 1
