"""How a named rule is declared, asked and kept; this module holds no rule itself (B1)."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
    """One rule: its number, its text, and the function that asks it.

    ``why`` says in words what the verdict rests on. One that ``blocks`` refuses the sending where it is not met: the
    procedure leaves no room. One that is ``confirmed`` is judged by an officer also where the facts meet it.
    """

    name: str
    rule: str
    text: Any
    ask: Callable[[Any, date], Verdict]
    why: Callable[[Any, date], list[Any]] | None = None
    blocks: bool = False
    confirmed: bool = False


@dataclass(frozen=True)
class Answer:
    """What a criterion said of one case on one day."""

    criterion: Criterion
    verdict: Verdict
    reasons: list[Any] = field(default_factory=list)

    @property
    def is_judged(self) -> bool:
        """Whether an officer records a verdict on it before an approval."""
        confirmed = self.criterion.confirmed and self.verdict == Verdict.MET
        return confirmed or self.verdict == Verdict.FOR_OFFICER

    @property
    def stops_sending(self) -> bool:
        return self.criterion.blocks and self.verdict == Verdict.NOT_MET

    def as_kept(self) -> dict[str, Any]:
        """The shape in which a decision keeps it: the text and the reasons too, in the language that is active."""
        return {
            "criterion": self.criterion.name,
            "rule": self.criterion.rule,
            "text": str(self.criterion.text),
            "verdict": self.verdict.value,
            "reasons": [str(reason) for reason in self.reasons],
        }


class Checklist:
    """The criteria of one kind of case, in the order of their declaration."""

    def __init__(self) -> None:
        self.criteria: dict[str, Criterion] = {}

    def criterion(
        self, rule: str, text: Any, **more: Any
    ) -> Callable[[Callable[..., Verdict]], Callable[..., Verdict]]:
        """Declare the decorated function ``(case, on) -> Verdict`` as the criterion of that rule.

        ``more``: ``why``, ``blocks`` and ``confirmed`` of ``Criterion``.
        """

        def declare(ask: Callable[..., Verdict]) -> Callable[..., Verdict]:
            self.criteria[ask.__name__] = Criterion(ask.__name__, rule, text, ask, **more)
            return ask

        return declare

    def ask(self, case: Any, on: date) -> list[Answer]:
        """Every criterion's answer for this case on that day."""
        return [
            Answer(criterion, criterion.ask(case, on), criterion.why(case, on) if criterion.why else [])
            for criterion in self.criteria.values()
        ]
