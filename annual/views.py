"""My annual accreditation, how to ask for one, and one request with its timeline."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accreditation_portal import office
from accreditation_portal.review.references import normalised
from annual.models import AnnualRequest


def today():
    """The day at the Headquarters."""
    return timezone.localdate(timezone=office.ZONE)


class Overview(LoginRequiredMixin, TemplateView):
    """What the person holds, and every case of theirs, newest first."""

    template_name = "annual/overview.html"

    def get_context_data(self, **kwargs):
        mine = AnnualRequest.objects.of(self.request.user)
        return super().get_context_data(
            in_force=mine.in_force(on=today()).order_by("-valid_until").first(),
            annual_requests=mine.order_by("-created_at", "-pk"),
            today=today(),
            **kwargs,
        )


class Apply(LoginRequiredMixin, TemplateView):
    """Where and how to ask, as long as the portal does not take annual requests itself (S8, S9)."""

    template_name = "annual/apply.html"


class Request(LoginRequiredMixin, TemplateView):
    """One annual request of the person's own; anybody else's is not found."""

    template_name = "annual/request.html"

    def get_context_data(self, **kwargs):
        mine = AnnualRequest.objects.of(self.request.user).select_related("representative__user")
        annual_request = get_object_or_404(mine, reference=normalised(self.kwargs["reference"]))
        return super().get_context_data(annual_request=annual_request, today=today(), **kwargs)
