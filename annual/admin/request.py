"""The officers' desk for annual requests: one on a page, with everything that its criteria rest on."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.admin import ReviewAdmin
from accreditation_portal.review.admin.case_list import CaseRows
from accreditation_portal.review.filters import AssignedFilter, CountryFilter, PassFilter, StandingFilter, StateFilter
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.timeline import short_moment, shown_moment
from annual.admin.extension import extend_all
from annual.exports import columns
from annual.forms import AnnualStepForm
from annual.models import AWAITED_IN, AnnualRequest
from annual.models.letters import what_to_bring
from profiles.admin.compared import side_by_side
from profiles.models.as_submitted import FIELDS_OF_ITEM


class OriginalFilter(admin.SimpleListFilter):
    """Whether the editor's original has come (S8): what an officer can decide, and what waits for the post."""

    title = gettext_lazy("original attestation")
    parameter_name = "original"

    def lookups(self, request, model_admin):
        return [
            ("received", pgettext_lazy("original", "received and conforming")),
            ("awaited", pgettext_lazy("original", "awaited")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "received":
            return queryset.with_conforming_original()
        if self.value() == "awaited":
            return queryset.awaiting_the_original(on=timezone.localdate(timezone=office.ZONE))
        return queryset


class AnnualList(CaseRows):
    """The arrow above the columns follows the order of the queue; Django asks the class alone, not ``get_ordering``."""

    def get_ordering(self, request, queryset):
        self.in_order_of = self.model_admin.get_ordering(request)
        return super().get_ordering(request, queryset)

    def _get_default_ordering(self):
        return self.in_order_of


@admin.register(AnnualRequest)
class AnnualRequestAdmin(ReviewAdmin):
    """One annual request on one page, with what its criteria say."""

    change_form_template = "admin/annual/annualrequest/change_form.html"
    change_list_template = "admin/annual/annualrequest/change_list.html"
    list_display = ("thumbnail", "shown_reference", "who", "shown_state", "submitted", "since", "original", "criteria",
                    "assigned")  # fmt: skip
    list_display_links = ("shown_reference",)
    list_display_for_pass_office = ("shown_reference", "name", "organisation_name", "validity", "pass_handed_over")
    list_filter = (StateFilter, AssignedFilter, OriginalFilter, CountryFilter, StandingFilter, "role", "employment",
                   "path")  # fmt: skip
    list_filter_for_pass_office = (PassFilter,)
    list_select_related = (*ReviewAdmin.list_select_related, "organisation__same_as", "renews",
                           "press_card__issuing_body__same_as",
                           "belgian_accreditation__issuing_body__same_as")  # fmt: skip
    list_prefetch_related = AnnualRequest.prefetch_for_checklist
    step_form = AnnualStepForm
    columns = columns
    facts = FIELDS_OF_ITEM | {Item.TRACK_RECORD: ("track_record",)}
    page_select_related = (
        *ReviewAdmin.page_select_related, "organisation__same_as", "representative__organisation",
        "press_card__issuing_body__same_as", "press_card__scan", "belgian_accreditation__issuing_body__same_as",
        "belgian_accreditation__scan", "renews",
    )  # fmt: skip
    page_prefetch_related = (
        "representative__press_cards__issuing_body__same_as", "representative__press_cards__scan",
        "representative__further_organisations", "attestations__recorded_by",
        "attestations__organisation__same_as",
        "attestations__struck_by", "articles", "attachments__document",
    )  # fmt: skip

    def get_urls(self):
        extend = self.admin_site.admin_view(partial(extend_all, desk=self))
        return [path("extend/", extend, name="annual_annualrequest_extend"), *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return AnnualList

    def _answer(self, request, template, case, **context):
        may_record = case.state in AWAITED_IN and request.user.has_perm("annual.add_attestation")
        return super()._answer(request, template, case, may_record=may_record, **context)

    def get_ordering(self, request):
        """What waits for its original waits since it was submitted, whatever was asked and answered since."""
        return ("submitted_at", "pk") if request.GET.get("state") == "original" else super().get_ordering(request)

    def queues(self):
        return super().queues() | {
            "original": (
                gettext_lazy("Original awaited"),
                lambda cases, at: cases.awaiting_the_original(on=timezone.localdate(at, office.ZONE)),
            )
        }

    def subject(self, case):
        return _("Renewal of annual accreditation") if case.is_renewal else _("Annual accreditation")

    def about(self, case):
        return [(_("Valid"), self.validity(case))] if case.valid_until else []

    def about_for_officers(self, case):
        lines = [(_("Kind"), self.kind(case)), *super().about_for_officers(case)]
        if case.said_posted_at and not case.has_conforming_original:
            lines.append((_("Posted, says the applicant"), shown_moment(case.said_posted_at)))
        return lines

    def papers(self, case):
        return {"works": [*case.works("article"), *case.works("publication")]}

    def days_of_pass(self, case):
        return self.validity(case)

    def duplicates(self, case, reader):
        return side_by_side(case, reader=reader)

    def what_to_bring(self, case):
        return what_to_bring(case)

    def marks(self, case):
        """Whether it renews, and until when what was granted holds."""
        said = [self.kind(case)] if case.state != State.DRAFT else []
        if case.valid_until:
            said.append(pgettext("validity", "until %(day)s") % {"day": shown_date(case.valid_until, "d/m/Y")})
        return [format_html('<span class="meta mark">{}</span>', words) for words in said]

    def kind(self, case):
        if case.state == State.DRAFT:
            return "–"  # derived when it is sent; a list of drafts asks nothing of each
        return pgettext_lazy("annual request", "Renewal") if case.is_renewal else pgettext_lazy("annual request", "New")

    @admin.display(description=gettext_lazy("original"))
    def original(self, case):
        """Whether the attestation's original is there, is awaited, or is said to be posted (S8, B13)."""
        if case.has_conforming_original:
            return _("received")
        if not case.awaits_original():
            return "–"
        if case.said_posted_at:
            return format_html("{}<br><span class=\"meta\">{}</span>", _("awaited"),
                               _("posted %(when)s") % {"when": short_moment(case.said_posted_at)})  # fmt: skip
        return _("awaited")

    @admin.display(description=gettext_lazy("valid"), ordering="valid_until")
    def validity(self, case):
        if not case.valid_until:
            return ""
        days = {"first": shown_date(case.valid_from), "last": shown_date(case.valid_until)}
        return _("%(first)s to %(last)s") % days
