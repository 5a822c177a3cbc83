"""What this room keeps: registrations, their attachments, late admissions, and the record of decisions."""

from adhoc.models.attachment import Attachment
from adhoc.models.registration import EventRegistration, LateAdmission, RegistrationDecision

__all__ = ["Attachment", "EventRegistration", "LateAdmission", "RegistrationDecision"]
