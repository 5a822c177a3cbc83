"""How a staff list of cases is narrowed: the queue first, everything else when it is asked for."""

from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
