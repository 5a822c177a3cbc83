"""Complete what the office asked for of a registration, item by item; or correct what was submitted (S27, B12)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.views import CompletePage
from adhoc.forms import CompletionForm
from adhoc.views.people import RegistrationsPage
from profiles.models.as_submitted import FIELDS_OF_ITEM


class Complete(RegistrationsPage, CompletePage):
    """The items that the profile holds are changed there; the others in the registration's own form."""

    template_name = "adhoc/complete.html"
    address = "adhoc:complete"
    fields_of_item = FIELDS_OF_ITEM
    sentences = {
        "complete": _("Thank you: what the office asked for is sent. Your registration is under review again."),
        "correct": _("Your registration is corrected. The time of its submission does not change."),
    }

    def form(self, *data: Any) -> CompletionForm:
        sending = "send" in self.request.POST
        return CompletionForm(*data, registration=self.case, items=self.items, sending=sending)

    def more_context(self) -> dict[str, Any]:
        return {"registration": self.case, "event": self.case.event}
