"""What the start page tells officers of the scanner: that files wait for it which they should long be able to read."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import pgettext

from accreditation_portal.documents.models import Document
from accreditation_portal.review.waiting import Panel, line_of


def late_scans(user: Any, at: datetime) -> list[Panel]:
    """A panel where files wait too long for the scanner; without a list, since officers can do nothing about them."""
    if not settings.CLAMD or not user.has_perm("profiles.view_mediarepresentative"):
        return []
    label = pgettext(
        "start page", "Files that the malware scanner has not checked yet. Whoever runs the portal is needed."
    )
    line = line_of(label, Document.objects.late_to_be_scanned(at), "", "uploaded_at")
    return [Panel(pgettext("start page", "Files"), lines=[line])] if line.number.count else []
