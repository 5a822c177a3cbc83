"""What officers are asked for a step on an annual request, beside what every kind of case asks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.forms import StepForm
from profiles.forms.lines import DayField


class AnnualStepForm(StepForm):
    """Approving may bring the last day forward (never put it off); extending names a new one."""

    @property
    def today(self) -> Any:
        return timezone.localdate(timezone=office.ZONE)

    def _fields_of_approve(self) -> None:
        first, last = self.case.validity_if_approved(self.today)  # type: ignore[attr-defined]
        days = {"first": shown_date(first), "last": shown_date(last)}
        self.fields["until"] = DayField(
            label=_("Last day"),
            initial=last,
            help_text=_("It holds from %(first)s. The last day can be brought forward from %(last)s.") % days,
        )
        self.earliest, self.latest = first, last
        self.order_fields(["seen", "until", "words", "note"])

    def _fields_of_extend(self) -> None:
        self.fields["until"] = DayField(label=_("New last day"))
        self.order_fields(["seen", "until", "note", "words"])

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if self.step.name == "approve" and not self.earliest <= day <= self.latest:
            raise forms.ValidationError(
                _("The last day can be brought forward, not put off, nor before the first."), code="outside"
            )
        if self.step.name == "extend" and day <= self.case.valid_until:  # type: ignore[attr-defined]
            raise forms.ValidationError(_("The accreditation holds to that day already."), code="not_longer")
        if self.step.name == "extend" and day > self.case.valid_until + office.FURTHEST_EXTENSION:
            raise forms.ValidationError(_("This day is more than a year away: look at the year."), code="too_far")
        return day

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        return given | ({"until": self.cleaned_data["until"]} if "until" in self.fields else {})
