"""How a staff list of cases is narrowed: the queue first, everything else when it is asked for."""

from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal import office
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
