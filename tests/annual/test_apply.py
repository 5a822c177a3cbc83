"""Ask for annual accreditation, part by part: whatever is valid is kept, and nothing is sent before the check."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annual.criteria import month_before
from annual.models import AnnualRequest, Attachment
from profiles.models import MediaOrganisation
from tests.annual.pages import APPLY, CHECK, SITE, article, part, read, rows
from tests.factories import files
from tests.factories.annual import annual_request, draft, press_card, today, work


@pytest.fixture
def online(asked, anna):
    """Anna's draft, of an organisation that is published online only; its articles are missing."""
    return draft(anna, online=True, outreach=False, website=SITE)


def mine() -> AnnualRequest:
    return AnnualRequest.objects.get()


# --- Begin ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["path", "publication", "track-record", "attestation"])
def test_looking_at_a_part_keeps_nothing(asked, name):
    read(asked.get(APPLY))
    read(asked.get(part(name)))

    assert not AnnualRequest.objects.exists()


def test_two_clicks_begin_one_draft(asked):
    first, second = asked.post(APPLY), asked.post(APPLY)

    assert AnnualRequest.objects.count() == 1
    assert first["Location"] == second["Location"] == part("path")


def test_d3_somebody_without_a_profile_is_sent_to_it(client, david):
    client.force_login(david)
    page = read(client.get(APPLY))

    assert "First step: your profile" in page
    assert reverse("profiles:identity") in page
    client.post(APPLY)
    assert "Your profile lacks" in str(mine().refusal_of("submit"))


def test_d21_without_residence_in_belgium_the_first_page_says_so_and_what_is_open(client, stranger):
    stranger.representative.belgian_residence = ""
    stranger.representative.save()
    client.force_login(stranger)
    page = read(client.get(APPLY))

    assert "annual accreditation is not open to you" in page
    assert "names no official residence in Belgium" in page
    assert reverse("events:calendar") in page


def test_staff_have_no_request(client, officer):
    client.force_login(officer)
    assert client.get(APPLY).status_code == client.get(part("path")).status_code == 403


@pytest.mark.parametrize("address", [APPLY, CHECK, part("path")])
def test_while_one_is_under_review_there_is_nothing_to_ask(asked, anna, address):
    request = annual_request(anna)

    assert asked.get(address)["Location"] == request.get_absolute_url()


@pytest.mark.parametrize("name", ["nothing", "articles", "publications"])
def test_a_part_that_is_not_asked_is_not_there(asked, name):
    response = asked.get(part(name))
    assert response.status_code == 404 if name == "nothing" else response["Location"] == APPLY


def test_every_page_asks_little_of_the_database(asked, online, django_assert_max_num_queries):
    for number in range(4):
        work(online, number=number)
    asked.get(CHECK)  # how long answers take is counted now and then, and kept
    for address in (APPLY, CHECK, part("articles")):
        with django_assert_max_num_queries(25):
            asked.get(address)


# --- The ground -------------------------------------------------------------------------------------------------------


def belgian(**fields):
    return {
        "path": "belgian", "belgian_authority": "interior", "belgian-number": "IN-17",
        "belgian-valid_until": f"{today() + timedelta(days=90):%Y-%m-%d}", "continue": "1", **fields,
    }  # fmt: skip


def test_s3_the_card_of_the_profile_carries_path_b(asked):
    assert asked.post(part("path"), {"path": "press_card", "continue": "1"})["Location"] == part("publication")
    assert mine().path == AnnualRequest.Path.PRESS_CARD


@pytest.mark.both_databases
def test_s2_the_belgian_accreditation_is_kept_as_a_card_beside_the_profiles_own(asked, anna):
    own = anna.representative.press_card

    scan = SimpleUploadedFile("accreditation.jpg", files.jpeg())
    asked.post(part("path"), {**belgian(), "belgian-scan": scan})

    card = mine().belgian_accreditation
    assert (card.number, card.issuing_body.kind, card.issuing_body.country.code) == ("IN-17", "government", "BE")
    assert (mine().belgian_authority, card.is_current, bool(card.scan)) == ("interior", False, True)
    anna.representative.refresh_from_db()
    assert anna.representative.press_card == own

    asked.post(part("path"), belgian())
    assert mine().belgian_accreditation == card  # nothing changed: no second row, and its copy stays

    asked.post(part("path"), belgian(**{"belgian-number": "IN-18"}))
    assert mine().belgian_accreditation.number == "IN-18"
    assert mine().belgian_accreditation.scan is None  # the copy of another one is not one of this


def test_what_is_wrong_with_the_accreditation_is_said_and_its_copy_is_not_lost(asked):
    scan = SimpleUploadedFile("accreditation.jpg", files.jpeg())
    page = read(asked.post(part("path"), {**belgian(**{"belgian-number": ""}), "belgian-scan": scan}))

    assert "There is something to mend" in page
    kept = page.split('name="belgian-kept_scan" value="')[1].split('"')[0]
    asked.post(part("path"), belgian(**{"belgian-kept_scan": kept}))
    assert str(mine().belgian_accreditation.scan_id) == kept


def test_the_ground_is_chosen_before_one_goes_on_but_can_be_left_open(asked):
    assert "Choose the ground on which you ask." in read(asked.post(part("path"), {"continue": "1"}))
    assert asked.post(part("path"), {"later": "1"})["Location"] == APPLY
    assert mine().path == ""


# --- Publication, articles, track record ------------------------------------------------------------------------------


def test_s12_online_media_are_asked_for_their_website_and_about_outreach(asked):
    page = read(asked.post(part("publication"), {"online": "yes", "continue": "1"}))
    assert "Enter the address of the website." in page
    assert "Answer this question." in page

    sent = {"online": "yes", "website": SITE, "outreach": "no", "continue": "1"}
    assert asked.post(part("publication"), sent)["Location"] == part("track-record")
    assert (mine().online, mine().website, mine().outreach) == (True, SITE, False)


def test_s12_an_organisation_known_as_online_is_not_asked_again(asked, anna):
    organisation = anna.representative.organisation
    organisation.kind = MediaOrganisation.Kind.ONLINE
    organisation.save()

    assert 'name="online"' not in read(asked.get(part("publication")))
    asked.post(part("publication"), {"website": SITE, "outreach": "no", "continue": "1"})
    assert mine().is_online


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "address", ["http://localhost/", "http://10.0.0.1/", "https://intranet/", "ftp://x.example.com"]
)
def test_a_website_is_an_address_that_the_public_can_open(asked, address):
    page = read(asked.post(part("publication"), {"online": "yes", "website": address, "outreach": "no"}))

    assert "There is something to mend" in page
    assert mine().website == ""


@pytest.mark.both_databases
def test_d51_an_article_a_day_too_old_is_kept_and_said_so_at_once(asked, online):
    too_old = ("Report 2", SITE + "2", month_before(today()) - timedelta(days=1))
    page = read(asked.post(part("articles"), {**rows("article", article(1), too_old), "continue": "1"}))

    assert "Only articles of the past month count" in page
    assert [a.title for a in online.articles.order_by("pk")] == ["Report 1", "Report 2"]
    assert "was not written within the past month" in read(asked.get(CHECK))

    exactly = ("Report 2", SITE + "2", month_before(today()))
    assert asked.post(part("articles"), {**rows("article", article(1), exactly), "continue": "1"}).status_code == 302
    assert mine().refusal_of("submit") is None
    assert mine().articles.count() == 2


def test_what_is_wrong_in_one_row_costs_no_other(asked, online):
    work(online, url=SITE + "2", title="Report 2")
    wrong = {**rows("article", article(1), article(2)), "article-1-url": SITE + "2", "article-1-byline": ""}
    page = read(asked.post(part("articles"), {**wrong, "continue": "1"}))

    assert "This is missing for the article." in page
    assert sorted(a.title for a in online.articles.all()) == ["Report 1", "Report 2"]


def test_an_article_of_the_future_is_refused(asked, online):
    tomorrow = ("Report 2", SITE + "2", today() + timedelta(days=1))
    assert "This day lies in the future" in read(asked.post(part("articles"), rows("article", tomorrow)))
    assert not online.articles.exists()


def test_d50_one_page_spelt_twice_is_one_article(asked, online):
    same = ("Report 1", "http://observer.example.com/1/#top", today())
    page = read(asked.post(part("articles"), {**rows("article", article(1), same), "continue": "1"}))
    assert "Enter 2 different articles." in page


def test_d52_an_article_on_another_host_is_sent_on_to_the_officer(asked, online):
    asked.post(
        part("articles"), {**rows("article", article(1), article(2, host="blog.elsewhere.org")), "continue": "1"}
    )

    assert mine().refusal_of("submit") is None
    assert "is posted on another website" in read(asked.get(CHECK))


def test_rows_of_more_articles_than_there_may_be_are_refused(asked, online):
    many = rows("article", *(article(number) for number in range(8)))
    assert "There is something to mend" in read(asked.post(part("articles"), many))


def test_a_form_that_was_cut_off_is_no_error(asked, online):
    assert asked.post(part("articles"), {"continue": "1"}).status_code == 200


@pytest.mark.both_databases
def test_s14_a_track_record_has_words_or_proof(asked):
    assert "or attach proof" in read(asked.post(part("track-record"), {"words": "", "continue": "1"}))

    proof = SimpleUploadedFile("proof.pdf", files.pdf())
    assert asked.post(part("track-record"), {"track_record": proof, "continue": "1"}).status_code == 302
    assert mine().has_track_record


def test_a_file_that_is_refused_takes_no_word_with_it(asked):
    page = read(asked.post(part("track-record"), {
        "words": "Ten years.", "track_record": SimpleUploadedFile("x.pdf", b"<html>"), "continue": "1"}))  # fmt: skip

    assert "x.pdf:" in page
    assert mine().track_record == "Ten years."


@pytest.mark.both_databases
def test_a_copy_of_the_attestation_can_be_removed_before_it_is_sent(asked):
    copy = SimpleUploadedFile("copy.pdf", files.pdf())
    asked.post(part("attestation"), {"attestation_copy": copy})
    kept = Attachment.objects.get()

    asked.post(part("attestation"), {"remove": str(kept.document_id)})
    assert not Attachment.objects.exists()


@pytest.mark.both_databases
def test_s11_a_freelancer_with_a_card_names_publications_and_needs_no_attestation(client, bruno):
    press_card(bruno)
    client.force_login(bruno)
    page = read(client.get(APPLY))

    assert "Your recent publications" in page
    assert "The attestation of your editor" not in page


def test_d42_a_freelancer_without_a_valid_card_sends_the_attestation(client, bruno):
    press_card(bruno, valid_until=today() - timedelta(days=1))
    client.force_login(bruno)
    page = read(client.get(APPLY))

    assert "Your recent publications" not in page
    assert "The attestation of your editor" in page
