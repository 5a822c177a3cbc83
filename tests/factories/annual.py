"""Annual requests of the tests: walked to their state through the real steps."""

from datetime import timedelta

from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Ground, Item, State
from annual.models import AnnualRequest, Attestation
from profiles.models import IssuingBody, PressCard, User, search_key

WALKS = {
    State.SUBMITTED: (),
    State.INFORMATION_REQUESTED: (("request_information", {"items": [Item.ORGANISATION], "words": "Which, please?"}),),
    State.APPROVED: (("approve", {}),),
    State.DENIED: (("deny", {"words": "Not for the media."}),),
    State.REVOKED: (("approve", {}), ("revoke", {"words": "Left the newspaper."})),
    State.CLOSED: (("close", {"ground": Ground.DUPLICATE}),),
}
ORIGINAL = {
    "channel": Attestation.Channel.POST,
    "signatory": "Erika Editor",
    "function": "Editor-in-chief",
    "is_original": True,
    "names_the_person": True,
    "confirms_designation": True,
    "conforms": True,
}


def today():
    return timezone.localdate(timezone=office.ZONE)


def issuing_body(name="Journalists of Belgium", **fields) -> IssuingBody:
    values = {"kind": "association", "standing": IssuingBody.Standing.RECOGNISED, **fields}
    found = IssuingBody.objects.filter(search_key=search_key(name)).first()
    return found or IssuingBody.objects.create(name=name, **{"country": "BE", **values})


def press_card(user: User, **fields) -> PressCard:
    """The card in use of this person, valid for two years, of a recognised body."""
    values = {"number": f"BE-{user.pk:05}", "valid_until": today() + timedelta(days=730), **fields}
    values.setdefault("issuing_body", issuing_body())
    return user.representative.use_card(**values)


def original(request: AnnualRequest, officer: User, **fields) -> Attestation:
    """The arrival of a conforming original, recorded by an officer."""
    return Attestation.objects.record(request, by=officer, **{"arrived_on": today(), **ORIGINAL, **fields})


def all_met(request: AnnualRequest) -> dict[str, dict[str, str]]:
    """An officer's verdicts: everything that is theirs to judge is met."""
    request = AnnualRequest.objects.get(pk=request.pk)
    return {
        a.criterion.name: {"verdict": Verdict.MET.value, "note": ""} for a in request.answers(today()) if a.is_judged
    }


def approve(request: AnnualRequest, officer: User, **details) -> AnnualRequest:
    """Approve as an officer does: the original first, then a verdict on every criterion."""
    if request.awaits_original():
        original(request, officer)
    return request.approve(by=officer, judged=all_met(request), **details)


def draft(user: User, **fields) -> AnnualRequest:
    """A draft that can be sent: path B with a card, a track record; of freelancers a publication too."""
    if user.representative.press_card is None:
        press_card(user)
    values = {
        "path": AnnualRequest.Path.PRESS_CARD, "online": False, "track_record": "Ten years of reports.",
        "answered_for": user.representative.organisation, **fields,
    }  # fmt: skip
    request = AnnualRequest.objects.create(representative=user.representative, **values)
    if user.representative.employment == "freelance":
        work(request, "publication")
    return request


def ending(request: AnnualRequest, last_day) -> AnnualRequest:
    """The accreditation as if it ended that day: time is what no step brings about."""
    first = min(request.valid_from, last_day)
    AnnualRequest.objects.filter(pk=request.pk).update(valid_from=first, valid_until=last_day)
    request.refresh_from_db()
    return request


def work(request: AnnualRequest, kind="article", number=1, **fields):
    """An article or publication of the person, of last week unless it says otherwise."""
    person = request.representative
    values = {
        "title": f"Report {number}",
        "url": f"https://news.example.com/reports/{number}",
        "byline": f"By {person.given_names} {person.family_name}",
        "published_on": today() - timedelta(days=7),
        **fields,
    }
    return request.articles.create(kind=kind, **values)


def annual_request(user: User, *, at=State.SUBMITTED, officer: User | None = None, **fields) -> AnnualRequest:
    """The annual request of ``user``, in the state ``at``; ``officer`` takes the office's steps."""
    request = draft(user, **fields)
    if at == State.DRAFT:
        return request
    request.submit(by=user)
    if at == State.WITHDRAWN:
        request.withdraw(by=user)
    for step, details in WALKS.get(at, ()):
        if step == "approve":
            approve(request, officer)
        else:
            getattr(request, step)(by=officer, **details)
    return request
