"""The pass of one case: its hand-over is recorded with one button, and struck out with a reason."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.review.admin.case_page import CasePage
from accreditation_portal.review.forms import HandOverForm, StrikeOutPassForm
from accreditation_portal.review.models import Case
from accreditation_portal.review.passes import HandedOverMeanwhile, HandOver, may_hand_over
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import short_moment


class PassPage(CasePage):
    """What the Pass Office does at a desk: it finds who stands before it, and records that the pass is theirs."""

    def get_urls(self):
        address = self.admin_site.admin_view(self.pass_view)
        return [path("<path:object_id>/pass/", address, name=f"{self._address}_pass"), *super().get_urls()]

    def hands_over(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.hand_over_pass")

    # What is found at the counter ----------------------------------------------------------------------------------

    def approved(self, request: HttpRequest) -> QuerySet:
        """Cases that have a pass; nobody stands at the counter for themselves."""
        cases = self.get_queryset(request).approved().exclude(representative__user=request.user)
        return cases.select_related(*self.list_select_related).prefetch_related(None)

    def with_reference(self, request: HttpRequest, reference: str) -> Case | None:
        return self.approved(request).filter(reference=reference).first()

    def named(self, request: HttpRequest, words: str, at: datetime) -> QuerySet:
        """Whose pass can be collected at that instant, by any of their names in any spelling."""
        people = self.opts.get_field("representative").related_model.objects.named(words)
        cases = self.approved(request).collectable(at).filter(representative__in=people)
        return cases.prefetch_related("hand_overs__by").order_by("family_name", "given_names", "pk")

    def handed_over_today(self, request: HttpRequest, at: datetime) -> int:
        today = timezone.localdate(at, office.ZONE)
        return self.approved(request).with_pass_handed_over(on=today).count()

    def days_of_pass(self, case: Case) -> Any:
        """For which days the pass is."""
        return ""

    @property
    def _hand_overs(self) -> Any:
        return self.opts.get_field("hand_overs").related_model.objects

    # The column of the list ----------------------------------------------------------------------------------------

    def get_queryset(self, request):
        cases = super().get_queryset(request)
        return cases if self.reads_all(request) else cases.prefetch_related("hand_overs")

    def pass_handed_over(self, case):
        hand_over = case.hand_over
        return _("handed over %(when)s") % {"when": short_moment(hand_over.at)} if hand_over else _("not handed over")

    pass_handed_over.short_description = pgettext_lazy("column", "pass")

    # One case ------------------------------------------------------------------------------------------------------

    def _answer(self, request, template, case, **context):
        hand_overs = list(case.hand_overs.select_related("by", "struck_by").order_by("pk"))
        context = {
            "hand_over": next((each for each in hand_overs if not each.struck_at), None),
            "struck_out": [each for each in hand_overs if each.struck_at],
            "latest_hand_over": hand_overs[-1].pk if hand_overs else 0,
            "may_hand_over": may_hand_over(case, request.user),
            "no_hand_over": case.refusal_of_hand_over(timezone.now()),
            **context,
        }
        return super()._answer(request, template, case, **context)

    def pass_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Record the hand-over, or strike it out. A case that is not approved is told of as one that is not there."""
        if not self.hands_over(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(f"admin:{self._address}_change", unquote(object_id))
        acts = {"hand_over": self._hand_over, "strike_out": self._strike_out}
        if request.POST.get("act") not in acts:
            raise BadRequest("no such act")
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case):
            return self._refused(request, NOT_APPROVED)
        return acts[request.POST["act"]](request, case)

    def _hand_over(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = HandOverForm(request.POST)
        if not form.is_valid():
            raise BadRequest("no page")
        try:
            self._hand_overs.record(case, by=request.user, seen=form.cleaned_data["seen"])
        except HandedOverMeanwhile as meanwhile:
            return self._handed_over_already(request, case, meanwhile.hand_over)
        except StepRefused as refusal:
            return self._refused(request, refusal)
        values = {"reference": case.shown_reference, "name": self.name(case)}
        messages.success(request, _("%(reference)s, %(name)s: the hand-over of the pass is recorded.") % values)
        return redirect("admin:passes")

    def _handed_over_already(self, request: HttpRequest, case: Case, hand_over: HandOver) -> HttpResponse:
        """Clicked twice, the first click has done it; a colleague is told who was first, and looks again (B7)."""
        if hand_over.by_id == request.user.pk and not hand_over.struck_at:
            messages.info(request, _("You have recorded this already. %(what)s") % {"what": hand_over.sentence})
            return redirect("admin:passes")
        messages.error(request, _("Nothing was recorded. %(what)s") % {"what": hand_over.sentence})
        return redirect(self._url(case))

    def _refused(self, request: HttpRequest, refusal: Any) -> HttpResponse:
        messages.error(request, _("Nothing was recorded. %(what)s") % {"what": refusal})
        return redirect("admin:passes")

    def _strike_out(self, request: HttpRequest, case: Case) -> HttpResponse:
        form = StrikeOutPassForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
            return redirect(f"{self._url(case)}#pass")
        hand_over = case.hand_overs.filter(pk=form.cleaned_data["hand_over"]).first()
        if hand_over is None:
            raise BadRequest("no such hand-over")
        try:
            hand_over.strike_out(by=request.user, why=form.cleaned_data["why"])
        except StepRefused as refusal:
            if hand_over.struck_by_id != request.user.pk:  # else clicked twice: the first click has done it
                messages.error(request, _("Nothing was recorded. %(what)s") % {"what": refusal})
        else:
            messages.success(request, _("The hand-over is struck out; another one can be recorded."))
        return redirect(f"{self._url(case)}#pass")


NOT_APPROVED = gettext_lazy("This case is not approved any more: do not hand over the pass.")
