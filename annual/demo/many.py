"""Synthetic annual requests by the hundred: one for each synthetic person who lives in Belgium and has an employer."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from annual.models import AnnualDecision, AnnualRequest, Attestation
from annual.validity import validity_of_new
from profiles.demo.bulk import free_numbers, write
from profiles.demo.many import Person
from profiles.demo.stories import asked_once, left_in_the_case, moments, record, reference_of, state_of
from profiles.models import MediaOrganisation, PressCard

ARRIVED = {
    "channel": Attestation.Channel.POST.value, "signatory": "Erika Lindqvist", "function": "Editor-in-chief",
    "is_original": True, "names_the_person": True, "confirms_designation": True, "conforms": True,
}  # fmt: skip


def furnish_many(batch: Any) -> None:
    """A request of everybody who could send one, on the path of the press card; every other original is awaited."""
    rng = Random(batch.numbers.start)
    officers = list(get_user_model().objects.filter(username__in=["officer", "officer2"]).values_list("pk", flat=True))
    people = [person for person in batch.people if could_ask(person)]
    cards = PressCard.objects.select_related("issuing_body__same_as").in_bulk([person.card for person in people])
    cases, arrivals, lines = [], [], []
    for person, pk in zip(people, free_numbers(AnnualRequest, len(people)), strict=True):
        state, officer = state_of(person.number // 10), rng.choice(officers)
        times = moments(state, batch.at, rng)
        decided = state in (State.APPROVED, State.REVOKED)
        has_original = decided or (state != State.DRAFT and person.number % 20 == 0)
        case = {
            "id": pk, "reference": reference_of("A", person.number), "representative_id": person.pk,
            "path": AnnualRequest.Path.PRESS_CARD.value, "online": False, "outreach": None,
            "answered_for_id": person.organisation.pk, "track_record": "Reports from Brussels since 2019.",
            "valid_from": None, "valid_until": None,
            **left_in_the_case(state, times, officer), **data_as_submitted(person, state),
        }  # fmt: skip
        if decided:
            approved_on = timezone.localdate(times[2], office.ZONE)
            case["valid_from"], case["valid_until"] = validity_of_new(approved_on)
            if state == State.REVOKED:
                case["valid_until"] = timezone.localdate(times[-1], office.ZONE)
        cases.append(case)
        if has_original:
            at = times[1] + timedelta(minutes=5)
            arrivals.append({
                "case_id": pk, "organisation_id": person.organisation.pk, "recorded_by_id": officer, "recorded_at": at,
                "arrived_on": timezone.localdate(at, office.ZONE), **ARRIVED,
            })  # fmt: skip
        verdicts = verdicts_of(batch.asked, case, person, cards[person.card], has_original)
        lines += record(pk, state, times, applicant=person.user, officer=officer, verdicts=verdicts)
    for model, rows in ((AnnualRequest, cases), (Attestation, arrivals), (AnnualDecision, lines)):
        write(model, rows)


def could_ask(person: Person) -> bool:
    """Whether this person could send a request that waits for nothing but an original."""
    organisation = person.organisation and person.organisation.itself
    is_offline = organisation is not None and organisation.kind != MediaOrganisation.Kind.ONLINE
    return is_offline and person.card is not None and bool(person.data["belgian_residence"])


def data_as_submitted(person: Person, state: State) -> dict[str, Any]:
    """What the request has of the profile; a draft has nothing yet."""
    if state == State.DRAFT:
        return {}
    return {**person.data, "organisation_name": person.organisation.name, "press_card_id": person.card}


def verdicts_of(asked: dict[Any, Any], row: dict[str, Any], person: Person, card: PressCard,
                has_original: bool) -> Callable[[str], Any]:  # fmt: skip
    """What the checklist says of this request at a step."""

    def case() -> AnnualRequest:
        found = AnnualRequest(**row)
        found.organisation, found.press_card = person.organisation, card
        arrivals = [Attestation(organisation=person.organisation, conforms=True)] if has_original else []
        found._prefetched_objects_cache = {"attestations": arrivals, "attachments": [], "articles": []}
        return found

    said = ("annual", person.organisation.pk, card.issuing_body_id, has_original)
    return lambda step: asked_once(asked, said, case, step, row["state_since"])
