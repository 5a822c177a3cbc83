"""The counter of the Pass Office: a reference is typed or scanned, or a name, and whose pass it is stands there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accreditation_portal.review import references
from accreditation_portal.review.admin.pass_page import PassPage
from accreditation_portal.review.models import Case

MOST_FOUND = 20
LONGEST_TERM = 100


@dataclass(frozen=True)
class Found:
    """Somebody whose pass can be collected: of which case, for what, for which days, and where it is recorded."""

    case: Case
    name: Any
    subject: Any
    days: Any
    url: str


@dataclass
class Counter:
    """What was typed, and what it leads to: to one case at once, to some that bear the name, or to a sentence."""

    term: str = ""
    today: int = 0
    goes_to: str = ""
    sentence: Any = ""
    found: list[Found] = field(default_factory=list)
    more: bool = False


def counter_of(desks: Sequence[PassPage], request: HttpRequest, at: datetime, typed: str = "") -> Counter | None:
    """The counter of those of these desks at which the user hands over passes, or None.

    That a reference is unknown and that its case is not approved is one and the same sentence.
    """
    desks = [desk for desk in desks if desk.hands_over(request)]
    if not desks:
        return None
    counter = Counter(typed.strip()[:LONGEST_TERM], sum(desk.handed_over_today(request, at) for desk in desks))
    if reference := references.normalised(counter.term):
        cases = [(desk, desk.with_reference(request, reference)) for desk in desks]
        counter.goes_to = next((desk._url(case) for desk, case in cases if case), "")
        counter.sentence = "" if counter.goes_to else _("No approved case has this reference.")
    elif references.is_meant(counter.term):
        counter.sentence = _("This is no reference: look at each character again.")
    elif counter.term:
        _find_by_name(counter, desks, request, at)
    return counter


def _find_by_name(counter: Counter, desks: Sequence[PassPage], request: HttpRequest, at: datetime) -> None:
    found = [
        Found(case, desk.name(case), desk.subject(case), desk.days_of_pass(case), desk._url(case))
        for desk in desks
        for case in desk.named(request, counter.term, at)[: MOST_FOUND + 1]
    ]
    found.sort(key=lambda each: str(each.name).casefold())
    counter.found, counter.more = found[:MOST_FOUND], len(found) > MOST_FOUND
    if not found:
        counter.sentence = _("No pass can be collected under this name.")
