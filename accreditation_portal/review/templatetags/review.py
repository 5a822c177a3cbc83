"""The parts of a case that every page shares: state, timeline, checklist."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.practice import practice_of
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import progress_of, timeline_of

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
    own = viewer.pk == case.representative.user_id
    return {"entries": timeline_of(case, viewer), "own": own, "city": office.HEADQUARTERS_CITY}


@register.inclusion_tag("review/_progress.html")
def progress(case: Any) -> dict[str, Any]:
    """How far the case is, at a glance."""
    return {"phases": progress_of(case, timezone.now())}


@register.simple_tag
def usual_time(case: Any) -> str:
    """How long the last answers took, before anything is sent; nothing where too few are known (B3, S9)."""
    practice = practice_of(case, timezone.now())
    return practice.sentence if practice else ""


@register.inclusion_tag("review/_checklist.html")
def checklist(case: Any, on: date | None = None) -> dict[str, Any]:
    """Every criterion with its number and today's verdict (B1)."""
    return {"answers": case.answers(on or timezone.localdate(timezone=office.ZONE))}
