"""What the timeline of an annual request says besides its steps: the paper, the pass, the days that it holds."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.states import UNDER_REVIEW, State
from accreditation_portal.review.timeline import Entry


class WithTimeline:
    """An annual request as its timeline asks it (B3)."""

    def happened_besides(self, *, inside: bool) -> list[Entry]:
        arrivals = self.attestations.select_related("recorded_by").order_by("recorded_at", "pk")
        entries = [*super().happened_besides(inside=inside), *(arrival.entry(inside=inside) for arrival in arrivals)]
        if self.posted_at:
            said = _("Original posted, as the applicant says") if inside else _("Original posted, as you said")
            entries.append(Entry("done", said, self.posted_at))
        return entries

    def awaited_besides(self, *, own: bool) -> list[Entry]:
        if self.state not in UNDER_REVIEW or not self.awaits_original():
            return []
        if own:
            who, text = (
                _("you"),
                _("By post or by hand, at the address shown on this page. A copy does not replace it."),
            )
        else:
            who, text = _("the media representative"), _("By post or by hand. A copy does not replace it.")
        return [Entry("now", _("The original of the editor's attestation"), self.submitted_at, who=who, text=text)]

    def awaited_after_approval(self, *, own: bool, at: datetime) -> list[Entry]:
        """The pass, then the days that it holds and its renewal; once it has lapsed, how long it can be renewed."""
        today, last = timezone.localdate(at, office.ZONE), self.valid_until
        if last < today:
            until = last + office.RENEWAL_STILL
            text = _("It ended on %(day)s.") % {"day": shown(last)}
            return [Entry("now", pgettext("where a case stands", "Expired"), text=text), *_renewal_until(until, today)]
        days = _("It holds from %(first)s to %(last)s.") % {"first": shown(self.valid_from), "last": shown(last)}
        if self.hand_over:
            now = Entry("now", pgettext("where a case stands", "Accredited"), self.decided_at, text=days)
        else:
            text = _("In person at the %(office)s, until %(day)s.") % {
                "office": office.PASS_OFFICE, "day": shown(last)
            }  # fmt: skip
            who = _("you") if own else _("the media representative")
            title = pgettext("what is awaited", "Collecting the pass")
            now = Entry("now", title, self.decided_at, who=who, text=f"{text} {days}")
        opens = max(self.renewal_opens_on, self.valid_from)
        words = _("It can be renewed since %(day)s.") if opens <= today else _("It can be renewed from %(day)s on.")
        text = words % {"day": shown(opens)}
        return [now, Entry("next", pgettext("what follows", "Renewal"), text=text)]

    def open_after_the_end(self) -> Any:
        if self.state == State.WITHDRAWN:
            return _("You took it back. You can begin a new request at any time.")
        if self.state == State.CLOSED:
            return _("It is closed without a decision about you. You can make a new request.")
        return _("The decision is final. If your situation changes, you can make a new request.")


def _renewal_until(until: date, today: date) -> list[Entry]:
    if until < today:
        return []
    text = _("It can still be renewed until %(day)s.") % {"day": shown(until)}
    return [Entry("next", pgettext("what follows", "Renewal"), text=text)]


def shown(day: date) -> str:
    return shown_date(day)
