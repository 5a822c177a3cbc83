"""Complete what the office asked for, item by item (S27, B12); or correct what was submitted."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accreditation_portal.review.facts import facts_of
from accreditation_portal.review.states import UNDER_REVIEW, Item, State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from adhoc.forms import CompletionForm
from adhoc.models import EventRegistration
from adhoc.views.people import RegistrationsPage, attached_by_kind
from adhoc.views.registration import settled
from profiles.models.as_submitted import FIELDS_OF_ITEM

# Where the profile holds an item, and the address at which it is changed.
PAGE_OF_ITEM = {
    Item.IDENTITY: "profiles:identity",
    Item.IDENTITY_DOCUMENT: "profiles:document",
    Item.PRESS_CARD: "profiles:press_card",
    Item.PHOTO: "profiles:photo",
}


class Complete(RegistrationsPage, View):
    """Exactly the ticked items of a case that awaits them; all items of a submitted one."""

    def get(self, request, reference):
        if self.registration.state not in UNDER_REVIEW:
            return redirect(self.registration)
        return self.page(self.form())

    def post(self, request, reference):
        if self.registration.state not in UNDER_REVIEW:
            return redirect(self.registration)
        if self.step == "complete" and request.POST.get("step") == "correct":
            messages.error(request, settled(self.registration))  # the page was made before the office asked
            return redirect("adhoc:complete", reference)
        if self.step == "correct" and request.POST.get("step") == "complete":
            return redirect(self.registration)  # the second of two clicks
        form = self.form(request.POST, request.FILES)
        if request.POST.get("seen", str(self.seen)) != str(self.seen):
            return self.stale(form)
        form.is_valid()
        if answer := self.keep(form):
            return answer
        if "send" in request.POST and not form.errors:
            return self.send(form)
        del self.registration  # read anew, with the files that were kept just now
        if not form.errors and "send" not in request.POST and not form.has_words:
            return redirect(reverse("adhoc:complete", args=[reference]) + "#answers")
        form.registration = self.registration
        return self.page(form)

    @property
    def step(self) -> str:
        return "complete" if self.registration.state == State.INFORMATION_REQUESTED else "correct"

    @property
    def items(self) -> tuple[str, ...]:
        if self.step == "complete":
            return tuple(Item(item) for item in self.registration.requested_items)
        return EventRegistration.items_to_request

    @cached_property
    def seen(self) -> int:
        """The last line of the record when this request began: what the page carries and its POST must match (B7)."""
        return self.registration.latest_decision_id

    def stale(self, form: CompletionForm) -> HttpResponse:
        """Take nothing from a page that showed an older request; what was typed stays, to be looked at again."""
        if self.step == "correct" and not form.has_changed():
            return redirect(self.registration)  # the second of two clicks
        messages.error(self.request, settled(self.registration))
        return self.page(form)

    def form(self, *data: Any) -> CompletionForm:
        sending = "send" in self.request.POST
        return CompletionForm(*data, registration=self.registration, items=self.items, sending=sending)

    def keep(self, form: CompletionForm) -> HttpResponse | None:
        """Keep the files at once; take back or put back the one whose button was pressed."""
        with transaction.atomic():
            locked = self.locked()
            if locked.latest_decision_id != self.seen:
                return self.changed_meanwhile(locked)
            form.keep_files(locked)
            for attachment in locked.attachments.filter(removed_at=None, kind__in=form.fields).select_related(
                "document"
            ):
                if str(attachment.document_id) == self.request.POST.get("remove"):
                    attachment.take_back()
                elif str(attachment.document_id) == self.request.POST.get("put_back"):
                    attachment.put_back()
        return None

    def send(self, form: CompletionForm) -> HttpResponse:
        """Write the words and take the step in one transaction: both, or neither."""
        try:
            with transaction.atomic():
                locked = self.locked()
                if locked.latest_decision_id != self.seen:
                    return self.changed_meanwhile(locked)
                older = form.keep_words(locked) if form.has_words else {}
                changes = {"older": older} if older else None
                getattr(locked, self.step)(by=self.request.user, seen=self.seen, changes=changes)
        except SettledMeanwhile as meanwhile:
            return self.changed_meanwhile(meanwhile.case)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            del self.registration
            form.registration = self.registration
            return self.page(form)
        sentence = {
            "complete": _("Thank you: what the office asked for is sent. Your registration is under review again."),
            "correct": _("Your registration is corrected. The time of its submission does not change."),
        }
        messages.success(self.request, sentence[self.step])
        return redirect(locked)

    def locked(self) -> EventRegistration:
        mine = EventRegistration.objects.of(self.request.user)
        return mine.select_for_update(of=("self",)).get(pk=self.registration.pk)

    def changed_meanwhile(self, registration: EventRegistration) -> HttpResponse:
        messages.error(self.request, settled(registration))
        return redirect(registration)

    def page(self, form: CompletionForm) -> HttpResponse:
        registration = self.registration
        held = {item: FIELDS_OF_ITEM[item] for item in self.items if item in PAGE_OF_ITEM}
        texts = {item: fields for item, fields in held.items() if item in (Item.IDENTITY, Item.IDENTITY_DOCUMENT)}
        facts = dict(facts_of(registration, texts))
        context = {
            "registration": registration,
            "event": registration.event,
            "form": form,
            "step": self.step,
            "seen": self.seen,
            "asked": [Item(item).label for item in self.items],
            "held": [
                {"item": item, "label": Item(item).label, "page": reverse(PAGE_OF_ITEM[item]),
                 "facts": facts.get(Item(item).label, [])}
                for item in held
            ],
            "attached": attached_by_kind(registration),
            "refusal": registration.refusal_of("withdraw"),
        }  # fmt: skip
        return render(self.request, "adhoc/complete.html", context)
