"""Who may read which document of this room: the person themselves, officers, and of approved cases the Pass Office."""

from typing import Any

from django.db.models import Q

from accreditation_portal.documents.models import Document
from accreditation_portal.review.states import State
from adhoc.models import Attachment, EventRegistration


def may_read(user: Any, document: Document) -> bool:
    """Whether some registration lets this user read this document.

    One's own attachments and photo; for officers what was handed in (never what lies in a draft); for the Pass Office
    the photos of those approved, and nothing else.
    """
    if not user.is_active:
        return False
    if not user.is_staff:
        return (
            Attachment.objects.filter(document=document, registration__representative__user=user).exists()
            or EventRegistration.objects.of(user).filter(photo=document).exists()
        )
    if user.has_perm("adhoc.view_eventregistration"):
        return (
            Attachment.objects.filter(document=document, handed_in_at__isnull=False).exists()
            or EventRegistration.objects.filter(Q(photo=document) | Q(press_card__scan=document)).exists()
        )
    if user.has_perm("adhoc.view_approved_eventregistration"):
        return EventRegistration.objects.filter(photo=document, state=State.APPROVED).exists()
    return False
