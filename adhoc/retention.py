"""How long registrations, their drafts, their documents and the authorities' files are kept (B9)."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.erasure import discard_attachments
from accreditation_portal.review.record import ERASED
from accreditation_portal.review.states import State
from accreditation_portal.worker.forgetting import forgets
from adhoc.erasure import delete_draft, erase_registration, remove_files
from adhoc.models import Attachment, EventRegistration, LateAdmission, VerificationFile

ENDED = (State.DENIED, State.REVOKED, State.WITHDRAWN, State.CLOSED)


def _old_drafts(at: datetime) -> QuerySet:
    """Nobody worked on them or attached a file since."""
    since = at - office.KEPT_DRAFTS
    old = EventRegistration.objects.filter(state=State.DRAFT, touched_at__lt=since)
    return old.exclude(attachments__added_at__gte=since)


@forgets(_("Drafts of registrations"), due=_old_drafts)
def registration_drafts(rows: list[EventRegistration], at: datetime) -> None:
    for registration in rows:
        delete_draft(registration, at)


def _old_documents(at: datetime) -> QuerySet:
    before = at - office.KEPT_DOCUMENTS
    ended = Q(registration__state__in=ENDED, registration__state_since__lt=before)
    return Attachment.objects.filter(ended | Q(registration__event__ends_at__lt=before))


@forgets(_("Documents of registrations"), due=_old_documents)
def registration_documents(rows: list[Attachment], at: datetime) -> None:
    discard_attachments(Attachment.objects.filter(pk__in=[row.pk for row in rows]))


def _old_files(at: datetime) -> QuerySet:
    over = VerificationFile.objects.filter(removed_at=None, batch__event__ends_at__lt=at - office.KEPT_DOCUMENTS)
    return over.defer("content")


@forgets(_("Files for the authorities"), due=_old_files)
def files_for_the_authorities(rows: list[VerificationFile], at: datetime) -> None:
    remove_files(VerificationFile.objects.filter(pk__in=[row.pk for row in rows]), at)


def _old_registrations(at: datetime) -> QuerySet:
    """Of events that ended so long ago, whatever became of them; a draft has a time of its own."""
    past = EventRegistration.objects.filter(erased_at=None, event__ends_at__lt=at - office.KEPT_CASES)
    return past.exclude(state=State.DRAFT)


@forgets(_("Personal data of registrations"), due=_old_registrations)
def registrations(rows: list[EventRegistration], at: datetime) -> None:
    for registration in rows:
        erase_registration(registration, at)


def _old_admissions(at: datetime) -> QuerySet:
    """Whether or not the person registered then: the reason is about them, and belongs to what is kept of the event."""
    past = LateAdmission.objects.filter(event__ends_at__lt=at - office.KEPT_CASES)
    return past.exclude(reason=ERASED)


@forgets(_("Reasons of late admissions"), due=_old_admissions)
def late_admissions(rows: list[LateAdmission], at: datetime) -> None:
    LateAdmission.objects.filter(pk__in=[row.pk for row in rows]).update(reason=ERASED)
