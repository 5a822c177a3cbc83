"""The officers' desk for registrations, late admissions, and what of both waits on the start page."""

from adhoc.admin.late_admission import LateAdmissionAdmin
from adhoc.admin.registration import EventRegistrationAdmin
from adhoc.admin.start_page import waiting

__all__ = ["EventRegistrationAdmin", "LateAdmissionAdmin", "waiting"]
