"""An event, or all of them, with the answer for the person who reads: do I need to register?"""

from typing import Any

from django.utils import timezone

from adhoc.attendance import standing, standings
from events.views import CalendarPage, EventDetail


def is_representative(user: Any) -> bool:
    return user.is_authenticated and not user.is_staff


class EventWithRegistration(EventDetail):
    """One event, and for whoever is logged in what there is to do for it (S20-S22, B11)."""

    template_name = "adhoc/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            standing=standing(user, self.object, timezone.now()) if is_representative(user) else None, **kwargs
        )


class CalendarWithStandings(CalendarPage):
    """The event calendar, and for whoever is logged in one line more under each event (B11)."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if is_representative(self.request.user):
            lines = [line for _month, lines in context["months"] for line in lines]
            for line, found in zip(
                lines, standings(self.request.user, [li["event"] for li in lines], self.now), strict=True
            ):
                line["yours"] = found.in_short
        return context
