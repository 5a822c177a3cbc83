"""What of annual accreditation waits for whom on the start page of the staff, each number with its list."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal.review.waiting import Line, Number, Panel
from annual.models import AnnualRequest


def waiting(user: Any, at: datetime) -> list[Panel]:
    """What of annual accreditation waits for whom, for those who may read it."""
    address = reverse("admin:annual_annualrequest_changelist")
    requests, desk = AnnualRequest.objects.all(), admin.site.get_model_admin(AnnualRequest)
    if user.has_perm("annual.view_annualrequest"):
        queues = [
            (pgettext("start page", "Awaiting review"), desk.queue(requests, at), ""),
            *((label, narrow(requests, at), f"?state={name}") for name, (label, narrow) in desk.queues().items()),
        ]
    elif user.has_perm("annual.view_approved_annualrequest"):
        queues = [(pgettext("start page", "Approved"), requests.in_force(on=at.date()), "")]
    else:
        return []
    lines = []
    for label, queue, choice in queues:
        found = queue.aggregate(number=Count("pk"), oldest=Min("state_since"))
        lines.append(Line(label, Number(found["number"], address + choice), found["oldest"]))
    return [Panel(_("Annual accreditation"), lines=lines)]
