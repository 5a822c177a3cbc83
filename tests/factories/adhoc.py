"""Registrations of the tests: walked to their state through the real steps."""

from django.utils import timezone

from accreditation_portal.review.states import Ground, Item, State
from adhoc.models import Attachment, EventRegistration
from tests.factories.profiles import document

WALKS = {
    State.DRAFT: (),
    State.SUBMITTED: (),
    State.INFORMATION_REQUESTED: (("request_information", {"items": [Item.PURPOSE], "words": "More, please."}),),
    State.APPROVED: (("approve", {}),),
    State.DENIED: (("deny", {"words": "Not for the media."}),),
    State.REVOKED: (("approve", {}), ("revoke", {"words": "Left the newspaper."})),
    State.CLOSED: (("close", {"ground": Ground.DUPLICATE}),),
}


def event_registration(user, event, *, at=State.SUBMITTED, officer=None, **fields) -> EventRegistration:
    """The registration of ``user`` for ``event``, in the state ``at``; ``officer`` takes the office's steps."""
    registration = EventRegistration(representative=user.representative, event=event, purpose="To report.", **fields)
    registration.begin(registration.withdrawn_before())
    registration.save()
    for kind in Attachment.Kind.values:
        Attachment.objects.create(registration=registration, kind=kind, document=document(user, f"{kind}.jpg"))
    if at == State.DRAFT:
        return registration
    registration.submit(by=user, at=timezone.now())
    if at == State.WITHDRAWN:
        registration.withdraw(by=user, at=timezone.now())
    for step, details in WALKS.get(at, ()):
        getattr(registration, step)(by=officer, at=timezone.now(), **details)
    return registration
