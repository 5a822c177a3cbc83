"""What this room keeps: annual requests with what belongs to them, validity, passes, and the record of decisions."""

from annual.models.annual_request import AnnualRequest
from annual.models.article import Article
from annual.models.attachment import Attachment
from annual.models.attestation import AWAITED_IN, ArrivedMeanwhile, Attestation, signs_for_themselves
from annual.models.decision import AnnualDecision
from annual.models.internal_note import InternalNote
from annual.models.pass_hand_over import PassHandOver

__all__ = [
    "AWAITED_IN",
    "AnnualDecision",
    "AnnualRequest",
    "ArrivedMeanwhile",
    "Article",
    "Attachment",
    "Attestation",
    "InternalNote",
    "PassHandOver",
    "signs_for_themselves",
]
