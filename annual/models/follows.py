"""How an annual request follows an accreditation: renews it, or comes in its place for another organisation (B4)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused, an_officer, step
from annual.signals import accreditation_ended
from annual.validity import ONE_DAY, cut_to, validity_of_change, validity_of_new, validity_of_renewal
from profiles.models.bodies import same_organisation


class FollowsAnother:
    """What an annual request knows of the accreditation that it follows."""

    @property
    def renewal_opens_on(self) -> date:
        """From which day on this accreditation, once approved, can be renewed (B4)."""
        return self.valid_until - office.RENEWAL_OPENS

    def opens_on(self, today: date) -> date | None:
        """From which day the accreditation in force can be renewed; None where nothing stands before a request.

        Who reports for another organisation meanwhile asks at once; who began while it was open may send, although
        the office has extended what is in force.
        """
        held = self.predecessor(today)
        if held is None or self.renews_id == held.pk or self.reports_a_change(today):
            return None
        return held.renewal_opens_on

    def reports_a_change(self, today: date) -> bool:
        """Whether it names another organisation than the accreditation in force, before that can be renewed."""
        held = self.predecessor(today)
        differs = held is not None and not same_organisation(held.organisation, self.organisation)
        return differs and today < held.renewal_opens_on

    def followed(self, today: date) -> Any:
        """What a request sent on that day follows: a change the accreditation in force, a renewal the last one."""
        if self.reports_a_change(today):
            mine = type(self).objects.filter(representative=self.representative_id)
            if in_force := mine.in_force(on=today).order_by("-valid_until", "-pk").first():
                return in_force
        return self.predecessor(today)

    def is_change(self, on: date) -> bool:
        """Whether, approved on that day, it takes the place of an accreditation for another organisation.

        As it was sent, or as it was corrected to meanwhile.
        """
        if not self.is_renewal or same_organisation(self.renews.organisation, self.organisation):
            return False
        return self.changes_outlet or on < self._followed_until() - office.RENEWAL_OPENS

    def changes_nothing(self, on: date) -> bool:
        """Whether it was sent as a change of organisation, and names again the one of the accreditation in force."""
        if not (self.changes_outlet and self.is_renewal):
            return False
        same = same_organisation(self.renews.organisation, self.organisation)
        return same and on < self.renews.renewal_opens_on

    def refusal_to_follow(self, on: date) -> Any:
        """Why it cannot be approved beside the person's other accreditations."""
        if self.changes_nothing(on):
            return _("It names the organisation of the accreditation in force, which it cannot renew yet: close it.")
        mine = type(self).objects.filter(representative=self.representative_id).approved()
        if self.is_change(on) and mine.filter(valid_from__gt=on).exists():
            return _("Another accreditation of this person begins later: close that one first.")
        return None

    def replace_the_followed(self, *, by: Any, at: datetime) -> None:
        """End the accreditation in whose place this one comes, and tell rooms above what it does not cover."""
        older = self.renews
        if not self.is_change(timezone.localdate(at, office.ZONE)) or older.valid_until < self.valid_from:
            return
        held_until = older.valid_until
        older.replace(by=by, at=at, follower=self)
        accreditation_ended.send(
            type(self), annual_request=older, on=older.valid_until, held_until=held_until, followed_by=self
        )

    def _followed_until(self) -> date:
        """The last day of the followed one as it was before this request, once approved, took its place."""
        line = self.renews.decisions.filter(step="replace").order_by("-pk").first()
        if line and line.changes.get("replaced_by") == self.reference:
            return date.fromisoformat(line.changes["older"]["valid_until"])
        return self.renews.valid_until

    def validity_if_approved(self, on: date) -> tuple[date, date]:
        """First and last day of an approval given on that day."""
        before = self.renews if self.is_renewal else None
        if before is None:
            days = validity_of_new(on)
        elif self.is_change(on) and on <= self._followed_until():
            days = validity_of_change(on, self._followed_until())
        else:
            days = validity_of_renewal(on, before.valid_until)
        card = self.belgian_accreditation if self.path == self.Path.BELGIAN_ACCREDITATION else self.press_card
        papers = [card.valid_until if card else None, self.document_valid_until]
        return cut_to(days, papers) if office.ENDS_WITH_PAPERS else days

    @step(label=pgettext_lazy("step", "Replace"), sources=[State.APPROVED], target=State.APPROVED,
          who=an_officer, tells="replaced")  # fmt: skip
    def replace(self, *, by, at, note, words, follower=None):
        """End the day before the approval that follows it begins: another organisation was reported and approved."""
        on = timezone.localdate(at, office.ZONE)
        if follower is None or follower.renews_id != self.pk or not follower.is_change(on):
            raise StepRefused(_("Only another organisation that was reported replaces an accreditation."))
        older = self.valid_until
        self.valid_until = max(self.valid_from, follower.valid_from - ONE_DAY)
        return {"older": {"valid_until": older.isoformat()}, "replaced_by": follower.reference}
