"""What fills a letter about an annual request."""

import pytest
from django.conf import settings
from django.utils import translation

from accreditation_portal import office
from accreditation_portal.notifications import letters
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.review.states import State
from annual import notices
from tests.factories.annual import annual_request


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
@pytest.mark.parametrize("notice", [n for n in vars(notices).values() if isinstance(n, Notice)], ids=lambda n: n.name)
def test_an_annual_request_fills_every_letter_of_its_room(anna, officer, notice, language):
    request = annual_request(anna, at=State.APPROVED, officer=officer)

    with translation.override(language):
        values = request.letter_values(notice.name, words="Well done.")
    letter = letters.compose(notice, values, language)

    assert request.shown_reference in letter.subject
    assert anna.representative.full_name in letter.text


def test_s8_d33_the_receipt_shows_where_the_original_goes(anna):
    annual_request(anna)

    assert "\n".join(office.POSTAL_ADDRESS) in OutboxMail.objects.get(notice="annual.received").text


def test_s10_the_approval_says_until_when_and_what_to_bring(anna, officer):
    request = annual_request(anna, at=State.APPROVED, officer=officer)

    text = OutboxMail.objects.get(notice="annual.approved").text
    assert str(request.valid_until.year) in text
    for item in ("a copy of the confirmation email", "your valid press card", "your ID card or passport"):
        assert f"- {item}" in text
