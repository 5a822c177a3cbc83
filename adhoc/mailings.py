"""Letters to everybody whom a version of an advisory concerns here, batch by batch (P7, P13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accreditation_portal.notifications.fan_out import NOBODY, Batch
from accreditation_portal.notifications.models import Mailing
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.notifications.outbox import ToOne
from adhoc import notices
from adhoc.attendance import can_be_covered, holders_covering, holders_who_lose_cover
from adhoc.models import EventRegistration, LostCover
from adhoc.models.admission import on_time_until
from adhoc.models.registration import DULY_SUBMITTED
from annual.models import AnnualRequest
from events.models import Event, MediaAdvisory
from events.models.letters import version_values
from events.times import shown_instant
from profiles.models import MediaRepresentative


def with_a_case(mailing: Mailing, after: int, limit: int) -> Batch:
    """The next of those whose case was open then and still is: who withdrew meanwhile has nothing to expect."""
    version, before = _versions_of(mailing)
    if version is None or before is None or version.concerns_nobody(before):
        return NOBODY
    notice = notices.event_cancelled if version.snapshot["cancelled"] else notices.advisory_updated
    cases = EventRegistration.objects.open().filter(event=version.event_id, created_at__lte=mailing.at, pk__gt=after)
    found = list(cases.select_related("representative__user").order_by("pk")[:limit])
    common = _common(version, before)
    letters = [_told(case.representative, notice, common, registration=case) for case in found]
    return Batch(letters, found[-1].pk if len(found) == limit else None)


def once_covered(mailing: Mailing, after: int, limit: int) -> Batch:
    """Of a cancelled event, the next holders whose annual accreditation covered it."""
    version, before = _versions_of(mailing)
    if version is None or before is None or not version.snapshot["cancelled"] or version.concerns_nobody(before):
        return NOBODY
    stood = before.snapshot
    if stood["cancelled"] or not (stood["at_headquarters"] and stood["annual_accreditation_suffices"]):
        return NOBODY
    days = date.fromisoformat(stood["starts_on"]), date.fromisoformat(stood["ends_on"])
    holding = AnnualRequest.objects.approved().filter(valid_from__lte=days[1], valid_until__gte=days[0])
    people = MediaRepresentative.objects.filter(pk__gt=after, pk__in=holding.values("representative"))
    found = list(people.select_related("user").order_by("pk")[:limit])
    covered, common = holders_covering(days, among=[person.pk for person in found]), _common(version, before)
    letters = [_told(person, notices.event_cancelled, common) for person in found if person.pk in covered]
    return Batch(letters, found[-1].pk if len(found) == limit else None)


def without_cover(mailing: Mailing, after: int, limit: int) -> Batch:
    """The next holders who lost their cover by this version, unless they registered or are covered again meanwhile.

    Of a cancelled event, all who were ever told to register for it.
    """
    version, before = _versions_of(mailing)
    if version is None:
        return NOBODY
    event, is_end = version.event, version.snapshot["cancelled"]
    if event.is_cancelled and not is_end:
        return NOBODY  # nobody registers any more; the version that cancelled it tells them
    lost = LostCover.objects.filter(event=event, pk__gt=after, **({} if is_end else {"at": mailing.at}))
    found = list(lost.select_related("representative__user").order_by("pk")[:limit])
    if not found or version.concerns_nobody(before):
        return NOBODY
    common, settled = _common(version, before), set() if is_end else _settled(event, found)
    for language, values in common.items():
        with translation.override(language):
            values["deadline"] = shown_instant(on_time_until(event, mailing.at), event.zone_of_deadline)
    notice = notices.event_cancelled if is_end else notices.cover_lost
    letters = [_told(row.representative, notice, common) for row in found if row.representative_id not in settled]
    return Batch(letters, found[-1].pk if len(found) == limit else None)


def _settled(event: Event, rows: list[LostCover]) -> set[int]:
    """Those who registered or are covered again by now."""
    people = [row.representative_id for row in rows]
    registered = event.registrations.filter(state__in=DULY_SUBMITTED, representative__in=people)
    covered = holders_covering(event.days, among=people) if can_be_covered(event) else set()
    return covered | set(registered.values_list("representative", flat=True))


AUDIENCES = {"advisory": (with_a_case, once_covered, without_cover)}


def counted(kind: str, *, event: Event, before: dict[str, Any] | None) -> Iterable[tuple[str, int]]:
    """How many a version that leaves the event like this would tell here, beside followers (P13)."""
    if before is None:
        return
    yield _("People with a registration or a draft"), event.registrations.open().count()
    lost = holders_who_lose_cover(before, event)
    if event.is_cancelled:
        yield _("Holders of annual accreditation who were covered"), len(lost)
    elif event.takes_registrations:
        registered = event.registrations.filter(state__in=DULY_SUBMITTED).values_list("representative", flat=True)
        yield _("Holders of annual accreditation who lose cover and must register"), len(lost - set(registered))


def _versions_of(mailing: Mailing) -> tuple[MediaAdvisory | None, MediaAdvisory | None]:
    """The version and the one before it; neither where the event was deleted meanwhile."""
    version = MediaAdvisory.objects.select_related("event").filter(pk=mailing.subject).first()
    return version, version.full_version_before() if version else None


def _common(version: MediaAdvisory, before: MediaAdvisory | None) -> dict[str, dict[str, Any]]:
    """What every letter of a batch says, in each language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = version_values(version, before)
    return said


def _told(
    person: MediaRepresentative, notice: Notice, common: dict[str, dict[str, Any]],
    registration: EventRegistration | None = None,
) -> ToOne:  # fmt: skip
    values = common[person.user.language] | {
        "name": person.full_name,
        "reference": registration.shown_reference if registration else "",
        "link": settings.SITE_URL + registration.get_absolute_url() if registration else "",
        "attendance_link": settings.SITE_URL + reverse("adhoc:attendance"),
    }
    return ToOne(person.user, notice, values, about=registration.reference if registration else "")
