"""What this room keeps: registrations, their attachments, admissions and lost covers, and the record of decisions."""

from adhoc.models.admission import LateAdmission, LostCover
from adhoc.models.attachment import Attachment
from adhoc.models.registration import EventRegistration, RegistrationDecision

__all__ = ["Attachment", "EventRegistration", "LateAdmission", "LostCover", "RegistrationDecision"]
