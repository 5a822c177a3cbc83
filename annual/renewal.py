"""Whether somebody can ask now, and what a renewal takes over, has changed or has lapsed (B4)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accreditation_portal.dates import shown_date
from accreditation_portal.review.criteria import Verdict
from annual.models import AnnualRequest
from profiles.models import MediaRepresentative
from profiles.models.bodies import same_organisation
from profiles.press_card import valid_on


class Kind(TextChoices):
    """What a request made today would be."""

    IN_PROGRESS = "in_progress"
    TOO_EARLY = "too_early"
    NEW = "new"
    RENEWAL = "renewal"
    CHANGE = "change"  # another organisation, while an accreditation is in force


@dataclass(frozen=True)
class Opening:
    """Whether a request can be begun or sent today; ``held`` is the accreditation that it would renew."""

    kind: Kind
    request: AnnualRequest | None = None
    held: AnnualRequest | None = None
    opens_on: date | None = None


@dataclass
class CarriedOver:
    """What of the accreditation before is taken over as it is, has changed, has lapsed, and is asked anew."""

    holds: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    lapsed: list[Any] = field(default_factory=list)
    anew: list[Any] = field(default_factory=list)


def opening(person: MediaRepresentative, on: date) -> Opening:
    """What this person can ask for on that day (S14, B4)."""
    mine = AnnualRequest.objects.filter(representative=person)
    current = mine.in_progress().select_related("belgian_accreditation__issuing_body__same_as").first()
    held = mine.renewable(on=on).order_by("-valid_until", "-pk").first()
    if current:
        current.representative = person
    if current and current.submitted_at:
        return Opening(Kind.IN_PROGRESS, current, held)
    candidate = (current or AnnualRequest(representative=person)).as_if_sent()
    opens = candidate.opens_on(on)
    if opens and opens > on:
        return Opening(Kind.TOO_EARLY, current, held, opens)
    if held is None:
        return Opening(Kind.NEW, current)
    return Opening(Kind.CHANGE if candidate.reports_a_change(on) else Kind.RENEWAL, current, held)


def carried_over(request: AnnualRequest, held: AnnualRequest, on: date) -> CarriedOver:
    """What a renewal of ``held`` says of itself first; ``request`` is the draft ``as_if_sent``."""
    found, person = CarriedOver(), request.representative
    if same_organisation(held.organisation, request.organisation):
        _compare(found, _("Organisation"), request.organisation_name, request.organisation_name)
    else:
        _compare(found, _("Organisation"), held.organisation_name, request.organisation_name)
    _compare(found, _("Media function"), str(held.shown_role), str(request.shown_role))
    _compare(found, _("Name"), held.full_name, request.full_name)
    _dated(found, _("Identity document"), request.document_number, request.document_valid_until, on)
    _dated(found, _("Residence in Belgium"), request.get_belgian_residence_display(),
           request.belgian_residence_until, on)  # fmt: skip
    on_path_a = (request.path or held.path) == held.Path.BELGIAN_ACCREDITATION
    card = (request.belgian_accreditation or held.belgian_accreditation) if on_path_a else person.press_card
    if card:
        label = _("Belgian accreditation") if on_path_a else _("Press card")
        target = found.lapsed if valid_on(card, on) == Verdict.NOT_MET else found.holds
        target.append(_("%(what)s: %(value)s") % {"what": label, "value": card.number})
    if request.awaits_original(on):
        found.anew.append(_("the original of your editor's attestation, for every request"))
    if request.is_online:
        found.anew.append(_("two articles of the past month"))
    if request.is_freelance and not request.awaits_original(on):
        found.anew.append(_("recent publications"))
    return found


def _compare(found: CarriedOver, label: str, before: str, now: str) -> None:
    if not before and not now:
        return
    if before == now:
        found.holds.append(_("%(what)s: %(value)s") % {"what": label, "value": now})
    else:
        words = _("%(what)s: was “%(before)s”, is “%(now)s” now")
        found.changed.append(words % {"what": label, "before": before or "–", "now": now or "–"})


def _dated(found: CarriedOver, label: str, value: str, last_day: date | None, on: date) -> None:
    if not value:
        return
    lapsed = last_day is not None and last_day < on
    words = _("%(what)s: %(value)s, until %(day)s") if last_day else _("%(what)s: %(value)s")
    day = shown_date(last_day)
    (found.lapsed if lapsed else found.holds).append(words % {"what": label, "value": value, "day": day})
