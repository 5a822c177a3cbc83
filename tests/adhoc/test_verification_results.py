"""Results come back as a file: a dry run that writes nothing, then exactly what it showed, once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.references import ALPHABET, new_reference
from adhoc.models import EventRegistration, VerificationImport, VerificationResult
from adhoc.security_file import ResultLine
from adhoc.verification import ChangedMeanwhile, Effect, plan_results, record_results
from tests.adhoc.test_verification_batch import change, words_of
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.verification import accepted, answered, batch_of, somebody

pytestmark = pytest.mark.both_databases


@pytest.fixture
def case(anna, officer, checked):
    return accepted(anna, checked, officer)


@pytest.fixture
def batch(case, checked, verifier):
    return batch_of(checked, verifier)


@pytest.fixture
def desk(client, verifier):
    client.force_login(verifier)
    return client


def page_of(event):
    return reverse("admin:adhoc_verificationbatch_results", args=[event.pk])


def upload(desk, batch, *rows, head="REFERENCE,RESULT"):
    data = "\r\n".join([head, *rows]).encode()
    return desk.post(page_of(batch.event), {"batch": batch.pk, "file": SimpleUploadedFile("results.csv", data)})


def confirm(desk, dry_run, event, **changes):
    values = {"lines": dry_run.context["sealed"], "seen": dry_run.context["plan"].shown} | changes
    return desk.post(page_of(event), values, follow=True)


def effects(response):
    return [(each.line.number, each.effect) for each in response.context["plan"].lines]


def outcomes(case):
    results = VerificationResult.objects.filter(entry__registration=case).order_by("pk")
    return list(results.values_list("outcome", flat=True))


def mistyped(reference):
    return reference[:-1] + next(char for char in ALPHABET if char != reference[-1])


def test_p12_the_dry_run_says_of_every_line_what_it_would_do_and_writes_nothing(
    desk, batch, case, bruno, stranger, officer, away, checked
):
    not_sent, elsewhere = event_registration(bruno, checked), event_registration(stranger, away)

    page = upload(
        desk, batch, f"{case.shown_reference},CLEARED", f"{mistyped(case.reference)},CLEARED",
        f"{new_reference('E')},CLEARED", f"{elsewhere.reference},CLEARED", f"{not_sent.reference},CLEARED",
        f"{case.reference},MAYBE", f"{case.reference.lower()},cleared", "DROP TABLE,CLEARED",
    )  # fmt: skip

    assert effects(page) == [
        (2, Effect.NEW), (3, Effect.MISTYPED), (4, Effect.UNKNOWN), (5, Effect.UNKNOWN), (6, Effect.NOT_SENT),
        (7, Effect.NO_RESULT), (8, Effect.REPEATED), (9, Effect.MISTYPED),
    ]  # fmt: skip
    read = words_of(page)
    assert "Nothing is written yet. 1 result would be recorded" in read
    for effect in {effect for _number, effect in effects(page)}:
        assert str(effect.label) in read
    assert not VerificationImport.objects.exists()
    assert not VerificationResult.objects.exists()


def test_a_draft_of_the_event_is_no_registration_of_it(desk, batch, bruno, checked):
    draft = event_registration(bruno, checked, at="draft")

    assert effects(upload(desk, batch, f"{draft.reference},CLEARED")) == [(2, Effect.UNKNOWN)]


def test_p12_the_confirmation_records_and_moves_no_state_and_tells_nobody(desk, batch, case, checked, verifier):
    before = (case.state, case.state_since, case.decisions.count(), OutboxMail.objects.count())
    dry_run = upload(desk, batch, f"{case.reference},not_cleared,Known to us.", head="REFERENCE,RESULT,REMARK")
    assert "REMARK" in words_of(dry_run)
    assert "Known to us" not in dry_run.content.decode()

    done = confirm(desk, dry_run, checked)

    case.refresh_from_db()
    assert "1 result is recorded" in words_of(done)
    assert outcomes(case) == ["not_cleared"]
    source = VerificationImport.objects.get()
    assert (source.by, source.batch, source.results_recorded) == (verifier, batch, 1)
    assert before == (case.state, case.state_since, case.decisions.count(), OutboxMail.objects.count())
    assert case.verification().name == "not_cleared"


def test_a_double_click_records_once(desk, batch, case, checked):
    dry_run = upload(desk, batch, f"{case.reference},CLEARED")

    confirm(desk, dry_run, checked)
    again = confirm(desk, dry_run, checked)

    assert "everything in this file is recorded already" in words_of(again)
    assert outcomes(case) == ["cleared"]
    assert VerificationImport.objects.count() == 1


def test_the_newest_result_counts_and_the_older_ones_stay(desk, batch, case, checked):
    for result in ("MORE INFORMATION", "CLEARED", "CLEARED"):
        dry_run = upload(desk, batch, f"{case.reference},{result}")
        confirm(desk, dry_run, checked)

    assert effects(dry_run) == [(2, Effect.SAME)]
    assert outcomes(case) == ["more_information", "cleared"]
    assert case.verification().is_cleared
    assert effects(upload(desk, batch, f"{case.reference},NOT CLEARED")) == [(2, Effect.CHANGES)]


def test_lines_that_contradict_each_other_are_all_left_out(desk, batch, case, checked):
    dry_run = upload(
        desk, batch, f"{case.reference},CLEARED", f"{case.shown_reference},NOT CLEARED", f"{case.reference},CLEARED"
    )

    assert [effect for _number, effect in effects(dry_run)] == [Effect.CONTRADICTS] * 3
    assert 'type="submit">Record' not in dry_run.content.decode()
    confirm(desk, dry_run, checked)
    assert outcomes(case) == []


def test_what_was_recorded_meanwhile_is_compared_again(desk, batch, case, checked, verifier):
    dry_run = upload(desk, batch, f"{case.reference},CLEARED")
    answered(batch, verifier, **{case.reference: "more information"})

    stale = confirm(desk, dry_run, checked)

    assert stale.status_code == 409
    assert "something has changed meanwhile" in words_of(stale)
    assert effects(stale) == [(2, Effect.CHANGES)]
    assert outcomes(case) == ["more_information"]
    confirm(desk, stale, checked)
    assert outcomes(case) == ["more_information", "cleared"]


def test_an_answer_to_an_older_batch_does_not_clear_newer_data(desk, batch, case, anna, checked, verifier):
    change(case, anna, document_number="ANOTHER")
    newer = batch_of(checked, verifier)

    dry_run = upload(desk, batch, f"{case.reference},CLEARED")
    assert "was sent again with changed data in a later batch" in words_of(dry_run)
    confirm(desk, dry_run, checked)
    case.refresh_from_db()
    assert case.verification().name == "with_authorities"

    confirm(desk, upload(desk, newer, f"{case.reference},CLEARED"), checked)
    assert case.verification().is_cleared


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1] + ("A" if sealed[-1] != "A" else "B"),
        lambda sealed: "",
        lambda sealed: "nonsense",
    ],
)
def test_lines_that_the_page_did_not_show_are_not_recorded(desk, batch, case, checked, spoil):
    dry_run = upload(desk, batch, f"{case.reference},CLEARED")

    refused = confirm(desk, dry_run, checked, lines=spoil(dry_run.context["sealed"]))

    assert refused.status_code == 409
    assert outcomes(case) == []


def test_what_was_sealed_for_one_event_is_not_recorded_for_another(desk, batch, case, bruno, officer, press, verifier):
    other = stage.event("other-summit", by=press, at_headquarters=False, annual_accreditation_suffices=False,
                        authorities_check_media=True)  # fmt: skip
    accepted(bruno, other, officer)
    batch_of(other, verifier)
    dry_run = upload(desk, batch, f"{case.reference},CLEARED")

    assert confirm(desk, dry_run, other).status_code == 409
    assert outcomes(case) == []


def test_after_some_hours_the_page_asks_for_the_file_again(desk, batch, case, checked, monkeypatch):
    dry_run = upload(desk, batch, f"{case.reference},CLEARED")
    monkeypatch.setattr("adhoc.admin.verification_results.HOURS_TO_CONFIRM", -1)

    assert "Choose the file again" in words_of(confirm(desk, dry_run, checked))
    assert outcomes(case) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The submitted file is empty"),
        (b"NAME\nx\n", "must name the columns"),
        (b"REFERENCE,RESULT\n" + b"E,C\n" * 20_001, "more than 20000 lines"),
        (b"x" * (2 * 1024 * 1024 + 1), "at most 2 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_politely(desk, batch, checked, data, words):
    page = desk.post(page_of(checked), {"batch": batch.pk, "file": SimpleUploadedFile("results.csv", data)})

    assert page.status_code == 200
    assert words in words_of(page)


def test_without_a_batch_there_is_nothing_to_answer(desk, checked):
    page = desk.get(page_of(checked), follow=True)

    assert "no batch yet" in words_of(page)


def test_only_who_has_the_permission_records(batch, case, anna, officer, press, passoffice):
    lines = [ResultLine(2, case.reference, "CLEARED")]
    seen = plan_results(batch, lines).shown
    for user in (anna, officer, press, passoffice):
        with pytest.raises(PermissionDenied):
            record_results(batch, lines, by=user, seen=seen, checksum="0" * 64)
    assert not VerificationResult.objects.exists()


def test_what_the_page_did_not_say_is_not_recorded(batch, case, verifier):
    with pytest.raises(ChangedMeanwhile):
        record_results(batch, [ResultLine(2, case.reference, "CLEARED")], by=verifier, seen="", checksum="0" * 64)


def test_the_largest_file_comes_back_sealed_within_the_bounds_of_a_form(desk, batch, case, checked):
    rows = [f"{new_reference('E')},NOT CLEARED" for _number in range(19_999)]

    dry_run = upload(desk, batch, f"{case.reference},CLEARED", *rows)

    assert len(dry_run.context["sealed"]) < 1_500_000
    assert "The first 500 of 19999." in words_of(dry_run)
    assert "1 result is recorded" in words_of(confirm(desk, dry_run, checked))


def test_the_import_costs_the_same_however_many_lines(desk, officer, checked, verifier, django_assert_max_num_queries):
    counts = []
    for people in (2, 6):
        cases = [accepted(somebody(10 * people + number), checked, officer) for number in range(people)]
        batch = batch_of(checked, verifier)
        with django_assert_max_num_queries(12) as showing:
            dry_run = upload(desk, batch, *(f"{case.reference},CLEARED" for case in cases), f"{new_reference('E')},x")
        with django_assert_max_num_queries(30) as recording:
            confirm(desk, dry_run, checked)
        counts.append([len(showing), len(recording)])

    assert counts[0] == counts[1]
    assert EventRegistration.objects.filter(verification_entries__results__outcome="cleared").count() == 8
