"""The parts of a case that every page shares: state, timeline, checklist."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import timeline_of

register = template.Library()


@register.inclusion_tag("review/_state.html")
def state_badge(case: Any) -> dict[str, Any]:
    """The state in words, with the marks that go with it: late, and an information request never answered."""
    today = timezone.localdate(timezone=office.ZONE)
    awaited = case.state == State.INFORMATION_REQUESTED and case.reply_by is not None
    return {"case": case, "late": getattr(case, "late", False), "unanswered": awaited and case.reply_by < today}


@register.inclusion_tag("review/_timeline.html")
def timeline(case: Any, viewer: Any) -> dict[str, Any]:
    """What happened, what is awaited of whom, what follows; as this viewer may read it."""
    return {"entries": timeline_of(case, viewer), "city": office.HEADQUARTERS_CITY}


@register.inclusion_tag("review/_checklist.html")
def checklist(case: Any, on: date | None = None) -> dict[str, Any]:
    """Every criterion with its number and today's verdict (B1)."""
    return {"answers": case.answers(on or timezone.localdate(timezone=office.ZONE))}
