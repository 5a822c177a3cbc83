"""Which accreditation fits somebody's answers, and what to have ready: advice, never a decision (S15)."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Plan(TextChoices):
    EVENT = "event", _("One event, or a few")
    REGULAR = "regular", _("The day-to-day work at the Headquarters, all year")


class Card(TextChoices):
    MEMBER = "member", _("Yes, from a national professional body of a member country")
    ELSEWHERE = "elsewhere", _("Yes, from another country or another issuer")
    NONE = "none", _("No")


class Work(TextChoices):
    EMPLOYED = "employed", _("I am employed by a media organisation")
    FREELANCE = "freelance", _("I am a freelance journalist")
    OTHER = "other", _("My employer is not a media organisation")


class Publication(TextChoices):
    MEDIA = "media", _("In print, on television, on radio, or with a news agency")
    ONLINE = "online", _("Online only, on a news website")
    OUTREACH = "outreach", _("Online, in a publication for outreach or advocacy, or run by a non-profit organisation")


@dataclass
class Guidance:
    """What to request, why, and what to have ready."""

    annual: bool
    against_annual: list[Any] = field(default_factory=list)
    prepare_for_annual: list[Any] = field(default_factory=list)
    prepare_for_event: list[Any] = field(default_factory=list)
    warnings: list[Any] = field(default_factory=list)
    suggests_annual: bool = False


def against_annual(resident: bool, accredited: bool, card: str, work: str, publication: str) -> list[Any]:
    """Each condition of annual accreditation that is not met (S2, S3, S12, S14)."""
    reasons = []
    if not resident:
        reasons.append(_("Annual accreditation is for people with an official residence in Belgium."))
    if not accredited and card != Card.MEMBER:
        reasons.append(
            _(
                "It needs an accreditation as media by one of the two Belgian Federal Public Services, or a valid "
                "press card from a recognised national professional body of a member country."
            )
        )
    if work == Work.OTHER:
        reasons.append(_("Employees of organisations that are not media do not receive media accreditation."))
    if publication == Publication.OUTREACH:
        reasons.append(
            _("Online publications for outreach or advocacy, or run by non-profit organisations, do not qualify.")
        )
    return reasons


def prepare_for_annual(accredited: bool, card: str, work: str, publication: str) -> list[Any]:
    """What an annual request brings (S7, S8, S11, S12, S14)."""
    items = [
        _("a complete profile with an identity photo of 3.5 x 4.5 cm (the portal makes one from any picture)"),
        _("your ID card or passport"),
    ]
    if accredited:
        items.append(_("the service, the number and the last day of your Belgian accreditation, with a copy"))
    if card == Card.MEMBER:
        items.append(_("the number and the last day of your press card"))
    if work == Work.FREELANCE and card == Card.MEMBER:
        items.append(_("recent publications of yours on international affairs, in place of an attestation"))
    else:
        items.append(_("an original attestation, on paper, from your senior editor or manager"))
    if publication == Publication.ONLINE:
        items.append(_("two articles under your by-line, written within the past month and posted on the website"))
    items.append(_("if you are new: proof that you have reported on international affairs for media organisations"))
    return items


def prepare_for_event(card: str) -> list[Any]:
    """What a registration for an event brings (S7, P2)."""
    proof = {
        Card.NONE: _("proof of profession: a letter of assignment from your editor"),
    }.get(card, _("proof of profession: your press card, or a letter of assignment from your editor"))
    return [
        _("a complete profile with an identity photo of 3.5 x 4.5 cm (the portal makes one from any picture)"),
        _("proof of identity: a scan or photo of your ID card or passport"),
        proof,
        _("the event's media advisory: it says what else is asked, and until when"),
    ]


def guidance(plan: str, resident: bool, accredited: bool, card: str, work: str, publication: str) -> Guidance:
    """What somebody with these answers can request (S2, S3, S20-S22)."""
    against = against_annual(resident, accredited, card, work, publication)
    warnings = []
    if work == Work.OTHER or publication == Publication.OUTREACH:
        warnings.append(
            pgettext_lazy(
                "guide",
                "An officer judges every registration for an event too, and media accreditation is not given to "
                "employees of organisations that are not media.",
            )
        )
    return Guidance(
        annual=not against,
        against_annual=against,
        prepare_for_annual=[] if against else prepare_for_annual(accredited, card, work, publication),
        prepare_for_event=prepare_for_event(card),
        warnings=warnings,
        suggests_annual=plan == Plan.REGULAR and not against,
    )
