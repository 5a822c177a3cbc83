"""How long answers took of late: what 'expected by' rests on (B3).

The wait is what the person sees: from the last sending, answer or reopening to the approval or denial. Half and nine in
ten of the last hundred are told: a mean would be moved by one case that lay for months, and the longest wait says
nothing of the next; more than a hundred would tell of last year.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation_portal.review.figures import kept
from accreditation_portal.review.states import State

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case

LEAST, MOST = 20, 100  # decisions: below the least nothing is told, above the most nothing changes
DAY = timedelta(days=1)
IN_DAYS = 20  # a longer time is told in weeks


@dataclass(frozen=True)
class Practice:
    """Within which time half and nine in ten of the last answers came, in whole days; ``near``: of the same event."""

    number: int
    half: timedelta
    most: timedelta
    near: bool

    @property
    def sentence(self) -> str:
        said = (
            _("Nine in ten of the last %(number)s answers for this event came within %(time)s of sending.")
            if self.near
            else _("Nine in ten of the last %(number)s answers came within %(time)s of sending.")
        ) % {"number": self.number, "time": shown_time(self.most)}
        if self.half < self.most:
            said += " " + _("Half of them came within %(time)s.") % {"time": shown_time(self.half)}
        return said


def practice_of(case: "Case", at: datetime) -> Practice | None:
    """What can be said of cases like this one, or None below twenty answers; ten minutes old at most."""
    groups = case.alike()
    name = f"practice:{case._meta.label_lower}:{groups[0][0]}"
    found, _counted_at = kept(name, partial(_found_in, groups), at)
    return Practice(**found) if found else None


def _found_in(groups: list[tuple[str, Any]], at: datetime) -> dict[str, Any]:
    """The half and the most of the nearest group that has enough answers."""
    for place, (_name, cases) in enumerate(groups):
        waits = sorted(last_waits(cases))
        if len(waits) >= LEAST:
            return {"number": len(waits), "half": _within(waits, 0.5), "most": _within(waits, 0.9),
                    "near": place + 1 < len(groups)}  # fmt: skip
    return {}


def last_waits(cases: Any) -> list[timedelta]:
    """How long the last of these cases to be approved or denied had lain with the office; that answer still stands."""
    # Revoked are the only others with a day of decision. Named by what they are not, the rows are read by that day.
    decided = cases.filter(decided_at__isnull=False).exclude(state=State.REVOKED)
    rows = list(decided.order_by("-decided_at").values_list("pk", "submitted_at", "decided_at")[:MOST])
    decided_at = {pk: answered for pk, _sent, answered in rows}
    sent_at = {pk: sent for pk, sent, _answered in rows}
    record = cases.model._meta.get_field("decisions").related_model.objects
    again = record.filter(case__in=list(sent_at), after=State.SUBMITTED).exclude(before=State.SUBMITTED)
    for pk, sent in again.order_by("at", "pk").values_list("case", "at"):
        sent_at[pk] = sent  # the last; who stands decided was not sent again since
    return [decided_at[pk] - sent for pk, sent in sent_at.items()]


def _within(waits: list[timedelta], share: float) -> timedelta:
    """The time within which this share of them came: nearest rank, rounded up to days, beyond twenty to weeks."""
    days = max(1, ceil(waits[ceil(len(waits) * share) - 1] / DAY))
    return DAY * (days if days <= IN_DAYS else ceil(days / 7) * 7)


def shown_time(time: timedelta) -> str:
    """A time of whole days or weeks in words."""
    if time <= IN_DAYS * DAY:
        return ngettext("%(count)s day", "%(count)s days", time.days) % {"count": time.days}
    return ngettext("%(count)s week", "%(count)s weeks", time.days // 7) % {"count": time.days // 7}
