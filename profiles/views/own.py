"""What every page of a profile has: whose it is, which day it is, and where one goes on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin

from accreditation_portal import office
from profiles.completeness import PARTS_FOR_EVENTS, Part, lacks, missing_for_event
from profiles.models import MediaRepresentative


def today():
    """The day at the Headquarters."""
    return timezone.localdate(timezone=office.ZONE)


def profile_of(user) -> MediaRepresentative:
    """The person's profile with what its pages show; one that is not begun yet is empty, and in no table."""
    profiles = MediaRepresentative.objects.select_related("organisation__same_as", "photo", "photo_in_preparation")
    found = profiles.prefetch_related("press_cards__issuing_body__same_as", "press_cards__scan").filter(user=user)
    return found.first() or MediaRepresentative(user=user)


def wanted(request) -> str:
    """The page of this site that sent the person here to complete the profile, or nothing."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


def address_of(part: Part, next_address: str = "") -> str:
    query = f"?{urlencode({'next': next_address})}" if next_address else ""
    return reverse(f"profiles:{part}") + query


class OwnProfile(LoginRequiredMixin, ContextMixin):
    """A page of one's own profile. Staff have none: they are sent to the page that says so."""

    part: Part | None = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_staff:
            return redirect("profiles:profile")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(part=self.part, counted=self.counted(), next=wanted(self.request), **kwargs)

    def counted(self) -> tuple[int, int] | None:
        """The place of this part among those that are asked, and how many these are."""
        asked = PARTS_FOR_EVENTS if wanted(self.request) else list(Part)
        return (asked.index(self.part) + 1, len(asked)) if self.part in asked else None

    def went_on(self, before: MediaRepresentative):
        """To the page that sent the person here, once it can go on; else to the next part that an event needs.

        Who changes a part that was complete already comes back to the profile.
        """
        back, person = wanted(self.request), profile_of(self.request.user)
        if back and not missing_for_event(person):
            return redirect(back)
        was_lacking = any(lack.part == self.part and lack.for_event for lack in lacks(before, today()))
        if was_lacking or back:
            order = list(Part)
            lacking = [lack.part for lack in lacks(person, today()) if lack.for_event]
            following = [part for part in lacking if order.index(part) > order.index(self.part)]
            if lacking:
                return redirect(address_of((following or lacking)[0], back))
        return redirect("profiles:profile")

    def say_it_is_saved(self):
        messages.success(self.request, _("Saved: %(part)s.") % {"part": self.part.label})
