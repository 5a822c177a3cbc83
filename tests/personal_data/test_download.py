"""Everything held on a person is theirs to take along (B9)."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data.views import held_on
from accreditation_portal.review.states import State
from adhoc.models import LateAdmission
from profiles.models import IssuingBody, PersonalData, PressCard
from tests.architecture.personal_fields import FIELDS
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending, today
from tests.factories.events import event
from tests.factories.profiles import staff
from tests.factories.verification import accepted, answered, batch_of

ADDRESS = "/profile/data/"


@pytest.fixture
def eventful(anna, officer, press):
    """Anna with a card, an annual accreditation and a decided registration."""
    body = IssuingBody.objects.create(name="Journalists of Belgium", country="BE", kind="association")
    PressCard.objects.create(representative=anna.representative, number="BE-4711", issuing_body=body)
    annual_request(anna, at=State.APPROVED, officer=officer)
    event_registration(anna, event(by=press), at=State.INFORMATION_REQUESTED, officer=officer)
    return anna


def downloaded(client) -> dict:
    return json.loads(archive(client).read("data.json"))


def archive(client) -> ZipFile:
    response = client.post(ADDRESS)
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in response["Cache-Control"]
    return ZipFile(BytesIO(response.getvalue()))


def test_the_page_asks_for_the_log_in(client, db):
    assert client.get(ADDRESS)["Location"].startswith(reverse("account_login"))
    assert client.post(ADDRESS).status_code == 302


def test_b9_the_download_holds_profile_card_requests_files_and_letters(client, eventful):
    client.force_login(eventful)
    content = downloaded(client)
    assert content["account"]["email"] == "anna@example.org"
    assert content["profile"]["family_name"] == "Peeters"
    assert content["press_cards"][0]["number"] == "BE-4711"
    assert content["annual_requests"][0]["state"] == "approved"
    registration = content["event_registrations"][0]
    assert registration["as_submitted"]["document_number"] == eventful.representative.document_number
    assert [line["step"] for line in registration["record"]] == ["submit", "request_information"]
    assert {attachment["kind"] for attachment in registration["attachments"]} == {"identity", "profession"}
    assert len(content["files"]) == 3
    assert len(content["letters"]) == OutboxMail.objects.filter(recipient=eventful).count() > 0


def test_b9_every_personal_field_of_the_profile_is_in_the_download(client, eventful):
    client.force_login(eventful)
    content = downloaded(client)
    personal, _ = FIELDS["profiles.MediaRepresentative"]
    inherited = {field.name for field in PersonalData._meta.fields}
    assert personal - set(content["profile"]) <= {"user", "photo_in_preparation", "search_key", "document_key"}
    assert inherited <= set(content["event_registrations"][0]["as_submitted"])


def test_the_officers_who_acted_are_withheld_and_the_page_says_so(client, eventful, officer):
    client.force_login(eventful)
    assert officer.email not in json.dumps(downloaded(client))
    assert "Withheld are the names of the officers" in " ".join(client.get(ADDRESS).content.decode().split())


def test_why_somebody_was_admitted_late_is_withheld_and_named_as_withheld(client, anna, officer, press):
    LateAdmission.objects.create(
        event=event(by=press), representative=anna.representative, by=officer, reason="In place of Eve, who is ill."
    )
    client.force_login(anna)
    content = downloaded(client)
    assert content["late_admissions"][0]["reason"] == "withheld: may name another person"
    assert "Eve" not in json.dumps(content)


def test_b9_what_authorities_got_is_told_and_what_they_answered_is_named_as_withheld(client, anna, officer, press):
    meeting, verifier = event(by=press, authorities_check_media=True), staff("verifier", "Security verification")
    case = accepted(anna, meeting, officer)
    batch = batch_of(meeting, verifier)
    answered(batch, verifier, **{case.reference: "not cleared"})
    client.force_login(anna)
    content = downloaded(client)
    told = content["event_registrations"][0]["security_verification"]
    assert [line["accepted"] for line in told["media_status"]] == [True]
    assert [len(line["batch_made_at"]) > 10 for line in told["given_to_the_authorities"]] == [True]
    assert told["answers"] == "withheld: the authorities' information"
    for secret in ("not_cleared", "ot cleared", batch.checksum, verifier.username, officer.username):
        assert secret not in json.dumps(told)


def test_where_nobody_checks_the_media_the_download_says_nothing_of_it(client, eventful):
    client.force_login(eventful)
    assert downloaded(client)["event_registrations"][0]["security_verification"] is None


def test_account_mails_to_an_address_that_is_not_confirmed_are_not_in_the_download(client, anna):
    for address, verified in (("second@example.org", True), ("bruno.private@example.org", False)):
        EmailAddress.objects.create(user=anna, email=address, verified=verified)
    for to in ("Anna@example.org", "Second@example.org", "bruno.private@example.org"):
        OutboxMail.objects.create(recipient=anna, to=to, language="en", subject="Confirm", text="A link")
    client.force_login(anna)
    assert [letter["to"] for letter in downloaded(client)["letters"]] == ["Anna@example.org", "Second@example.org"]


def test_nothing_of_anybody_else_is_in_the_download(client, eventful, stranger):
    client.force_login(stranger)
    text = json.dumps(downloaded(client))
    assert "Peeters" not in text
    assert "BE-4711" not in text


def test_somebody_with_an_account_alone_reads_and_downloads_it(client, david):
    client.force_login(david)
    assert "nothing yet" in client.get(ADDRESS).content.decode()
    assert downloaded(client)["profile"] is None


def test_staff_have_an_account_and_nothing_more(client, officer):
    client.force_login(officer)
    assert client.get(ADDRESS).status_code == 200
    assert downloaded(client)["event_registrations"] == []


def test_a_name_of_any_script_arrives_as_it_was_written(client, anna):
    anna.representative.family_name = 'Ђорђевић "<b>"'
    anna.representative.save()
    client.force_login(anna)
    assert downloaded(client)["profile"]["family_name"] == 'Ђорђевић "<b>"'


@pytest.mark.both_databases
def test_the_page_asks_the_database_little_however_many_requests(
    client, eventful, officer, press, django_assert_max_num_queries
):
    for held in eventful.representative.annualrequests.approved():
        ending(held, today())
    for number in range(4):
        event_registration(eventful, event(f"meeting-{number}", by=press))
        annual_request(eventful, at=State.SUBMITTED).deny(by=officer)
    client.force_login(eventful)
    with django_assert_max_num_queries(33):  # of each kind of case one question for its notes
        client.get(ADDRESS)


def test_each_room_answers_for_itself(eventful):
    assert {"account", "annual_requests", "event_registrations", "letters"} <= set(held_on(eventful))


def test_b9_passes_are_in_the_download_without_the_names_of_those_who_handed_them_over(
    client, eventful, officer, passoffice, press
):
    accredited = eventful.representative.annualrequests.get()
    registered = event_registration(eventful, event("summit", by=press), at=State.APPROVED, officer=officer)
    for case in (accredited, registered):
        case.hand_overs.record(case, by=passoffice).strike_out(by=passoffice, why="Lost on the train.")
        case.hand_overs.record(case, by=passoffice)
    client.force_login(eventful)
    content = downloaded(client)
    for case in (content["annual_requests"][0], content["event_registrations"][1]):
        first, second = case["passes"]
        assert (first["struck_out_because"], second["struck_out_at"]) == ("withheld: may name another person", None)
        assert second["handed_over_at"]
    assert passoffice.username not in json.dumps(content)


def test_b9_the_download_says_what_became_of_letters_and_of_the_address(client, anna):
    now = timezone.now()
    letter = OutboxMail.objects.create(recipient=anna, to=anna.email, notice="x.y", subject="S", text="T", sent_at=now,
                                       outcome="bounced", outcome_at=now)  # fmt: skip
    FailingAddress.objects.create(address=anna.email, why="bounced", said="550 unknown", since=now, letter=letter)
    client.force_login(anna)

    content = downloaded(client)

    assert [(each["became"], each["sent_again"]) for each in content["letters"]] == [("bounced", False)]
    assert [(each["address"], each["said"]) for each in content["failing_addresses"]] == [(anna.email, "550 unknown")]
