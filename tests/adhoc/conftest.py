"""Events as this room meets them, people who hold annual accreditation, and files as people send them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.factories import events as stage
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.annual import annual_request


@pytest.fixture
def away(press):
    """A meeting away from the Headquarters, open for registration."""
    return stage.event(
        "summit-away", by=press, kind="summit", at_headquarters=False, annual_accreditation_suffices=False
    )


@pytest.fixture
def at_home(press):
    """A ministerial at the Headquarters, for which annual accreditation suffices."""
    return stage.event("ministerial", by=press)


@pytest.fixture
def closed(press):
    """An event whose deadline has passed; later requests are refused."""
    return stage.event("closed", by=press, registration_deadline=timezone.now() - timedelta(hours=1),
                       at_headquarters=False, annual_accreditation_suffices=False)  # fmt: skip


@pytest.fixture
def flagging(press):
    """An event whose deadline has passed; later requests are marked late."""
    return stage.event("flagging", by=press, registration_deadline=timezone.now() - timedelta(hours=1), late="flagged",
                       at_headquarters=False, annual_accreditation_suffices=False)  # fmt: skip


@pytest.fixture
def holder(anna, officer):
    """Anna, whose annual accreditation is in force to the end of next year."""
    request = annual_request(anna, at=State.APPROVED, officer=officer)
    type(request).objects.filter(pk=request.pk).update(
        valid_from=timezone.localdate(), valid_until=timezone.localdate() + timedelta(days=400)
    )
    return anna


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


def scan(name="card.jpg", size=(600, 400)) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.jpeg(size))


def answers(**more) -> dict:
    """What a person fills in on the form, with one proof of each kind; another picture for each."""
    return {
        "role": "journalist",
        "organisation_name": "Daily Gazette",
        "purpose": "To report on the summit.",
        "identity": [scan("passport.jpg")],
        "profession": [scan("letter.jpg", (500, 500))],
        **more,
    }


def form_of(event):
    return reverse("adhoc:register", args=[event.slug])


def mine(user):
    return EventRegistration.objects.of(user)


def walk(client, event, **more):
    """The two POSTs after the form; returns the answer to the second."""
    client.post(form_of(event), answers(check="1", **more))
    return client.post(form_of(event), {"submit": "1"})


@pytest.fixture
def checked(press):
    """An event away from the Headquarters whose media the authorities check."""
    return stage.event("checked-summit", by=press, kind="summit", at_headquarters=False,
                       annual_accreditation_suffices=False, authorities_check_media=True)  # fmt: skip


def verification_staff(username):
    """Somebody who makes batches and takes in results, and nothing else."""
    return cast.staff(username, "Security verification")


@pytest.fixture
def verifier(db):
    return verification_staff("verifier")
