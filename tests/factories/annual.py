"""Annual requests of the tests: walked to their state through the real steps."""

from accreditation_portal.review.states import Ground, Item, State
from annual.models import AnnualRequest
from profiles.models import User

WALKS = {
    State.SUBMITTED: (),
    State.INFORMATION_REQUESTED: (("request_information", {"items": [Item.ORGANISATION], "words": "Which, please?"}),),
    State.APPROVED: (("approve", {}),),
    State.DENIED: (("deny", {"words": "Not for the media."}),),
    State.REVOKED: (("approve", {}), ("revoke", {"words": "Left the newspaper."})),
    State.CLOSED: (("close", {"ground": Ground.DUPLICATE}),),
}


def annual_request(user: User, *, at=State.SUBMITTED, officer: User | None = None, **fields) -> AnnualRequest:
    """The annual request of ``user``, in the state ``at``; ``officer`` takes the office's steps."""
    request = AnnualRequest.objects.create(representative=user.representative, **fields)
    if at == State.DRAFT:
        return request
    request.submit(by=user)
    if at == State.WITHDRAWN:
        request.withdraw(by=user)
    for step, details in WALKS.get(at, ()):
        getattr(request, step)(by=officer, **details)
    return request
