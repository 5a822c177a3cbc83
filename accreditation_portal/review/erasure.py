"""What an erasure takes out of a case and its record: who it was and what was said; that it was decided stays (B9)."""

from datetime import datetime
from typing import Any

from django.db import models

from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.models import BulkAct
from accreditation_portal.review.record import ERASED, blanked

# What an erased letter holds in its columns of words.
NOTHING_LEFT = {
    **dict.fromkeys(("to", "text", "html", "unsubscribe", "last_error", "outcome_said"), ""),
    "subject": ERASED,
}


def blank_of(field: Any) -> Any:
    """What stands in a field of a case or a profile when its value is gone."""
    if field.null:
        return None
    return [] if isinstance(field, models.JSONField) else ""


def blank_values(model: type[models.Model], names: Any) -> dict[str, Any]:
    return {name: blank_of(model._meta.get_field(name)) for name in names}


def erase_case(case: Any, at: datetime, personal: set[str]) -> None:
    """Blank these fields of a case, what was asked and told about it, and the words of its record.

    To be called in a transaction, on a row that is locked. The row's ``erased_at`` opens the record's door to exactly
    this; state, reference, times, and by whom it was decided stay.
    """
    kind: Any = type(case)
    names = {*personal, "requested_words", "requested_items"}
    kind._base_manager.filter(pk=case.pk).update(**blank_values(kind, names), reply_by=None, erased_at=at)
    blank_rows(case.decisions.all())
    blank_rows(case.notes.all())
    struck = case.hand_overs.exclude(struck_why="")
    struck.update(struck_why=ERASED)
    forget_letters(OutboxMail.objects.filter(about=case.reference), at)
    forget_bulk_acts(kind, case)


def blank_rows(rows: models.QuerySet) -> None:
    """Blank what may be blanked of these append-only rows, as their triggers allow it."""
    for row in rows:
        if values := blanked(row):
            rows.model._base_manager.filter(pk=row.pk).update(**values)


def forget_letters(letters: models.QuerySet, at: datetime) -> int:
    """Of these letters stay what they were about and when they were sent; one that waits is not sent any more."""
    letters.waiting().update(failed_at=at)  # type: ignore[attr-defined]
    return letters.exclude(**NOTHING_LEFT).update(**NOTHING_LEFT)


def forget_bulk_acts(kind: Any, case: Any) -> None:
    """What was filled in for a selection that held this case: it may be about this person alone."""
    acts = BulkAct.objects.filter(kind=kind._meta.label_lower).exclude(pk__in=BulkAct.objects.running())
    for act in acts.only("cases", "left_out").iterator(chunk_size=50):
        held = {chosen["reference"] for chosen in act.cases} | {left["reference"] for left in act.left_out}
        if case.shown_reference in held:
            act.delete()


def discard_attachments(attachments: models.QuerySet) -> None:
    """Delete these attachments, and their documents unless another case holds the same."""
    documents = list(attachments.values_list("document", flat=True))
    attachments.delete()
    discard_if_unreferenced(documents)


def discard_if_unreferenced(documents: list[Any]) -> None:
    Document.objects.filter(pk__in=documents).unreferenced().discard()  # type: ignore[attr-defined]
