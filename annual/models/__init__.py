"""What this room keeps: annual requests, their validity once approved, and the record of decisions on them."""

from annual.models.annual_request import AnnualDecision, AnnualRequest

__all__ = ["AnnualDecision", "AnnualRequest"]
