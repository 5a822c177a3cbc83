"""The page of one registration of one's own."""

from django.http import Http404
from django.utils.functional import cached_property

from accreditation_portal.review.references import normalised
from adhoc.models import EventRegistration
from profiles.views.people import RepresentativesPage


class RegistrationsPage(RepresentativesPage):
    """A page of one registration of one's own; anybody else's is not found."""

    @cached_property
    def case(self) -> EventRegistration:
        mine = EventRegistration.objects.of(self.request.user).select_related(
            "event__accredited_with", "representative__user", "representative__organisation",
            "representative__photo", "photo", "organisation", "press_card__issuing_body", "press_card__scan",
        )  # fmt: skip
        found = mine.prefetch_related(
            "attachments__document", "hand_overs", "representative__press_cards__issuing_body"
        )
        found = found.filter(reference=normalised(self.kwargs["reference"]) or "").first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(registration=self.case, event=self.case.event, **kwargs)
