"""What an officer judges of a registration: profession, standing, document; none of it stops the sending."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.criteria import Checklist, Verdict
from accreditation_portal.review.states import State

if TYPE_CHECKING:
    from adhoc.models import EventRegistration

checklist = Checklist()


@checklist.criterion("P11", _("The identity is complete, as in the document"))
def identity(request: "EventRegistration", on: date) -> Verdict:
    """Everything the access check needs was submitted."""
    given = (
        request.family_name, request.latin_family_name, request.birth_date, request.birth_place, request.nationality,
        request.document_kind, request.document_number, request.document_country,
    )  # fmt: skip
    return Verdict.MET if all(given) else Verdict.NOT_MET


@checklist.criterion("P9", _("The identity document is valid beyond the event"))
def identity_document(request: "EventRegistration", on: date) -> Verdict:
    """One that has expired, or ends before the event does, is shown to the officer."""
    last_day = request.document_valid_until
    return Verdict.MET if last_day and last_day >= max(on, request.event.ends_on) else Verdict.FOR_OFFICER


@checklist.criterion("S7", _("The identity photo meets the rule"))
def identity_photo(request: "EventRegistration", on: date) -> Verdict:
    """A photo that is kept has passed the rule when it was uploaded."""
    return Verdict.MET if request.photo_id else Verdict.NOT_MET


@checklist.criterion("P2", _("Proof of identity is attached"))
def proof_of_identity(request: "EventRegistration", on: date) -> Verdict:
    """Required where the event says so; whether it shows the person is an officer's eye."""
    return _proof(request, "identity", required=request.event.identity_required)


@checklist.criterion("P2", _("Proof of profession is attached"))
def proof_of_profession(request: "EventRegistration", on: date) -> Verdict:
    """A press card or a letter of assignment; required where the event says so."""
    return _proof(request, "profession", required=request.event.profession_required)


@checklist.criterion("S13", _("The person reports for a bona fide media organisation"))
def bona_fide_organisation(request: "EventRegistration", on: date) -> Verdict:
    """The standing that officers gave the organisation; one not judged yet is judged here."""
    organisation = request.organisation and request.organisation.itself
    if organisation is None or organisation.standing == organisation.Standing.UNVERIFIED:
        return Verdict.FOR_OFFICER
    return Verdict.MET if organisation.standing == organisation.Standing.BONA_FIDE else Verdict.NOT_MET


@checklist.criterion("S14", _("The person is a media professional, not employed by a non-media organisation"))
def media_professional(request: "EventRegistration", on: date) -> Verdict:
    """Always an officer's judgement (D60)."""
    return Verdict.FOR_OFFICER


def _proof(request: "EventRegistration", kind: str, *, required: bool) -> Verdict:
    # Before the first sending it is the draft that is asked; afterwards only what officers have before them.
    there = request.has_attached(kind) if request.state == State.DRAFT else request.has_handed_in(kind)
    if there:
        return Verdict.FOR_OFFICER
    return Verdict.NOT_MET if required else Verdict.NOT_ASKED
