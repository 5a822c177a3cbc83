"""Whose pages these are, which day it is, and the row of one request with what its pages show."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from accreditation_portal import office
from accreditation_portal.review.references import normalised
from annual.models import AnnualRequest
from profiles.views.people import RepresentativesPage


def today():
    """The day at the Headquarters."""
    return timezone.localdate(timezone=office.ZONE)


def shown(requests):
    """Requests with everything that their criteria and pages ask, in a bounded number of queries."""
    rows = requests.select_related(
        "representative__user", "representative__organisation__same_as", "representative__photo", "photo",
        "organisation__same_as", "press_card__issuing_body__same_as", "press_card__scan",
        "belgian_accreditation__issuing_body__same_as", "belgian_accreditation__scan", "renews",
    )  # fmt: skip
    return rows.prefetch_related(
        "attestations__organisation__same_as", "articles", "attachments__document", "hand_overs",
        "representative__press_cards__issuing_body__same_as",
        "representative__further_organisations",
    )  # fmt: skip


class RequestsPage(RepresentativesPage):
    """A page of one annual request of one's own; anybody else's is not found."""

    @cached_property
    def case(self) -> AnnualRequest:
        reference = normalised(self.kwargs["reference"]) or ""
        found = shown(AnnualRequest.objects.of(self.request.user)).filter(reference=reference).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"annual_request": self.case, "case": self.case, "today": today(), **kwargs})
