"""Registrations of the demo, in several states, with drawn specimens attached."""

from datetime import timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accreditation_portal.documents.acceptance import accept_document
from accreditation_portal.review.states import Item
from adhoc.demo.many import furnish_many
from adhoc.demo.specimens import CARD, LETTER, specimen
from adhoc.models import Attachment, EventRegistration
from adhoc.security_file import ResultLine
from adhoc.verification import candidates, make_batch, plan_results, record_results
from events.models import Event

__all__ = ["begun", "furnish", "furnish_many", "specimen"]

PURPOSES = {
    "anna": "Daily reports for the agency's wire, in French and Dutch.",
    "bruno": "Photographs of the arrivals, the family photo and the press conferences.",
    "chloe": "Analysis for our readers, with interviews on the margins of the meeting.",
    "eva": "Pictures and interviews for the evening news.",
    "greta": "A documentary about the meetings of this year.",
    "ines": "Reports for the weekly edition, with portraits of delegates.",
    "jonas": "Live reports for radio and television.",
}


def furnish() -> None:
    """Everybody walked to their state through the real steps; nothing where a registration is there already."""
    if EventRegistration.objects.exists():
        return
    people = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    events = {event.slug: event for event in Event.objects.published()}
    officer = people["officer"]
    now = timezone.now()

    summit = begun(people["eva"], events["madrid-summit"])
    summit.submit(by=people["eva"], at=now - timedelta(hours=30))
    summit.request_information(
        by=officer, at=now - timedelta(hours=5), items=[Item.PROFESSION],
        words="The letter of assignment is of last year. Please attach one for this summit.",
    )  # fmt: skip
    begun(people["eva"], events["washington-summit"]).submit(by=people["eva"], at=now - timedelta(hours=28))

    approved = begun(people["bruno"], events["madrid-summit"])
    approved.submit(by=people["bruno"], at=now - timedelta(hours=40))
    approved.approve(by=officer, at=now - timedelta(hours=20))
    begun(people["bruno"], events["leaders-meeting-london"]).submit(by=people["bruno"])  # after the deadline: late

    begun(people["anna"], events["madrid-summit"]).submit(by=people["anna"], at=now - timedelta(hours=12))
    withdrawn = begun(people["anna"], events["washington-summit"])
    withdrawn.submit(by=people["anna"], at=now - timedelta(hours=11))
    withdrawn.withdraw(by=people["anna"], at=now - timedelta(hours=2))
    denied = begun(people["chloe"], events["madrid-summit"])
    denied.submit(by=people["chloe"], at=now - timedelta(hours=26))
    denied.deny(
        by=officer, at=now - timedelta(hours=3), words="The website shows no reporting on international affairs."
    )
    begun(people["chloe"], events["brussels-summit"])
    with_the_authorities(people, events["washington-summit"])


def with_the_authorities(people, event) -> None:
    """An event whose media are checked: one cleared, one awaited, one changed and one new since the first batch."""
    now, officer, verifier = timezone.now(), people["officer"], people["officer2"]
    cases = {}
    for hours, username in enumerate(("greta", "ines", "jonas"), start=50):
        cases[username] = begun(people[username], event)
        cases[username].submit(by=people[username], at=now - timedelta(hours=hours))
        cases[username].accept_media_status(by=officer, at=now - timedelta(hours=27))
    first = candidates(event).shown
    batch = make_batch(event, by=verifier, seen=first, at=now - timedelta(hours=25))
    answer = [ResultLine(2, cases["jonas"].reference, "CLEARED")]
    record_results(
        batch, answer, by=verifier, seen=plan_results(batch, answer).shown, at=now - timedelta(hours=4),
        checksum=sha256(b"REFERENCE,RESULT").hexdigest(),
    )  # fmt: skip
    ines = people["ines"].representative
    ines.document_number = "CD112233"
    ines.save(update_fields=["document_number"])
    cases["ines"].correct(by=people["ines"], at=now - timedelta(hours=3))
    EventRegistration.objects.get(event=event, representative__user=people["eva"]).accept_media_status(by=officer)


def begun(user, event) -> EventRegistration:
    """A draft with a specimen of each proof."""
    registration = EventRegistration.objects.draft_of(user.representative, event)
    registration.purpose = PURPOSES[user.username]
    registration.created_at = registration.state_since = timezone.now() - timedelta(hours=50)
    registration.save(update_fields=["purpose", "created_at", "state_since"])
    name = user.representative.latin_name
    for kind, drawn, file in (
        ("identity", specimen("IDENTITY DOCUMENT", [name, "SPECIMEN: NOT A DOCUMENT"], CARD, "JPEG"), "id-card.jpg"),
        ("profession", specimen("LETTER OF ASSIGNMENT", [
            name, "is assigned to cover:", event.title_en[:50], "", "The editor", "SPECIMEN: NOT A LETTER"
        ], LETTER, "PDF"), "letter-of-assignment.pdf"),
    ):  # fmt: skip
        Attachment.keep(registration, kind, accept_document(SimpleUploadedFile(file, drawn)), file)
    return registration
