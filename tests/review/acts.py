"""Taking a step in a test, and looking at what it left behind."""

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Ground, Item, State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.factories import annual

WHAT_A_STEP_NEEDS = {
    "request_information": {"items": [Item.PHOTO], "words": "The photo is blurred."},
    "close": {"ground": Ground.ELSEWHERE},
    "reopen": {"note": "The editor called."},
}
# The table of the design, written down once more by hand: step, who, from, to.
TABLE = {
    "submit": ({"representative"}, {"draft"}, "submitted"),
    "correct": ({"representative"}, {"submitted"}, "submitted"),
    "request_information": ({"officer"}, {"submitted"}, "information_requested"),
    "complete": ({"representative", "officer"}, {"information_requested"}, "submitted"),
    "approve": ({"officer"}, {"submitted"}, "approved"),
    "deny": ({"officer"}, {"submitted", "information_requested"}, "denied"),
    "revoke": ({"officer"}, {"approved"}, "revoked"),
    "keep": ({"officer"}, {"approved"}, "approved"),
    "withdraw": ({"representative"}, {"draft", "submitted", "information_requested", "approved"}, "withdrawn"),
    "close": ({"officer"}, {"submitted", "information_requested", "approved"}, "closed"),
    "reopen": ({"officer"}, {"denied", "revoked", "closed"}, "submitted"),
}
# What annual accreditation has besides: the office lets those in force last longer, and one granted for another outlet
# ends with the approval of the next.
MORE = {step: ({"officer"}, {"approved"}, "approved") for step in ("extend", "replace")}
TABLES = {"annual": TABLE | MORE, "adhoc": TABLE}
KINDS = {"annual": AnnualRequest, "adhoc": EventRegistration}


def take(case, step, by, **details):
    """Take a step with what it needs; an annual request is approved with its original there and everything judged."""
    if step == "approve" and isinstance(case, AnnualRequest) and case.state == State.SUBMITTED:
        details = {"judged": annual.all_met(case), **details}
    return getattr(case, step)(by=by, **WHAT_A_STEP_NEEDS.get(step, {}), **details)


def left_behind(case):
    """All that a step may leave: the row, its record, its letters."""
    row = type(case).objects.filter(pk=case.pk).values().get()
    return row, case.decisions.count(), OutboxMail.objects.filter(about=case.reference).count()
