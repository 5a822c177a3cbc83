"""An officer accepts the media status of a person on the case page, or takes that back: no step, no mail (P12)."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accreditation_portal.review.references import is_number
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from accreditation_portal.review.timeline import reads_the_record


def media_status(request: HttpRequest, object_id: str, desk: Any) -> HttpResponse:
    """Record what was posted on the case as the page showed it, and come back to it."""
    case = desk.get_object(request, unquote(object_id))
    if case is None or not desk.has_view_permission(request, case):
        raise Http404
    if not reads_the_record(case, request.user):
        raise PermissionDenied
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        _record(request, case, int(seen) if is_number(seen) else -1)
    return redirect(f"{desk._url(case)}#verification")


def _record(request: HttpRequest, case: Any, seen: int) -> None:
    try:
        if request.POST.get("act") == "take_back":
            reason = request.POST.get("reason", "").replace("\r\n", "\n").strip()[:2000]
            done = case.take_back_media_status(by=request.user, reason=reason, seen=seen)
            told = _("Recorded: the media status is no longer accepted. Nobody is told.")
        else:
            done = case.accept_media_status(by=request.user, seen=seen)
            told = _("Recorded: media status accepted. The state of the case is the same, and nobody is told.")
    except SettledMeanwhile as settled:
        messages.error(request, _("Nothing was done: the case has changed meanwhile. %(what)s") % {"what": settled})
    except StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, told)
        else:
            messages.info(request, _("That was recorded already."))
