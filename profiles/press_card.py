"""Whether a press card is valid and its issuing body recognised, on a day (S3, S6)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.criteria import Verdict

if TYPE_CHECKING:
    from profiles.models import IssuingBody, PressCard


def valid_on(card: "PressCard", day: date) -> Verdict:
    """Met through the last day that the card names; a card that bears no date is judged by an officer (D9)."""
    if card.valid_until is None:
        return Verdict.FOR_OFFICER
    return Verdict.MET if day <= card.valid_until else Verdict.NOT_MET


def recognised(body: "IssuingBody", day: date) -> Verdict:
    """Met by a body that the office recognised, of a country that is a member on that day (S3, D8).

    One that is not verified yet is judged by an officer, whatever its kind.
    """
    body = body.itself
    if not office.is_member(body.country.code, day) or body.standing == body.Standing.NOT_RECOGNISED:
        return Verdict.NOT_MET
    return Verdict.MET if body.standing == body.Standing.RECOGNISED else Verdict.FOR_OFFICER


def supports_annual(card: "PressCard", day: date) -> Verdict:
    """Whether this card can carry an annual request on that day: valid and of a recognised body (S3)."""
    verdicts = {valid_on(card, day), recognised(card.issuing_body, day)}
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.FOR_OFFICER if Verdict.FOR_OFFICER in verdicts else Verdict.MET


def against_annual(card: "PressCard", day: date) -> list[Any]:
    """Each reason, in words, why this card cannot carry an annual request on that day (S3, D9)."""
    body, reasons = card.issuing_body.itself, []
    if valid_on(card, day) == Verdict.NOT_MET:
        reasons.append(_("The card is not valid any more."))
    if not office.is_member(body.country.code, day):
        reasons.append(_("The body that issued the card is not of a member country."))
    if body.standing == body.Standing.NOT_RECOGNISED:
        reasons.append(_("The office does not recognise the body that issued the card."))
    return reasons


def left_to_officer(card: "PressCard", day: date) -> list[Any]:
    """What of this card an officer judges before it can carry an annual request."""
    body, left = card.issuing_body.itself, []
    if card.valid_until is None:
        left.append(_("The card bears no date."))
    if body.standing == body.Standing.TO_BE_VERIFIED:
        left.append(_("The office has not verified the issuing body yet."))
    return left
