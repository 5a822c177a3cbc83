"""What of registrations a look tells on the start page of the staff: per day, by country, by medium, until decided."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django_countries import countries

from accreditation_portal.dates import shown_date
from accreditation_portal.review import figures
from accreditation_portal.review.charts import Bar, Chart, ColumnChart, shown_number
from adhoc.models import EventRegistration
from adhoc.models.registration import DULY_SUBMITTED
from annual.models import AnnualRequest
from events.models import Event
from profiles.models import MediaOrganisation

FREELANCE = EventRegistration.Employment.FREELANCE
MONDAY = 0


@dataclass(frozen=True)
class Reader:
    """For whom is counted: the name under which the numbers are kept, and what belongs to these readers."""

    name: str
    kinds: tuple[Any, ...]  # whose submissions
    smallest: int = 1  # no group below it is shown apart
    sees_decisions: bool = True


OFFICERS = Reader("officers", (EventRegistration, AnnualRequest))
OFFICERS_OF_EVENTS = Reader("officers-of-events", (EventRegistration,))
PRESS = Reader("press", (EventRegistration,), smallest=5, sees_decisions=False)


def charts(user: Any, at: datetime) -> list[Chart]:
    """Officers: all. Press officers: counts of registrations, none that could tell who it is. The Pass Office: none."""
    if user.has_perm("adhoc.view_eventregistration"):
        reader = OFFICERS if user.has_perm("annual.view_annualrequest") else OFFICERS_OF_EVENTS
    elif user.has_perm("events.publish_event"):
        reader = PRESS
    else:
        return []
    found, at = figures.kept(f"adhoc:{reader.name}", partial(_count, reader), at)
    offered = [_per_day(reader, found, at), _by_country(found, at), _by_medium(found, at)]
    if reader.sees_decisions:
        title = _("Registrations: time to decision")
        offered.append(figures.time_to_decision("registrations-waits", title, found["waits"], at))
    return offered


def _count(reader: Reader, at: datetime) -> dict[str, Any]:
    by_country, by_medium = Counter(), Counter()
    for country, medium, number in _groups(at):
        by_country[country] += number
        by_medium[medium] += number
    return {
        "per_day": [figures.submitted_per_day(kind.objects.all(), at) for kind in reader.kinds],
        "by_country": figures.largest(by_country, smallest=reader.smallest),
        "by_medium": figures.largest(by_medium, smallest=reader.smallest),
        "waits": figures.waits(EventRegistration.objects.all(), at) if reader.sees_decisions else None,
    }


def _groups(at: datetime) -> QuerySet:
    """Country, medium and number of the registrations that stand for coming events.

    What officers know of the organisation counts, under whatever name it was submitted. Freelancers are a medium of
    their own; who has no organisation counts for the country of residence.
    """
    coming = Event.objects.published().upcoming(at).filter(cancelled_at=None).order_by()
    rows = EventRegistration.objects.filter(event__in=coming.values("pk"), state__in=DULY_SUBMITTED)
    country = Coalesce(
        NullIf("organisation__same_as__country", Value("")),
        NullIf("organisation__country", Value("")),
        F("residence_country"),
    )
    kind = Coalesce("organisation__same_as__kind", "organisation__kind", Value(MediaOrganisation.Kind.OTHER.value))
    medium = Case(When(employment=FREELANCE, then=Value(FREELANCE.value)), default=kind)
    grouped = rows.annotate(country=country, medium=medium).values("country", "medium").annotate(number=Count("pk"))
    return grouped.order_by().values_list("country", "medium", "number")


def _per_day(reader: Reader, found: dict[str, Any], at: datetime) -> Chart:
    days = list(found["per_day"][0])
    parts = {day: tuple(per_day[day] for per_day in found["per_day"]) for day in days}
    totals = {day: sum(parts[day]) for day in days}
    total, busiest = sum(totals.values()), max(days, key=totals.__getitem__)
    sentence = ngettext(
        "One case was submitted in the last 30 days, on %(day)s.",
        "%(total)s cases were submitted in the last 30 days; the busiest day was %(day)s with %(most)s.",
        total,
    ) % {"total": shown_number(total), "day": shown_date(busiest, "j F"), "most": shown_number(totals[busiest])}
    both = len(reader.kinds) > 1
    return ColumnChart(
        "submitted-per-day",
        _("Cases submitted per day"),
        sentence if total else _("No case was submitted in the last 30 days."),
        [_("Day"), pgettext("start page", "Events"), pgettext("start page", "Annual"), pgettext("start page", "Total")]
        if both
        else [_("Day"), _("Registrations")],
        [
            Bar(
                shown_date(day, "D j N"),
                totals[day],
                parts[day] if both else (),
                shown_date(day, "j N") if day.weekday() == MONDAY else "",
            )
            for day in days
        ],
        at,
    )


def _by_country(found: dict[str, Any], at: datetime) -> Chart:
    shown, others = found["by_country"]
    return Chart(
        "registrations-by-country",
        _("Registrations for coming events, by country"),
        _largest(shown, others, countries.name),
        [_("Country"), _("Registrations")],
        _bars(shown, others, countries.name),
        at,
        _("The country of the media organisation; of residence where there is none."),
    )


def _by_medium(found: dict[str, Any], at: datetime) -> Chart:
    shown, others = found["by_medium"]
    return Chart(
        "registrations-by-medium",
        _("Registrations for coming events, by kind of media"),
        _largest(shown, others, _medium),
        [_("Kind of media"), _("Registrations")],
        _bars(shown, others, _medium),
        at,
    )


def _medium(name: str) -> Any:
    if name == FREELANCE:
        return FREELANCE.label
    return MediaOrganisation.Kind(name).label if name in MediaOrganisation.Kind.values else ""


def _bars(shown: list[tuple[str, int]], others: int, label: Any) -> list[Bar]:
    bars = [Bar(label(key) or _("Not known"), number) for key, number in shown]
    return [*bars, Bar(_("All others"), others)] if others else bars


def _largest(shown: list[tuple[str, int]], others: int, label: Any) -> str:
    """What a look at the groups tells first."""
    total = others + sum(number for _key, number in shown)
    if not total:
        return _("Nobody is registered for a coming event yet.")
    if not shown:
        return _("%(total)s in all, in groups too small to be shown apart.") % {"total": shown_number(total)}
    number = shown[0][1]
    largest = [str(label(key) or _("Not known")) for key, its_number in shown if its_number == number]
    numbers = {"number": shown_number(number), "total": shown_number(total)}
    if len(largest) > 1:
        return _("The largest groups are %(labels)s, with %(number)s of %(total)s each.") % {
            "labels": ", ".join(largest), **numbers
        }  # fmt: skip
    return _("The largest group is %(label)s, with %(number)s of %(total)s.") % {"label": largest[0], **numbers}
