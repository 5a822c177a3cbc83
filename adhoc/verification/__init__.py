"""The authorities that check an event's media: what they are given, and what they answer (P12)."""

from adhoc.verification.batches import Candidate, Candidates, candidates, make_batch, refusal_of_batch, standings
from adhoc.verification.refusals import VERIFY, ChangedMeanwhile, DoneAlready, VerificationRefused
from adhoc.verification.results import Effect, Plan, Planned, plan_results, record_results

__all__ = [
    "VERIFY",
    "Candidate",
    "Candidates",
    "ChangedMeanwhile",
    "DoneAlready",
    "Effect",
    "Plan",
    "Planned",
    "VerificationRefused",
    "candidates",
    "make_batch",
    "plan_results",
    "record_results",
    "refusal_of_batch",
    "standings",
]
