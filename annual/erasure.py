"""How a person is erased from annual requests: drafts go, of the others stays that they were decided (B9)."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.erasure import (
    discard_attachments,
    discard_if_unreferenced,
    erase_case,
    forget_letters,
)
from accreditation_portal.review.record import ERASED
from accreditation_portal.review.states import UNDER_REVIEW, State
from annual.models import AnnualRequest
from profiles.erasure import AS_SUBMITTED, let_go_of_card

OWN = {"path", "belgian_authority", "belgian_accreditation", "online", "outreach", "website", "answered_for",
       "track_record"}  # fmt: skip


def still_needed(user: Any, at: datetime) -> list[AnnualRequest]:
    """Requests under review, and the accreditation in force or to come."""
    today = timezone.localdate(at, office.ZONE)
    needed = Q(state__in=UNDER_REVIEW) | Q(state=State.APPROVED, valid_until__gte=today)
    return list(AnnualRequest.objects.of(user).filter(needed).order_by("pk"))


def erase(user: Any, at: datetime) -> None:
    for request in AnnualRequest.objects.of(user).select_for_update(of=("self",)).order_by("-pk"):
        if request.state == State.DRAFT:
            delete_draft(request, at)
        else:
            erase_request(request, at)


def delete_draft(request: AnnualRequest, at: datetime) -> None:
    """A draft has no record: it goes whole, with what arrived for it; of its letters stays that they were sent."""
    forget_letters(OutboxMail.objects.filter(about=request.reference), at)
    discard_attachments(request.attachments.all())
    request.articles.all().delete()
    request.attestations.all().delete()
    card = request.belgian_accreditation
    request.delete()
    let_go_of_card(card)


def erase_request(request: AnnualRequest, at: datetime) -> None:
    """Blank a request that was sent; of an original stays that it arrived, when, and what was found."""
    held = [pk for pk in (request.photo_id,) if pk]
    cards = [card for card in (request.press_card, request.belgian_accreditation) if card]
    discard_attachments(request.attachments.all())
    request.articles.all().delete()
    arrivals = request.attestations
    arrivals.exclude(signatory="").update(signatory=ERASED)
    arrivals.exclude(function="").update(function=ERASED)
    arrivals.exclude(why_not="").update(why_not=ERASED)
    arrivals.exclude(struck_why="").update(struck_why=ERASED)
    arrivals.update(note="")
    erase_case(request, at, AS_SUBMITTED | OWN)
    discard_if_unreferenced(held)
    for card in cards:
        let_go_of_card(card)
