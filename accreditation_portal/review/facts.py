"""What an officer reads of a case: the data as submitted beside today's, and the record in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accreditation_portal.dates import shown_date
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Item
from accreditation_portal.review.timeline import DONE, Entry, labels_of, shown_moment

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case, Decision


@dataclass(frozen=True)
class Fact:
    """One field in words; ``today`` where the profile says something else by now."""

    label: Any
    value: Any
    today: Any = None
    differs: bool = False


@dataclass(frozen=True)
class Shown:
    """A document on the page: under which heading, and the remark that goes with it."""

    label: Any
    document: Any
    remark: Any = ""

    @property
    def pages(self) -> range:
        return range(2, self.document.pages + 1)


@dataclass(frozen=True)
class Line:
    """One line of the record as the desk shows it."""

    when: str
    title: Any
    who: Any
    decision: "Decision"
    changes: list[Any] = field(default_factory=list)

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        """The criteria as they stood, each with what the facts said and what the officer judged (B1)."""
        names = dict(Verdict.choices)
        found = []
        for kept in self.decision.verdicts:
            officer = kept.get("officer") or {}
            found.append(
                {
                    "rule": kept["rule"],
                    "text": kept.get("text") or kept["criterion"],
                    "verdict": kept["verdict"],
                    "label": names.get(kept["verdict"], kept["verdict"]),
                    "reasons": kept.get("reasons", []),
                    "judged": names.get(officer.get("verdict", ""), ""),
                    "remark": officer.get("note", ""),
                }
            )
        return found


def facts_of(case: "Case", fields: Mapping[str, Iterable[str]]) -> list[tuple[Any, list[Fact]]]:
    """The fields of the case, grouped by item; empty ones are left out unless the profile now has something there.

    Organisation, card and photo are rows of their own: the page shows them as what they are.
    """
    differing = case.differs_from_profile() if case.data_taken_at else {}  # type: ignore[attr-defined]
    today = type(case)(representative=case.representative)
    for name, (_older, now) in differing.items():
        setattr(today, case._meta.get_field(name).attname, now)
    groups = []
    for item, names in fields.items():
        texts = [name for name in names if not case._meta.get_field(name).is_relation]
        facts = [_fact(case, today, name, name in differing) for name in texts]
        if shown := [fact for fact in facts if fact.value or fact.differs]:
            groups.append((Item(item).label, shown))
    return groups


def _fact(case: "Case", today: "Case", name: str, differs: bool) -> Fact:
    label = capfirst(str(case._meta.get_field(name).verbose_name))
    return Fact(label, in_words(case, name), in_words(today, name) if differs else None, differs)


def in_words(case: Any, name: str) -> Any:
    """A field's value as people read it: the choice's name, the country's, the day."""
    if hasattr(case, f"get_{name}_display"):
        return getattr(case, f"get_{name}_display")()
    value = getattr(case, name)
    if isinstance(value, date):
        return shown_date(value)
    return getattr(value, "name", value) or ""


def record_of(decisions: Iterable["Decision"], case: "Case") -> list[Line]:
    """The record, newest first, each line with what it changed."""
    return [
        Line(
            shown_moment(decision.at),
            DONE.get(decision.step, decision.step),
            (decision.by.get_full_name() or decision.by.username) if decision.by else decision.get_acting_as_display(),
            decision,
            changes_of(decision, case),
        )
        for decision in decisions
    ]


def documents_of(case: Any) -> list[Shown]:
    """What was handed in, by kind, as officers look at it."""
    taken_back = _("The applicant wants to take it back.")
    return [
        Shown(each.get_kind_display(), each.document, taken_back if each.removal_wanted else "")
        for each in case.handed_in()
    ]


def story_of(lines: Iterable[Line], entries: Iterable[Entry]) -> list[Line | Entry]:
    """Everything that happened to a case, oldest first: the record, and what arrived beside it (B8)."""
    happened: list[Any] = [*lines, *entries]  # of the timeline only what has a moment
    return sorted(happened, key=lambda each: each.decision.at if isinstance(each, Line) else each.at)


def changes_of(decision: "Decision", case: "Case", *, but: tuple[str, ...] = ()) -> list[Any]:
    """What a step changed, in words; ``but``: what is shown beside it already."""
    kept = {name: value for name, value in decision.changes.items() if name not in but}
    sentences = {
        "asked": _("%(item)s: asked for"),
        "items": _("%(item)s: asked for, and completed"),
        "not_given": _("%(item)s: asked for, and not given"),
    }
    lines: list[Any] = [
        sentence % {"item": label} for name, sentence in sentences.items() for label in labels_of(kept.get(name, ()))
    ]
    if kept.get("declared"):
        lines.append(_("Declared true and complete"))
    for name, older in kept.get("older", {}).items():
        model_field = case._meta.get_field(name)
        if isinstance(older, list):  # rows of their own, in words
            label = capfirst(str(model_field.related_model._meta.verbose_name_plural))
            lines += [_("%(field)s: was “%(older)s”") % {"field": label, "older": each} for each in older]
            continue
        label = capfirst(str(model_field.verbose_name))
        if model_field.is_relation:  # the older row has a number that says nothing
            lines.append(_("%(field)s: another one") % {"field": label})
        else:
            lines.append(_("%(field)s: was “%(older)s”") % {"field": label, "older": older or "–"})
    if number := len(kept.get("added", ())):
        lines.append(ngettext("%(count)s document added", "%(count)s documents added", number) % {"count": number})
    if number := len(kept.get("removed", ())):
        lines.append(
            ngettext("%(count)s document taken back", "%(count)s documents taken back", number) % {"count": number}
        )
    return lines


def judged_before(decisions: Iterable["Decision"]) -> dict[str, dict[str, str]]:
    """What officers judged of each criterion, the newest judgement of each; ``decisions`` come newest first."""
    found: dict[str, dict[str, str]] = {}
    for decision in decisions:
        for kept in decision.verdicts:
            if kept.get("officer"):
                found.setdefault(kept["criterion"], kept["officer"])
    return found
