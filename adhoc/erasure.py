"""How a person is erased from registrations, and from what the authorities were given of them (B9)."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.erasure import (
    blank_rows,
    discard_attachments,
    discard_if_unreferenced,
    erase_case,
    forget_letters,
)
from accreditation_portal.review.record import ERASED
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration, LateAdmission, LostCover, VerificationEntry, VerificationFile
from adhoc.models.registration import DULY_SUBMITTED
from profiles.erasure import AS_SUBMITTED, let_go_of_card


def still_needed(user: Any, at: datetime) -> list[EventRegistration]:
    """Registrations that stand for an event that is neither over nor cancelled."""
    standing = EventRegistration.objects.of(user).filter(state__in=DULY_SUBMITTED)
    coming = standing.filter(event__cancelled_at=None, event__ends_at__gt=at)
    return list(coming.select_related("event").order_by("pk"))


def erase(user: Any, at: datetime) -> None:
    for registration in EventRegistration.objects.of(user).select_for_update(of=("self",)).order_by("pk"):
        if registration.state == State.DRAFT:
            delete_draft(registration, at)
        else:
            erase_registration(registration, at)
    LateAdmission.objects.filter(representative__user=user).update(reason=ERASED)
    LostCover.objects.filter(representative__user=user).delete()


def delete_draft(registration: EventRegistration, at: datetime) -> None:
    """A draft has no record: it goes whole; of its reminders stays that they were sent."""
    forget_letters(OutboxMail.objects.filter(about=registration.reference), at)
    discard_attachments(registration.attachments.all())
    registration.delete()


def erase_registration(registration: EventRegistration, at: datetime) -> None:
    """Blank a registration that was sent, and what the authorities got of it; that they got it and answered stays."""
    held, card = [registration.photo_id] if registration.photo_id else [], registration.press_card
    discard_attachments(registration.attachments.all())
    erase_case(registration, at, AS_SUBMITTED | {"purpose"})
    blank_rows(registration.media_status_lines.all())
    entries = VerificationEntry.objects.filter(registration=registration)
    blank_rows(entries)
    remove_files(VerificationFile.objects.filter(batch__entries__in=entries), at)
    discard_if_unreferenced(held)
    let_go_of_card(card)


def remove_files(files: QuerySet, at: datetime) -> int:
    """Remove the bytes of these batches' files; batch, checksum, persons and downloads stay."""
    there = list(files.filter(removed_at=None).values_list("pk", flat=True).distinct())
    return VerificationFile.objects.filter(pk__in=there).update(content=b"", removed_at=at)
