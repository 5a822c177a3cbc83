"""The profile's own page: what is complete, what is missing, where one goes on."""

import pytest
from django.urls import reverse

PAGES = ["profile", "identity", "document", "residence", "work", "press_card", "photo", "prepare_photo"]


@pytest.mark.parametrize("name", [*PAGES, "edit", "crop"])
def test_nobody_sees_a_profile_without_logging_in(client, db, name):
    address = reverse(f"profiles:{name}")

    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("name", PAGES)
def test_somebody_new_finds_every_page(as_david, name):
    assert as_david.get(reverse(f"profiles:{name}")).status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_bounded_number_of_queries(as_anna, anna, name, language, django_assert_max_num_queries):
    anna.language = language
    anna.save()
    with django_assert_max_num_queries(10):
        assert as_anna.get(reverse(f"profiles:{name}")).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "edit"])
def test_staff_have_no_profile_and_are_told_so(client, officer, name):
    client.force_login(officer)

    page = client.get(reverse(f"profiles:{name}"), follow=True).content.decode()

    assert "This is a staff account" in page
    assert reverse("admin:index") in page


@pytest.mark.parametrize("name", ["identity", "press_card", "photo", "prepare_photo"])
def test_staff_make_no_profile_by_a_forged_post(client, officer, name):
    client.force_login(officer)

    client.post(reverse(f"profiles:{name}"), {"family_name": "X", "number": "1", "remove": "1"})

    assert not hasattr(officer, "representative")


def test_d78_registered_user_leads_to_update_event_attendance(as_david):
    page = as_david.get(reverse("profiles:profile")).content.decode()
    section = page[page.index('id="registered-user"') :]

    assert "Registered user" in section
    assert f'<a href="{reverse("adhoc:attendance")}">Update event attendance</a>' in section
    assert reverse("annual:overview") in section
    assert reverse("personal_data:data") in section


def test_p10_somebody_new_reads_that_they_are_registered_for_nothing(as_david):
    page = as_david.get(reverse("profiles:profile")).content.decode()

    assert "you are not registered for anything" in page
    assert page.count("Missing for events") == 5


def test_s2_what_annual_accreditation_alone_needs_is_not_among_what_events_need(as_david):
    page = " ".join(as_david.get(reverse("profiles:profile")).text.split())

    assert "Missing: country and town of residence<br> For annual accreditation only: official residence" in page


def test_a_complete_profile_says_what_it_is_complete_for(as_anna):
    page = as_anna.get(reverse("profiles:profile")).content.decode()

    assert "Your profile is complete for events." in page
    assert "Missing for annual accreditation only" in page  # the press card


def test_p11_every_part_says_why_it_is_asked_and_what_an_error_does(as_david):
    for name in ("identity", "document", "residence", "work", "press_card", "photo"):
        page = as_david.get(reverse(f"profiles:{name}")).content.decode()
        assert "Why this is asked" in page
        assert "An error delays your access." in page


def test_the_profile_leads_to_what_one_follows_and_names_the_organisation_in_a_line_of_its_own(as_anna, anna):
    page = as_anna.get(reverse("profiles:profile")).content.decode()

    assert reverse("events:following") in page.partition('id="registered-user"')[2]
    person = anna.representative
    assert f"{person.get_employment_display()}<br>{person.organisation.name}</p>" in page


def test_who_may_have_sent_something_is_told_what_a_change_does_to_it(as_anna, anna):
    sentence = "They keep the data as you sent them."
    on_the_way = {"next": "/events/"}

    assert sentence in as_anna.get(reverse("profiles:document"), on_the_way).text
    assert sentence in as_anna.get(reverse("profiles:photo"), on_the_way).text


def test_who_never_sent_anything_is_not(as_david):
    sentence = "They keep the data as you sent them."

    assert sentence not in as_david.get(reverse("profiles:document"), {"next": "/events/"}).text
    assert sentence in as_david.get(reverse("profiles:document")).text
