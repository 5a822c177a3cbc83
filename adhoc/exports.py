"""The columns of a table of registrations."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal.review.exports import Column, chosen_of, columns_of_case
from adhoc.models import EventRegistration
from events.models import Event
from profiles.exports import columns_of_person


def columns() -> list[Column]:
    """The event first, then the case, the person, and why they want to come."""
    yes_or_no = chosen_of([(True, _("yes")), (False, _("no"))])
    field = EventRegistration._meta.get_field
    return [
        *columns_of_case(EventRegistration),
        Column("event", Event._meta.verbose_name, "event__title_en"),
        Column("event_starts", Event._meta.get_field("starts_on").verbose_name, "event__starts_on", is_usual=False),
        Column("late", pgettext_lazy("registration", "late"), "late", yes_or_no),
        *columns_of_person(),
        Column("purpose", field("purpose").verbose_name, "purpose", is_usual=False),
    ]
