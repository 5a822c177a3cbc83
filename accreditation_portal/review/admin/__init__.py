"""The desk of every kind of case: a list, one case on one page, what is done to many; and where passes go out."""

from accreditation_portal.review.admin.bulk import BulkActs
from accreditation_portal.review.admin.case_list import MOST_PEOPLE_OF_A_SEARCH
from accreditation_portal.review.admin.case_page import MOST_OTHER_CASES
from accreditation_portal.review.admin.exports import Exports
from accreditation_portal.review.admin.letter_list import waiting
from accreditation_portal.review.admin.letters import CaseLetters
from accreditation_portal.review.admin.pass_page import PassPage
from accreditation_portal.review.admin.reasons import ReasonAdmin
from accreditation_portal.review.admin.scans import late_scans
from accreditation_portal.review.admin.wording import WordingAdmin

__all__ = [
    "MOST_OTHER_CASES",
    "MOST_PEOPLE_OF_A_SEARCH",
    "ReasonAdmin",
    "ReviewAdmin",
    "WordingAdmin",
    "late_scans",
    "waiting",
]


class ReviewAdmin(BulkActs, Exports, CaseLetters, PassPage):
    """What the officers of a kind of case work at, and of approved cases the Pass Office."""
