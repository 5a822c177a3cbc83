"""Who may read which file of a profile."""

from accreditation_portal.documents.models import Document
from profiles.models import MediaRepresentative, PressCard, User


def may_read(user: User, document: Document) -> bool:
    """The owner; officers too, but not a picture that is still being prepared (D10, B2)."""
    is_photo = MediaRepresentative.objects.filter(photo=document)
    is_scan = PressCard.objects.filter(scan=document)
    if document.owner_id == user.pk:
        in_preparation = MediaRepresentative.objects.filter(photo_in_preparation=document)
        return is_photo.exists() or in_preparation.exists() or is_scan.exists()
    return user.has_perm("profiles.view_mediarepresentative") and (is_photo.exists() or is_scan.exists())
