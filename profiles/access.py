"""Who may read the documents of a profile: the person, and the officers who may read people."""

from typing import Any

from django.db.models import Q

from accreditation_portal.documents.models import Document
from profiles.models import MediaRepresentative, PressCard


def may_read(user: Any, document: Document) -> bool:
    """Whether ``user`` may read this document as part of a profile; a picture being prepared is its owner's alone."""
    photo = Q(photo=document)
    if document.owner_id == user.pk:
        own = MediaRepresentative.objects.filter(photo | Q(photo_in_preparation=document), user=user).exists()
        return own or PressCard.objects.filter(scan=document, representative__user=user).exists()
    if not (user.is_staff and user.has_perm("profiles.view_mediarepresentative")):
        return False
    return MediaRepresentative.objects.filter(photo).exists() or PressCard.objects.filter(scan=document).exists()
