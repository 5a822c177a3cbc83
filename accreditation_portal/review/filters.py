"""How a staff list of cases is narrowed: the queue first, everything else when it is asked for."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from accreditation_portal import office
from accreditation_portal.review.assignment import officers_of
from accreditation_portal.review.references import is_number
from accreditation_portal.review.states import State


class StateFilter(admin.SimpleListFilter):
    """Without a choice: what awaits review; while searching: every state."""

    title = _("state")
    parameter_name = "state"

    def __init__(self, request: Any, params: Any, model: Any, model_admin: Any):
        self.desk = model_admin
        self.searching = bool(request.GET.get("q"))
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            *((name, label) for name, (label, narrow) in model_admin.queues().items()),
            *State.choices,
            ("all", pgettext_lazy("states", "All")),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        default = pgettext_lazy("states", "All that was found") if self.searching else _("Awaiting review")
        return [{**first, "display": default}, *others]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted, at = self.value(), timezone.now()
        if wanted is None:
            return queryset if self.searching else self.desk.queue(queryset, at)
        if wanted in self.desk.queues():
            return self.desk.queues()[wanted][1](queryset, at)
        return queryset.filter(state=wanted) if wanted in State.values else queryset


class ChoiceFilter(admin.SimpleListFilter):
    """One of many, chosen from a list in a small form, where a column of links would hide the other filters."""

    template = "admin/review/_choice_filter.html"

    def choices(self, changelist: Any) -> Any:
        others = {name: values for name, values in changelist.filter_params.items() if name != self.parameter_name}
        self.kept = [(name, value) for name, values in others.items() for value in values]
        return super().choices(changelist)

    @property
    def options(self) -> Any:
        """The choices as options: hundreds of them cost a template as much as a list of cases."""
        chosen = self.value()
        marked = (
            (value, mark_safe(" selected" if value == chosen else ""), label) for value, label in self.lookup_choices
        )
        return format_html_join("", '<option value="{}"{}>{}</option>', marked)


class CountryFilter(ChoiceFilter):
    """The country of the media organisation; of those without one, the country of residence."""

    title = _("country of the media")
    parameter_name = "country"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return list(countries)

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        if not wanted:
            return queryset
        # Step by step, so that the rows of the list are found by an index.
        organisations = queryset.model._meta.get_field("organisation").related_model.objects.filter(country=wanted)
        there = list(organisations.values_list("pk", flat=True))
        return queryset.filter(Q(organisation__in=there) | Q(organisation=None, residence_country=wanted))


class StandingFilter(admin.SimpleListFilter):
    """The standing of the media organisation today, or that there is none (S13)."""

    title = _("standing of the organisation")
    parameter_name = "standing"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        organisations = model_admin.opts.get_field("organisation").related_model
        return [*organisations.Standing.choices, ("none", _("no organisation"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        organisations = queryset.model._meta.get_field("organisation").related_model
        if wanted == "none":
            return queryset.filter(organisation=None)
        if wanted not in organisations.Standing.values:
            return queryset
        its_own = Q(organisation__same_as=None, organisation__standing=wanted)
        return queryset.filter(its_own | Q(organisation__same_as__standing=wanted))


class AssignedFilter(admin.SimpleListFilter):
    """Mine, nobody's, or a colleague's."""

    title = _("assigned to")
    parameter_name = "assigned"

    def __init__(self, request: Any, params: Any, model: Any, model_admin: Any):
        self.reader = request.user
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        colleagues = officers_of(model_admin.model).exclude(pk=request.user.pk)
        return [
            ("me", pgettext_lazy("assigned to", "me")),
            ("nobody", pgettext_lazy("assigned to", "nobody")),
            *((str(colleague.pk), colleague.shown_name) for colleague in colleagues),
        ]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        if wanted is None:
            return queryset
        if wanted == "me":
            return queryset.filter(assigned_to=self.reader)
        if wanted == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset.filter(assigned_to=int(wanted)) if is_number(wanted) else queryset.none()


class PassFilter(admin.SimpleListFilter):
    """Whose pass can be collected and was not yet; whose was handed over, today or ever."""

    title = pgettext_lazy("column", "pass")
    parameter_name = "pass"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("waiting", pgettext_lazy("passes", "Not handed over")),
            ("handed_over", pgettext_lazy("passes", "Handed over")),
            ("today", pgettext_lazy("passes", "Handed over today")),
        ]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted, at = self.value(), timezone.now()
        if wanted == "waiting":
            return queryset.collectable(at).without_pass_handed_over()
        if wanted == "today":
            return queryset.with_pass_handed_over(on=timezone.localdate(at, office.ZONE))
        return queryset.with_pass_handed_over() if wanted == "handed_over" else queryset
