"""One registration: where it stands, its withdrawal, and the confirmation to print."""

from typing import Any

import segno
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accreditation_portal.review.facts import facts_of
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import open_steps, steps_of
from accreditation_portal.review.views import WithdrawPage
from adhoc.models.letters import collection, what_to_bring
from adhoc.views.people import RegistrationsPage
from profiles.models.as_submitted import FIELDS_OF_ITEM

SHOWN_FACTS = {item: FIELDS_OF_ITEM[item] for item in (Item.IDENTITY, Item.IDENTITY_DOCUMENT)} | {
    Item.ORGANISATION: ("role", "other_role", "employment", "organisation_name", "further_organisation_names"),
    Item.PURPOSE: ("purpose",),
}


class Registration(RegistrationsPage, TemplateView):
    """The state, the timeline, what was submitted, and what can be done now (B3)."""

    template_name = "adhoc/registration.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration = self.case
        return super().get_context_data(
            facts=facts_of(registration, SHOWN_FACTS),
            attachments=registration.handed_in(),
            asked=[Item(item).label for item in registration.requested_items],
            steps=self.steps(),
            refusal=registration.refusal_of("withdraw") if registration.is_open else None,
            **kwargs,
        )

    def steps(self) -> set[str]:
        """What can be done now; what is missing stops the sending, and not the way to where it is sent."""
        registration, user = self.case, self.request.user
        found = {step.name for step in open_steps(registration, user)}
        if registration.refusal_of("withdraw"):
            return found
        changes = {step.name for step in steps_of(type(registration)) if step.is_open(registration, user)}
        return found | (changes & {"correct", "complete"})


class Withdraw(RegistrationsPage, WithdrawPage):
    template_name = "adhoc/withdraw.html"
    sentence = _("Your registration is withdrawn.")


class Confirmation(RegistrationsPage, TemplateView):
    """The sheet that is printed and brought to the collection point; of approved registrations alone (P5, P9)."""

    template_name = "adhoc/confirmation.html"

    def get(self, request, *args, **kwargs):
        registration, event = self.case, self.case.event
        if registration.state != State.APPROVED or event.is_cancelled:
            messages.info(request, _now("There is a confirmation to print only while your registration is approved."))
            return redirect(registration)
        return super().get(
            request,
            *args,
            collection=collection(event),
            bring=what_to_bring(event),
            qr=segno.make(registration.shown_reference, error="m", micro=False).svg_data_uri(
                scale=5, border=4, light="white"
            ),
            printed_at=timezone.now(),
            **kwargs,
        )
