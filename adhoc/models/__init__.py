"""What this room keeps: registrations, attachments, admissions and lost covers, passes, and the record of decisions."""

from adhoc.models.admission import LateAdmission, LostCover
from adhoc.models.attachment import Attachment
from adhoc.models.pass_hand_over import PassHandOver
from adhoc.models.registration import EventRegistration, RegistrationDecision

__all__ = ["Attachment", "EventRegistration", "LateAdmission", "LostCover", "PassHandOver", "RegistrationDecision"]
