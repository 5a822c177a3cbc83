"""Two tabs, the back button, somebody else's file: nothing is lost, nothing is taken that was not shown (B7)."""

import uuid

import pytest
from django.urls import reverse

from accreditation_portal.documents.models import Document
from accreditation_portal.review.states import Item, State
from annual.models import AnnualRequest
from profiles.models import MediaOrganisation
from tests.annual.pages import CHECK, SITE, article, part, read, rows
from tests.factories.annual import annual_request, approve, draft, original, today, work
from tests.factories.profiles import document


def shown(page: str) -> str:
    return page.split('name="shown" value="')[1].split('"')[0]


def belgian(**fields):
    return {
        "path": "belgian", "belgian_authority": "interior", "belgian-number": "IN-17", "belgian-no_date": "on",
        "continue": "1", **fields,
    }  # fmt: skip


def test_a_file_of_somebody_else_is_never_taken(asked, anna, stranger):
    theirs = document(stranger, "passport.jpg")
    asked.post(part("path"), belgian(**{"belgian-kept_scan": str(theirs.pk)}))

    assert AnnualRequest.objects.get().belgian_accreditation.scan is None
    assert asked.get(theirs.get_absolute_url()).status_code == 404


@pytest.mark.both_databases
def test_a_file_of_nobody_is_no_error_page(asked):
    assert asked.post(part("path"), belgian(**{"belgian-kept_scan": str(uuid.uuid4())})).status_code == 302
    assert Document.objects.count() == 1  # the photo


def test_a_stale_tab_wipes_out_no_articles(asked, anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    old = shown(read(asked.get(part("articles"))))
    asked.post(part("articles"), {**rows("article", article(1), article(2)), "shown": old, "continue": "1"})

    page = read(asked.post(part("articles"), {**rows("article", article(7)), "shown": old, "continue": "1"}))

    assert "This part was changed in another window." in page
    assert "Report 7" in page  # what was typed stays
    assert [a.title for a in request.works("article")] == ["Report 1", "Report 2"]
    asked.post(part("articles"), {**rows("article", article(7), article(8)), "shown": shown(page), "continue": "1"})
    assert [a.title for a in AnnualRequest.objects.get().works("article")] == ["Report 7", "Report 8"]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("track-record", {"words": "In the other tab."}, {"words": ""}),
        ("publication", {"online": "no"}, {"online": "yes", "website": SITE, "outreach": "no"}),
        ("path", belgian(), {"path": "press_card"}),
    ],
)
def test_a_stale_tab_overwrites_no_part(asked, anna, name, first, second):
    draft(anna, track_record="", online=None)
    old = shown(read(asked.get(part(name))))
    asked.post(part(name), {**first, "shown": old, "later": "1"})
    before = AnnualRequest.objects.values().get()

    assert "changed in another window" in read(asked.post(part(name), {**second, "shown": old, "later": "1"}))
    assert AnnualRequest.objects.values().get() == before


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("track-record", {"words": "Ten years."}),
        ("publication", {"online": "yes", "website": SITE, "outreach": "no"}),
        ("path", belgian()),
        ("path", {"path": "press_card"}),
        ("articles", rows("article", article(1), article(2))),
    ],
)
def test_the_second_of_two_clicks_is_no_stale_tab(asked, anna, name, sent):
    draft(anna, track_record="", online=True, outreach=False, website="https://elsewhere.example.com/", path="")
    fields = {**sent, "shown": shown(read(asked.get(part(name)))), "continue": "1"}
    first, second = asked.post(part(name), fields), asked.post(part(name), fields)
    assert first.status_code == second.status_code == 302


def test_what_is_typed_after_the_sending_is_not_kept_and_said_so(asked, anna):
    request = annual_request(anna)
    page = read(asked.post(part("track-record"), {"words": "Too late."}, follow=True))
    assert "Your request is sent already: what you entered here was not kept." in page
    request.refresh_from_db()
    assert request.track_record == "Ten years of reports."


def test_a_changed_address_that_is_wrong_costs_no_article(asked, anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    work(request, url=SITE + "1", title="Report 1")
    wrong = {**rows("article", article(1)), "article-0-url": "nowhere", "continue": "1"}
    assert "There is something to mend" in read(asked.post(part("articles"), wrong))
    assert request.articles.get().url == SITE + "1"


def test_b1_a_verdict_that_has_turned_since_the_page_was_made_is_shown_before_it_is_sent(asked, anna):
    request = draft(anna)
    MediaOrganisation.objects.update(standing="bona_fide")
    token = read(asked.get(CHECK)).split('name="checked" value="')[1].split('"')[0]
    MediaOrganisation.objects.update(standing="not_bona_fide")

    page = read(asked.post(CHECK, {"declares": "on", "confirms": "on", "checked": token}))

    assert "Please check your answers again." in page
    request.refresh_from_db()
    assert request.state == State.DRAFT


def test_a_withdrawal_takes_back_only_what_its_page_showed(client, anna, officer):
    request = annual_request(anna)
    client.force_login(anna)
    address = reverse("annual:withdraw", args=[request.shown_reference])
    seen = read(client.get(address)).split('name="seen" value="')[1].split('"')[0]
    approve(request, officer)

    page = read(client.post(address, {"seen": seen, "withdraw": "1"}, follow=True))

    assert "Meanwhile this case has changed" in page
    assert "you also give up your accreditation" in page  # asked anew, about what it is now
    request.refresh_from_db()
    assert request.state == State.APPROVED


@pytest.mark.both_databases
@pytest.mark.parametrize("meanwhile", ["completed", "denied"])
def test_an_answer_that_comes_too_late_is_said_to_be_so(client, anna, officer, meanwhile):
    request = annual_request(anna)
    request.request_information(by=officer, items=[Item.TRACK_RECORD])
    sent = {"step": "complete", "seen": request.latest_decision_id, "send": "1", "words": "More."}
    if meanwhile == "completed":
        request.complete(by=officer, note="Came by email.")
    else:
        request.deny(by=officer, words="No.")
    client.force_login(anna)

    page = read(client.post(reverse("annual:complete", args=[request.shown_reference]), sent, follow=True))

    assert "Meanwhile this case has changed" in page


def test_a_stale_correction_of_articles_alone_is_not_taken_for_a_second_click(client, anna, officer):
    request = draft(anna, online=True, outreach=False, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}", byline="Anna Peeters")
    request.submit(by=anna)
    seen = request.latest_decision_id
    request.request_information(by=officer, items=[Item.ARTICLES])
    request.complete(by=officer, note="Came.")
    client.force_login(anna)
    sent = {**rows("article", article(8), article(9)), "step": "correct", "seen": seen, "send": "1",
            "path": "press_card", "online": "yes", "website": SITE, "outreach": "no",
            "words": request.track_record}  # fmt: skip

    page = read(client.post(reverse("annual:complete", args=[request.shown_reference]), sent))

    assert "Report 8" in page


def test_a_step_that_its_state_does_not_allow_is_never_an_error_page(client, anna, officer):
    request = annual_request(anna)
    original(request, officer)
    client.force_login(officer)
    sent = {"step": "extend", "seen": request.latest_decision_id, "act": "take", "until": "2027-01-01", "note": "x"}
    assert client.post(reverse("admin:annual_annualrequest_change", args=[request.pk]), sent).status_code == 409


def test_an_extension_is_held_to_a_year(client, anna, officer):
    held = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(officer)
    sent = {"step": "extend", "seen": held.latest_decision_id, "act": "take", "until": "2999-12-31", "note": "x"}
    page = client.post(reverse("admin:annual_annualrequest_change", args=[held.pk]), sent).content.decode()
    assert "more than a year away" in page


def test_what_was_posted_before_another_arrival_is_awaited_anew(anna, officer):
    request = annual_request(anna)
    AnnualRequest.objects.filter(pk=request.pk).update(posted_at=request.submitted_at)
    original(request, officer, conforms=False, why_not="A copy.")
    request = AnnualRequest.objects.get(pk=request.pk)
    assert request.posted_at is not None
    assert request.said_posted_at is None


def test_a_reopened_case_holds_no_days(anna, officer):
    request = annual_request(anna, at=State.REVOKED, officer=officer)
    request.reopen(by=officer, note="The editor called.")
    assert (request.valid_from, request.valid_until) == (None, None)


def test_a_list_of_drafts_asks_little_however_many(
    client, anna, bruno, stranger, officer, django_assert_max_num_queries
):
    address = reverse("admin:annual_annualrequest_changelist") + "?state=draft"
    draft(anna)
    client.force_login(officer)
    with django_assert_max_num_queries(14) as first:
        client.get(address)
    for user in (bruno, stranger):
        draft(user)
    with django_assert_max_num_queries(len(first)):
        client.get(address)
    assert AnnualRequest.objects.filter(submitted_at=None, created_at__date__lte=today()).count() == 3
