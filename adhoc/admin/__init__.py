"""The officers' desk for registrations, late admissions, and the start page."""

from adhoc.admin.at_a_glance import charts
from adhoc.admin.late_admission import LateAdmissionAdmin
from adhoc.admin.registration import EventRegistrationAdmin
from adhoc.admin.start_page import waiting

__all__ = ["EventRegistrationAdmin", "LateAdmissionAdmin", "charts", "waiting"]
