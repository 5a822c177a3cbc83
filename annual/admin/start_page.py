"""What of annual accreditation waits for whom on the start page of the staff, each number with its list."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal import office
from accreditation_portal.review.waiting import Act, Line, Number, Panel, line_of
from annual.models import AnnualRequest

SINCE = {"original": "submitted_at"}  # since when a queue waits; the others since their state began


def waiting(user: Any, at: datetime) -> list[Panel]:
    """What of annual accreditation waits for whom, for those who may read it."""
    requests, desk = AnnualRequest.objects.all(), admin.site.get_model_admin(AnnualRequest)
    if user.has_perm("annual.view_annualrequest"):
        queues = [
            (pgettext("start page", "Awaiting review"), review := desk.queue(requests, at), {}),
            (pgettext("start page", "Of these, assigned to me"), review.filter(assigned_to=user), {"assigned": "me"}),
            *((label, narrow(requests, at), {"state": name}) for name, (label, narrow) in desk.queues().items()),
        ]
    elif user.has_perm("annual.view_approved_annualrequest"):
        today = timezone.localdate(at, office.ZONE)
        approved = _line(pgettext("start page", "Approved"), requests.in_force(on=today), {})
        lines = [Line(approved.label, approved.number)]  # since when is nobody's wait
        without = requests.collectable(at).without_pass_handed_over().count()
        lines.append(Line(_("Pass not handed over"), Number(without, f"{_list()}?pass=waiting")))
        return [Panel(_("Annual accreditation"), lines=lines)]
    else:
        return []
    return [Panel(_("Annual accreditation"), lines=[_line(*queue) for queue in queues], acts=_acts(user))]


def _line(label: Any, queue: Any, choice: dict[str, str]) -> Line:
    address = _list() + (f"?{urlencode(choice)}" if choice else "")
    return line_of(label, queue, address, SINCE.get(choice.get("state", ""), "state_since"))


def _list() -> str:
    return reverse("admin:annual_annualrequest_changelist")


def _acts(user: Any) -> list[Act]:
    if not user.has_perm("annual.add_attestation"):
        return []
    return [Act(_("Record the arrival of an attestation"), reverse("admin:annual_attestation_add"))]
