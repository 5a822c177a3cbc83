"""One representative who left a trace in everything that the portal keeps on people."""

from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.utils import timezone

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data import erasure
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration, LateAdmission, LostCover
from annual.models import AnnualRequest
from events import following
from profiles.models import MediaOrganisation, MediaRepresentative
from tests.architecture.personal_fields import FIELDS
from tests.factories import annual, profiles
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.factories.second_factor import with_app
from tests.factories.verification import accepted, answered, batch_of

FILLED = (MediaRepresentative, AnnualRequest, EventRegistration)
CHOSEN = {"role": "other", "other_role": "Fixer", "path": "press_card", "state": None}


def lived(user, officer, press, passoffice):
    """``user`` with cases in the past, each with words, files and letters; nothing is open or in force any more."""
    person, verifier = user.representative, profiles.staff("verifier", "Security verification")
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)
    type(user).objects.filter(pk=user.pk).update(first_name="Anna", last_name="Peeters", last_login=timezone.now())
    own = MediaOrganisation.objects.create(name="Own Films", kind="production", proposed_by=user)
    MediaOrganisation.objects.update(standing_note="Known for years.")
    person.further_organisations.add(own)
    person.photo_in_preparation = profiles.document(user, "big.jpg")
    person.save()
    annual.press_card(user, scan=profiles.document(user, "card.jpg"))
    with_app(user)
    Authenticator.objects.filter(user=user).update(last_used_at=timezone.now())
    UserSession.objects.create(
        user=user, session_key="of-anna", ip="192.0.2.7", user_agent="Anna's browser", data={"from": "Ghent"}
    )
    _annual(user, officer, passoffice)
    _events(user, officer, press, passoffice, verifier)
    event_registration(user, event("someday", by=press), at=State.DRAFT)
    erasure.refuse(erasure.ask(user), by=officer, reason="A case is still open.")
    for model in FILLED:
        _fill(model)
    return user


def _annual(user, officer, passoffice):
    request = annual.draft(user)
    card = annual.press_card(user, number="FA-1")
    annual.press_card(user, number="BE-2")
    AnnualRequest.objects.filter(pk=request.pk).update(belgian_authority="interior", belgian_accreditation=card)
    annual.work(request)
    request.attachments.create(kind="track_record", document=profiles.document(user, "record.pdf"))
    request.submit(by=user)
    user.representative.birth_place = "Gent"
    user.representative.save()
    request.correct(by=user)
    request.request_information(by=officer, items=["photo"], words="Is it recent?")
    request.complete(by=user, answer="It is of this spring.")
    annual.original(request, officer, conforms=False, why_not="No signature.", note="Odd paper.")
    annual.original(request, officer).strike_out(by=officer, why="Taken for another.")
    annual.original(request, officer)
    judged = {name: {**verdict, "note": "Read them all."} for name, verdict in annual.all_met(request).items()}
    request.approve(by=officer, judged=judged, note="Known to us.", words="Welcome.")
    request.notes.keep(request, by=officer, text="Her brother applied as well.", key=uuid4())
    request.hand_overs.record(request, by=passoffice).strike_out(by=passoffice, why="Left on the train.")
    annual.ending(request, annual.today() - timedelta(days=1))


def _events(user, officer, press, passoffice, verifier):
    checked = event("checked", by=press, authorities_check_media=True)
    LateAdmission.objects.create(event=checked, representative=user.representative, by=officer, reason="She is new.")
    LostCover.objects.create(event=checked, representative=user.representative, at=timezone.now())
    registration = accepted(user, checked, officer)
    registration.take_back_media_status(by=officer, reason="Wrong person.")
    registration.accept_media_status(by=officer)
    batch = batch_of(checked, verifier)
    answered(batch, verifier, **{registration.reference: "cleared"})
    registration.approve(by=officer, note="Cleared.", words="See you.")
    registration.hand_overs.record(registration, by=passoffice).strike_out(by=passoffice, why="Lost.")
    registration.withdraw(by=user)
    asked = event_registration(user, event("other", by=press))
    user.representative.family_name = "Peeters-Claes"
    user.representative.save()
    asked.correct(by=user)
    asked.request_information(by=officer, items=["purpose"], words="More, please.")
    asked.complete(by=user, answer="My editor is away.", not_given=["purpose"])
    asked.notes.keep(asked, by=officer, text="Heard of her in Vilnius.", key=uuid4())
    following.follow(user, checked)
    OutboxMail.objects.create(
        recipient=user, to=user.email, language="en", notice="events.advisory_updated", subject="Changed", text="Anna",
        unsubscribe="https://portal.example/events/following/stop/Anna/",
        sent_at=timezone.now(), outcome="bounced", outcome_at=timezone.now(), outcome_said=f"no {user.email} here",
    )  # fmt: skip
    FailingAddress.objects.mark(OutboxMail.objects.latest("pk"), "bounced", f"no {user.email} here", timezone.now())
    asked.deny(by=officer, words="No answer.")


def _fill(model):
    """Something in every personal column that the walk above left empty: a new one is filled here by itself."""
    personal, _impersonal = FIELDS[model._meta.label]
    for field in model._meta.concrete_fields:
        if field.name in personal and not field.is_relation:
            blank = models.Q(**{f"{field.name}__isnull": True})
            if isinstance(field, (models.CharField, models.TextField)):
                blank |= models.Q(**{field.name: ""})
            model._base_manager.filter(blank).update(**{field.name: _something(field)})


def _something(field):
    if field.name in CHOSEN:
        return CHOSEN[field.name]
    if field.choices:
        return next(value for value, _label in field.flatchoices if value)
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return annual.today()
    return True if isinstance(field, models.BooleanField) else "BE"
