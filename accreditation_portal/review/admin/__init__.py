"""The desk of every kind of case: a list, and one case on one page, then the next; and where passes are handed over."""

from accreditation_portal.review.admin.case_list import MOST_PEOPLE_OF_A_SEARCH, CaseList
from accreditation_portal.review.admin.case_page import MOST_OTHER_CASES
from accreditation_portal.review.admin.pass_page import PassPage

__all__ = ["MOST_OTHER_CASES", "MOST_PEOPLE_OF_A_SEARCH", "ReviewAdmin"]


class ReviewAdmin(CaseList, PassPage):
    """What the officers of a kind of case work at, and of approved cases the Pass Office."""
