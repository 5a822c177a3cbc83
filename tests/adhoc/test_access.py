"""Who may read which document of a registration."""

import pytest

from accreditation_portal.review.states import State
from adhoc.access import may_read
from tests.factories.adhoc import event_registration
from tests.factories.profiles import document


@pytest.fixture
def readers(anna, stranger, officer, press, passoffice):
    people = {"anna": anna, "stranger": stranger, "officer": officer, "press": press, "passoffice": passoffice}
    return lambda document: {name for name, user in people.items() if may_read(user, document)}


def test_attachments_are_for_their_owner_and_for_officers_once_handed_in(readers, anna, away):
    draft = event_registration(anna, away, at=State.DRAFT)
    attached = draft.attachments.first().document

    assert readers(attached) == {"anna"}
    draft.submit(by=anna)
    assert readers(attached) == {"anna", "officer"}


def test_the_pass_office_sees_the_photo_of_those_approved_and_nothing_else(readers, anna, officer, away):
    mine = event_registration(anna, away)
    assert readers(mine.photo) == {"anna", "officer"}

    mine.approve(by=officer)

    assert readers(mine.photo) == {"anna", "officer", "passoffice"}
    assert readers(mine.attachments.first().document) == {"anna", "officer"}

    mine.revoke(by=officer)
    assert "passoffice" not in readers(mine.photo)


def test_what_stands_in_no_registration_is_nobodys_here(readers, anna):
    assert readers(document(anna, "diary.jpg")) == set()
