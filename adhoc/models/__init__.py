"""What this room keeps: registrations with what belongs to them, passes, the record, and what the authorities got."""

from adhoc.models.admission import LateAdmission, LostCover
from adhoc.models.attachment import Attachment
from adhoc.models.internal_note import InternalNote
from adhoc.models.media_status import MediaStatusLine
from adhoc.models.pass_hand_over import PassHandOver
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
    "InternalNote",
    "LateAdmission",
    "LostCover",
    "MediaStatusLine",
    "PassHandOver",
    "RegistrationDecision",
    "VerificationBatch",
    "VerificationDownload",
    "VerificationEntry",
    "VerificationFile",
    "VerificationImport",
    "VerificationResult",
]
