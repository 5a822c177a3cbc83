"""The officers' desk for annual requests."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accreditation_portal.review.admin import ReviewAdmin
from accreditation_portal.review.filters import StateFilter
from accreditation_portal.review.waiting import Line, Number, Panel
from annual.models import AnnualRequest
from profiles.models.as_submitted import FIELDS_OF_ITEM


@admin.register(AnnualRequest)
class AnnualRequestAdmin(ReviewAdmin):
    """One annual request on one page, with what its criteria say."""

    list_display = ("shown_reference", "name", "organisation_name", "shown_state", "submitted", "since", "validity")
    list_display_for_pass_office = ("shown_reference", "name", "organisation_name", "validity")
    list_filter = (StateFilter, "role", "employment")
    facts = FIELDS_OF_ITEM
    page_select_related = (
        *ReviewAdmin.page_select_related, "organisation__same_as", "representative__organisation",
        "press_card__issuing_body__same_as", "press_card__scan",
    )  # fmt: skip
    page_prefetch_related = ("representative__press_cards", "representative__further_organisations")

    def about(self, case):
        return [(_("Valid"), self.validity(case))] if case.valid_until else []

    def what_to_bring(self, case):
        return case.letter_values("approved", words="")["bring"]

    @admin.display(description=gettext_lazy("valid"), ordering="valid_until")
    def validity(self, case):
        if not case.valid_until:
            return ""
        days = {"first": date_format(case.valid_from, "j F Y"), "last": date_format(case.valid_until, "j F Y")}
        return _("%(first)s to %(last)s") % days


def waiting(user: Any, at: datetime) -> list[Panel]:
    """What of annual accreditation waits for whom, for those who may read it."""
    address = reverse("admin:annual_annualrequest_changelist")
    requests, desk = AnnualRequest.objects.all(), admin.site.get_model_admin(AnnualRequest)
    if user.has_perm("annual.view_annualrequest"):
        queues = [
            (pgettext("start page", "Awaiting review"), desk.queue(requests, at), ""),
            *((label, narrow(requests, at), f"?state={name}") for name, (label, narrow) in desk.queues().items()),
        ]
    elif user.has_perm("annual.view_approved_annualrequest"):
        queues = [(pgettext("start page", "Approved"), requests.in_force(on=at.date()), "")]
    else:
        return []
    lines = []
    for label, queue, choice in queues:
        found = queue.aggregate(number=Count("pk"), oldest=Min("state_since"))
        lines.append(Line(label, Number(found["number"], address + choice), found["oldest"]))
    return [Panel(_("Annual accreditation"), lines=lines)]
