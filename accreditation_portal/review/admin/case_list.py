"""The list of a desk: the queue first, found by name in any spelling, by number, by organisation."""

import re
from copy import copy
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review import references
from accreditation_portal.review.admin.desk import Desk
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.filters import AssignedFilter, StateFilter
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.states import UNDER_REVIEW, State
from accreditation_portal.review.timeline import short_moment
from accreditation_portal.review.waiting import days_since

MOST_PEOPLE_OF_A_SEARCH = 200
ORDER = re.compile(r"(-?\d{1,2}(\.-?\d{1,2}){0,9})?")  # columns by their number, as the list's own links have them


class CaseRows(ChangeList):
    """The rows with what their columns ask for; ``in_full`` False: the cases alone, without a page of them."""

    def __init__(self, request, *args, in_full=True, **kwargs):
        self.in_full = in_full
        super().__init__(request, *args, **kwargs)

    def get_queryset(self, request, *args, **kwargs):
        found = super().get_queryset(request, *args, **kwargs)
        if not self.in_full:
            return found
        return found.prefetch_related(*self.model_admin.list_prefetch_related).with_latest_line()

    def get_results(self, request):
        if self.in_full:
            super().get_results(request)


class CaseList(Desk):
    """The cases that somebody may read, as rows."""

    change_list_template = "admin/review/change_list.html"
    list_display = ("shown_reference", "name", "shown_state", "submitted", "since")
    list_display_for_pass_office: ClassVar[tuple[str, ...]] = ("shown_reference", "name")
    list_filter = (StateFilter, AssignedFilter)
    list_filter_for_pass_office: ClassVar[tuple[Any, ...]] = ()
    list_per_page = 20
    list_select_related = ("representative__user", "assigned_to")
    list_prefetch_related: ClassVar[tuple[str, ...]] = ()
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
        choices = self.get_list_filter(request)
        fields = [choice for choice in choices if isinstance(choice, str)]
        named = [choice.parameter_name for choice in choices if not isinstance(choice, str)]
        return lookup in named or lookup.removesuffix("__exact") in fields

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        if reference := references.normalised(term):
            return queryset.filter(reference=reference), False
        people = self.opts.get_field("representative").related_model.objects
        found = people.found_by(term) if self.reads_all(request) else people.named(term)
        # Step by step: a search across joined tables can use no index.
        pks = list(found.values_list("pk", flat=True)[: MOST_PEOPLE_OF_A_SEARCH + 1])
        request.more_people = len(pks) > MOST_PEOPLE_OF_A_SEARCH
        wanted = Q(representative__in=pks[:MOST_PEOPLE_OF_A_SEARCH])
        if self.reads_all(request):
            organisations = self.opts.get_field("organisation").related_model.objects.named(term)
            wanted |= Q(organisation__in=list(organisations.values_list("pk", flat=True)))
        return queryset.filter(wanted), False

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        found.search_help_text = str(self.search_help_text) if self.reads_all(request) else _("Reference, or name")
        return found

    def get_changelist(self, request, **kwargs):
        return CaseRows

    def get_paginator(self, request, *args, **kwargs):
        paginator = super().get_paginator(request, *args, **kwargs)
        paginator.is_search = bool(request.GET.get("q"))
        return paginator

    def narrowed(self, request: HttpRequest, choices: QueryDict) -> QuerySet:
        """The cases that the list shows with these filters and this search, in its order.

        Raises IncorrectLookupParameters where the list would show none of it.
        """
        asked = copy(request)
        asked.GET = choices  # type: ignore[assignment]
        display, filters = list(self.get_list_display(asked)), self.get_list_filter(asked)
        if self.get_actions(asked):  # columns are counted as in the list
            display.insert(0, "action_checkbox")
        try:
            rows = self.get_changelist(asked)(
                asked, self.model, display, None, filters, None, self.get_search_fields(asked),
                self.list_select_related, self.list_per_page, 0, (), self, self.get_sortable_by(asked), "",
                in_full=False,
            )  # fmt: skip
            return rows.get_queryset(asked)
        except (SuspiciousOperation, ValidationError, ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error

    def changelist_view(self, request, extra_context=None):
        self._in_the_order_of_last_time(request)
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        answer = super().changelist_view(request, {**head, **(extra_context or {})})
        if getattr(request, "more_people", False) and hasattr(answer, "context_data"):
            answer.context_data["most_people"] = MOST_PEOPLE_OF_A_SEARCH
        return answer

    def _in_the_order_of_last_time(self, request: HttpRequest) -> None:
        """Sort by the columns that this officer chose last, until they choose others; nobody else's list moves."""
        if request.method != "GET":
            return
        chosen, kept = request.GET.get(ORDER_VAR), request.user.list_orders.get(self._address, "")
        if chosen is None and kept:
            request.GET = request.GET.copy()  # type: ignore[assignment]
            request.GET[ORDER_VAR] = kept
        elif chosen is not None and chosen != kept and ORDER.fullmatch(chosen):
            request.user.list_orders[self._address] = chosen
            request.user.save(update_fields=["list_orders"])  # type: ignore[call-arg]

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, case):
        """As Django's, without a template for each row."""
        said = _("Select %(reference)s") % {"reference": case.shown_reference}
        box = (
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
            '<input type="hidden" name="seen" value="{}:{}">'
        )
        return format_html(box, ACTION_CHECKBOX_NAME, case.pk, said, case.pk, case.latest_decision_id)

    @admin.display(description=gettext_lazy("reference"), ordering="reference")
    def shown_reference(self, case):
        return case.shown_reference

    @admin.display(description=gettext_lazy("name and media organisation"))
    def who(self, case):
        return format_html("<strong>{}</strong><br>{}", self.name(case), self.organisation_and_standing(case))

    def organisation_and_standing(self, case):
        organisation = case.organisation and case.organisation.itself
        if organisation is None:
            return case.organisation_name or case.get_employment_display()
        return format_html(
            '{} <span class="standing {}">{}</span>',
            case.organisation_name or organisation.name, organisation.standing,
            organisation.Standing(organisation.standing).label,
        )  # fmt: skip

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, case):
        # Django's get_…_display reads all choices anew for each row.
        badge = format_html('<span class="badge {}">{}</span>', case.state, State(case.state).label)
        return format_html_join(" ", "{}", ((each,) for each in [badge, *self.marks(case)]))

    def marks(self, case: Any) -> list[Any]:
        """What stands beside the state: late, for one."""
        return []

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, case):
        if not case.photo_id:
            return ""
        address = reverse("documents:page_picture", args=[case.photo_id, 1])
        return format_html('<img class="thumbnail" src="{}" alt="" width="35" height="45" loading="lazy">', address)

    @admin.display(description=gettext_lazy("submitted"), ordering="submitted_at")
    def submitted(self, case):
        if not case.submitted_at:
            return "–"
        return _with_moment(shown_date(timezone.localtime(case.submitted_at, office.ZONE), "d/m/Y"), case.submitted_at)

    @admin.display(description=pgettext_lazy("column", "in this state for"), ordering="state_since")
    def since(self, case):
        days = days_since(case.state_since, timezone.now())
        words = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        return _with_moment(words if days else pgettext("column", "since today"), case.state_since)

    @admin.display(description=pgettext_lazy("column", "criteria"))
    def criteria(self, case):
        """How many are met, and how many are not, or wait for an officer's eye; of cases that are under review."""
        if case.state not in UNDER_REVIEW:
            return "–"
        verdicts = [answer.verdict for answer in case.answers(timezone.localdate(timezone=office.ZONE))]
        met, not_met, open_ones = map(verdicts.count, (Verdict.MET, Verdict.NOT_MET, Verdict.FOR_OFFICER))
        counted = [(_("%(number)s met"), "met", met), (_("%(number)s not met"), "not_met", not_met),
                   (_("%(number)s to judge"), "for_officer", open_ones)]  # fmt: skip
        badges = ((kind, words % {"number": number}) for words, kind, number in counted if number)
        return format_html_join(" ", '<span class="verdict {}">{}</span>', badges)

    @admin.display(description=gettext_lazy("assigned to"), ordering="assigned_to")
    def assigned(self, case):
        return case.assigned_to.shown_name if case.assigned_to else "–"


def _with_moment(words: str, at: Any) -> Any:
    """The words, and the whole moment where somebody points at them."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(timespec="seconds"), short_moment(at), words
    )
