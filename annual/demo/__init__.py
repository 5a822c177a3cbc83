"""Annual requests of the demo, in every state: each walked there through the real steps."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.criteria import Verdict
from annual.demo.many import furnish_many
from annual.forms.path import body_of
from annual.models import AnnualRequest, Attestation, PassHandOver
from profiles.models import PressCard

__all__ = ["furnish", "furnish_many"]

PRESS_CARD, BELGIAN = AnnualRequest.Path.PRESS_CARD, AnnualRequest.Path.BELGIAN_ACCREDITATION
TRACK_RECORDS = {
    "anna": "Northern Wire since 2012: security and defence. Summits of 2021 to 2024, weekly reports from Brussels.",
    "bruno": "The Meridian Gazette since 2019, before that freelance for several agencies: pictures of ministerials.",
    "farid": "Tagblick since 2015: reports from Brussels for the evening news, interviews with foreign ministers.",
    "greta": "Two contributions to a company magazine.",
    "henri": "Northern Wire since 2017: the European pages.",
    "ines": "The Meridian Gazette since 2020: the world pages.",
    "jonas": "Tagblick since 2014: correspondent in Brussels since 2022.",
}
PUBLICATIONS = (
    ("Arrivals under rain: the ministers in pictures", "https://gazette.example/world/arrivals-under-rain", 12),
    ("Four days on an eastern airfield", "https://gazette.example/world/eastern-airfield", 26),
)


def furnish() -> None:
    """Anna is accredited, Bruno is in review, Chloé has a draft without articles; five more stand elsewhere."""
    if AnnualRequest.objects.exists():
        return
    people = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    officer, now = people["officer"], timezone.now()
    for name in ("anna", "farid", "henri"):
        _approved(people[name], officer, now)
    anna = AnnualRequest.objects.of(people["anna"]).get()
    PassHandOver.objects.record(anna, by=people["passoffice"], at=now - timedelta(days=33))
    bruno = _begun(people["bruno"], now - timedelta(days=6), path=PRESS_CARD)
    for title, address, days in PUBLICATIONS:
        bruno.articles.create(
            kind="publication", title=title, url=address, byline="Bruno Costa", published_on=_day(now, -days)
        )
    bruno.submit(by=people["bruno"], at=now - timedelta(days=5))
    _chloe(people["chloe"], now)
    henri = AnnualRequest.objects.of(people["henri"]).get()
    henri.revoke(
        by=officer, at=now - timedelta(days=2), judged={"bona_fide_organisation": _judged(Verdict.NOT_MET)},
        words="The editor wrote that you left the agency in the summer.",
    )  # fmt: skip
    greta = _begun(people["greta"], now - timedelta(days=30), path=PRESS_CARD)
    greta.submit(by=people["greta"], at=now - timedelta(days=29))
    greta.deny(
        by=officer, at=now - timedelta(days=20), judged={"track_record": _judged(Verdict.NOT_MET)},
        words="The contributions to a company magazine are no reporting for a media organisation.",
    )  # fmt: skip
    jonas = _begun(people["jonas"], now - timedelta(days=18), path=PRESS_CARD)
    jonas.submit(by=people["jonas"], at=now - timedelta(days=17))
    jonas.posted_at = now - timedelta(days=15)
    jonas.save(update_fields=["posted_at"])
    ines = _begun(people["ines"], now - timedelta(days=9), path=PRESS_CARD)
    ines.submit(by=people["ines"], at=now - timedelta(days=8))
    ines.withdraw(by=people["ines"], at=now - timedelta(days=4))


def _begun(user: Any, at: Any, **values: Any) -> AnnualRequest:
    person = user.representative
    values = {
        "online": False,
        "answered_for": person.organisation,
        "track_record": TRACK_RECORDS.get(user.username, ""),
        **values,
    }
    return AnnualRequest.objects.create(representative=person, created_at=at, state_since=at, **values)


def _approved(user: Any, officer: Any, now: Any) -> None:
    """Granted some weeks ago, after the original came by post."""
    request = _begun(user, now - timedelta(days=50), path=PRESS_CARD)
    request.submit(by=user, at=now - timedelta(days=49))
    Attestation.objects.record(
        request, by=officer, arrived_on=_day(now, -44), channel=Attestation.Channel.POST, signatory="Erika Lindqvist",
        function="Editor-in-chief", is_original=True, names_the_person=True, confirms_designation=True, conforms=True,
        recorded_at=now - timedelta(days=44),
    )  # fmt: skip
    answers = AnnualRequest.objects.get(pk=request.pk).answers(_day(now))
    judged = {answer.criterion.name: _judged(Verdict.MET) for answer in answers if answer.is_judged}
    request.approve(by=officer, at=now - timedelta(days=35), judged=judged)


def _chloe(user: Any, now: Any) -> None:
    """Online, on path A; the two articles are missing."""
    card = PressCard.objects.create(
        representative=user.representative, number="FA-2026-0417", issuing_body=body_of("foreign_affairs"),
        valid_until=date(_day(now).year + 1, 12, 31), is_current=False,
    )  # fmt: skip
    _begun(
        user, now - timedelta(days=1), path=BELGIAN, belgian_authority="foreign_affairs", belgian_accreditation=card,
        online=True, outreach=False, website="https://observateur.example/",
        track_record="L’Observateur en ligne depuis 2021 : analyses de politique étrangère.",
    )  # fmt: skip


def _judged(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict.value, "note": ""}


def _day(at: Any, days: int = 0) -> date:
    return timezone.localdate(at, office.ZONE) + timedelta(days=days)
