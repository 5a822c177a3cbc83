"""Who may read which document of this room: the person themselves, officers, and of approved cases the Pass Office."""

from typing import Any

from django.db.models import Q

from accreditation_portal.documents.models import Document
from accreditation_portal.review.states import State
from annual.models import AnnualRequest, Attachment


def may_read(user: Any, document: Document) -> bool:
    """Whether some annual request lets this user read this document, also after the profile took another one.

    One's own photo, cards and attachments; for officers those of what was handed in (never of a draft); for the Pass
    Office the photos of those approved, and nothing else.
    """
    if not user.is_active:
        return False
    held = Q(photo=document) | Q(press_card__scan=document) | Q(belgian_accreditation__scan=document)
    attached = Attachment.objects.filter(document=document)
    if not user.is_staff:
        own = attached.filter(case__representative__user=user)
        return AnnualRequest.objects.of(user).filter(held).exists() or own.exists()
    if user.has_perm("annual.view_annualrequest"):
        sent = AnnualRequest.objects.filter(held, submitted_at__isnull=False)
        return sent.exists() or attached.filter(handed_in_at__isnull=False).exists()
    if user.has_perm("annual.view_approved_annualrequest"):
        return AnnualRequest.objects.filter(photo=document, state=State.APPROVED).exists()
    return False
