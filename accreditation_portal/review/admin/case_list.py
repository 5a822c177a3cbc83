"""The list of a desk: the queue first, found by name in any spelling, by number, by organisation."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal.review import references
from accreditation_portal.review.admin.desk import Desk
from accreditation_portal.review.filters import StateFilter
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.timeline import short_moment

MOST_PEOPLE_OF_A_SEARCH = 500


class CaseList(Desk):
    """The cases that somebody may read, as rows."""

    actions = None
    change_list_template = "admin/review/change_list.html"
    list_display = ("shown_reference", "name", "shown_state", "submitted", "since")
    list_display_for_pass_office: ClassVar[tuple[str, ...]] = ("shown_reference", "name")
    list_filter = (StateFilter,)
    list_filter_for_pass_office: ClassVar[tuple[Any, ...]] = ()
    list_per_page = 50
    list_select_related = ("representative__user",)
    ordering = ("state_since", "pk")
    paginator = CappedPaginator
    search_fields = ("reference",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy(
        "Reference; name in any spelling, or email address; number of a press card; media organisation"
    )
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False  # officers' lists never count all rows

    def get_list_display(self, request):
        return self.list_display if self.reads_all(request) else self.list_display_for_pass_office

    def get_list_filter(self, request):
        return self.list_filter if self.reads_all(request) else self.list_filter_for_pass_office

    def lookup_allowed(self, lookup, value, request):
        # A list narrowed by any field would tell the Pass Office, letter by letter, what it may not read.
        names = (getattr(choice, "parameter_name", choice) for choice in self.get_list_filter(request))
        return lookup.removesuffix("__exact") in names

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        if reference := references.normalised(term):
            return queryset.filter(reference=reference), False
        people = self.opts.get_field("representative").related_model.objects
        found = people.found_by(term) if self.reads_all(request) else people.named(term)
        # Step by step: a search across joined tables can use no index.
        wanted = Q(representative__in=list(found.values_list("pk", flat=True)[:MOST_PEOPLE_OF_A_SEARCH]))
        if self.reads_all(request):
            organisations = self.opts.get_field("organisation").related_model.objects.named(term)
            wanted |= Q(organisation__in=list(organisations.values_list("pk", flat=True)))
        return queryset.filter(wanted), False

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        found.search_help_text = str(self.search_help_text) if self.reads_all(request) else _("Reference, or name")
        return found

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("reference"), ordering="reference")
    def shown_reference(self, case):
        return case.shown_reference

    @admin.display(description=gettext_lazy("media organisation"))
    def organisation_and_standing(self, case):
        organisation = case.organisation and case.organisation.itself
        if organisation is None:
            return case.organisation_name or case.get_employment_display()
        return format_html(
            '{} <span class="standing {}">{}</span>',
            case.organisation_name or organisation.name, organisation.standing, organisation.get_standing_display(),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, case):
        return format_html('<span class="badge {}">{}</span>', case.state, case.get_state_display())

    @admin.display(description=gettext_lazy("submitted"), ordering="submitted_at")
    def submitted(self, case):
        return short_moment(case.submitted_at) if case.submitted_at else "–"

    @admin.display(description=pgettext_lazy("column", "in this state since"), ordering="state_since")
    def since(self, case):
        return short_moment(case.state_since)
