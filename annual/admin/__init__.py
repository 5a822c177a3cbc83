"""The officers' pages of annual accreditation: the desk, the attestations that arrive, the start page."""

from annual.admin.at_a_glance import charts
from annual.admin.attestation import AttestationAdmin
from annual.admin.request import AnnualRequestAdmin
from annual.admin.start_page import waiting

__all__ = ["AnnualRequestAdmin", "AttestationAdmin", "charts", "waiting"]
