"""Whose pages these are: a representative's own; staff have none."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property

from accreditation_portal.review.references import normalised
from adhoc.models import EventRegistration
from profiles.models import MediaRepresentative


class RepresentativesPage(LoginRequiredMixin):
    """A page for whoever is logged in and does not belong to the staff."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def representative(self) -> MediaRepresentative:
        """The profile; an account that has none yet gets an empty one."""
        people = MediaRepresentative.objects.select_related("user", "organisation")
        return people.prefetch_related("press_cards__issuing_body").get_or_create(user=self.request.user)[0]


class RegistrationsPage(RepresentativesPage):
    """A page of one registration of one's own; anybody else's is not found."""

    @cached_property
    def registration(self) -> EventRegistration:
        mine = EventRegistration.objects.of(self.request.user).select_related(
            "event__accredited_with", "representative__user", "representative__organisation",
            "representative__photo", "photo", "organisation", "press_card__issuing_body", "press_card__scan",
        )  # fmt: skip
        found = mine.prefetch_related("attachments__document", "representative__press_cards__issuing_body")
        found = found.filter(reference=normalised(self.kwargs["reference"]) or "").first()
        if found is None:
            raise Http404
        return found


def attached_by_kind(registration: EventRegistration) -> dict[str, list]:
    """The attachments to show in a form, by kind, oldest first: those to be taken back with the next sending too."""
    rows = sorted((a for a in registration.attachments.all() if not a.removed_at), key=lambda a: a.pk)
    return {kind: [a for a in rows if a.kind == kind] for kind in ("identity", "profession")}
