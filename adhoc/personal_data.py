"""What this room holds on a person: registrations with attachments and record, what authorities got of them (B9)."""

from typing import Any

from django.utils.translation import gettext as _

from adhoc.models import EventRegistration, LateAdmission, LostCover
from profiles.personal_data import attachment_of, case_of, hand_over_of


def verification_of(registration: EventRegistration) -> dict[str, Any] | None:
    """The press verdict, and when the person's data were put together for the authorities.

    Which officer did it is withheld, as everywhere; what the authorities answered is their information.
    """
    lines = sorted(registration.media_status_lines.all(), key=lambda line: line.pk)
    entries = sorted(registration.verification_entries.all(), key=lambda entry: entry.pk)
    if not lines and not entries:
        return None
    return {
        "media_status": [{"accepted": line.accepted, "at": line.at, "internal_note": line.reason} for line in lines],
        "given_to_the_authorities": [{"batch_made_at": entry.batch.made_at} for entry in entries],
        "answers": _("withheld: the authorities' information") if entries else None,
    }


def registration_of(registration: EventRegistration) -> dict[str, Any]:
    own = {
        "event": registration.event.slug,
        "purpose": registration.purpose,
        "late": registration.late,
        "security_verification": verification_of(registration),
        "attachments": [
            attachment_of(attachment)
            for attachment in sorted(registration.attachments.all(), key=lambda attachment: attachment.pk)
        ],
        "passes": [hand_over_of(each) for each in sorted(registration.hand_overs.all(), key=lambda each: each.pk)],
    }
    found = case_of(registration) | own
    if entries := registration.verification_entries.all():
        given_at = min(entry.batch.made_at for entry in entries)
        approvals = [line for line in found["record"] if line["step"] == "approve"]
        for line in [*approvals, *(note for note in found["notes"] if note["at"] >= given_at)]:
            if line["internal_note"]:  # it may say what the authorities answered
                line["internal_note"] = _("withheld: the authorities' information")
    return found


def held_on(user: Any) -> dict[str, Any]:
    """Every registration of this person, as submitted, with its attachments and every step taken on it.

    Why an officer admitted somebody late may name a colleague of theirs, so it stays with the office, and this is said.
    """
    withheld = _("withheld: may name another person")
    mine = EventRegistration.objects.of(user).select_related("event", "press_card__issuing_body")
    admissions = LateAdmission.objects.filter(representative__user=user).select_related("event").order_by("pk")
    lost = LostCover.objects.filter(representative__user=user).select_related("event").order_by("pk")
    return {
        "event_registrations": [
            registration_of(registration)
            for registration in mine.prefetch_related(
                "attachments", "decisions", "notes", "hand_overs", "media_status_lines", "verification_entries__batch"
            ).order_by("created_at", "pk")
        ],
        "late_admissions": [
            {"event": admission.event.slug, "admitted_at": admission.at, "reason": withheld} for admission in admissions
        ],
        "lost_covers": [{"event": row.event.slug, "told_at": row.at} for row in lost],
    }
