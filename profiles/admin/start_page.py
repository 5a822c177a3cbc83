"""What of this room waits for officers on the start page: whom nobody has judged yet."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal.review.waiting import Panel, line_of
from profiles.models import IssuingBody, MediaOrganisation

UNJUDGED = (
    (MediaOrganisation, MediaOrganisation.Standing.UNVERIFIED),
    (IssuingBody, IssuingBody.Standing.TO_BE_VERIFIED),
)


def waiting(user: Any, at: datetime) -> list[Panel]:
    """Organisations and bodies without a standing, for those who may give one; other names of a known one are not."""
    names = {
        MediaOrganisation: pgettext("start page", "Media organisations to verify"),
        IssuingBody: pgettext("start page", "Issuing bodies to verify"),
    }
    lines = []
    for model, standing in UNJUDGED:
        if user.has_perm(f"profiles.change_{model._meta.model_name}"):
            unjudged = model.objects.standing_alone().filter(standing=standing)
            choice = urlencode({"standing__exact": standing.value, "joined": "no"})
            address = f"{reverse(f'admin:profiles_{model._meta.model_name}_changelist')}?{choice}"
            lines.append(line_of(names[model], unjudged, address, "created_at"))
    return [Panel(_("Organisations and issuing bodies"), lines=lines)] if lines else []
