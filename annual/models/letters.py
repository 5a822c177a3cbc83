"""What fills a letter about an annual request."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Item, State
from annual.criteria import original_attestation, recent_publications

if TYPE_CHECKING:
    from annual.models import AnnualRequest


def letter_values(request: "AnnualRequest", notice: str, *, words: str, verdicts: Any) -> dict[str, Any]:
    """The values of the placeholders of every notice about this request, in the active language."""
    more = MORE.get(notice)
    return {
        "name": request.representative.full_name,
        "reference": request.shown_reference,
        "link": settings.SITE_URL + request.get_absolute_url(),
        "complete_link": settings.SITE_URL + reverse("annual:complete", args=[request.shown_reference]),
        "apply_link": settings.SITE_URL + reverse("annual:apply"),
        "events_link": settings.SITE_URL + reverse("events:calendar"),
        "words": words,
        "items": [str(Item(item).label) for item in request.requested_items],
        "reply_by": shown_date(request.reply_by),
        "unsent": request.shown_reference if request.state == State.DRAFT else "",
        "asked": request.shown_reference if request.state == State.INFORMATION_REQUESTED else "",
        "sent": request.shown_reference if request.state == State.SUBMITTED else "",
        "valid_from": shown_date(request.valid_from),
        "valid_until": shown_date(request.valid_until),
        "bring": what_to_bring(request),
        "criteria": criteria_in_words(request, notice, verdicts),
        "ground": str(request.get_ground_display()),
        **(more(request, timezone.localdate(timezone=office.ZONE)) if more else {}),
    }


def criteria_in_words(request: "AnnualRequest", notice: str, verdicts: Any) -> list[str]:
    """The criteria found met (approved) or not met, by the facts or by the officer, each with its rule (B1).

    A revocation names those that the officer judged not met in this step: what else lapsed since is not its ground.
    """
    wanted = Verdict.MET if notice == "approved" else Verdict.NOT_MET
    found = []
    for kept in verdicts:
        judged = (kept.get("officer") or {}).get("verdict")
        verdict = judged if notice == "revoked" else judged or kept["verdict"]
        criterion = request.checklist.criteria.get(kept["criterion"])
        if verdict == wanted and criterion:
            found.append(f"{criterion.text} ({criterion.rule})")
    return found


def what_of_the_original(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Which paragraph about the editor's original is true: one of four, and that of publications beside two (S8, S11).

    Of a draft it is asked as if it were sent: it holds none of the profile's data yet.
    """
    sent = request.as_if_sent()
    found = original_attestation(sent, today)
    true_of = {
        "arrived": found == Verdict.MET,
        "awaited": found == Verdict.NOT_MET,
        "instead": found == Verdict.NOT_ASKED,
        "judged": found == Verdict.FOR_OFFICER,
        "publications": recent_publications(sent, today) == Verdict.FOR_OFFICER,
    }
    return {name: request.shown_reference if true else "" for name, true in true_of.items()}


def what_still_covers(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Where an accreditation was taken away: since when nothing covers the person, or what else of theirs goes on."""
    others = type(request).objects.filter(representative=request.representative_id).exclude(pk=request.pk)
    days = others.approved().filter(valid_until__gte=today).aggregate(first=Min("valid_from"), last=Max("valid_until"))
    return {
        "uncovered": "" if days["last"] else shown_date(today),
        "other_from": shown_date(days["first"]),
        "other_until": shown_date(days["last"]),
    }


def what_to_bring(request: "AnnualRequest") -> list[str]:
    """What the procedure names for the Pass Office, and nothing else (S10, D38-D40)."""
    on_path_a = request.path == request.Path.BELGIAN_ACCREDITATION
    card = (
        _("your valid Belgian media accreditation, which is your press card")
        if on_path_a
        else _(
            "your valid press card issued by a recognised national professional body (government, professional "
            "association, union)"
        )
    )
    return [_("a copy of the confirmation email"), card, _("your ID card or passport")]


def what_revoking_ends(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Where it was still in force, or granted for later: that it is no more. One that had lapsed says nothing of today.

    Its last day is cut to today before this is asked, so that only one that lapsed earlier ends before.
    """
    if request.valid_until < today:
        return dict.fromkeys(("in_force", "uncovered", "other_from", "other_until"), "")
    return {"in_force": shown_date(today), **what_still_covers(request, today)}


def what_closing_ends(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Where what is closed was in force, or granted for later: that it has ended. Else nothing of this is said."""
    before = request.decisions.order_by("-pk").values_list("after", flat=True).first()  # this step has no line yet
    if before != State.APPROVED or request.valid_until < today:
        return dict.fromkeys(("ended", "uncovered", "other_from", "other_until"), "")
    return {"ended": shown_date(today), **what_still_covers(request, today)}


def what_follows(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Of an accreditation that has lapsed: its renewal under review, or the one begun, or that it can be renewed."""
    mine = type(request).objects.filter(representative=request.representative_id)
    coming, apply_link = mine.in_progress().first(), settings.SITE_URL + reverse("annual:apply")
    begun, sent = coming and coming.state == State.DRAFT, coming and coming.state != State.DRAFT
    return {
        "under_review": coming.shown_reference if sent else "",
        "review_link": settings.SITE_URL + coming.get_absolute_url() if sent else "",
        "begun": coming.shown_reference if begun else "",
        "begun_link": apply_link if begun else "",
        "renewable": "" if coming else request.shown_reference,
        "apply_link": "" if coming else apply_link,
    }


def what_is_awaited(request: "AnnualRequest", today: date) -> dict[str, str]:
    """Since when the original is awaited, and the day on which it was posted, as the applicant says (B13)."""
    days = {"submitted_on": request.submitted_at, "posted_on": request.said_posted_at}
    return {name: shown_date(timezone.localtime(at, office.ZONE)) if at else "" for name, at in days.items()}


# What only one letter says, and asks the database for.
MORE = {
    "received": what_of_the_original,
    "attestation_not_conforming": what_of_the_original,
    "revoked": what_revoking_ends,
    "closed": what_closing_ends,
    "expired": what_follows,
    "ending": what_follows,
    "information_reminder": lambda request, today: request.when_to_reply(today),
    "original_reminder": what_is_awaited,
}
