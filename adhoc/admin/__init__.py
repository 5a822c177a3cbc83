"""The desk for registrations, late admissions, the authorities' batches, and the start page."""

from adhoc.admin.at_a_glance import charts
from adhoc.admin.late_admission import LateAdmissionAdmin
from adhoc.admin.registration import EventRegistrationAdmin
from adhoc.admin.start_page import waiting
from adhoc.admin.verification import VerificationBatchAdmin

__all__ = ["EventRegistrationAdmin", "LateAdmissionAdmin", "VerificationBatchAdmin", "charts", "waiting"]
