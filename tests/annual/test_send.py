"""Check and send: the list of criteria is read, the declaration made; refused only where no room is left (D20, D50)."""

from datetime import timedelta

import pytest

from accreditation_portal.review.states import State
from annual.models import AnnualRequest
from profiles.models import MediaOrganisation, PressCard
from tests.annual.pages import APPLY, CHECK, SITE, part, read
from tests.factories.annual import annual_request, draft, ending, today, work


def declared(client, **fields):
    token = client.get(CHECK).content.decode().split('name="checked" value="')[1].split('"')[0]
    return {"declares": "on", "confirms": "on", "checked": token, **fields}


def test_b1_every_criterion_is_read_before_sending_and_the_reading_is_recorded(asked, anna):
    request = draft(anna)
    page = read(asked.get(CHECK))
    for answer in request.answers(today()):
        assert str(answer.criterion.text) in page

    response = asked.post(CHECK, declared(asked))

    request.refresh_from_db()
    assert response["Location"] == request.get_absolute_url()
    assert request.state == State.SUBMITTED
    kept = request.decisions.get(step="submit").changes
    assert kept["declared"] is True
    assert {"original_attestation", "media_professional", "track_record"} <= set(kept["confirmed"])


@pytest.mark.parametrize("left_out", ["declares", "confirms"])
def test_nothing_is_sent_without_the_declaration(asked, anna, left_out):
    request = draft(anna)
    fields = declared(asked)
    del fields[left_out]

    assert "There is something to mend" in read(asked.post(CHECK, fields))
    request.refresh_from_db()
    assert request.state == State.DRAFT


def test_a_page_that_showed_something_else_sends_nothing(asked, anna):
    request = draft(anna)
    fields = declared(asked)
    AnnualRequest.objects.filter(pk=request.pk).update(track_record="Changed in another tab.")

    assert "Something was changed in another window" in read(asked.post(CHECK, fields))
    request.refresh_from_db()
    assert request.state == State.DRAFT


def test_the_second_of_two_clicks_leads_to_the_request(asked, anna):
    request = draft(anna)
    fields = declared(asked)
    asked.post(CHECK, fields)

    assert asked.post(CHECK, fields)["Location"] == request.get_absolute_url()
    assert request.decisions.count() == 1


def test_what_is_entered_after_the_sending_is_not_kept_and_said_so(asked, anna):
    request = annual_request(anna)
    response = asked.post(part("track-record"), {"words": "Too late."})

    assert response["Location"] == request.get_absolute_url()
    request.refresh_from_db()
    assert request.track_record == "Ten years of reports."


def test_there_is_nothing_to_check_without_a_draft(asked):
    assert asked.get(CHECK)["Location"] == asked.post(CHECK)["Location"] == APPLY


def _no_residence(person, request):
    person.belgian_residence = ""


def _residence_over(person, request):
    person.belgian_residence_until = today() - timedelta(days=1)


def _no_photo(person, request):
    person.photo = None


def _card_expired(person, request):
    PressCard.objects.filter(representative=person).update(valid_until=today() - timedelta(days=1))


def _no_path(person, request):
    AnnualRequest.objects.filter(pk=request.pk).update(path="")


def _one_article(person, request):
    AnnualRequest.objects.filter(pk=request.pk).update(online=True, outreach=False, website=SITE)
    work(request, url=SITE + "1")


def _outreach(person, request):
    AnnualRequest.objects.filter(pk=request.pk).update(online=True, outreach=True, website=SITE)
    for number in (1, 2):
        work(request, number=number, url=f"{SITE}{number}")


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (_no_residence, "names no official residence"),
        (_residence_over, "residence is not valid any more"),
        (_no_photo, "identity photo"),
        (_card_expired, "The card is not valid any more."),
        (_no_path, "Neither path is chosen"),
        (_one_article, "Two different articles are needed"),
        (_outreach, "You declared it yourself"),
    ],
)
def test_d20_d50_sending_is_refused_with_the_reason_where_the_procedure_leaves_no_room(asked, anna, stop, said):
    request = draft(anna)
    person = anna.representative
    stop(person, request)
    person.save()

    page = read(asked.get(CHECK))
    assert said in page
    assert "Submit the request" not in page
    asked.post(CHECK, {"declares": "on", "confirms": "on"})
    request.refresh_from_db()
    assert request.state == State.DRAFT
    assert request.decisions.count() == 0


@pytest.mark.parametrize("standing", ["unverified", "not_bona_fide"])
def test_s15_what_an_officer_may_judge_is_sent_on_as_it_is(asked, anna, standing):
    MediaOrganisation.objects.update(standing=standing)
    request = draft(anna, track_record="")

    asked.post(CHECK, declared(asked))

    request.refresh_from_db()
    assert request.state == State.SUBMITTED


@pytest.mark.both_databases
def test_what_was_withdrawn_fills_the_next_draft(asked, anna):
    request = draft(anna, online=True, outreach=False, website=SITE)
    work(request, url=SITE + "1")
    request.withdraw(by=anna)

    asked.post(APPLY)

    again = AnnualRequest.objects.get(state=State.DRAFT)
    assert again.reference != request.reference
    assert (again.path, again.website, again.track_record) == (request.path, SITE, request.track_record)
    assert again.articles.get().url == SITE + "1"


def test_before_it_can_be_renewed_the_page_says_from_when(asked, anna, officer):
    held = ending(annual_request(anna, at=State.APPROVED, officer=officer), today() + timedelta(days=61))
    page = read(asked.get(APPLY))

    opens = held.valid_until - timedelta(days=60)
    assert f"It can be renewed from {opens:%-d %B %Y} on" in page
    assert asked.post(APPLY)["Location"] == APPLY
    assert asked.get(part("path"))["Location"] == APPLY
    assert AnnualRequest.objects.count() == 1
