"""What this room keeps: registrations and their attachments, admissions, the record, and what the authorities got."""

from adhoc.models.admission import LateAdmission, LostCover
from adhoc.models.attachment import Attachment
from adhoc.models.media_status import MediaStatusLine
from adhoc.models.registration import EventRegistration, RegistrationDecision
from adhoc.models.verification import (
    VerificationBatch,
    VerificationDownload,
    VerificationEntry,
    VerificationFile,
    VerificationImport,
    VerificationResult,
)

__all__ = [
    "Attachment",
    "EventRegistration",
    "LateAdmission",
    "LostCover",
    "MediaStatusLine",
    "RegistrationDecision",
    "VerificationBatch",
    "VerificationDownload",
    "VerificationEntry",
    "VerificationFile",
    "VerificationImport",
    "VerificationResult",
]
