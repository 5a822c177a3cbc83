"""What the timeline of a registration says besides its steps: the authorities, the pass, the event."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import Entry


class WithTimeline:
    """A registration as its timeline asks it (B3)."""

    def awaited_after_approval(self, *, own: bool, at: datetime) -> list[Entry]:
        """The pass until it is collected, then the event itself."""
        if self.hand_over:
            now = Entry("now", pgettext("where a case stands", "Accredited"), self.decided_at,
                        text=_("The pass is collected."))  # fmt: skip
        else:
            now = Entry(
                "now", pgettext("what is awaited", "Collecting the pass"), self.decided_at,
                who=_("you") if own else _("the media representative"),
                text=_("In person, at the places and hours that the confirmation names."),
            )  # fmt: skip
        return [now, Entry("next", pgettext("what follows", "The event"), text=self.event.shown_when)]

    def open_after_the_end(self) -> Any:
        if self.state == State.WITHDRAWN:
            return _("You took it back. As long as registration is open, you can register again.")
        if self.state == State.CLOSED:
            return _("It is closed without a decision about you: %(ground)s. Questions go to the office.") % {
                "ground": self.get_ground_display()
            }
        return _("The decision is final; only the office can take the case up again.")

    def alike(self) -> list[tuple[str, Any]]:
        """Those of the same event first: each has its own rhythm, and its own authorities."""
        every = type(self)._default_manager.all()
        return [(f"event-{self.event_id}", every.filter(event=self.event_id)), ("all", every)]

    @property
    def begins_at(self) -> datetime:
        return self.event.starts

    @property
    def to_be_sent_by(self) -> str:
        return self.event.shown_deadline
