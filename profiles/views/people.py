"""Whose pages those of requests are, in every room: a representative's own; staff have none."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property

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
        people = MediaRepresentative.objects.select_related("user", "organisation__same_as").with_press_card()
        return people.prefetch_related("further_organisations").get_or_create(user=self.request.user)[0]
