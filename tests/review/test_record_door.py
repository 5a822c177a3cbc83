"""The record's one door: for a case whose data are erased its words may go, and nothing else ever (B8, B9)."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accreditation_portal.personal_data.erasure import erase
from accreditation_portal.review import record
from accreditation_portal.review.erasure import blank_values
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from adhoc.models import MediaStatusLine, VerificationEntry, VerificationFile
from profiles.erasure import AS_SUBMITTED
from tests.factories import profiles as cast
from tests.factories.events import event
from tests.factories.verification import accepted, batch_of
from tests.personal_data.scene import lived

every_kind = pytest.mark.parametrize("kind", ["annual", "adhoc"])


@pytest.fixture
def decided(case_at, officer):
    """The last line of a case that was revoked with words, a note and verdicts."""

    def made(kind):
        case = case_at(kind, State.APPROVED)
        case.revoke(by=officer, note="A caller said so.", words="You left.")
        return case.decisions.order_by("-pk").first()

    return made


def opened(line):
    """The line, once its case names nobody any more."""
    case = type(line.case)
    case.objects.filter(pk=line.case_id).update(erased_at=timezone.now(), **blank_values(case, AS_SUBMITTED))
    return line


def refused(line, **values):
    rows = type(line)._base_manager.filter(pk=line.pk)
    before = rows.values().get()
    with pytest.raises(DatabaseError, match=record.REFUSAL), transaction.atomic():
        rows.update(**values)
    assert rows.values().get() == before


@every_kind
def test_b9_words_go_once_the_case_names_nobody(decided, kind):
    line = decided(kind)
    refused(line, **record.blanked(line))
    values = record.blanked(opened(line))

    type(line).objects.filter(pk=line.pk).update(**values)

    line.refresh_from_db()
    assert (line.note, line.words, line.changes) == ("", "", {})
    assert [v["verdict"] for v in line.verdicts] == [v["verdict"] for v in values["verdicts"]] != []
    assert all(v["reasons"] == [] for v in line.verdicts)
    assert (line.step, line.acting_as) == ("revoke", "officer")


@every_kind
@pytest.mark.parametrize(
    "values",
    [
        {"note": "It was never so."},
        {"note": "", "words": "Kinder words."},
        {"note": "", "at": "2020-01-01T00:00:00Z"},
        {"note": "", "step": "approve"},
        {"note": "", "by": None},
        {"note": "", "letter": None},
        {"changes": {"older": {}}},
        {"verdicts": []},
        {"verdicts": [{"criterion": "other", "verdict": "met", "reasons": []}]},
    ],
    ids=str,
)
def test_b9_nothing_else_passes_the_door(decided, kind, values):
    refused(opened(decided(kind)), **values)


@every_kind
def test_b9_a_verdict_is_not_changed_on_the_way_out(decided, kind):
    line = opened(decided(kind))
    changed = [{**verdict, "verdict": "met" if verdict["verdict"] != "met" else "not_met"}
               for verdict in record.verdicts_alone(line.verdicts)]  # fmt: skip
    refused(line, verdicts=changed)


@every_kind
def test_b9_the_door_does_not_open_while_the_case_names_somebody(decided, kind):
    line = decided(kind)
    with pytest.raises(DatabaseError, match="erased_holds_nobody"), transaction.atomic():
        type(line.case).objects.filter(pk=line.case_id).update(erased_at=timezone.now())


@every_kind
def test_b9_no_line_is_deleted_through_the_door(decided, kind):
    line = opened(decided(kind))
    with pytest.raises(DatabaseError, match=record.REFUSAL), transaction.atomic():
        type(line).objects.filter(pk=line.pk)._raw_delete("default")


def test_b9_what_the_authorities_got_goes_by_the_same_door(anna, officer, press, passoffice):
    lived(anna, officer, press, passoffice)
    file, entry = VerificationFile.objects.get(), VerificationEntry.objects.get()
    line = MediaStatusLine.objects.exclude(reason="").get()
    refused(file, content=b"", removed_at=timezone.now())
    refused(entry, digest="")
    refused(line, reason=record.ERASED)

    erase(anna, timezone.now())

    for row in (file, entry, line):
        row.refresh_from_db()
    assert (bytes(file.content), bool(file.removed_at)) == (b"", True)
    assert (entry.digest, line.reason) == ("", record.ERASED)
    refused(file, content=b"Somebody else", removed_at=file.removed_at)
    refused(file, content=b"", removed_at=timezone.now())
    refused(entry, kind="changed")


def test_b9_the_file_of_another_batch_stays(anna, bruno, officer, press):
    meeting, verifier = event(by=press, authorities_check_media=True), cast.staff("verifier", "Security verification")
    accepted(bruno, meeting, officer)
    other = batch_of(meeting, verifier)
    mine = accepted(anna, meeting, officer)
    batch_of(meeting, verifier)
    mine.withdraw(by=anna)

    erase(anna, timezone.now())

    assert VerificationFile.objects.get(batch=other).is_intact
    assert [bool(file.removed_at) for file in VerificationFile.objects.order_by("pk")] == [False, True]


def test_no_step_is_taken_on_a_case_whose_data_are_erased(anna, officer, press, passoffice):
    lived(anna, officer, press, passoffice)
    erase(anna, timezone.now())
    denied = anna.representative.eventregistrations.get(state=State.DENIED)
    with pytest.raises(StepRefused, match="erased"):
        denied.reopen(by=officer, note="Again.")
