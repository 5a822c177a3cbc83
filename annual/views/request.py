"""My annual accreditation; one request with its timeline; completing, correcting and withdrawing it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.facts import facts_of
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import open_steps
from accreditation_portal.review.views import CompletePage, WithdrawPage
from annual.criteria import original_attestation
from annual.forms import CompletionForm
from annual.models import AnnualRequest
from annual.models.letters import what_to_bring
from annual.renewal import Kind, Opening, opening
from annual.views.own import RequestsPage, today
from profiles.models.as_submitted import FIELDS_OF_ITEM
from profiles.views.people import RepresentativesPage

SHOWN_FACTS = {item: FIELDS_OF_ITEM[item] for item in (Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.ORGANISATION)}


class Overview(RepresentativesPage, TemplateView):
    """What the person holds, what can be asked for now, and every case of theirs, newest first."""

    template_name = "annual/overview.html"

    def get_context_data(self, **kwargs):
        mine = AnnualRequest.objects.of(self.request.user)
        return super().get_context_data(
            in_force=mine.in_force(on=today()).order_by("-valid_until", "-pk").first(),
            annual_requests=mine.order_by("-created_at", "-pk"),
            opening=opening(self.representative, today()),
            today=today(),
            **kwargs,
        )


class Request(RequestsPage, TemplateView):
    """The state, what is awaited, the timeline, the criteria, what was sent, and what can be done now (B3, D27)."""

    template_name = "annual/request.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        return super().get_context_data(
            renews=self.renewal(),
            facts=facts_of(case, SHOWN_FACTS) if case.data_taken_at else [],
            works=[*case.works("article"), *case.works("publication")],
            attachments=case.handed_in(),
            asked=[Item(item).label for item in case.requested_items],
            steps={step.name for step in open_steps(case, self.request.user)},
            judged=case.judged_answers(),
            awaits_original=case.as_if_sent().awaits_original(today()),
            can_be_posted=case.can_be_posted,
            bring=what_to_bring(case),
            original_is_judged=original_attestation(case, today()) == Verdict.FOR_OFFICER,
            **kwargs,
        )

    def renewal(self) -> Opening | None:
        """The renewal of this accreditation where it can be asked for today (B4)."""
        if self.case.state != State.APPROVED or today() < self.case.renewal_opens_on:
            return None
        found = opening(self.case.representative, today())
        return found if found.kind == Kind.RENEWAL and found.held == self.case else None


class Complete(RequestsPage, CompletePage):
    """The items that the profile holds are changed there; the others in the forms of the request."""

    template_name = "annual/complete.html"
    address = "annual:complete"
    fields_of_item = FIELDS_OF_ITEM
    sentences = {
        "complete": _("Thank you: what the office asked for is sent. Your request is under review again."),
        "correct": _("Your request is corrected. The time of its submission does not change."),
    }

    def form(self, *data: Any) -> CompletionForm:
        sending = "send" in self.request.POST
        return CompletionForm(*data, case=self.case, items=self.items, today=today(), sending=sending)

    def more_context(self) -> dict[str, Any]:
        return {"annual_request": self.case, "person": self.case.representative, "candidate": self.case}


class Withdraw(RequestsPage, WithdrawPage):
    template_name = "annual/withdraw.html"
    sentence = _("Your request is withdrawn.")
