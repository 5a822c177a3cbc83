"""Synthetic registrations by the thousand: one for each synthetic person, in every state."""

from collections.abc import Callable
from random import Random
from typing import Any

from django.contrib.auth import get_user_model

from accreditation_portal.documents.models import Document
from accreditation_portal.review.states import State
from adhoc.demo.specimens import LETTER, specimen
from adhoc.models import Attachment, EventRegistration, RegistrationDecision
from events.deadlines import Registration
from events.models import Event
from profiles.demo.bulk import free_numbers, write
from profiles.demo.many import Person, document, kept_once
from profiles.demo.stories import asked_once, left_in_the_case, moments, record, reference_of, state_of
from profiles.models.as_submitted import FIELDS_OF_ITEM

PURPOSE = "Daily reports, pictures of the arrivals, and interviews on the margins of the meeting."
OWN = {EventRegistration._meta.get_field(name).attname for name in FIELDS_OF_ITEM["organisation"]}
KINDS = Attachment.Kind.values


def furnish_many(batch: Any) -> None:
    """One registration for each of ``batch.people``, spread over the events that are coming."""
    rng = Random(batch.numbers.start)
    officers = list(get_user_model().objects.filter(username__in=["officer", "officer2"]).values_list("pk", flat=True))
    events = [event for event in Event.objects.published().upcoming(batch.at) if event.takes_registrations]
    path, size = kept_once("specimen", specimen("SPECIMEN", ["NOT A DOCUMENT"], LETTER, "JPEG"))
    cases, documents, attachments, lines = [], [], [], []
    for person, pk in zip(batch.people, free_numbers(EventRegistration, len(batch.people)), strict=True):
        event, officer, state = rng.choice(events), rng.choice(officers), state_of(person.number)
        times = moments(state, batch.at, rng)
        case = {
            "id": pk, "reference": reference_of("E", person.number), "representative_id": person.pk,
            "event_id": event.pk, "purpose": PURPOSE, **left_in_the_case(state, times, officer),
            **data_as_submitted(person, state),
        }  # fmt: skip
        sent_at = case["submitted_at"]
        case["late"] = sent_at is not None and event.registration(sent_at) == Registration.LATE
        cases.append(case)
        for kind in KINDS:
            documents.append(document(person.user, f"{kind} {person.number}", path, size, times[0]))
            attachments.append({
                "registration_id": pk, "kind": kind, "document_id": documents[-1]["id"], "added_at": times[0],
                "handed_in_at": sent_at,
            })  # fmt: skip
        verdicts = verdicts_of(batch.asked, case, event, person)
        lines += record(pk, state, times, applicant=person.user, officer=officer, verdicts=verdicts)
    for model, rows in (
        (Document, documents), (EventRegistration, cases), (Attachment, attachments), (RegistrationDecision, lines),
    ):  # fmt: skip
        write(model, rows)


def data_as_submitted(person: Person, state: State) -> dict[str, Any]:
    """What the case has of the profile: a draft only what is asked for this event."""
    name = person.organisation.name if person.organisation else ""
    data = {**person.data, "organisation_name": name, "press_card_id": person.card}
    return data if state != State.DRAFT else {name: value for name, value in data.items() if name in OWN}


def verdicts_of(asked: dict[Any, Any], row: dict[str, Any], event: Event, person: Person) -> Callable[[str], Any]:
    """What the checklist says of this case at a step."""

    def case() -> EventRegistration:
        found = EventRegistration(**row)
        found.event, found.organisation = event, person.organisation
        attached = [Attachment(kind=kind, handed_in_at=row["submitted_at"], document=Document()) for kind in KINDS]
        found._prefetched_objects_cache = {"attachments": attached}
        return found

    standing = person.organisation and person.organisation.itself.standing
    said = ("registration", event.pk, standing, person.data["document_valid_until"] >= event.ends_on)
    return lambda step: asked_once(asked, said, case, step, row["state_since"])
