"""Eva of the demo data leaves: she takes everything along, and nothing that names her stays (B9)."""

import json
import logging
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.documents.models import DiscardedFile, Document
from accreditation_portal.notifications.delivery import deliver_due
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.worker.retention import forget_what_is_over
from adhoc.models import EventRegistration, RegistrationDecision
from profiles.models import MediaRepresentative, User
from tests.personal_data.traces import traces

HER = (
    "eva", "Müller", "muller", "Mueller", "C01X00T47", "c01x00t47", "D-77120-24", "d7712024", "1979-01-21", "Kraków",
    "eva@example.org", "+4915123456704", "Pictures and interviews for the evening news",
)  # fmt: skip


@pytest.fixture
def furnished(db, settings, caplog):
    caplog.set_level(logging.DEBUG)
    cache.clear()
    settings.DEBUG = True
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"
    call_command("load_demo", verbosity=0)
    settings.DEBUG = False
    caplog.clear()
    return User.objects.get(username="eva")


def counts():
    decided = RegistrationDecision.objects.order_by("pk").values("pk", "case", "step", "before", "after", "at", "by")
    return {
        "people": MediaRepresentative.objects.count(),
        "cases": list(EventRegistration.objects.order_by("pk").values("reference", "event", "organisation", "state")),
        "record": list(decided),
        "letters": OutboxMail.objects.count(),
    }


@pytest.mark.both_databases
def test_b9_eva_takes_everything_along_and_nothing_that_names_her_stays(
    client, furnished, caplog, django_capture_on_commit_callbacks
):
    eva, officer = furnished, User.objects.get(username="officer")
    her_address = eva.email
    files = [document.file.name for document in Document.objects.filter(owner=eva)]
    assert files
    assert {word for word, _place in traces(HER)} >= {"eva", "Müller", "muller", "C01X00T47", "d7712024", "1979-01-21"}

    # She takes it along.
    client.force_login(eva)
    archive = ZipFile(BytesIO(client.post(reverse("personal_data:data")).getvalue()))
    held = json.loads(archive.read("data.json"))
    assert archive.testzip() is None
    assert len(held["event_registrations"]) == EventRegistration.objects.of(eva).count() >= 2
    assert sorted(archive.namelist()) == sorted(["data.json", *(file["in_this_archive"] for file in held["files"])])

    # She asks; what is open stands in the way until she withdraws it.
    assert client.post(reverse("personal_data:erasure"), {"sure": "on"}).status_code == 302
    wish = ErasureRequest.objects.get()
    address = reverse("admin:personal_data_erasurerequest_change", args=[wish.pk])
    client.force_login(officer)
    assert client.post(address, {"execute": "1", "sure": "on"}).status_code == 422
    for registration in EventRegistration.objects.of(eva):
        registration.withdraw(by=eva)
    before = counts()

    # An officer erases her, and the worker delivers the last letter.
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"execute": "1", "sure": "on"}).status_code == 302
    last = OutboxMail.objects.get(key=f"erased:{eva.pk}")
    assert (last.to, last.state) == (her_address, "waiting")
    assert {place for _word, place in traces(HER)} <= {f"notifications_outboxmail.{name}" for name in
                                                       ("to", "text", "html")}  # fmt: skip
    deliver_due()
    forget_what_is_over(at=timezone.now())

    assert traces([*HER, her_address]) == set()
    assert not any(default_storage.exists(name) for name in files)
    assert not DiscardedFile.objects.exists()
    after = counts()
    assert after["letters"] == before["letters"] + 1
    assert after | {"letters": 0} == before | {"letters": 0}
    for word in ("Müller", "C01X00T47", her_address, "D-77120-24"):
        assert word not in caplog.text

    # Nothing breaks where she was, and she cannot come back.
    for found in ("muller", "D-77120-24", her_address, "eva"):
        page = client.get(reverse("admin:profiles_mediarepresentative_changelist"), {"q": found})
        assert page.context["cl"].result_count == 0
    person = MediaRepresentative.objects.get(user=eva)
    for case in EventRegistration.objects.filter(representative=person):
        assert client.get(reverse("admin:adhoc_eventregistration_change", args=[case.pk])).status_code == 200
    assert client.get(reverse("admin:profiles_mediarepresentative_change", args=[person.pk])).status_code == 200
    assert client.get(address).status_code == 200
    assert not client.login(username="eva", password="accredit-me-2026")
