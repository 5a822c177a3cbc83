"""Acting on many cases: choose in the list, see what would happen, then watch it being done (B15)."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accreditation_portal.review import bulk
from accreditation_portal.review.admin.case_list import CaseList
from accreditation_portal.review.assignment import assign
from accreditation_portal.review.bulk_form import BulkForm
from accreditation_portal.review.models import BulkAct
from accreditation_portal.review.preview import letter_of
from accreditation_portal.review.references import is_number
from accreditation_portal.review.steps import StepRefused

TITLES = {
    "approve": gettext_lazy("Approve several"),
    "deny": gettext_lazy("Deny several"),
    "request_information": gettext_lazy("Request information from several"),
    bulk.ASSIGN: gettext_lazy("Assign several"),
}


class BulkActs(CaseList):
    """The list with what can be done to a selection of it."""

    actions = ("approve_several", "deny_several", "ask_several", "assign_to_me", "assign_several")

    def get_actions(self, request):
        return super().get_actions(request) if self.reads_all(request) and self.decides(request) else {}

    def get_urls(self):
        page = self.admin_site.admin_view(self.bulk_view)
        return [path("several/<uuid:act>/", page, name=f"{self._address}_several"), *super().get_urls()]

    @admin.action(description=pgettext_lazy("for a selection", "Approve …"))
    def approve_several(self, request, queryset):
        return self._prepare(request, "approve", queryset)

    @admin.action(description=pgettext_lazy("for a selection", "Deny …"))
    def deny_several(self, request, queryset):
        return self._prepare(request, "deny", queryset)

    @admin.action(description=pgettext_lazy("for a selection", "Request information …"))
    def ask_several(self, request, queryset):
        return self._prepare(request, "request_information", queryset)

    @admin.action(description=pgettext_lazy("for a selection", "Assign to a colleague …"))
    def assign_several(self, request, queryset):
        return self._prepare(request, bulk.ASSIGN, queryset)

    @admin.action(description=pgettext_lazy("for a selection", "Assign to me"))
    def assign_to_me(self, request, queryset):
        chosen = self._chosen(request, queryset)
        free = list(chosen.filter(assigned_to=None).values_list("pk", flat=True)[: bulk.MOST_AT_ONCE])
        number = sum(
            assign(self.model, part, to=request.user, by=request.user, instead_of=None) for part in bulk.parts(free)
        )
        said = ngettext("%(number)s case is assigned to you.", "%(number)s cases are assigned to you.", number)
        messages.success(request, said % {"number": number})
        if others := chosen.count() - number:
            kept = ngettext(
                "%(number)s stays as it is: a draft, or assigned already.",
                "%(number)s stay as they are: drafts, or assigned already.",
                others,
            )
            messages.warning(request, kept % {"number": others})

    def _chosen(self, request: HttpRequest, queryset: Any) -> Any:
        """What was ticked, also what has left the list meanwhile; or everything that the list holds."""
        if request.POST.get("select_across") == "1":
            return queryset
        ticked = [int(pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME) if is_number(pk)]
        return self.get_queryset(request).filter(pk__in=ticked).order_by(*self.ordering)

    def _prepare(self, request: HttpRequest, step: str, queryset: Any) -> HttpResponse:
        chosen = self._chosen(request, queryset)
        shown = (pair.partition(":") for pair in request.POST.getlist("seen"))
        seen = {int(pk): int(line) for pk, _colon, line in shown if is_number(pk) and is_number(line)}
        act = bulk.prepared(self.model, step, chosen, by=request.user, seen=seen)
        if chosen.order_by()[bulk.MOST_AT_ONCE :].exists():
            said = _("These are the first %(number)s of your selection; that many can be done at once.")
            messages.warning(request, said % {"number": bulk.MOST_AT_ONCE})
        return redirect(self._within(request, reverse(f"admin:{self._address}_several", args=[act.pk])))

    def bulk_view(self, request: HttpRequest, act: Any) -> HttpResponse:
        """Before: who would be left out and why, and the letters. While and after: how far it is, who was left out."""
        if not self.reads_all(request) or not self.decides(request):
            raise PermissionDenied
        mine = BulkAct.objects.filter(by=request.user, kind=self.opts.label_lower)
        if (found := mine.filter(pk=act).first()) is None:
            raise Http404
        if found.state != "prepared":
            return redirect(request.get_full_path()) if request.method == "POST" else self._bulk_page(request, found)
        at = timezone.now()
        outlook = list(bulk.prospects(found, by=request.user, at=at))
        doable = [prospect for prospect in outlook if not prospect.why]
        form = BulkForm(found, request.POST or None, **self._asked_of(doable))
        letters: list[Any] = []
        shown, is_stale = bulk.digest_of(outlook), False
        if request.method == "POST" and doable and form.is_valid():
            if is_stale := request.POST.get("shown") != shown:
                messages.error(request, _("Nothing was done: the cases have changed meanwhile. Look at them again."))
            elif request.POST.get("act") == "take":
                if bulk.begin(found, outlook, form.given(), at):
                    bulk.go_on(found.pk, at)
                return redirect(request.get_full_path())
            letters = self._letters(found, doable, form.given(), by=request.user, at=at)
        left_out = [prospect for prospect in outlook if prospect.why]
        page = {"form": form, "doable": doable, "left_out": left_out, "letters": letters, "shown": shown}
        return self._bulk_page(request, found, status=409 if is_stale else 200, **page)

    def _asked_of(self, doable: list[bulk.Prospect]) -> dict[str, Any]:
        """What the form must ask: in which languages, and which criteria an officer judges in one of the cases."""
        languages = Counter(prospect.case.representative.user.language for prospect in doable)
        judged = {answer.criterion.name for prospect in doable for answer in prospect.answers if answer.is_judged}
        return {
            "languages": dict(sorted(languages.items())),
            "judged": [each for name, each in self.model.checklist.criteria.items() if name in judged],
        }

    def _letters(self, act: BulkAct, doable: list[bulk.Prospect], given: dict[str, Any], *, by: Any,
                 at: Any) -> list[Any]:  # fmt: skip
        """The letter that the first applicant of each language would get."""
        if act.step == bulk.ASSIGN:
            return []
        step = bulk.declared(act)
        cases = [prospect.case for prospect in reversed(doable) if prospect.case]
        firsts = {case.representative.user.language: case for case in cases}
        letters = []
        for case in firsts.values():
            try:
                letters.append(letter_of(case, step, by=by, at=at, **bulk.arguments_for(case, given)))
            except StepRefused:  # settled since; the next look lists it among those left out
                continue
        return letters

    def _bulk_page(self, request: HttpRequest, act: BulkAct, *, status: int = 200, **context: Any) -> HttpResponse:
        title = TITLES[act.step]
        label = _("Assign") if act.step == bulk.ASSIGN else bulk.declared(act).label
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "act": act, "title": title, "label": label,
            "is_nav_sidebar_enabled": False,
            "to_list": self._within(request, reverse(f"admin:{self._address}_changelist")), **context,
        }  # fmt: skip
        return TemplateResponse(request, "admin/review/several.html", context, status=status)
