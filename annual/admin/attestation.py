"""The desk of the paper original: what arrives is recorded in two actions, and struck out where that was a mistake."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal.dates import shown_date
from accreditation_portal.review import references
from accreditation_portal.review.admin import MOST_PEOPLE_OF_A_SEARCH
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import short_moment, shown_moment
from annual.forms import AttestationForm, ReferenceForm, StrikeOutForm
from annual.models import AWAITED_IN, AnnualRequest, ArrivedMeanwhile, Attestation
from profiles.models import MediaRepresentative

STANDINGS = {
    "conforming": gettext_lazy("Conforming"),
    "not_conforming": gettext_lazy("Not conforming"),
    "struck_out": gettext_lazy("Struck out"),
}


class StandingFilter(admin.SimpleListFilter):
    """Conforming, not conforming, or recorded by mistake."""

    title = gettext_lazy("conforming")
    parameter_name = "standing"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STANDINGS.items())

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "struck_out":
            return queryset.exclude(struck_at=None)
        if self.value() in STANDINGS:
            return queryset.standing().filter(conforms=self.value() == "conforming")
        return queryset


@admin.register(Attestation)
class AttestationAdmin(admin.ModelAdmin):
    """What was recorded is neither changed nor deleted; a mistake is struck out and stays readable (S8, B13)."""

    actions = None
    change_list_template = "admin/annual/attestation/change_list.html"
    list_display = ("reference", "name", "arrived", "channel", "standing", "recorder", "recorded")
    list_display_links = None
    list_filter = (StandingFilter,)
    list_per_page = 50
    list_select_related = ("case__representative__user", "recorded_by")
    ordering = ("-recorded_at", "-pk")
    paginator = CappedPaginator
    search_fields = ("case__reference",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy("Reference, name in any spelling, or email address")
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    sortable_by = ("arrived", "recorded")
    view_on_site = False

    # Who sees what -------------------------------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Nobody reads, as an officer, what was recorded for their own request."""
        return super().get_queryset(request).exclude(case__representative__user=request.user)

    def get_urls(self):
        strike_out = self.admin_site.admin_view(self.strike_out_view)
        return [
            path("<int:pk>/strike-out/", strike_out, name="annual_attestation_strike_out"),
            *super().get_urls(),
        ]

    # The list ------------------------------------------------------------------------------------------------------

    def get_list_display(self, request):
        return (*self.list_display, "strike_out") if self.has_add_permission(request) else self.list_display

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        if reference := references.normalised(term):
            return queryset.filter(case__reference=reference), False
        # Two steps: a search across joined tables can use no index.
        people = MediaRepresentative.objects.found_by(term).values_list("pk", flat=True)
        return queryset.filter(case__representative__in=list(people[:MOST_PEOPLE_OF_A_SEARCH])), False

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("reference"))
    def reference(self, arrival):
        return format_html(
            '<a class="reference" href="{}">{}</a>', address_of(arrival.case), arrival.case.shown_reference
        )

    @admin.display(description=gettext_lazy("name"))
    def name(self, arrival):
        return name_of(arrival.case)

    @admin.display(description=gettext_lazy("arrived"), ordering="arrived_on")
    def arrived(self, arrival):
        return shown_date(arrival.arrived_on)

    @admin.display(description=gettext_lazy("conforming"))
    def standing(self, arrival):
        name = "struck_out" if arrival.struck_at else "conforming" if arrival.conforms else "not_conforming"
        verdict = {"struck_out": "not_asked", "conforming": "met", "not_conforming": "not_met"}[name]
        return format_html('<span class="verdict {}">{}</span>', verdict, STANDINGS[name])

    @admin.display(description=gettext_lazy("recorded by"))
    def recorder(self, arrival):
        return arrival.recorded_by.shown_name

    @admin.display(description=pgettext_lazy("column", "recorded"), ordering="recorded_at")
    def recorded(self, arrival):
        return short_moment(arrival.recorded_at)

    @admin.display(description=gettext_lazy("mistake"))
    def strike_out(self, arrival):
        if arrival.struck_at or arrival.case.state not in AWAITED_IN:
            return ""
        address = reverse("admin:annual_attestation_strike_out", args=[arrival.pk])
        return format_html('<a href="{}">{}</a>', address, _("Strike out"))

    # One of them is read on the page of its case -------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._to_its_case(request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        return self._to_its_case(request, object_id)

    def _to_its_case(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        arrival = self.get_object(request, object_id)
        if arrival is None:
            raise Http404
        return redirect(address_of(arrival.case))

    # An arrival ----------------------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """First the reference, typed or scanned; then, for the request that has it, what was found (B13)."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        look_up = ReferenceForm(request.GET if "reference" in request.GET else None, by=request.user)
        if not look_up.is_valid():
            return self._page(request, look_up)
        if request.method == "POST":
            return self._record(request, look_up)
        form = AttestationForm(look_up.case) if look_up.case.state in AWAITED_IN else None
        return self._page(request, look_up, form)

    def _record(self, request: HttpRequest, look_up: ReferenceForm) -> HttpResponse:
        case, form = look_up.case, AttestationForm(look_up.case, request.POST)
        if not form.is_valid():
            return self._page(request, look_up, form)
        try:
            arrival = Attestation.objects.record(case, by=request.user, seen=form.cleaned_data["seen"], **form.found)
        except ArrivedMeanwhile as meanwhile:
            latest = meanwhile.arrivals[-1]
            if latest.recorded_by_id == request.user.pk and form.is_recorded_as(latest):  # clicked twice
                messages.info(request, _("You have recorded this already. %(what)s") % {"what": meanwhile})
                return redirect("admin:annual_attestation_add")
            form.shown_again(latest.pk)
            form.add_error(None, _("%(what)s Look at it below; save yours if it is another one.") % {"what": meanwhile})
            return self._page(request, look_up, form, status=409)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, look_up, form, status=409)
        messages.success(request, self._done(arrival))
        return redirect("admin:annual_attestation_add")

    def _done(self, arrival: Attestation) -> str:
        case = arrival.case
        sentence = (
            _("%(reference)s, %(name)s: the original is recorded as conforming. The applicant is told by email.")
            if arrival.conforms
            else _("%(reference)s, %(name)s: recorded as not conforming. The applicant is told by email.")
        )
        done = sentence % {"reference": case.shown_reference, "name": name_of(case)}
        return format_html('{} <a href="{}">{}</a>', done, address_of(case), _("See the case"))

    def _page(self, request: HttpRequest, look_up: ReferenceForm, form: AttestationForm | None = None, *,
              status: int = 200) -> HttpResponse:  # fmt: skip
        """The field for a reference and, once it is that of a request, whose it is and what has arrived for it."""
        found = {}
        if case := look_up.case:
            arrivals = case.attestations.select_related("recorded_by", "struck_by").order_by("-recorded_at", "-pk")
            posted = shown_moment(case.posted_at) if case.posted_at else ""
            found = {"case": case, "person": case.as_if_sent(), "name": name_of(case), "posted": posted,
                     "arrivals": arrivals, "may_strike": case.state in AWAITED_IN}  # fmt: skip
        context = {"title": _("Record an arrival"), "look_up": look_up, "form": form, **found}
        return self._answer(request, "admin/annual/attestation/add.html", context, status)

    # A mistake -----------------------------------------------------------------------------------------------------

    def strike_out_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why an arrival was recorded by mistake, and strike it out; both told to the applicant."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        arrival = self.get_object(request, str(pk))
        if arrival is None:
            raise Http404
        form, status = StrikeOutForm(arrival.case, request.POST if request.method == "POST" else None), 200
        if form.is_valid():
            try:
                arrival.strike_out(by=request.user, why=form.cleaned_data["why"])
            except StepRefused as refusal:
                if arrival.struck_by_id == request.user.pk and arrival.struck_why == form.cleaned_data["why"]:
                    return redirect(address_of(arrival.case))  # clicked twice: the first click has said it
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("It is struck out. The applicant is told by email."))
                return redirect(address_of(arrival.case))
        context = {"title": _("Strike out an arrival"), "arrivals": [arrival], "case": arrival.case, "form": form,
                   "name": name_of(arrival.case)}  # fmt: skip
        return self._answer(request, "admin/annual/attestation/strike_out.html", context, status)

    def _answer(self, request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        head = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False}
        return TemplateResponse(request, template, head | context, status=status)


def name_of(case: AnnualRequest) -> str:
    return case.full_name or case.representative.full_name or case.representative.user.username


def address_of(case: AnnualRequest) -> str:
    """The case's page, where its attestations are."""
    return reverse("admin:annual_annualrequest_change", args=[case.pk]) + "#attestation"
