"""What this room holds on a person: registrations with attachments and record, late admissions, lost covers (B9)."""

from typing import Any

from django.utils.translation import gettext as _

from adhoc.models import EventRegistration, LateAdmission, LostCover
from profiles.personal_data import attachment_of, case_of, hand_over_of


def registration_of(registration: EventRegistration) -> dict[str, Any]:
    own = {
        "event": registration.event.slug,
        "purpose": registration.purpose,
        "late": registration.late,
        "attachments": [
            attachment_of(attachment)
            for attachment in sorted(registration.attachments.all(), key=lambda attachment: attachment.pk)
        ],
        "passes": [hand_over_of(each) for each in sorted(registration.hand_overs.all(), key=lambda each: each.pk)],
    }
    return case_of(registration) | own


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
            for registration in mine.prefetch_related("attachments", "decisions", "hand_overs").order_by(
                "created_at", "pk"
            )
        ],
        "late_admissions": [
            {"event": admission.event.slug, "admitted_at": admission.at, "reason": withheld} for admission in admissions
        ],
        "lost_covers": [{"event": row.event.slug, "told_at": row.at} for row in lost],
    }
