"""Which annual requests: in force, covering days, renewable, waiting for their original."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.cases import CaseQuerySet
from accreditation_portal.review.passes import CasesWithPasses
from accreditation_portal.review.states import UNDER_REVIEW, State
from annual.models.attestation import Attestation
from annual.validity import covered_until
from profiles.models import IssuingBody, PersonalData

IN_PROGRESS = [State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED]


class AnnualRequestQuerySet(CasesWithPasses, CaseQuerySet):
    """Annual requests …"""

    def in_progress(self):
        """… neither settled nor granted: one of these per person."""
        return self.filter(state__in=IN_PROGRESS)

    def in_force(self, *, on: date):
        """… whose accreditation holds on that day (S20)."""
        return self.approved().filter(valid_from__lte=on, valid_until__gte=on)

    def collectable(self, at: datetime):
        """… whose pass can be collected: approved, in force or beginning later; as ``end_of_collection``."""
        return self.approved().filter(valid_until__gte=timezone.localdate(at, office.ZONE))

    def renewable(self, *, on: date):
        """… granted, not revoked, and not ended longer than a short while before that day (S14, B4).

        One that begins only later counts too: who has renewed already renews that one, when its time comes.
        """
        return self.not_replaced().filter(valid_until__gte=on - office.RENEWAL_STILL)

    def not_followed(self, *, by=UNDER_REVIEW):
        """… whose person has no other one granted for longer, and none in these states."""
        mine = self.model.objects.filter(representative=OuterRef("representative")).exclude(pk=OuterRef("pk"))
        longer = mine.approved().filter(valid_until__gt=OuterRef("valid_until"))
        return self.exclude(Exists(mine.filter(state__in=by))).exclude(Exists(longer))

    def not_replaced(self):
        """… approved, and not ended by the approval for another organisation: that one stands for them since."""
        lines = self.model._meta.get_field("decisions").related_model.objects
        return self.approved().exclude(Exists(lines.filter(case=OuterRef("pk"), step="replace")))

    def cover_until(self, first: date, last: date) -> date | None:
        """The last day of the unbroken cover of these days by one person's accreditations, or None (S20, B11)."""
        return covered_until(
            first, last, self.approved().filter(valid_until__gte=first).values_list("valid_from", "valid_until")
        )

    def covers(self, first: date, last: date) -> bool:
        return self.cover_until(first, last) is not None

    def with_conforming_original(self):
        """… whose editor's original is there: as ``has_conforming_original``, in one query (S8)."""
        return self.filter(_original_is_there())

    def awaiting_the_original(self, *, on: date):
        """… under review, whose editor's original is needed and not there yet: as ``awaits_original``, in one query.

        A freelancer needs none with a card that is valid, or that an officer judges (S11).
        """
        country_codes = [code for code in office.MEMBERS if office.is_member(code, on)]
        body, known = "press_card__issuing_body", Q(press_card__issuing_body__same_as=None)
        judged = [
            Q(**{f"{itself}__country__in": country_codes}) & ~Q(**{f"{itself}__standing": REFUSED})
            for itself in (body, f"{body}__same_as")
        ]
        dated = Q(press_card__valid_until=None) | Q(press_card__valid_until__gte=on)
        supports = Q(press_card__isnull=False) & dated & ((known & judged[0]) | (~known & judged[1]))
        under_review = self.filter(state__in=UNDER_REVIEW).exclude(_original_is_there())
        return under_review.exclude(Q(employment=PersonalData.Employment.FREELANCE) & supports)


def _original_is_there() -> Q:
    """An original of the request's organisation, whichever of its names either bears, has come and conforms."""
    arrived = Attestation.objects.conforming().filter(case=OuterRef("pk"))
    names, mine = ("organisation", "organisation__same_as"), Q()
    for theirs in names:
        for ours in names:
            mine |= Q(**{theirs: OuterRef(ours)})
    return Q(Exists(arrived.filter(mine))) | (Q(organisation=None) & Exists(arrived.filter(organisation=None)))


REFUSED = IssuingBody.Standing.NOT_RECOGNISED
