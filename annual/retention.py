"""How long annual requests, their drafts and their documents are kept (B9)."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.erasure import discard_attachments
from accreditation_portal.review.states import State
from accreditation_portal.worker.forgetting import forgets
from annual.erasure import delete_draft, erase_request
from annual.models import AnnualRequest, Attachment

ENDED = (State.DENIED, State.REVOKED, State.WITHDRAWN, State.CLOSED)


def _ended(before: datetime, case: str = "") -> Q:
    """Settled before that moment, or an accreditation whose last day lies before it; never what is open or in force."""
    last_day = timezone.localdate(before, office.ZONE)
    return Q(**{f"{case}state__in": ENDED, f"{case}state_since__lt": before}) | Q(
        **{f"{case}state": State.APPROVED, f"{case}valid_until__lt": last_day}
    )


def _old_drafts(at: datetime) -> QuerySet:
    """Nobody worked on them, attached a file or sent an original for them since."""
    since = at - office.KEPT_DRAFTS
    old = AnnualRequest.objects.filter(state=State.DRAFT, touched_at__lt=since)
    return old.exclude(attachments__added_at__gte=since).exclude(attestations__recorded_at__gte=since)


@forgets(_("Drafts of annual requests"), due=_old_drafts)
def annual_drafts(rows: list[AnnualRequest], at: datetime) -> None:
    for request in rows:
        delete_draft(request, at)


def _old_documents(at: datetime) -> QuerySet:
    return Attachment.objects.filter(_ended(at - office.KEPT_DOCUMENTS, "case__"))


@forgets(_("Documents of annual requests"), due=_old_documents)
def annual_documents(rows: list[Attachment], at: datetime) -> None:
    discard_attachments(Attachment.objects.filter(pk__in=[row.pk for row in rows]))


def _old_requests(at: datetime) -> QuerySet:
    return AnnualRequest.objects.filter(_ended(at - office.KEPT_CASES), erased_at=None)


@forgets(_("Personal data of annual requests"), due=_old_requests)
def annual_requests(rows: list[AnnualRequest], at: datetime) -> None:
    for request in rows:
        erase_request(request, at)
