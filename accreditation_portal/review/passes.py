"""The pass of an approved case: handed over once, recorded by the Pass Office, struck out where that does not hold."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import Entry, shown_moment


class HandedOverMeanwhile(StepRefused):
    """Somebody recorded what the page did not show (B7); ``hand_over`` is the latest."""

    def __init__(self, hand_over: "HandOver"):
        self.hand_over = hand_over
        super().__init__(hand_over.sentence)


def may_hand_over(case: Any, user: Any) -> bool:
    """Whether this user records hand-overs of passes for this kind of case; nobody does for their own case."""
    named = f"{case._meta.app_label}.hand_over_pass"
    return bool(user.is_staff and user.pk != case.representative.user_id and user.has_perm(named))


class HandOverQuerySet(models.QuerySet):
    """Hand-overs …"""

    def standing(self):
        """… that nobody has struck out: at most one for each case."""
        return self.filter(struck_at=None)

    def on_day(self, day: date):
        """… that stand, of that day at the office."""
        first, next_day = (
            datetime.combine(each, time.min, office.ZONE).astimezone(UTC) for each in (day, day + timedelta(days=1))
        )
        return self.standing().filter(at__gte=first, at__lt=next_day)

    @transaction.atomic
    def record(self, case: Any, *, by: Any, at: datetime | None = None, seen: int | None = None) -> Any:
        """Record that the pass of this case is handed over, on the row as it is now.

        ``seen``: the id of the last hand-over that the page showed; with an older one nothing is recorded (B7).
        Raises PermissionDenied, HandedOverMeanwhile, or StepRefused where there is no pass to collect.
        """
        at = at or timezone.now()
        now = type(case)._base_manager.select_for_update().get(pk=case.pk)
        if not may_hand_over(now, by):
            raise PermissionDenied
        if refusal := now.refusal_of_hand_over(at):
            raise StepRefused(str(refusal))
        in_the_way = Q(struck_at=None) if seen is None else Q(struck_at=None) | Q(pk__gt=seen)
        recorded: Any = self.filter(in_the_way, case=now).select_related("by", "struck_by").order_by("-pk").first()
        if recorded:
            raise HandedOverMeanwhile(recorded)
        return self.create(case=now, by=by, at=at)


class HandOver(models.Model):
    """One hand-over of a pass: who recorded it and when. It is no step: the state of the case stays as it is.

    A concrete class adds ``case``, a PROTECT foreign key with ``related_name="hand_overs"``.
    """

    case: Any

    at = models.DateTimeField(_("handed over"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("handed over by")
    )
    struck_at = models.DateTimeField(_("struck out"), null=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("struck out by"),
    )  # fmt: skip
    struck_why = models.TextField(_("why it was struck out"), blank=True, default="", editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        permissions = [("hand_over_pass", "Can record the hand-over of passes")]
        verbose_name = _("hand-over of a pass")
        verbose_name_plural = _("hand-overs of passes")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(struck_at=None), name="%(app_label)s_one_standing_hand_over_per_case"
            ),
            models.CheckConstraint(
                name="%(app_label)s_hand_over_struck_out_says_who_and_why",
                condition=Q(struck_at=None, struck_by=None, struck_why="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_why="")),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="%(app_label)s_hand_overs_by_time")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @transaction.atomic
    def strike_out(self, *, by: Any, why: str, at: datetime | None = None) -> None:
        """Say that this hand-over does not hold: a mistake, or the pass is lost or came back. The row stays."""
        case = type(self.case)._base_manager.select_for_update().get(pk=self.case_id)  # type: ignore[attr-defined]
        if not may_hand_over(case, by):
            raise PermissionDenied
        if case.erased_at:
            raise StepRefused(_now("The personal data of this case are erased: nothing is written about it any more."))
        if not why.strip():
            raise StepRefused(_now("Say why it is struck out; the reason is recorded."))
        mine = type(self).objects.standing().filter(pk=self.pk)  # type: ignore[attr-defined]
        struck = mine.update(struck_at=at or timezone.now(), struck_by=by, struck_why=why)
        self.refresh_from_db()
        if not struck:
            raise StepRefused(self.sentence)

    @property
    def shown_at(self) -> str:
        return shown_moment(self.at)

    @property
    def shown_struck_at(self) -> str:
        return shown_moment(self.struck_at) if self.struck_at else ""

    @property
    def sentence(self) -> str:
        """Who recorded what when, for a colleague whose page is older (B7)."""
        values = {"who": self.by.shown_name, "when": self.shown_at}
        if self.struck_at and self.struck_by:
            values |= {"striker": self.struck_by.shown_name, "struck": shown_moment(self.struck_at)}
            return (
                _now("%(who)s recorded the hand-over of the pass on %(when)s; %(striker)s struck it out on %(struck)s.")
                % values
            )
        return _now("%(who)s recorded the hand-over of the pass on %(when)s.") % values

    def entry(self, *, inside: bool) -> Entry:
        """The line of the timeline; who handed it over is for officers alone."""
        if not inside:
            return Entry("done", _now("Pass collected"), self.at)
        if self.struck_at and self.struck_by:
            text = _now("Struck out by %(who)s on %(when)s.") % {
                "who": self.struck_by.shown_name,
                "when": shown_moment(self.struck_at),
            }
            title = _now("Hand-over of the pass, struck out since")
            return Entry("done", title, self.at, who=self.by.shown_name, text=text, note=self.struck_why)
        return Entry("done", _now("Pass handed over"), self.at, who=self.by.shown_name)


class CasesWithPasses(models.QuerySet if TYPE_CHECKING else object):  # type: ignore[misc]
    """Cases …"""

    def with_pass_handed_over(self, on: date | None = None):
        """… whose pass is handed over: on that day, or at all."""
        return self.filter(Exists(self._hand_overs(on)))

    def without_pass_handed_over(self):
        return self.exclude(Exists(self._hand_overs(None)))

    def _hand_overs(self, on: date | None) -> Any:
        hand_overs = self.model._meta.get_field("hand_overs").related_model.objects  # type: ignore[union-attr]
        return (hand_overs.on_day(on) if on else hand_overs.standing()).filter(case=OuterRef("pk"))


class WithPass:
    """What a case with ``hand_overs`` can be asked of its pass; pages that show many cases prefetch these."""

    pk: Any
    state: Any
    hand_overs: Any

    def end_of_collection(self, at: datetime) -> Any:
        """Why the pass of this approved case cannot be collected any more, or None."""
        return None

    def refusal_of_hand_over(self, at: datetime) -> Any:
        """Why no pass of this case is handed over, or None. A first hand-over does not stand in the way of it."""
        if self.state != State.APPROVED:
            return _("This case is not approved any more: do not hand over the pass.")
        return self.end_of_collection(at)

    @property
    def hand_over(self) -> Any:
        """The hand-over that stands, or None."""
        return next((each for each in self.hand_overs.all() if not each.struck_at), None)

    @property
    def latest_hand_over_id(self) -> int:
        """The id of the last hand-over, struck out or not, 0 before the first: what a page must carry (B7)."""
        return max((each.pk for each in self.hand_overs.all()), default=0)

    def happened_besides(self, *, inside: bool) -> list[Any]:
        """To what else happened, the hand-overs: to the applicant the one that stands, to officers all of them."""
        hand_overs = self.hand_overs.select_related("by", "struck_by").order_by("pk")
        told = hand_overs if inside else hand_overs.standing()
        return [*super().happened_besides(inside=inside), *(each.entry(inside=inside) for each in told)]  # type: ignore[misc]
