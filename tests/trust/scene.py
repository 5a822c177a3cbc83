"""What the pages of the proof are about: the demo, and a row of everything that the demo has none of."""

from datetime import timedelta

from allauth.account import app_settings
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.review import bulk
from accreditation_portal.review.models import Export
from accreditation_portal.review.states import State
from accreditation_portal.unsent import Typed, keep
from accreditation_portal.worker.models import Forgotten
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from events import following
from events.models import Event, Following
from profiles.models import User
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, press_card
from tests.factories.events import event
from tests.factories.second_factor import with_app, with_passkey

# Somebody for each thing that leaves a trace, so that no state is another one's.
NEW, WHOLE, ASKED, PROTECTED, LEAVING, HOLDER = "nina", "otto", "pia", "quentin", "rosa", "sven"
UNPUBLISHED = "not-published-yet"


def furnish() -> None:
    """Beside the demo: people with whom nothing has happened yet, and rows that only time or a fault would bring."""
    officer, verifier = map(person, ("officer", "officer2"))
    cast.account(NEW)
    for name in (WHOLE, ASKED, PROTECTED, LEAVING, HOLDER):
        press_card(cast.representative(name))
    asked = person(ASKED)
    annual_request(asked, at=State.INFORMATION_REQUESTED, officer=officer)
    event_registration(asked, of_slug("madrid-summit"), at=State.REVOKED, officer=verifier)
    event_registration(asked, of_slug("brussels-summit"), at=State.CLOSED, officer=officer)
    held = annual_request(person(HOLDER), at=State.APPROVED, officer=officer)
    AnnualRequest.objects.filter(pk=held.pk).update(valid_until=timezone.localdate() + timedelta(days=20))
    with_passkey(with_app(person(PROTECTED)))
    event(UNPUBLISHED, published=False)
    ErasureRequest.objects.create(user=person(LEAVING))
    Following.objects.create(user=asked, event=of_slug("madrid-summit"))
    letter = OutboxMail.objects.exclude(recipient=None).order_by("pk").first()
    FailingAddress.objects.create(
        address=letter.to, why="bounced", since=timezone.now() - timedelta(days=1), letter=letter, said="550 unknown"
    )
    Export.objects.create(kind="adhoc.eventregistration", by=officer, columns=[], file_format="csv")
    Forgotten.objects.create(kind="profiles", number=1)
    of_slug("leaders-meeting-london").late_admissions.create(
        representative=asked.representative, by=officer, reason="Asked for by the office."
    )


def person(username: str) -> User:
    return User.objects.get(username=username)


def of_slug(slug: str) -> Event:
    return Event.objects.get(slug=slug)


def annual(username: str) -> AnnualRequest:
    return AnnualRequest.objects.of(person(username)).latest("pk")


def registration(username: str, slug: str) -> EventRegistration:
    return EventRegistration.objects.of(person(username)).filter(event__slug=slug).latest("pk")


def act(kind: type, step: str):
    """Many cases at once, chosen and not yet done."""
    return bulk.prepared(kind, step, kind.objects.all(), by=person("officer"))


def letter_of(case) -> OutboxMail:
    return OutboxMail.objects.filter(about=case.reference).order_by("pk").first()


def reset_link() -> tuple[str, str]:
    """The two parts of a link that lets this person choose a new password."""
    user = person(WHOLE)
    return user_pk_to_url_str(user), app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)


def confirmation_key() -> str:
    """Of a link that confirms an address which is not confirmed yet."""
    address, _ = EmailAddress.objects.get_or_create(user=person(NEW), email="other@example.org")
    return EmailConfirmationHMAC(address).key


def stop_token() -> str:
    return following.stop_link(Following.objects.get(user=person(ASKED))).rstrip("/").rsplit("/", 1)[1]


def unsent() -> tuple[()]:
    """What eva had typed when her session ended."""
    typed = Typed(reverse("adhoc:attendance"), [["purpose", "Reports from the summit"]], had_files=True)
    keep(User.objects.get(username="eva").pk, typed)
    return ()


def passkey() -> int:
    return Authenticator.objects.get(user=person(PROTECTED), type="webauthn").pk


def kind_of_event() -> int:
    return ContentType.objects.get_for_model(Event).pk
