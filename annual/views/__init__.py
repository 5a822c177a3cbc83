"""What a representative does about annual accreditation: ask, follow, complete, withdraw, send the original."""

from annual.views.apply import Apply, ApplyPart, Check
from annual.views.paper import CoverSheet, EditorsLetter, Posted
from annual.views.request import Complete, Overview, Request, Withdraw

__all__ = [
    "Apply",
    "ApplyPart",
    "Check",
    "Complete",
    "CoverSheet",
    "EditorsLetter",
    "Overview",
    "Posted",
    "Request",
    "Withdraw",
]
