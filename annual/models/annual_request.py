"""An annual request, and the accreditation that it becomes once approved."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.models import Case, CaseQuerySet, Decision
from accreditation_portal.review.states import Item, State
from annual import criteria, notices
from annual.signals import accreditation_ended
from annual.validity import covered_until, validity_of_new
from profiles.models import AsSubmitted

IN_PROGRESS = [State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED]


class AnnualRequestQuerySet(CaseQuerySet):
    """Annual requests …"""

    def in_force(self, *, on: date):
        """… whose accreditation holds on that day (S20)."""
        return self.approved().filter(valid_from__lte=on, valid_until__gte=on)

    def cover_until(self, first: date, last: date) -> date | None:
        """The last day of the unbroken cover of these days by one person's accreditations, or None (S20, B11)."""
        return covered_until(
            first, last, self.approved().filter(valid_until__gte=first).values_list("valid_from", "valid_until")
        )

    def covers(self, first: date, last: date) -> bool:
        return self.cover_until(first, last) is not None


class AnnualRequest(AsSubmitted, Case):
    """A media representative's request for annual accreditation."""

    reference_letter = "A"
    checklist = criteria.checklist
    notices = notices

    valid_from = models.DateField(_("valid from"), null=True, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)

    objects = AnnualRequestQuerySet.as_manager()

    class Meta(Case.Meta):
        abstract = False
        verbose_name = _("annual request")
        verbose_name_plural = _("annual requests")
        permissions = [
            ("decide_annualrequest", "Can decide annual requests"),
            ("view_approved_annualrequest", "Can read approved annual requests"),
        ]
        constraints = [
            *AsSubmitted.Meta.constraints,
            *Case.Meta.constraints,
            models.UniqueConstraint(
                fields=["representative"],
                condition=Q(state__in=IN_PROGRESS),
                name="one_annual_request_in_progress_per_person",
            ),
            models.CheckConstraint(
                name="approved_annual_request_has_both_dates",
                condition=~Q(state=State.APPROVED) | Q(valid_from__isnull=False, valid_until__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="annual_requests_by_state")]

    def get_absolute_url(self) -> str:
        return reverse("annual:request", args=[self.shown_reference])

    def refusal_of(self, step_name: str, *, at: datetime | None = None) -> Any:
        if step_name == "reopen":
            mine = type(self).objects.filter(representative=self.representative_id, state__in=IN_PROGRESS)
            if mine.exclude(pk=self.pk).exists():
                return _("Another annual request of this person is in progress.")
        return None

    def settle(self, step_name: str, *, at: datetime, **details: Any) -> None:
        today = timezone.localdate(at, office.ZONE)
        if step_name == "approve":
            self.valid_from, self.valid_until = validity_of_new(today)
        elif step_name in ("revoke", "withdraw", "close") and self.valid_until:
            self.valid_until = max(min(self.valid_until, today), self.valid_from)
            accreditation_ended.send(type(self), annual_request=self, on=today)

    def letter_values(self, notice_name: str, *, words: str) -> dict[str, Any]:
        return {
            "name": self.representative.full_name,
            "reference": self.shown_reference,
            "link": settings.SITE_URL + self.get_absolute_url(),
            "words": words,
            "items": [str(Item(item).label) for item in self.requested_items],
            "reply_by": date_format(self.reply_by, "j F Y") if self.reply_by else "",
            "postal_address": list(office.POSTAL_ADDRESS),
            "valid_from": date_format(self.valid_from, "j F Y") if self.valid_from else "",
            "valid_until": date_format(self.valid_until, "j F Y") if self.valid_until else "",
            "bring": [
                _now("a copy of the confirmation email"),
                _now("your valid press card"),
                _now("your ID card or passport"),
            ],
            "ground": self.get_ground_display(),
        }


class AnnualDecision(Decision):
    """One line of the record of an annual request."""

    case = models.ForeignKey(AnnualRequest, models.PROTECT, related_name="decisions", verbose_name=_("annual request"))

    class Meta(Decision.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
