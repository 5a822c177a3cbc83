"""Batches for the authorities: who enters and who is held out, frozen bytes, later ones only new and changed."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import record
from accreditation_portal.review.states import State
from adhoc.models import (
    EventRegistration,
    VerificationBatch,
    VerificationDownload,
    VerificationEntry,
    VerificationFile,
    VerificationResult,
)
from adhoc.security_file import COLUMNS
from adhoc.verification import ChangedMeanwhile, DoneAlready, VerificationRefused, candidates, make_batch
from tests.adhoc.conftest import verification_staff
from tests.factories import events as stage
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.verification import accepted, answered, batch_of, somebody

pytestmark = pytest.mark.both_databases


def event_page(event):
    return reverse("admin:adhoc_verificationbatch_event", args=[event.pk])


def download(batch):
    return reverse("admin:adhoc_verificationbatch_download", args=[batch.pk])


def rows_of(batch):
    return list(csv.DictReader(io.StringIO(bytes(batch.file.content).decode())))


def words_of(response):
    return " ".join(response.content.decode().split())


def change(case, by, **values):
    """The person changes the profile and corrects the case, which takes it over."""
    for name, value in values.items():
        setattr(case.representative, name, value)
    case.representative.save()
    case.correct(by=by)


def test_p12_only_whose_media_status_is_accepted_enters(anna, bruno, stranger, officer, checked, verifier):
    mine = accepted(anna, checked, officer)
    event_registration(bruno, checked)
    accepted(stranger, checked, officer).withdraw(by=stranger)
    letters = OutboxMail.objects.count()

    batch = batch_of(checked, verifier)

    row = rows_of(batch)[0]
    assert (batch.number, batch.persons, len(rows_of(batch))) == (1, 1, 1)
    assert tuple(row) == COLUMNS
    assert row == {
        "REFERENCE": mine.shown_reference, "FAMILY_NAME": "PEETERS", "GIVEN_NAMES": "ANNA", "FORMER_NAMES": "",
        "BIRTH_DATE": "1980-05-17", "BIRTH_PLACE": "GHENT", "NATIONALITY": "BEL", "DOCUMENT_KIND": "PASSPORT",
        "DOCUMENT_NUMBER": mine.document_number, "DOCUMENT_COUNTRY": "BEL", "DOCUMENT_VALID_UNTIL": "2035-01-31",
        "KIND": "NEW",
    }  # fmt: skip
    mine.refresh_from_db()
    assert mine.state == State.SUBMITTED
    assert OutboxMail.objects.count() == letters


@pytest.mark.parametrize("state", [State.INFORMATION_REQUESTED, State.APPROVED])
def test_who_is_asked_for_more_or_approved_already_enters_too(anna, officer, checked, verifier, state):
    case = accepted(anna, checked, officer)
    if state == State.APPROVED:
        case.approve(by=officer, note="They are slow.")
    else:
        case.request_information(by=officer, items=["purpose"])

    assert batch_of(checked, verifier).persons == 1


def test_p12_later_batches_hold_only_who_is_new_or_changed(anna, bruno, stranger, officer, checked, verifier):
    first, second = accepted(anna, checked, officer), accepted(bruno, checked, officer)
    batch_of(checked, verifier)
    with pytest.raises(VerificationRefused, match="Nobody is new or changed"):
        batch_of(checked, verifier)
    change(first, anna, document_number="ANOTHER")
    change(second, bruno, residence_town="Ostend")  # the authorities do not get it
    third = accepted(stranger, checked, officer)

    later = batch_of(checked, verifier)

    assert later.number == 2
    assert {row["REFERENCE"]: row["KIND"] for row in rows_of(later)} == {
        first.shown_reference: "CHANGED", third.shown_reference: "NEW",
    }  # fmt: skip
    assert not candidates(checked).entering


def test_who_changes_back_is_changed_again(anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    number = case.document_number
    batch_of(checked, verifier)
    change(case, anna, document_number="ANOTHER")
    batch_of(checked, verifier)
    change(case, anna, document_number=number)

    assert batch_of(checked, verifier).number == 3


def test_p12_who_cannot_be_checked_is_held_out_and_listed_with_why(client, anna, bruno, officer, checked, verifier):
    bad, good = accepted(anna, checked, officer), accepted(bruno, checked, officer)
    last_day = checked.ends_on - timedelta(days=1)
    change(bad, anna, latin_family_name="PEETERS.", document_valid_until=last_day)
    client.force_login(verifier)

    read = words_of(client.get(event_page(checked)))

    assert "1 person is held out" in read
    assert "A to Z, spaces, hyphens and apostrophes" in read
    assert "not valid any more on the last day" in read
    assert [row["REFERENCE"] for row in rows_of(batch_of(checked, verifier))] == [good.shown_reference]
    change(bad, anna, latin_family_name="PEETERS", document_valid_until=checked.ends_on)
    assert [row["KIND"] for row in rows_of(batch_of(checked, verifier))] == ["NEW"]


def test_a_doubt_is_shown_first_and_keeps_nobody_out(client, anna, bruno, officer, checked, verifier):
    accepted(bruno, checked, officer)
    case = accepted(anna, checked, officer)
    change(case, anna, latin_family_name="PETERSEN")
    client.force_login(verifier)

    page = client.get(event_page(checked))

    assert next(each.registration for each in page.context["shown"]) == case
    assert "which gives PEETERS" in words_of(page)
    assert "corrected or completed after the media status was accepted" in words_of(page)
    assert batch_of(checked, verifier).persons == 2


# Frozen ---------------------------------------------------------------------------------------------------------------


def test_p12_the_bytes_are_those_of_the_checksum_whatever_happens_later(client, anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    client.force_login(verifier)
    first = client.get(download(batch))
    change(case, anna, family_name="Other", latin_family_name="OTHER", document_number="ANOTHER")
    case.withdraw(by=anna)

    again = client.get(download(batch))

    assert first.content == again.content
    assert sha256(again.content).hexdigest() == batch.checksum
    assert "PEETERS" in again.content.decode()


def test_a_download_is_an_attachment_that_nobody_caches_and_each_is_recorded(client, anna, officer, checked, verifier):
    accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    client.force_login(verifier)
    assert "Nobody yet." in words_of(client.get(batch.get_absolute_url()))

    answer = client.get(download(batch))
    client.get(download(batch))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="checked-summit-security-01.csv"'
    assert "no-store" in answer["Cache-Control"]
    assert [line.by for line in batch.downloads.all()] == [verifier, verifier]
    assert words_of(client.get(batch.get_absolute_url())).count(f"· {verifier.shown_name}</li>") == 2
    assert client.post(download(batch)).status_code == 403


def test_a_file_that_does_not_fit_its_checksum_is_not_handed_out(client, anna, officer, checked, verifier):
    accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    record.uninstall()
    VerificationFile.objects.update(content=b"something else")
    client.force_login(verifier)

    answer = client.get(download(batch), follow=True)

    assert "does not fit its checksum" in words_of(answer)
    assert not VerificationDownload.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: VerificationBatch.objects.update(checksum="0" * 64),
        lambda: VerificationFile.objects.update(content=b""),
        lambda: VerificationEntry.objects.update(kind="changed"),
        lambda: VerificationResult.objects.update(outcome="cleared"),
        lambda: VerificationDownload.objects.all().delete(),
        lambda: VerificationResult.objects.all().delete(),
        lambda: VerificationFile.objects.all().delete(),
    ],
)
def test_p12_the_database_refuses_to_change_or_delete_what_is_frozen(anna, officer, checked, verifier, spoil):
    case = accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    answered(batch, verifier, **{case.reference: "not cleared"})
    VerificationDownload.objects.create(batch=batch, by=verifier)

    with pytest.raises(DatabaseError, match=record.REFUSAL), transaction.atomic():
        spoil()


def test_the_database_keeps_numbers_entries_and_words_apart(anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    batch = batch_of(checked, verifier)
    answered(batch, verifier, **{case.reference: "cleared"})
    entry, source = batch.entries.get(), batch.imports.get()
    same = {"event": checked, "made_by": verifier, "persons": 1, "checksum": "1" * 64}

    for wrong in (
        lambda: VerificationBatch.objects.create(number=1, shown="other", **same),
        lambda: VerificationBatch.objects.create(number=2, shown=batch.shown, **same),
        lambda: VerificationBatch.objects.create(number=2, shown="other", **same | {"persons": 0}),
        lambda: VerificationEntry.objects.create(batch=batch, registration=case, kind="changed", digest="1"),
        lambda: VerificationEntry.objects.create(
            batch=VerificationBatch.objects.create(number=2, shown="other", **same),
            registration=case, kind="new", digest="1",
        ),  # new to the authorities a second time
        lambda: VerificationResult.objects.create(entry=entry, source=source, outcome="cleared"),
        lambda: VerificationResult.objects.create(entry=entry, source=source, outcome="maybe"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# On the page, and at the same moment ----------------------------------------------------------------------------------


def test_the_page_makes_exactly_what_it_showed(client, anna, bruno, officer, checked, verifier):
    accepted(anna, checked, officer)
    client.force_login(verifier)
    seen = client.get(event_page(checked)).context["found"].shown
    accepted(bruno, checked, officer)

    stale = client.post(event_page(checked), {"seen": seen})

    assert stale.status_code == 409
    assert "something has changed meanwhile" in words_of(stale)
    assert not VerificationBatch.objects.exists()
    client.post(event_page(checked), {"seen": stale.context["found"].shown})
    assert VerificationBatch.objects.get().persons == 2


def test_a_double_click_makes_one_batch(client, anna, officer, checked, verifier):
    accepted(anna, checked, officer)
    client.force_login(verifier)
    seen = client.get(event_page(checked)).context["found"].shown

    client.post(event_page(checked), {"seen": seen})
    again = client.post(event_page(checked), {"seen": seen}, follow=True)

    assert "Batch 1 was made of this page already" in words_of(again)
    assert VerificationBatch.objects.count() == 1


@pytest.mark.parametrize("seen", [None, "", "nonsense"])
def test_a_page_that_says_nothing_of_what_it_showed_makes_nothing(client, anna, officer, checked, verifier, seen):
    accepted(anna, checked, officer)
    client.force_login(verifier)

    assert client.post(event_page(checked), {"seen": seen} if seen is not None else {}).status_code == 409
    assert not VerificationBatch.objects.exists()


def test_no_batch_is_made_for_events_that_are_over_cancelled_or_unchecked(
    client, anna, officer, checked, away, press, verifier
):
    accepted(anna, checked, officer)
    seen = candidates(checked).shown
    with pytest.raises(VerificationRefused, match="do not check"):
        make_batch(away, by=verifier, seen=candidates(away).shown)
    with pytest.raises(VerificationRefused, match="over or cancelled"):
        make_batch(checked, by=verifier, seen=seen, at=checked.ends)
    checked.cancelled_at, checked.cancelled_by = timezone.now(), press
    checked.save()
    client.force_login(verifier)
    assert client.post(event_page(checked), {"seen": seen}).status_code == 409
    assert not VerificationBatch.objects.exists()


def test_only_who_has_the_permission_makes_a_batch(anna, officer, press, passoffice, checked):
    accepted(anna, checked, officer)
    for user in (anna, officer, press, passoffice):
        with pytest.raises(PermissionDenied):
            make_batch(checked, by=user, seen=candidates(checked).shown)


def test_p12_two_makers_at_the_same_moment_make_one_batch(transactional):
    press, officer = cast.staff("press", "Press officers"), cast.staff("officer", "Accreditation officers")
    makers = [verification_staff(f"verifier-{number}") for number in range(3)]
    event = stage.event("checked-summit", by=press, at_headquarters=False, annual_accreditation_suffices=False,
                        authorities_check_media=True)  # fmt: skip
    for number in range(3):
        accepted(somebody(number), event, officer)
    seen, together = candidates(event).shown, Barrier(len(makers))

    def make(maker):
        try:
            together.wait(20)
            make_batch(event, by=maker, seen=seen)
        except (DoneAlready, ChangedMeanwhile) as refused:
            return type(refused)
        finally:
            connections.close_all()
        return "made"

    with ThreadPoolExecutor(len(makers)) as pool:
        found = list(pool.map(make, makers))

    assert sorted(map(str, found)) == sorted(map(str, ["made", DoneAlready, DoneAlready]))
    assert (VerificationBatch.objects.count(), VerificationEntry.objects.count()) == (1, 3)


# Size -----------------------------------------------------------------------------------------------------------------


def test_the_pages_cost_the_same_however_many_there_are(
    client, officer, press, checked, verifier, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(verifier)
    overview = reverse("admin:adhoc_verificationbatch_changelist")
    counts = []
    for people in (2, 6):
        for number in range(people):
            accepted(somebody(10 * people + number), checked, officer)
        with django_assert_max_num_queries(16) as on_event:
            client.get(event_page(checked))
        seen = candidates(checked).shown
        with django_assert_max_num_queries(20) as making:
            client.post(event_page(checked), {"seen": seen})
        batch = VerificationBatch.objects.latest("number")
        with django_assert_max_num_queries(16) as on_batch:
            client.get(batch.get_absolute_url())
        with django_assert_max_num_queries(12) as on_list:
            client.get(overview)
        counts.append([len(each) for each in (on_event, making, on_batch, on_list)])

    assert counts[0] == counts[1]


def test_the_overview_lists_checked_events_with_their_numbers(client, anna, officer, checked, away, verifier):
    accepted(anna, checked, officer)
    client.force_login(verifier)

    page = client.get(reverse("admin:adhoc_verificationbatch_changelist"))

    assert [(row["event"], row["waiting"], row["batches"]) for row in page.context["rows"]] == [(checked, 1, 0)]
    batch_of(checked, verifier)
    page = client.get(reverse("admin:adhoc_verificationbatch_changelist"))
    assert [(row["waiting"], row["batches"]) for row in page.context["rows"]] == [(0, 1)]


def test_who_only_makes_batches_finds_no_link_to_a_case(client, anna, officer, checked, verifier):
    case = accepted(anna, checked, officer)
    address = reverse("admin:adhoc_eventregistration_change", args=[case.pk])
    client.force_login(verifier)

    assert address not in client.get(event_page(checked)).content.decode()
    assert client.get(address).status_code in (302, 403, 404)
    assert EventRegistration.objects.get().media_status_accepted_by == officer
