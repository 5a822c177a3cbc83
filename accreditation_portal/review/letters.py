"""The letters of a case, as its page shows them: to whom, when, and what became of each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.outbox import why_not_again
from accreditation_portal.review.timeline import shown_moment

if TYPE_CHECKING:
    from accreditation_portal.review.models import Case


@dataclass(frozen=True)
class ShownLetter:
    """One letter with its fate in words; ``tone``: good, wait or bad."""

    letter: OutboxMail
    fate: Any
    tone: str
    said: str = ""

    @property
    def badge(self) -> str:
        """Of which state the fate has the colour."""
        return {"good": "approved", "wait": "submitted"}.get(self.tone, "denied")

    @property
    def written(self) -> str:
        return shown_moment(self.letter.queued_at)

    @property
    def first_written(self) -> str:
        """When the letter was written that this one repeats."""
        return shown_moment(self.letter.repeats.queued_at) if self.letter.repeats else ""

    @property
    def language(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.letter.language, self.letter.language))

    @property
    def tries(self) -> str:
        """How often it was tried, where once was not enough."""
        number = self.letter.attempts
        if not number or (number == 1 and self.letter.state != "waiting"):
            return ""
        return ngettext("tried %(number)s time", "tried %(number)s times", number) % {"number": number}

    @property
    def stopped(self) -> Any:
        """Why it cannot be sent again, or None."""
        return why_not_again(self.letter)


def letters_of(case: "Case") -> list[ShownLetter]:
    """All letters of this case, whatever caused them, the newest last."""
    letters = OutboxMail.objects.of_cases().filter(about=case.reference).order_by("queued_at", "pk")
    return [shown(letter) for letter in letters.select_related("recipient", "repeats", "repeated_for").defer("html")]


def letters_to(case: "Case", user: Any) -> list[ShownLetter]:
    """Those of them that went to this person, with what they say: the page is true though no mail arrives (B15)."""
    letters = OutboxMail.objects.of_cases().filter(about=case.reference, recipient=user).order_by("queued_at", "pk")
    letters = letters.exclude(to="")  # erased with the case: nothing is left to read
    return [shown(letter) for letter in letters.defer("html")]


def shown(letter: OutboxMail) -> ShownLetter:
    """What became of a letter, in words, with the moment at which it did."""
    if letter.state == "waiting":
        fate = _("Waiting since %(when)s") % {"when": shown_moment(letter.queued_at)}
        return ShownLetter(letter, fate, "wait", letter.last_error)
    name, at, tone, said = {
        "sent": (pgettext("letter", "Sent"), letter.sent_at, "good", ""),
        "failed": (pgettext("letter", "Given up"), letter.failed_at, "bad", letter.last_error),
        "delivered": (letter.get_outcome_display(), letter.outcome_at, "good", ""),
    }.get(letter.state, (letter.get_outcome_display(), letter.outcome_at, "bad", letter.outcome_said))
    return ShownLetter(letter, f"{name}, {shown_moment(at)}" if at else name, tone, said)
