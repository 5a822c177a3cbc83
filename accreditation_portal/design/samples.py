"""What the parts are shown with: invented, of no person and no case, in the reader's language."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accreditation_portal.documents.acceptance import shown_bytes
from accreditation_portal.review.criteria import Answer, Criterion, Verdict
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import Entry, Phase

COLOURS = [
    "paper", "surface", "sunk", "ink", "muted", "line", "edge", "action", "action-soft", "mast", "focus",
    "good", "good-soft", "warn", "warn-soft", "bad", "bad-soft", "note", "note-soft", "calm", "calm-soft",
]  # fmt: skip


class SampleForm(forms.Form):
    """Two fields; sent empty, both are missing."""

    number = forms.CharField(label=gettext_lazy("Number of the press card"))
    until = forms.DateField(label=gettext_lazy("Valid until"))


def everything() -> dict[str, Any]:
    now = timezone.now()
    return {
        "colours": COLOURS,
        "cases": [case(state) for state in State],
        "marked": case(State.SUBMITTED, late=True),
        "unanswered": case(State.INFORMATION_REQUESTED, reply_by=date(2020, 1, 31)),
        "phases": phases(),
        "entries": entries(now),
        "answers": answers(),
        "form": SampleForm({}),
        "document": SimpleNamespace(
            name="press-card.pdf", shown_size=shown_bytes(184_320), get_absolute_url="#documents"
        ),
        "clocks": clocks(now),
    }


def case(state: State, **marks: Any) -> Any:
    return SimpleNamespace(
        **{"state": state, "get_state_display": state.label, "late": False, "reply_by": None} | marks
    )


def phases() -> list[list[Phase]]:
    sent, review = pgettext("part of a case", "Request"), pgettext("part of a case", "Review")
    labels = [sent, review, pgettext("part of a case", "Answer"), pgettext("part of a case", "Pass")]
    going = [Phase(label, place) for label, place in zip(labels, ["done", "now", "next", "next"], strict=True)]
    return [
        going,
        [Phase(label, "done") for label in labels],
        [Phase(labels[0], "done"), Phase(State.DENIED.label, "ended")],
    ]


def entries(now: datetime) -> list[Entry]:
    return [
        Entry("done", pgettext("case", "Begun"), now - timedelta(days=9)),
        Entry(
            "done",
            State.INFORMATION_REQUESTED.label,
            now - timedelta(days=4),
            items=[_("Proof of profession")],
            words=_("The letter of assignment names another event."),
        ),
        Entry(
            "now",
            pgettext("part of a case", "Review"),
            now - timedelta(days=2),
            text=_("An officer reads the request and decides. Nothing is decided by the machine."),
        ),
        Entry(
            "next",
            pgettext("part of a case", "Answer"),
            text=_("It comes by email and is shown here. It may take several weeks."),
        ),
    ]


def answers() -> list[Answer]:
    texts = [
        _("The person holds a valid press card issued by a recognised national professional body"),
        _("The editor's original attestation has arrived"),
        _("The person reports for a bona fide media organisation"),
        _("The publication is original news, commentary or analysis"),
    ]
    rules = ["S3", "S8", "S13", "S12"]
    return [
        Answer(Criterion(rule, rule, text, lambda case, on: Verdict.MET), verdict)
        for rule, text, verdict in zip(rules, texts, Verdict, strict=True)
    ]


def clocks(now: datetime) -> list[tuple[datetime, ZoneInfo]]:
    """Far ahead in the office's zone; today, elsewhere; passed."""
    return [
        (now + timedelta(days=12, hours=5), ZoneInfo("Europe/Brussels")),
        (now + timedelta(hours=3, minutes=20), ZoneInfo("America/New_York")),
        (now - timedelta(days=1), ZoneInfo("Europe/London")),
    ]
