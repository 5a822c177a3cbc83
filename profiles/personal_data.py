"""What this room holds on a person: account, profile, press cards, files (B9)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from accreditation_portal.documents.models import Document
from accreditation_portal.review.attachments import HandedIn
from accreditation_portal.review.models import Decision, InternalNote
from accreditation_portal.review.passes import HandOver
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, PersonalData, PressCard, User


def plain(value: Any) -> Any:
    """A value as a file can hold it: codes, numbers, days and instants stay; everything else becomes its text."""
    return value if value is None or isinstance(value, (bool, int, str)) or hasattr(value, "isoformat") else str(value)


def personal_fields(thing: PersonalData) -> dict[str, Any]:
    """The fields of the person that a profile or a case holds, by name."""
    return {field.name: plain(field.value_from_object(thing)) for field in PersonalData._meta.fields}


def profile_of(person: MediaRepresentative) -> dict[str, Any]:
    own = {
        "organisation": person.organisation.name if person.organisation else None,
        "further_organisations": [organisation.name for organisation in person.further_organisations.order_by("name")],
        "identity_changed_at": person.identity_changed_at,
        "updated_at": person.updated_at,
    }
    return personal_fields(person) | own


def card_of(card: PressCard) -> dict[str, Any]:
    return {
        "number": card.number,
        "issuing_body": card.issuing_body.name,
        "country": card.issuing_body.country.code,
        "valid_until": card.valid_until,
        "in_use": card.is_current,
        "entered_at": card.created_at,
        "scan": plain(card.scan_id),
    }


def file_of(document: Document) -> dict[str, Any]:
    return {
        "id": str(document.pk),
        "address": document.get_absolute_url(),
        "name": document.name,
        "type": document.content_type,
        "bytes": document.size,
        "pages": document.pages,
        "sha256": document.digest,
        "uploaded_at": document.uploaded_at,
        "scanned_at": document.scanned_at,
        "malware": document.malware,
    }


def attachment_of(attachment: HandedIn) -> dict[str, Any]:
    """A document of a case of any room, and what became of it."""
    return {
        "kind": attachment.kind,
        "file": str(attachment.document_id),
        "added_at": attachment.added_at,
        "handed_in_at": attachment.handed_in_at,
        "taken_back_at": attachment.removed_at,
    }


def hand_over_of(hand_over: HandOver) -> dict[str, Any]:
    """A pass that was handed over. Who recorded it, or struck it out and why, may name others: it is withheld."""
    return {
        "handed_over_at": hand_over.at,
        "struck_out_at": hand_over.struck_at,
        "struck_out_because": _("withheld: may name another person") if hand_over.struck_at else "",
    }


def decision_of(decision: Decision) -> dict[str, Any]:
    """One line of the record. Who acted is an officer's own data, and is withheld; in which role is told."""
    return {
        "step": decision.step,
        "from": decision.before,
        "to": decision.after,
        "at": decision.at,
        "acting_as": decision.acting_as,
        "internal_note": decision.note,
        "words": decision.words,
        "your_answer": decision.answer,
        "changes": decision.changes,
        "verdicts": decision.verdicts,
    }


def note_of(note: InternalNote) -> dict[str, Any]:
    """What an officer wrote for colleagues. Who wrote it is withheld, as everywhere."""
    return {"at": note.at, "internal_note": note.text}


def case_of(case: Any) -> dict[str, Any]:
    """A case of any room: state and times, the data as submitted, the record. Its rows come prefetched."""
    own = {
        "reference": case.shown_reference,
        "state": case.state,
        "begun_at": case.created_at,
        "submitted_at": case.submitted_at,
        "in_this_state_since": case.state_since,
        "data_taken_at": case.data_taken_at,
        "decided_at": case.decided_at,
        "requested_items": case.requested_items,
        "requested_words": case.requested_words,
        "reply_by": case.reply_by,
        "ground": case.ground,
    }
    as_submitted = {
        "organisation_name": case.organisation_name,
        "further_organisation_names": case.further_organisation_names,
        "press_card": card_of(case.press_card) if case.press_card else None,
    }
    decisions = sorted(case.decisions.all(), key=lambda decision: decision.pk)
    return own | {
        "as_submitted": personal_fields(case) | as_submitted,
        "record": [decision_of(decision) for decision in decisions],
        "notes": [note_of(note) for note in sorted(case.notes.all(), key=lambda note: note.pk)],
    }


def proposals_of(user: User) -> list[dict[str, Any]]:
    """The organisations and issuing bodies that this person proposed."""
    return [
        {
            "name": proposed.name,
            "kind": proposed.kind,
            "standing": proposed.standing,
            "proposed_at": proposed.created_at,
        }
        for model in (MediaOrganisation, IssuingBody)
        for proposed in model.objects.filter(proposed_by=user).order_by("pk")
    ]


def factor_of(factor: Authenticator) -> dict[str, Any]:
    """A second factor, without what its codes are made from or its key."""
    return {
        "kind": factor.type,
        "name": factor.data.get("name", ""),
        "set_up_at": factor.created_at,
        "last_used_at": factor.last_used_at,
    }


def session_of(session: UserSession) -> dict[str, Any]:
    return {"since": session.created_at, "ip_address": session.ip, "browser": session.user_agent}


def held_on(user: User) -> dict[str, Any]:
    """Everything but the password, which is kept as a hash that nobody can read, and the secrets of second factors."""
    person = MediaRepresentative.objects.filter(user=user).select_related("organisation").first()
    cards = PressCard.objects.filter(representative__user=user).select_related("issuing_body").order_by("pk")
    account = {
        "user_name": user.username,
        "email": user.email,
        "language": user.language,
        "joined_at": user.date_joined,
        "last_login_at": user.last_login,
    }
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    return {
        "account": account,
        "email_addresses": [
            {"address": address.email, "confirmed": address.verified, "in_use": address.primary}
            for address in addresses
        ],
        "second_factors": [factor_of(factor) for factor in Authenticator.objects.filter(user=user).order_by("pk")],
        "sessions": [session_of(session) for session in UserSession.objects.filter(user=user).order_by("pk")],
        "profile": profile_of(person) if person else None,
        "press_cards": [card_of(card) for card in cards],
        "proposals": proposals_of(user),
        "files": [file_of(document) for document in Document.objects.filter(owner=user).order_by("uploaded_at", "pk")],
    }
