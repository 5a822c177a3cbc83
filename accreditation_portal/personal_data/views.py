"""What is held on a person: every room says what it holds, the person downloads it (B9)."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.utils import timezone
from django.views.generic import TemplateView

from accreditation_portal import office
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.rooms import each_room_with


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


def failing_addresses_of(user) -> list[dict[str, Any]]:
    """Since when letters to their address do not arrive, and what the mail server said."""
    fields = ("address", "why", "said", "since", "cleared_at")
    return list(FailingAddress.objects.of(user.email).values(*fields))


def held_on(user) -> dict[str, Any]:
    """What all rooms hold on this person, by category; each room answers for itself."""
    held: dict[str, Any] = {}
    for part in each_room_with("personal_data"):
        held |= part.held_on(user)
    return held | {"letters": letters_to(user), "failing_addresses": failing_addresses_of(user)}


class MyData(LoginRequiredMixin, TemplateView):
    """How many entries of each category are held; the whole of it as a file on POST."""

    template_name = "personal_data/data.html"

    def get_context_data(self, **kwargs):
        held = held_on(self.request.user)
        entries = [(name, len(held[name])) for name in held if isinstance(held[name], list)]
        return super().get_context_data(held=held, entries=dict(entries), **kwargs)

    def post(self, request):
        now = timezone.now()
        content = {"portal": str(office.PORTAL_NAME), "made_at": now, "user_name": request.user.username}
        answer = JsonResponse(content | held_on(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
        name = f"my-data-{timezone.localdate(now, office.ZONE):%Y-%m-%d}.json"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
