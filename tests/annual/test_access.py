"""Who may read which document of an annual request."""

import pytest

from accreditation_portal.review.states import State
from annual.access import may_read
from annual.models import AnnualRequest
from profiles.models import IssuingBody, PressCard
from tests.factories.annual import annual_request, approve
from tests.factories.profiles import document


@pytest.fixture
def readers(anna, stranger, officer, press, passoffice):
    people = {"anna": anna, "stranger": stranger, "officer": officer, "press": press, "passoffice": passoffice}
    return lambda document: {name for name, user in people.items() if may_read(user, document)}


def test_the_pass_office_sees_the_photo_of_those_approved_and_nothing_else(readers, anna, officer):
    body = IssuingBody.objects.create(name="Journalists of Belgium", country="BE", kind="association")
    scan = document(anna, "card.jpg")
    PressCard.objects.create(representative=anna.representative, number="BE-4711", issuing_body=body, scan=scan)
    mine = annual_request(anna)
    assert readers(mine.photo) == {"anna", "officer"}

    approve(mine, officer)

    assert readers(mine.photo) == {"anna", "officer", "passoffice"}
    assert readers(scan) == {"anna", "officer"}

    mine.revoke(by=officer)
    assert readers(mine.photo) == {"anna", "officer"}


def test_what_lies_in_a_draft_is_its_owners_alone(readers, anna):
    photo = document(anna, "draft.jpg")
    draft = annual_request(anna, at=State.DRAFT)
    AnnualRequest.objects.filter(pk=draft.pk).update(photo=photo)

    assert readers(photo) == {"anna"}


@pytest.mark.parametrize("who", ["anna", "officer", "passoffice"])
def test_the_photo_of_a_case_is_read_also_after_the_profile_took_another(client, anna, officer, who, request):
    mine = annual_request(anna, at=State.APPROVED, officer=officer)
    anna.representative.photo = document(anna, "newer.jpg")
    anna.representative.save()

    client.force_login(request.getfixturevalue(who))
    answer = client.get(mine.photo.get_absolute_url())
    assert answer.status_code == 200
    assert answer.getvalue()


def test_the_photo_of_a_case_is_not_there_for_anybody_else(client, anna, stranger, officer):
    mine = annual_request(anna, at=State.APPROVED, officer=officer)
    client.force_login(stranger)
    assert client.get(mine.photo.get_absolute_url()).status_code == 404


def test_nobody_reads_with_an_account_that_was_closed(anna):
    mine = annual_request(anna)
    anna.is_active = False
    assert not may_read(anna, mine.photo)
