"""A new annual request: filled from the one withdrawn before, else from the accreditation that it renews (B4)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.models.annual_request import AnnualRequest
from annual.models.requests import IN_PROGRESS


def draft_of(representative: Any, at: datetime) -> AnnualRequest:
    """The annual request in progress of this person; a new draft where there is none.

    Two clicks at once make one: the constraint lets the first through, the second finds it.
    """
    mine = AnnualRequest.objects.filter(representative=representative)
    if found := mine.filter(state__in=IN_PROGRESS).first():
        return found
    fresh, before = begun(representative, at), withdrawn_before(representative)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
            if before:
                _take_over(fresh, before)
    except IntegrityError:  # the other click was first
        return mine.filter(state__in=IN_PROGRESS).get()
    return fresh


def begun(representative: Any, at: datetime) -> AnnualRequest:
    """A draft as it would be begun now, and not kept; it renews what can be renewed at this moment."""
    today = timezone.localdate(at, office.ZONE)
    fresh = AnnualRequest(representative=representative)
    held = fresh.predecessor(today)
    opens = fresh.as_if_sent().opens_on(today)
    fresh.renews = held if opens is not None and opens <= today else None  # a change follows it when it is sent
    before = withdrawn_before(representative) or held
    if before is None:
        return fresh
    fresh.path, fresh.belgian_authority = before.path, before.belgian_authority
    card = before.belgian_accreditation
    if card and (card.valid_until is None or card.valid_until >= today):
        fresh.belgian_accreditation = card
    fresh.online, fresh.outreach, fresh.website = before.online, before.outreach, before.website
    fresh.answered_for = before.answered_for
    if before.state == State.WITHDRAWN:
        fresh.track_record = before.track_record
    return fresh


def withdrawn_before(representative: Any) -> AnnualRequest | None:
    """The newest request of this person, where they withdrew it before it was approved."""
    newest = AnnualRequest.objects.filter(representative=representative).order_by("-created_at", "-pk").first()
    return newest if newest and newest.state == State.WITHDRAWN and not newest.valid_from else None


def _take_over(fresh: AnnualRequest, before: AnnualRequest) -> None:
    for article in before.articles.in_use().order_by("pk"):
        fresh.articles.create(
            kind=article.kind, title=article.title, url=article.url, byline=article.byline,
            published_on=article.published_on,
        )  # fmt: skip
    for attachment in before.attachments.in_use().order_by("pk"):
        fresh.attachments.create(kind=attachment.kind, document_id=attachment.document_id)
