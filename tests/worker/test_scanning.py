"""Where there is a scanner, nobody but its owner reads a file before it is found clean; malware nobody reads at all."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.documents import clamd
from accreditation_portal.documents.models import SCANNED_AGAIN_AFTER, SCANNED_WITHIN, Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Item, State
from accreditation_portal.worker.scanning import scan_what_waits
from adhoc.criteria import checklist
from adhoc.models import EventRegistration
from tests.documents.scanner import EICAR, listening
from tests.factories import adhoc as cases
from tests.factories import annual
from tests.factories.events import event
from tests.factories.profiles import document

pytestmark = pytest.mark.both_databases

PDF = "application/pdf"


@pytest.fixture
def scanner(settings):
    with listening() as scanner:
        settings.CLAMD = scanner.address
        yield scanner


@pytest.fixture
def nobody_there(settings, tmp_path):
    settings.CLAMD = f"unix:{tmp_path}/none"


@pytest.fixture
def registration(anna, press):
    return cases.event_registration(anna, event(by=press))


def attached(registration, kind="identity"):
    return registration.attachments.get(kind=kind).document


def spoil(found):
    """As if these bytes had been sent."""
    storage, name = found.file.storage, found.file.name
    storage.delete(name)
    storage.save(name, io.BytesIO(EICAR))


def page(found):
    return reverse("documents:page_picture", args=[found.pk, 1])


def status(client, address):
    """Of an answer, which is read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def late():
    Document.objects.update(uploaded_at=timezone.now() - SCANNED_WITHIN - timedelta(minutes=1))


def again():
    """The pauses are over."""
    cache.clear()
    Document.objects.update(scan_due_at=timezone.now())


# Before the scan ------------------------------------------------------------------------------------------------------


def test_before_the_scan_its_owner_alone_reads_a_file(registration, scanner, anna, officer, client):
    found = attached(registration)

    client.force_login(officer)
    assert status(client, found.get_absolute_url()) == 404
    picture = client.get(page(found))
    assert (picture.status_code, picture.url) == (302, "/static/img/withheld.svg")
    assert found.page_pictures.count() == 0
    client.force_login(anna)
    assert status(client, found.get_absolute_url()) == 200
    assert status(client, page(found)) == 200


def test_pages_say_that_a_file_is_being_checked(registration, scanner, anna, officer, client):
    found = attached(registration)

    client.force_login(officer)
    case = client.get(reverse("admin:adhoc_eventregistration_change", args=[registration.pk]))
    assert "Being checked for malware." in case.content.decode()
    assert found.get_absolute_url() not in case.content.decode()
    client.force_login(anna)
    own = client.get(registration.get_absolute_url()).content.decode()
    assert "Being checked for malware." in own
    assert found.get_absolute_url() in own


def test_what_is_found_clean_is_read_as_ever(registration, scanner, officer, client):
    assert scan_what_waits() == Document.objects.count() == 3

    found = attached(registration)
    assert (found.scan, found.malware) == (Document.Scan.CLEAN, "")
    assert found.read() in scanner.streams
    client.force_login(officer)
    assert status(client, found.get_absolute_url()) == 200
    case = client.get(reverse("admin:adhoc_eventregistration_change", args=[registration.pk]))
    assert "Being checked for malware." not in case.content.decode()


def test_without_a_scanner_nothing_waits_and_nothing_is_asked(registration, officer, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert scan_what_waits() == 0

    client.force_login(officer)
    assert status(client, attached(registration).get_absolute_url()) == 200
    case = client.get(reverse("admin:adhoc_eventregistration_change", args=[registration.pk]))
    assert "Being checked" not in case.content.decode()
    assert "scanner" not in client.get(reverse("pages:healthz")).json()


def test_the_worker_scans_in_its_round(registration, scanner, capsys):
    call_command("run_worker", "--once")

    assert not Document.objects.to_be_scanned().exists()


# Malware --------------------------------------------------------------------------------------------------------------


def test_malware_is_handed_to_nobody_and_the_person_is_asked_for_another_file(
    registration, scanner, anna, officer, client
):
    found = attached(registration)
    spoil(found)

    scan_what_waits()

    found.refresh_from_db()
    assert (found.scan, found.malware) == (Document.Scan.MALWARE, "Eicar-Test-Signature")
    for user in (anna, officer):
        client.force_login(user)
        assert status(client, found.get_absolute_url()) == 404
        assert status(client, page(found)) == 302
    letter = OutboxMail.objects.get(notice="review.malware_found")
    assert (letter.recipient, letter.about) == (anna, registration.reference)
    assert found.name in letter.text
    own = client.get(reverse("admin:adhoc_eventregistration_change", args=[registration.pk])).content.decode()
    assert "Malware was found in this file. Nobody opens it" in own
    assert letter.subject in own  # among the letters of the case
    client.force_login(anna)
    own = client.get(registration.get_absolute_url()).content.decode()
    assert "Malware was found in this file, so it does not count." in own
    assert "Send another file" in own


def test_malware_stays_withheld_when_the_scanner_is_taken_away(registration, scanner, settings, officer, client):
    found = attached(registration)
    spoil(found)
    scan_what_waits()

    settings.CLAMD = ""

    client.force_login(officer)
    assert status(client, found.get_absolute_url()) == 404


def test_p2_a_file_with_malware_is_no_proof(registration, scanner):
    spoil(attached(registration))

    scan_what_waits()

    now = EventRegistration.objects.get(pk=registration.pk)
    assert not now.has_handed_in("identity")
    assert now.has_handed_in("profession")
    verdicts = {answer.criterion.name: answer.verdict for answer in checklist.ask(now, timezone.localdate())}
    assert (verdicts["proof_of_identity"], verdicts["proof_of_profession"]) == (Verdict.NOT_MET, Verdict.FOR_OFFICER)


def test_another_file_takes_its_place_by_hand_of_the_person(registration, scanner, anna):
    spoil(attached(registration))
    scan_what_waits()
    now = EventRegistration.objects.get(pk=registration.pk)

    now.press_attachment_button({"remove": str(attached(registration).pk)}, ["identity"])
    now.attachments.create(kind="identity", document=document(anna, "passport.jpg", b"another"))
    now = EventRegistration.objects.get(pk=registration.pk)
    now.correct(by=anna, at=timezone.now())

    assert EventRegistration.objects.get(pk=registration.pk).has_handed_in("identity")


def test_b12_an_answer_to_something_else_is_not_held_up_by_it(anna, officer, press, scanner, client):
    registration = cases.event_registration(anna, event(by=press), at=State.INFORMATION_REQUESTED, officer=officer)
    assert registration.requested_items == [Item.PURPOSE]
    spoil(attached(registration))
    scan_what_waits()

    EventRegistration.objects.get(pk=registration.pk).complete(by=anna, at=timezone.now())

    now = EventRegistration.objects.get(pk=registration.pk)
    assert now.state == State.SUBMITTED
    client.force_login(anna)
    page = client.get(now.get_absolute_url()).content.decode()
    assert reverse("adhoc:complete", args=[now.shown_reference]) in page


def test_a_file_of_an_annual_request_is_told_of_with_it(anna, scanner):
    annual_request = annual.annual_request(anna)
    spoil(annual_request.press_card.scan or annual_request.photo)

    scan_what_waits()

    assert OutboxMail.objects.get(notice="review.malware_found").about == annual_request.reference


def test_a_file_of_no_case_is_told_of_as_such(anna, scanner):
    spoil(anna.representative.photo)

    scan_what_waits()

    letter = OutboxMail.objects.get(notice="review.malware_found_in_profile")
    assert (letter.recipient, letter.about) == (anna, "")


@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED, State.WITHDRAWN])
def test_who_can_change_nothing_any_more_is_not_asked_to(anna, officer, press, scanner, state):
    registration = cases.event_registration(anna, event(by=press), at=state, officer=officer)
    spoil(attached(registration))

    scan_what_waits()

    assert not OutboxMail.objects.filter(notice="review.malware_found").exists()
    assert OutboxMail.objects.filter(notice="review.malware_found_in_profile").count() == 1


def test_b9_the_archive_of_everything_holds_no_malware(registration, scanner, anna, client):
    spoil(attached(registration))
    scan_what_waits()
    client.force_login(anna)

    answer = client.post(reverse("personal_data:data"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert not any(EICAR in archive.read(name) for name in archive.namelist())
        files = json.loads(archive.read("data.json"))["files"]
    assert [file["malware"] for file in files if file["malware"]] == ["Eicar-Test-Signature"]


# A scanner that does not answer ---------------------------------------------------------------------------------------


def test_where_the_scanner_is_away_every_file_waits(registration, nobody_there, officer, client):
    assert scan_what_waits() == 0

    assert Document.objects.to_be_scanned().count() == 3
    client.force_login(officer)
    assert status(client, attached(registration).get_absolute_url()) == 404


@pytest.mark.parametrize("answer", ["hang", "die", "INSTREAM size limit exceeded. ERROR"])
def test_no_answer_is_never_taken_for_clean(registration, scanner, monkeypatch, answer):
    monkeypatch.setattr(clamd, "ANSWER_WITHIN", 0.2)
    scanner.answer = answer

    assert scan_what_waits() == 0
    assert Document.objects.to_be_scanned().count() == 3


def test_it_is_asked_again_once_the_pause_is_over(registration, scanner):
    scanner.answer = "die"
    scan_what_waits()
    scanner.answer = None

    assert scan_what_waits() == 0  # the pause
    again()
    assert scan_what_waits() == 3


def test_one_file_that_cannot_be_scanned_keeps_no_other_from_its_turn(registration, scanner):
    attached(registration).file.storage.delete(attached(registration).file.name)

    assert scan_what_waits() == 2
    assert list(Document.objects.to_be_scanned()) == [attached(registration)]


def test_two_workers_do_not_scan_the_same_file(anna):
    found, at = anna.representative.photo, timezone.now()

    assert Document.objects.take_one_to_scan(at) == found
    assert Document.objects.take_one_to_scan(at) is None
    assert Document.objects.take_one_to_scan(at + SCANNED_AGAIN_AFTER) == found


def test_what_was_found_is_kept_and_told_once(registration, scanner):
    found, other = attached(registration), attached(registration)

    assert found.was_scanned("Eicar", timezone.now())
    assert not other.was_scanned("", timezone.now())
    assert attached(registration).has_malware


@pytest.mark.parametrize("values", [{"scan": "malware"}, {"malware": "Eicar"}, {"scan": "clean"}, {"scan": "trusted"}])
def test_the_database_knows_no_scan_that_says_nothing(anna, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(**values)


# Who hears of it ------------------------------------------------------------------------------------------------------


def test_health_tells_that_files_wait_and_the_portal_serves_on(registration, nobody_there, client):
    late()

    answer = client.get(reverse("pages:healthz"))

    assert answer.status_code == 200
    scanner = answer.json()["scanner"]
    assert (scanner["waiting"], scanner["moves"]) == (3, False)
    assert scanner["oldest_seconds"] > SCANNED_WITHIN.total_seconds()


def test_the_start_page_tells_officers_alone(registration, nobody_there, officer, press, client):
    words = "Files that the malware scanner has not checked yet"

    def start_page(user):
        client.force_login(user)
        return client.get(reverse("admin:index")).content.decode()

    assert words not in start_page(officer)
    late()
    assert words in start_page(officer)
    assert words not in start_page(press)
