"""How a named rule is declared, asked and kept; this module holds no rule itself (B1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    FOR_OFFICER = "for_officer", _("An officer judges")
    NOT_ASKED = "not_asked", _("Does not apply")


@dataclass(frozen=True)
class Criterion:
    """One rule: its number, its text, and the function that asks it."""

    name: str
    rule: str
    text: Any
    ask: Callable[[Any, date], Verdict]


@dataclass(frozen=True)
class Answer:
    """What a criterion said of one case on one day."""

    criterion: Criterion
    verdict: Verdict

    def as_kept(self) -> dict[str, str]:
        """The shape in which a decision keeps it."""
        return {"criterion": self.criterion.name, "rule": self.criterion.rule, "verdict": self.verdict.value}


class Checklist:
    """The criteria of one kind of case, in the order of their declaration."""

    def __init__(self) -> None:
        self.criteria: dict[str, Criterion] = {}

    def criterion(self, rule: str, text: Any) -> Callable[[Callable[..., Verdict]], Callable[..., Verdict]]:
        """Declare the decorated function ``(case, on) -> Verdict`` as the criterion of that rule."""

        def declare(ask: Callable[..., Verdict]) -> Callable[..., Verdict]:
            self.criteria[ask.__name__] = Criterion(ask.__name__, rule, text, ask)
            return ask

        return declare

    def ask(self, case: Any, on: date) -> list[Answer]:
        """Every criterion's answer for this case on that day."""
        return [Answer(criterion, criterion.ask(case, on)) for criterion in self.criteria.values()]
