"""All accreditations in force are extended to a day in one act, with a reason, each told and recorded (B15)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.notifications.letters import one_wording_for_all
from accreditation_portal.review.steps import StepRefused
from annual.forms import ExtensionForm
from annual.models import AnnualRequest

MOST_SHOWN = 20
MOST_AT_ONCE = 300  # a page must answer; who has more goes on with one click


@dataclass
class Outcome:
    """What one act has done: how many were extended, and which were not and why."""

    extended: int = 0
    skipped: list[tuple[AnnualRequest, str]] = field(default_factory=list)


def ending_before(day: date) -> QuerySet[AnnualRequest]:
    """Accreditations in force today that end before this day, the first to end first."""
    today = timezone.localdate(timezone=office.ZONE)
    found = AnnualRequest.objects.in_force(on=today).filter(valid_until__lt=day)
    return found.select_related("representative__user").order_by("valid_until", "pk")


@one_wording_for_all()
def extend_each(cases: Any, *, by: Any, until: date, note: str, words: str) -> Outcome:
    """Take the step on each, in a transaction of its own: one that is refused stops none of the others."""
    outcome = Outcome()
    for case in cases:
        try:
            case.extend(by=by, until=until, note=note, words=words)
        except PermissionDenied:
            outcome.skipped.append((case, _("It is your own, or you may not decide any more.")))
        except StepRefused as refusal:
            outcome.skipped.append((case, str(refusal)))
        else:
            outcome.extended += 1
    return outcome


def extend_all(request: HttpRequest, desk: Any) -> HttpResponse:
    """First who would be extended, then the act; done twice it extends nobody twice."""
    if not request.user.has_perm("annual.decide_annualrequest"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, desk, ExtensionForm())
    form, act = ExtensionForm(request.POST), request.POST.get("act")
    if not form.is_valid() or act == "change":
        return _page(request, desk, form)
    found = ending_before(form.cleaned_data["until"])
    queue, own = found.exclude(representative__user=request.user), list(found.of(request.user))
    number, before = queue.count(), form.cleaned_data["number"]
    if act == "extend" and number and before == number:
        outcome = extend_each(queue[:MOST_AT_ONCE], by=request.user, **form.given)
        form.asks_about(queue.count())
        left = queue.exclude(pk__in=[case.pk for case, _why in outcome.skipped]).count()
        return _page(request, desk, form, asked=True, own=own, outcome=outcome, left=left)
    form.asks_about(number)
    stale = act == "extend" and before != number
    return _page(request, desk, form, status=409 if stale else 200, asked=True, own=own, number=number,
                 shown=queue[:MOST_SHOWN], stale=stale, before=before)  # fmt: skip


def _page(request: HttpRequest, desk: Any, form: ExtensionForm, *, status: int = 200, **context: Any) -> HttpResponse:
    """The form; or, ``asked``, whom it would extend and the button for it; or what was done."""
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts, "title": _("Extend all in force"), "is_nav_sidebar_enabled": False, "form": form, **context,
    }  # fmt: skip
    return TemplateResponse(request, "admin/annual/annualrequest/extend.html", context, status=status)
