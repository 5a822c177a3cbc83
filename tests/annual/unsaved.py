"""Annual requests that were never saved, with what belongs to them: criteria are asked of these without a database."""

from datetime import date, datetime, time, timedelta

from accreditation_portal import office
from accreditation_portal.documents.models import Document
from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.states import State
from annual.models import AnnualRequest, Article, Attachment, Attestation
from profiles.models import IssuingBody, MediaOrganisation, PressCard

DAY = date(2026, 11, 23)  # a Monday, and the day that is asked about unless a test says otherwise
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
NOON = datetime.combine(DAY, time(12), tzinfo=office.ZONE)
SITE = "https://www.gazette.example.com/"


def body(**fields) -> IssuingBody:
    values = {"name": "Journalists of France", "country": "FR", "kind": "association", "standing": "recognised"}
    return IssuingBody(**values | fields)


def card(*, copy=True, valid_until=date(2028, 12, 31), **of_body) -> PressCard:
    """A valid card of a recognised body, with a copy, unless the test says otherwise."""
    return PressCard(
        number="FR-4711", valid_until=valid_until, scan_id=1 if copy else None, issuing_body=body(**of_body)
    )


def organisation(**fields) -> MediaOrganisation:
    return MediaOrganisation(**{"name": "Daily Gazette", "kind": "print", "country": "BE", **fields})


def article(number=1, **fields) -> Article:
    """By the person, of last week, on the organisation's site; ``number`` is its place in the order of entering."""
    values = {
        "pk": number,
        "kind": "article",
        "title": f"Report {number}",
        "url": f"{SITE}reports/{number}",
        "byline": "Anna Peeters",
        "published_on": DAY - timedelta(days=7),
    }
    return Article(**values | fields)


def publication(number=1, **fields) -> Article:
    return article(number, **{"kind": "publication", **fields})


def arrival(**fields) -> Attestation:
    """An attestation that conforms, unless the test says otherwise."""
    return Attestation(**{"arrived_on": YESTERDAY, "is_original": True, "conforms": True, **fields})


def attachment(kind, **fields) -> Attachment:
    return Attachment(**{"kind": kind, "handed_in_at": DAY, "document": Document(), **fields})


def annual_request(*, articles=(), arrivals=(), attachments=(), **fields) -> AnnualRequest:
    """A submitted request of somebody employed in Belgium by a newspaper, on path B, with all that it needs but S8."""
    values = {
        "pk": 1,
        "state": State.SUBMITTED,
        "family_name": "Peeters",
        "given_names": "Anna",
        "latin_family_name": "PEETERS",
        "latin_given_names": "ANNA",
        "belgian_residence": "id_card",
        "belgian_residence_until": date(2035, 1, 31),
        "employment": "employed",
        "organisation": organisation(),
        "photo_id": 1,
        "path": AnnualRequest.Path.PRESS_CARD,
        "press_card": card(),
        "online": False,
        "track_record": "Ten years of reports.",
    }
    request = AnnualRequest(**values | fields)
    for each in arrivals:  # each came for the organisation of the request, unless the test says otherwise
        each.organisation = each.organisation or request.organisation
    # As pages that show many requests fetch what belongs to each.
    request._prefetched_objects_cache = {
        "articles": list(articles),
        "attestations": list(arrivals),
        "attachments": list(attachments),
    }
    return request


def renewed(state=State.APPROVED) -> AnnualRequest:
    """The accreditation that a renewal renews."""
    return AnnualRequest(pk=2, state=state, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))


def answer(name: str, request: AnnualRequest, on: date = DAY) -> Answer:
    """What the criterion of that name says of the request on that day; every other one is asked too."""
    return {answer.criterion.name: answer for answer in request.answers(on)}[name]


def said(name: str, request: AnnualRequest, on: date = DAY) -> tuple[Verdict, list[str]]:
    """Its verdict, and the reasons as they are read."""
    found = answer(name, request, on)
    return found.verdict, [str(reason) for reason in found.reasons]
