"""'Update your event attendance': a box for every event, checked for what was duly submitted (S25)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from adhoc.attendance import Standing, events_to_attend, standings
from profiles.views.people import RepresentativesPage


class UpdateAttendance(RepresentativesPage, View):
    """The boxes show what is stored. Unticking asks first and withdraws; ticking leads to the registration."""

    def get(self, request):
        found = self.standings()
        wanted = request.GET.getlist("register")
        return render(
            request,
            "adhoc/attendance.html",
            {
                "standings": found,
                "is_registered": any(standing.is_checked for standing in found),
                "to_register": [s for s in found if s.event.slug in wanted and s.form_is_offered],
            },
        )

    def post(self, request):
        found = {standing.event.slug: standing for standing in self.standings()}
        ticked = request.POST.getlist("attend")
        # Only a box that the page showed as checked can be unticked: a page made before a submission withdraws nothing.
        unticked = [slug for slug in request.POST.getlist("checked") if slug not in ticked]
        to_withdraw = [found[slug] for slug in unticked if slug in found and found[slug].is_checked]
        to_register = [found[slug] for slug in ticked if slug in found and not found[slug].is_checked]
        if "confirm" in request.POST:
            self.withdraw(to_withdraw)
            return self.back(to_register)
        if to_withdraw:
            context = {"to_withdraw": to_withdraw, "to_register": to_register}
            return render(request, "adhoc/attendance_change.html", context)
        if not to_register:
            messages.info(request, _("Nothing was changed: the boxes are as they were."))
        return self.back(to_register)

    def standings(self) -> list[Standing]:
        now = timezone.now()
        return standings(self.request.user, events_to_attend(self.request.user, now), now)

    def withdraw(self, to_withdraw: list[Standing]) -> None:
        """Withdraw each; say of each what became of it."""
        for standing in to_withdraw:
            names: dict[str, Any] = {"event": standing.event.title}
            try:
                standing.registration.withdraw(by=self.request.user)
            except SettledMeanwhile as meanwhile:
                if meanwhile.case.state != State.WITHDRAWN:
                    names["state"] = meanwhile.case.get_state_display()
                    messages.error(self.request, _("Not withdrawn: %(event)s. It is now “%(state)s”.") % names)
            except StepRefused as refusal:
                messages.error(
                    self.request, _("Not withdrawn: %(event)s. %(reason)s") % {**names, "reason": str(refusal)}
                )
            else:
                messages.success(self.request, _("Withdrawn: %(event)s") % names)

    def back(self, to_register: list[Standing]) -> HttpResponse:
        """To the only registration that was ticked; of several, to the page that links each."""
        offered = [standing for standing in to_register if standing.form_is_offered]
        for standing in to_register:
            if not standing.form_is_offered:
                messages.warning(
                    self.request,
                    _("%(event)s: %(why)s.") % {"event": standing.event.title, "why": standing.kind.label},
                )
        if len(offered) == 1 and "confirm" not in self.request.POST:
            return redirect("adhoc:register", offered[0].event.slug)
        query = urlencode({"register": [standing.event.slug for standing in offered]}, doseq=True)
        return redirect(reverse("adhoc:attendance") + (f"?{query}" if query else ""))
