"""An event with the person's own registration on it: do I need to register?"""

from typing import Any

from django.utils import timezone

from adhoc.attendance import standing
from events.views import EventDetail


class EventWithRegistration(EventDetail):
    """One event, and for whoever is logged in what there is to do for it (S20-S22, B11)."""

    template_name = "adhoc/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        is_representative = user.is_authenticated and not user.is_staff
        return super().get_context_data(
            standing=standing(user, self.object, timezone.now()) if is_representative else None, **kwargs
        )
