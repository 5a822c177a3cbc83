"""The demo's people: complete, valid, and with photos that the portal itself would take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accreditation_portal import office
from profiles import demo
from profiles.completeness import missing_for_annual, missing_for_event
from profiles.models import IssuingBody, MediaRepresentative, User
from profiles.photo import check_identity_photo


@pytest.fixture
def furnished(db):
    demo.furnish()
    return {person.user.username: person for person in MediaRepresentative.objects.select_related("user", "photo")}


def test_everybody_is_there_and_david_has_no_profile(furnished):
    assert set(furnished) == {"anna", "bruno", "chloe", "eva", "farid", "greta", "henri", "ines", "jonas"}
    assert not hasattr(User.objects.get(username="david"), "representative")
    staff = {user.username for user in User.objects.filter(is_staff=True)}
    assert staff == {"admin", "officer", "officer2", "press", "passoffice"}
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["admin"]
    assert all(user.check_password(demo.PASSWORD) for user in User.objects.all())


def test_s7_every_photo_is_one_that_the_portal_takes(furnished):
    for username, person in furnished.items():
        with person.photo.file.open("rb") as file:
            data = file.read()
        assert check_identity_photo(SimpleUploadedFile("portrait.jpg", data)), username
        assert len(data) == person.photo.size


def test_every_profile_is_valid_and_complete_for_an_event(furnished):
    for username, person in furnished.items():
        person.full_clean()
        assert missing_for_event(person) == [], username


def test_who_lives_in_belgium_with_a_card_can_ask_for_annual_accreditation(furnished):
    today = timezone.localdate(timezone=office.ZONE)
    assert missing_for_annual(furnished["anna"], today) == []
    assert missing_for_annual(furnished["bruno"], today) == []
    assert missing_for_annual(furnished["eva"], today) != []


def test_s6_every_member_country_has_an_issuing_body(furnished):
    today = timezone.localdate(timezone=office.ZONE)
    countries = {body.country.code for body in IssuingBody.objects.all()}
    assert {code for code in office.MEMBERS if office.is_member(code, today)} <= countries
