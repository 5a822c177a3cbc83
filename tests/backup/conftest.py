"""A portal with something in it, and a backup of it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from accreditation_portal.backup.saving import save
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import record
from accreditation_portal.review.states import State
from profiles.models import User
from tests.factories import annual, events
from tests.factories.adhoc import event_registration
from tests.factories.profiles import representative, staff
from tests.factories.verification import accepted, batch_of


@pytest.fixture
def furnished(transactional):
    """Cases with their record, a security batch with its frozen bytes, letters sent and waiting, pictures of pages."""
    officer, press = staff("officer", "Accreditation officers"), staff("press", "Press officers")
    anna, bruno = representative("anna"), representative("bruno")
    event = events.event(by=press, annual_accreditation_suffices=False)
    event_registration(anna, event, at=State.APPROVED, officer=officer).attachments.first().document.picture_of(1)
    annual.annual_request(bruno, at=State.INFORMATION_REQUESTED, officer=officer)
    checked = events.summit_away(by=press, authorities_check_media=True)
    accepted(bruno, checked, officer)
    officer.groups.add(Group.objects.get(name="Security verification"))
    batch_of(checked, User.objects.get(pk=officer.pk))
    OutboxMail.objects.filter(recipient=anna).update(sent_at=timezone.now())
    return anna


@pytest.fixture
def backup(furnished, tmp_path):
    """The file of its backup."""
    save(tmp_path / "portal.backup", print)
    return tmp_path / "portal.backup"


def emptied() -> None:
    """The database as after its first migration."""
    record.uninstall()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)
