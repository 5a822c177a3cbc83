"""The choice of language stays: on the page, in the browser, with the account (B5)."""

import pytest
from django.urls import reverse

from tests.factories.events import event
from tests.pages.test_public_pages import read


def choose(client, language: str, page: str = "/"):
    return client.post(reverse("pages:set_language"), {"language": language, "next": page})


def test_b5_the_switch_comes_back_to_the_page_it_was_pressed_on(client, db):
    page = reverse("pages:eligibility") + "?plan=event"
    response = choose(client, "fr", page)
    assert response["Location"] == page
    assert '<html lang="fr">' in client.get(page).content.decode()


@pytest.mark.both_databases
def test_b5_the_choice_is_kept_with_the_account(client, anna):
    client.force_login(anna)
    choose(client, "fr")
    anna.refresh_from_db()
    assert anna.language == "fr"
    assert '<html lang="fr">' in read(client, "procedures")


def test_b5_the_account_speaks_louder_than_the_browser(client, anna):
    client.force_login(anna)
    client.cookies["django_language"] = "fr"
    assert '<html lang="en">' in read(client, "procedures")


@pytest.mark.parametrize("language", ["de", "xx", "", "../en"])
def test_a_language_that_the_portal_does_not_speak_changes_nothing(client, anna, language):
    client.force_login(anna)
    assert choose(client, language).status_code == 302
    anna.refresh_from_db()
    assert anna.language == "en"


def test_the_switch_never_leads_to_another_site(client, db):
    assert choose(client, "fr", "https://elsewhere.example/")["Location"] == "/"


def test_looking_at_the_address_of_the_switch_changes_nothing(client, anna):
    client.force_login(anna)
    client.get(reverse("pages:set_language"), {"language": "fr"})
    anna.refresh_from_db()
    assert anna.language == "en"


@pytest.mark.both_databases
def test_b5_a_button_of_a_form_keeps_the_draft_and_goes_on_in_the_other_language(client, anna, press):
    meeting = event(by=press)
    form = reverse("adhoc:register", args=[meeting.slug])
    client.force_login(anna)

    page = client.post(form, {"purpose": "Half a sentence", "speak": "fr"}, follow=True).content.decode()

    assert '<html lang="fr">' in page
    assert "Half a sentence" in page
    assert 'lang="en" formnovalidate>Keep what is entered, and go on in English</button>' in page
    anna.refresh_from_db()
    assert anna.language == "fr"


def test_a_form_asks_for_no_language_that_the_portal_does_not_speak(client, anna):
    client.force_login(anna)
    client.post(reverse("profiles:identity"), {"speak": "de"})
    anna.refresh_from_db()
    assert anna.language == "en"
