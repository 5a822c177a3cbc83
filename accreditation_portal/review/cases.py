"""Cases as sets: whose they are, whose turn it is, and the row that a step is taken on."""

from collections.abc import Collection

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accreditation_portal.review.states import OFFICES_TURN, State


class CaseQuerySet(models.QuerySet):
    """Cases …"""

    def of(self, user):
        """… that are this person's own: where every page of a representative starts."""
        return self.filter(representative__user=user)

    def awaiting_review(self):
        return self.filter(state__in=OFFICES_TURN)

    def awaiting_information(self):
        return self.filter(state=State.INFORMATION_REQUESTED)

    def approved(self):
        return self.filter(state=State.APPROVED)

    def with_identity_changed(self):
        """… approved, and the person's identity changed after the data of the case were taken (B14)."""
        changed = {"representative__identity_changed_at__isnull": False}  # what a partial index holds
        return self.approved().filter(**changed, representative__identity_changed_at__gt=F("data_taken_at"))

    def with_latest_line(self):
        """… each with the id of the newest line of its record, 0 before the first."""
        lines = self.model._meta.get_field("decisions").related_model.objects.filter(case=OuterRef("pk"))
        return self.annotate(latest_line=Coalesce(Subquery(lines.order_by("-pk").values("pk")[:1]), 0))

    def locked_for_a_step(self, *, at_hand: Collection[str] = (), is_compared: bool = True):
        """… locked, each with everything that its guards, its checklist and its letter ask for.

        ``at_hand`` names what of ``select_for_a_step`` the caller has, and puts into the row itself. Where no page's
        last line ``is_compared`` with the row's (B7), that line is not asked for.
        """
        joined = [name for name in self.model.select_for_a_step if name not in at_hand]
        found = self.select_related(*joined).prefetch_related(*self.model.prefetch_for_a_step())
        if is_compared:
            found = found.with_latest_line()
        return found.select_for_update(of=("self",))
