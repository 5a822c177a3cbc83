"""What the charts of both kinds of case count: submissions per day, groups by size, and the time to a decision.

Each question is bounded by a window of time that an index serves, and its answer is kept for ten minutes.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.core.cache import cache
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation_portal import office
from accreditation_portal.review.charts import Bar, Chart, shown_number
from accreditation_portal.review.states import State

KEPT_FOR = timedelta(minutes=10)
DAYS_OF_SUBMISSIONS = 30
DAYS_OF_DECISIONS = 90
WITHIN = (1, 3, 7, 14)  # days from submission to decision; the last group took longer
HOURS_TO = timedelta(days=2)  # a shorter time is told in hours


def kept(name: str, count: Callable[[datetime], dict[str, Any]], at: datetime) -> tuple[dict[str, Any], datetime]:
    """What ``count`` found in the last ten minutes, and when; counted anew where it is older.

    Numbers are kept and no words, so that one count serves both languages; ``name`` says for which readers.
    """
    found = cache.get(f"figures:{name}")
    if found is None:
        found = (count(at), at)
        cache.set(f"figures:{name}", found, KEPT_FOR.total_seconds())
    return found


def submitted_per_day(cases: QuerySet, at: datetime) -> dict[date, int]:
    """How many of these cases were submitted on each of the last 30 days of the office, today included."""
    today = timezone.localdate(at, office.ZONE)
    days = [today - timedelta(days=before) for before in reversed(range(DAYS_OF_SUBMISSIONS))]
    first = datetime.combine(days[0], time.min, office.ZONE)
    rows = cases.filter(submitted_at__gte=first).annotate(day=TruncDate("submitted_at", tzinfo=office.ZONE))
    found = dict(rows.values("day").annotate(number=Count("pk")).order_by().values_list("day", "number"))
    return {day: found.get(day, 0) for day in days}


def largest(counts: dict[Any, int], *, most: int = 10, smallest: int = 1) -> tuple[list[tuple[Any, int]], int]:
    """The largest groups, and how many all others are together.

    ``smallest``: a group below it could tell who somebody is, and is counted with the others. Nor is the sum of the
    others below it: then the smallest group that would be shown joins them, or the rest would give one group away.
    """
    ranked = sorted(counts.items(), key=lambda group: (-group[1], str(group[0])))
    shown = [group for group in ranked[:most] if group[1] >= smallest]
    others = sum(counts.values()) - sum(number for _key, number in shown)
    while shown and 0 < others < smallest:
        others += shown.pop()[1]
    return shown, others


def waits(cases: QuerySet, at: datetime) -> dict[str, Any]:
    """How long the cases approved or denied in the last 90 days had waited: by length, and the median.

    From submission to the decision that stands. What was revoked or withdrawn since is left out: its day of decision is
    another one.
    """
    decided = cases.filter(
        state__in=[State.APPROVED, State.DENIED], decided_at__gte=at - timedelta(days=DAYS_OF_DECISIONS)
    ).annotate(wait=ExpressionWrapper(F("decided_at") - F("submitted_at"), DurationField()))
    limits = [timedelta(days=days) for days in WITHIN]
    up_to = {f"up_to_{place}": Count("pk", filter=Q(wait__lte=limit)) for place, limit in enumerate(limits)}
    found = decided.aggregate(total=Count("pk"), **up_to)
    total = found["total"]
    sums = [0, *(found[name] for name in up_to), total]
    numbers = [later - earlier for earlier, later in pairwise(sums)]
    return {"numbers": numbers, "median": _median(decided.order_by("wait").values_list("wait", flat=True), total)}


def _median(ordered: QuerySet, total: int) -> timedelta | None:
    """The middle of so many times, or of an even number the mean of the two in the middle."""
    middle = list(ordered[(total - 1) // 2 : total // 2 + 1]) if total else []
    return sum(middle, timedelta()) / len(middle) if middle else None


def time_to_decision(name: str, title: Any, found: dict[str, Any], at: datetime) -> Chart:
    """The chart of what ``waits`` found."""
    total = sum(found["numbers"])
    if found["median"] is None:
        sentence = _("No case was decided in the last 90 days.")
    else:
        sentence = ngettext(
            "One case was decided in the last 90 days: it took %(wait)s.",
            "%(total)s cases were decided in the last 90 days; the median time is %(wait)s.",
            total,
        ) % {"total": shown_number(total), "wait": shown_wait(found["median"])}
    labels = [
        _("Up to 1 day"), _("2 to 3 days"), _("4 to 7 days"), _("8 to 14 days"), _("More than 14 days"),
    ]  # fmt: skip
    bars = [Bar(label, number) for label, number in zip(labels, found["numbers"], strict=True)]
    return Chart(name, title, sentence, [_("Time to decision"), _("Cases")], bars, at)


def shown_wait(wait: timedelta) -> str:
    """A time in words: hours up to two days, then days with one decimal."""
    if wait < HOURS_TO:
        hours = max(1, round(wait / timedelta(hours=1)))
        return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
    days = round(wait / timedelta(days=1), 1)
    return _("%(days)s days") % {"days": number_format(days, 0 if days == int(days) else 1)}
