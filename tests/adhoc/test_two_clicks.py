"""Two clicks at the same moment, from the page to the database: one draft, one registration, one mail."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.test import Client

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from tests.adhoc.conftest import answers, form_of
from tests.factories import events as stage
from tests.factories import profiles as cast

CLICKS = 4


def at_once(user, address, data):
    """The same POST from several browsers of one person; returns the status of each answer."""
    clients = [Client() for _ in range(CLICKS)]
    for client in clients:
        client.force_login(user)
    together = Barrier(CLICKS)

    def click(client):
        try:
            together.wait(20)
            return client.post(address, data()).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(click, clients))


def test_s24_clicks_at_once_make_one_draft_one_registration_and_one_mail(transactional):
    user, press = cast.representative("anna"), cast.staff("press", "Press officers")
    event = stage.event("summit-away", by=press, at_headquarters=False, annual_accreditation_suffices=False)

    kept = at_once(user, form_of(event), lambda: answers(check="1"))
    draft = EventRegistration.objects.get()
    assert kept == [200] * CLICKS
    assert draft.attachments.count() == 2

    sent = at_once(user, form_of(event), lambda: {"submit": "1"})
    draft.refresh_from_db()
    assert sent == [302] * CLICKS
    assert draft.state == State.SUBMITTED
    assert draft.decisions.count() == OutboxMail.objects.count() == 1
