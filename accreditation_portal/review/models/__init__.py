"""Cases and their record, abstract, so that every room has tables of its own; and what the desk itself keeps."""

from accreditation_portal.review.models.bulk_act import BulkAct
from accreditation_portal.review.models.case import Case
from accreditation_portal.review.models.decision import JUDGING, OFFICERS_STEPS, Decision
from accreditation_portal.review.models.export import Export
from accreditation_portal.review.models.note import InternalNote
from accreditation_portal.review.models.reason import Reason

__all__ = ["JUDGING", "OFFICERS_STEPS", "BulkAct", "Case", "Decision", "Export", "InternalNote", "Reason"]
