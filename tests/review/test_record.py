"""The record cannot be changed, a decision has its officer, and a reference catches a slip."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from accreditation_portal.review import record, references
from accreditation_portal.review.states import ActingAs, State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest

every_kind = pytest.mark.parametrize("kind", ["annual", "adhoc"])


@pytest.fixture
def approved(case_at):
    """Anna's approved case of a kind."""
    return lambda kind: case_at(kind, State.APPROVED)


@every_kind
@pytest.mark.parametrize(
    "change",
    [
        lambda decisions: decisions.update(note="It was never so."),
        lambda decisions: decisions.update(words="Kinder words."),
        lambda decisions: decisions.update(at="2020-01-01T00:00:00Z"),
        lambda decisions: decisions.delete(),
        lambda decisions: decisions.first().delete(),
        lambda decisions: decisions._raw_delete(decisions.db),
    ],
)
def test_b8_the_database_refuses_to_change_or_delete_a_decision(approved, kind, change):
    case = approved(kind)
    before = list(case.decisions.order_by("pk").values())

    with pytest.raises(DatabaseError, match=record.REFUSAL), transaction.atomic():
        change(case.decisions.all())

    assert list(case.decisions.order_by("pk").values()) == before


@every_kind
def test_b8_a_case_with_a_record_cannot_be_deleted(approved, kind):
    case = approved(kind)

    @transaction.atomic
    def delete_the_row_alone():
        type(case).objects.filter(pk=case.pk)._raw_delete(connection.alias)
        connection.check_constraints()  # both databases look at foreign keys when they commit

    with pytest.raises(DatabaseError):
        delete_the_row_alone()

    assert type(case).objects.filter(pk=case.pk).exists()


def test_b8_a_check_names_the_triggers_that_are_missing(db):
    assert record.record_is_guarded(None, databases=["default"]) == []
    record.uninstall()

    missing = record.record_is_guarded(None, databases=["default"])

    assert {error.id for error in missing} == {"review.E001"}
    assert len(missing) == 2 * len(record.append_only_tables()) == 2 * 12
    with pytest.raises(CommandError, match="is missing"):
        call_command("check", databases=["default"])
    record.install()
    assert record.record_is_guarded(None, databases=["default"]) == []


def test_installing_the_triggers_twice_does_no_harm(db):
    record.install()
    record.install()

    assert record.record_is_guarded(None, databases=["default"]) == []


@every_kind
@pytest.mark.parametrize("missing", ["decided_by", "decided_at"])
def test_s15_the_database_refuses_a_decision_without_officer_or_day(approved, kind, missing):
    case = approved(kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(case).objects.filter(pk=case.pk).update(**{missing: None})


@every_kind
@pytest.mark.parametrize("state", [State.APPROVED, State.DENIED, State.REVOKED, State.CLOSED, "granted", ""])
def test_s15_no_state_is_written_past_the_steps(case_at, kind, state):
    case = case_at(kind, State.SUBMITTED)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(case).objects.filter(pk=case.pk).update(state=state)


@every_kind
@pytest.mark.parametrize("step", ["approve", "deny", "revoke", "close", "keep", "reopen"])
@pytest.mark.parametrize("acting_as", [ActingAs.REPRESENTATIVE, ActingAs.CLOCK])
def test_s15_the_record_takes_an_officers_step_from_an_officer_alone(approved, anna, kind, step, acting_as):
    case = approved(kind)
    by = anna if acting_as == ActingAs.REPRESENTATIVE else None

    with pytest.raises(IntegrityError), transaction.atomic():
        case.decisions.create(
            step=step, before=State.SUBMITTED, after=State.APPROVED, by=by, acting_as=acting_as, at=case.decided_at
        )


@every_kind
def test_b8_the_record_tells_who_did_what_when_and_what_was_told(approved, anna, officer, kind):
    case = approved(kind)

    case.revoke(by=officer, note="A caller said so.", words="You have left the newspaper.")

    lines = list(case.decisions.order_by("pk"))
    assert [(line.step, line.before, line.after, line.by, line.acting_as) for line in lines] == [
        ("submit", "draft", "submitted", anna, "representative"),
        ("approve", "submitted", "approved", officer, "officer"),
        ("revoke", "approved", "revoked", officer, "officer"),
    ]
    assert (lines[2].note, lines[2].words) == ("A caller said so.", "You have left the newspaper.")
    assert lines[2].at == case.decided_at == case.state_since
    assert all(line.letter.recipient == anna and line.letter.about == case.reference for line in lines)
    assert "You have left the newspaper." in lines[2].letter.text
    assert "A caller said so." not in lines[2].letter.text


# --- References -------------------------------------------------------------------------------------------------------


def test_b13_every_single_wrong_character_is_caught():
    reference = "E7K2M90QX" + references.check_character("7K2M90QX")
    assert references.normalised(reference) == reference

    for place in range(1, 10):
        for char in references.ALPHABET:
            if char != reference[place]:
                assert references.normalised(reference[:place] + char + reference[place + 1 :]) is None


def test_b13_every_swap_of_neighbours_is_caught():
    for _ in range(200):
        reference = references.new_reference("A")
        for place in range(1, 9):
            left, right = reference[place], reference[place + 1]
            swapped = reference[:place] + right + left + reference[place + 2 :]
            assert (references.normalised(swapped) is None) == (left != right)


def test_a_reference_is_read_as_people_write_it():
    reference = references.new_reference("E")
    shown = references.shown(reference)
    typed = [
        shown,
        shown.lower(),
        shown.replace("-", " "),
        shown.replace("-", ""),
        f" {shown} ",
        shown.replace("-", "–"),
    ]

    assert {references.normalised(text) for text in typed} == {reference}


@pytest.mark.parametrize(
    "typed", ["", "E", "E-", "X" * 10, "E-7K2M-90QX-TT", "É-7K2M-90QX-T", "E-7K2M-90QX-\0", "A" * 5000]
)
def test_what_is_no_reference_is_none(typed):
    assert references.normalised(typed) is None


def test_the_letter_tells_the_kind_of_case(case_at):
    assert case_at("annual", State.DRAFT).reference.startswith("A")
    assert case_at("adhoc", State.DRAFT).reference.startswith("E")
    assert (AnnualRequest.reference_letter, EventRegistration.reference_letter) == ("A", "E")
