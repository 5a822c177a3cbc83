"""What is held on a person: every room says what it holds, the person takes it along or asks for its end (B9)."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data import erasure
from accreditation_portal.personal_data.archive import archive_of
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.rooms import each_room_with
from accreditation_portal.staff import confirm_identity


def letters_to(user) -> list[dict[str, Any]]:
    """The letters to this person that the portal still keeps; the texts of account mails hold links and stay out.

    An account mail counts where its address is known to be theirs: one that they only typed may be somebody else's.
    """
    confirmed = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    own = {address.lower() for address in (user.email, *confirmed)}
    kept = OutboxMail.objects.filter(recipient=user).order_by("queued_at", "pk")
    return [
        {
            "subject": letter.subject,
            "to": letter.to,
            "about": letter.about,
            "queued_at": letter.queued_at,
            "sent_at": letter.sent_at,
            "became": letter.state,
            "reported_at": letter.outcome_at,
            "sent_again": letter.repeats_id is not None,
            "text": letter.text if letter.notice else None,
        }
        for letter in kept
        if letter.notice or letter.to.lower() in own
    ]


def wishes_of(user) -> list[dict[str, Any]]:
    """What the person asked to be erased, and the answers; which officer gave them is withheld."""
    return [
        {
            "asked_at": wish.asked_at,
            "taken_back_at": wish.taken_back_at,
            "decided_at": wish.decided_at,
            "outcome": wish.outcome,
            "reason": wish.reason,
        }
        for wish in ErasureRequest.objects.filter(user=user).order_by("pk")
    ]


def failing_addresses_of(user) -> list[dict[str, Any]]:
    """Since when letters to their address do not arrive, and what the mail server said."""
    fields = ("address", "why", "said", "since", "cleared_at")
    return list(FailingAddress.objects.of(user.email).values(*fields))


def held_on(user) -> dict[str, Any]:
    """What all rooms hold on this person, by category; each room answers for itself."""
    held: dict[str, Any] = {}
    for part in each_room_with("personal_data"):
        held |= part.held_on(user)
    besides = {"erasure_requests": wishes_of(user), "failing_addresses": failing_addresses_of(user)}
    return held | {"letters": letters_to(user)} | besides


class MyData(LoginRequiredMixin, TemplateView):
    """How many entries of each category are held; on POST the whole of it, with the files, as a ZIP."""

    template_name = "personal_data/data.html"

    def get_context_data(self, **kwargs):
        held = held_on(self.request.user)
        entries = [(name, len(held[name])) for name in held if isinstance(held[name], list)]
        newest = ErasureRequest.objects.filter(user=self.request.user).order_by("-pk").first()
        waits = newest is not None and newest.is_waiting
        needed = erasure.still_needed(self.request.user, timezone.now()) if waits else []
        return super().get_context_data(held=held, entries=dict(entries), wish=newest, needed=needed, **kwargs)

    def post(self, request):
        confirm_identity(request)
        now = timezone.now()
        content = {"portal": str(office.PORTAL_NAME), "made_at": now, "user_name": request.user.username}
        content |= held_on(request.user)
        documents = Document.objects.filter(owner=request.user).exclude(scan=Document.Scan.MALWARE)
        documents = list(documents.order_by("uploaded_at", "pk"))
        answer = StreamingHttpResponse(archive_of(content, documents, now), content_type="application/zip")
        name = f"my-data-{timezone.localdate(now, office.ZONE):%Y-%m-%d}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class ErasureForm(forms.Form):
    """A wish that cannot be undone once it is granted."""

    sure = forms.BooleanField(
        label=gettext_lazy("I want my data erased, and I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick the box to confirm: an erasure cannot be undone.")},
    )
    use_required_attribute = False


class AskForErasure(LoginRequiredMixin, FormView):
    """What an erasure means for this person, what ends first, and the wish itself."""

    template_name = "personal_data/erasure.html"
    form_class = ErasureForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        needed = erasure.still_needed(self.request.user, timezone.now())
        waits = ErasureRequest.objects.waiting().filter(user=self.request.user).first()
        return super().get_context_data(needed=needed, wish=waits, **kwargs)

    def form_valid(self, form):
        confirm_identity(self.request)
        erasure.ask(self.request.user)
        messages.success(self.request, _("The office has your request for erasure, and answers by email."))
        return redirect("personal_data:data")


class TakeErasureBack(LoginRequiredMixin, View):
    """Everything stays after all."""

    http_method_names = ["post"]

    def post(self, request):
        if erasure.take_back(request.user):
            messages.success(request, _("You have taken your request for erasure back. Nothing is erased."))
        else:
            messages.warning(request, _("No request for erasure is waiting."))
        return redirect("personal_data:data")
