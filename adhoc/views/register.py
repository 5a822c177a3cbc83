"""Register for one event: the form, the answers to check, the sending (S24)."""

from hashlib import sha256

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accreditation_portal import office
from accreditation_portal.limits.counting import is_within_limits
from accreditation_portal.review.attachments import hand_on_prefetched, with_documents
from accreditation_portal.review.files import KEEP
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused, one_transaction
from adhoc.attendance import Kind, Standing, standing, standing_with
from adhoc.forms import RegistrationForm
from adhoc.models import EventRegistration
from events.models import Event
from profiles.completeness import lacks
from profiles.models import MediaRepresentative
from profiles.views.people import RepresentativesPage

KEPT_WITHOUT_A_FORM = {Kind.CLOSED, Kind.NOT_YET_OPEN}  # what was typed before the deadline passed stays in the draft


class Register(RepresentativesPage, View):
    """The form; its POST keeps the draft and shows it to be checked; the last POST submits it."""

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(Event.objects.published(), slug=self.kwargs["slug"])

    @cached_property
    def representative(self) -> MediaRepresentative:
        """The profile with its press card: what these pages show of it."""
        return MediaRepresentative.objects.with_press_card().get_or_create(user=self.request.user)[0]

    @cached_property
    def standing(self) -> Standing:
        return standing(self.request.user, self.event, timezone.now())

    def get(self, request, slug):
        if self.standing.kind == Kind.REGISTERED:
            return redirect(self.standing.registration)
        if not self.standing.form_is_offered:
            return self.page_without_form()
        if draft := self.standing.draft:
            return self.page(RegistrationForm(registration=self.at_hand(draft)))
        before = self.standing.withdrawn
        fresh = EventRegistration(representative=self.representative, event=self.event)
        fresh.begin(before)
        return self.page(RegistrationForm(registration=fresh), before and self.at_hand(before))

    def post(self, request, slug):
        if "submit" in request.POST:
            return self.submit()
        if self.standing.kind == Kind.REGISTERED:
            messages.warning(request, _("You are registered already: what you entered here was not kept."))
            return redirect(self.standing.registration)
        if not self.standing.form_is_offered and self.standing.kind not in KEPT_WITHOUT_A_FORM:
            return self.page_without_form()
        return self.keep()

    # The draft -------------------------------------------------------------------------------------------------------

    def keep(self):
        """Keep everything that is valid in the draft at once, then do what the button says."""
        if not self.standing.draft and not self.is_within_limits():
            return respond_429(self.request)  # what was typed is offered again (unsent.py)
        draft = self.standing.draft or EventRegistration.objects.draft_of(self.representative, self.event)
        draft = self.at_hand(draft)
        form = RegistrationForm(
            self.request.POST, self.request.FILES, registration=draft, sending="check" in self.request.POST
        )
        form.is_valid()  # opens the files: that takes its time, and is over before the row is locked
        if form.sending and draft.state == State.DRAFT and not form.changes(draft):
            return self.answer(form, draft)  # not locked: what is sent then is compared with what this page shows
        with transaction.atomic():
            mine = EventRegistration.objects.of(self.request.user).select_related("organisation")
            locked = mine.select_for_update(of=("self",)).get(pk=draft.pk)
            if locked.state != State.DRAFT:
                return redirect(locked)
            locked.representative = self.representative  # by whose employment the form was judged
            hand_on_prefetched(draft, locked, "attachments")
            if KEEP not in self.request.POST:
                form.keep_words(locked)
            form.keep_files(locked)
            locked.press_attachment_button(self.request.POST, form.file_kinds)
        return self.answer(form, self.at_hand(locked))

    def is_within_limits(self) -> bool:
        address = get_adapter(self.request).get_client_ip(self.request)
        return is_within_limits("registration", account=self.request.user.pk, address=address)

    def answer(self, form: RegistrationForm, draft: EventRegistration):
        if not self.standing.form_is_offered:
            messages.warning(self.request, _("What you entered is kept in your draft; it was not submitted."))
            return self.page_without_form()
        if form.errors or KEEP in self.request.POST:
            form.registration = draft
            return self.page(form)
        if "check" in self.request.POST:
            return self.check_page(draft)
        if "remove" not in self.request.POST:
            messages.success(self.request, _("Your draft is kept. It is not submitted yet."))
        return redirect(reverse("adhoc:register", args=[self.event.slug]) + "#answers")

    # The sending -----------------------------------------------------------------------------------------------------

    def submit(self):
        """Submit the draft as it stands, or say what refuses it: that loses nothing."""
        try:
            draft = self.locked_and_sent()
        except StepRefused as refused:
            return self.not_sent(str(refused))
        if draft is None:
            return self.not_sent()
        if draft.state == State.DRAFT:
            messages.warning(
                self.request, _("Something was changed in another window. Please check your answers again.")
            )
            return self.check_page(self.at_hand(draft))
        messages.success(
            self.request,
            _("Your registration %(reference)s is submitted. A confirmation is on its way to %(address)s.")
            % {"reference": draft.shown_reference, "address": self.request.user.email},
        )
        return redirect(draft)

    def locked_and_sent(self) -> EventRegistration | None:
        """The draft, sent, or still a draft where it is not what the page showed; None: there is none to be sent.

        Nothing is asked before the row is locked: the event is read with it, and may have been cancelled since the page
        was asked for. Raises as a step does.
        """
        user, slug, step = self.request.user, self.kwargs["slug"], EventRegistration.submit.step
        with one_transaction(step.name, f"the draft of user {user.pk} for {slug}"):
            mine = EventRegistration.objects.of(user).filter(event__slug=slug, state=State.DRAFT)
            draft = mine.locked_for_a_step(at_hand=["representative__user"], is_compared=False).first()
            if draft is None:
                return None
            draft.representative = draft.hold_profile()
            draft.representative.user = user
            at = timezone.now()  # it may have waited for the locks
            if not standing_with(draft, user, at).form_is_offered:
                return None
            if self.request.POST.get("checked") in (None, "", contents_of(draft)):
                step.take_on(draft, by=user, at=at, seen=None)
        return draft

    def not_sent(self, refusal: str = ""):
        """Where the person stands, who sent something that was not taken."""
        if self.standing.kind == Kind.REGISTERED:  # the other of two clicks was first
            return redirect(self.standing.registration)
        if refusal and self.standing.form_is_offered:
            messages.error(self.request, refusal)
        elif self.standing.draft:
            messages.error(self.request, _("Your registration was not submitted; your draft is kept."))
        elif self.standing.form_is_offered:
            messages.info(self.request, _("There is nothing to send yet: fill in the form first."))
        return (
            redirect("adhoc:register", self.event.slug) if self.standing.form_is_offered else self.page_without_form()
        )

    # The pages -------------------------------------------------------------------------------------------------------

    def at_hand(self, registration: EventRegistration) -> EventRegistration:
        """This row with what the pages show of it."""
        registration.representative, registration.event = self.representative, self.event
        prefetch_related_objects([registration], with_documents(EventRegistration))
        return registration

    def page(self, form: RegistrationForm, before: EventRegistration | None = None):
        registration = form.registration
        shown = before or registration
        attached = shown.attached_by_kind() if shown.pk else {}
        context = {"form": form, "registration": registration, "before": before, "attached": attached}
        return self.rendered("adhoc/register.html", context)

    def check_page(self, draft: EventRegistration):
        context = {"registration": draft, "attached": draft.attached_by_kind(), "checked": contents_of(draft)}
        return self.rendered("adhoc/check.html", context)

    def page_without_form(self):
        return self.rendered("adhoc/no_form.html", {})

    def rendered(self, template: str, context: dict):
        today = timezone.localdate(timezone=office.ZONE)
        common = {
            "event": self.event,
            "standing": self.standing,
            "person": self.representative,
            "missing": [lack for lack in lacks(self.representative, today) if lack.for_event],
        }
        return render(self.request, template, common | context)


def contents_of(draft: EventRegistration) -> str:
    """A short name of what would be submitted now: a page that showed something else is stale."""
    person = draft.representative
    parts = [
        draft.pk, draft.role, draft.other_role, draft.organisation_name, draft.further_organisation_names,
        draft.purpose, person.updated_at, *sorted(str(a.document_id) for a in draft.attachments.all()),
    ]  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()[:16]
