"""A sample of the two corpora, before the test client: so that no new form, field or file is let through."""

from collections import Counter, defaultdict
from itertools import islice

import pytest
from django.test import Client
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from tests.architecture.test_addresses import stage  # noqa: F401 - one row of everything
from tests.factories import profiles as accounts
from tests.trust import hostile_files, hostile_strings
from tests.trust.addresses import names_of
from tests.trust.corpora import FAMILIES, files, strings
from tests.trust.guest import TestGuest
from tests.trust.planted import in_letters

PATIENT = 60  # seconds: how quick the portal is, the long proof says
STRINGS_IN_EACH_FIELD = 1


@pytest.fixture
def guests(stage):  # noqa: F811
    people = accounts.User.objects.filter(username__in=["anna", "officer", "press", "verifier", "root"])
    return [TestGuest(Client()), *(TestGuest(Client(), user) for user in people)]


def pages_of(guest) -> set[str] | None:
    """Of those who see what others see as well, the pages that they alone have."""
    own = {"verifier": ("admin:adhoc_verification",), "root": ("admin:auth_", "admin:profiles_user_")}
    mine = own.get(guest.user.username) if guest.user else None
    return {name for name, _ in names_of() if name.startswith(mine)} if mine else None


@pytest.mark.takes_long
@pytest.mark.one_database
def test_hostile_files_do_no_harm(guests):
    doors = hostile_files.doors_of(guests, {door.split()[0] for door in hostile_files.DOORS})
    assert set(doors) >= hostile_files.DOORS
    began, counted = timezone.now(), Counter()
    corpus = islice(files(len(FAMILIES)), 0, None, 2)

    found = list(hostile_files.send_all(doors, corpus, longest=PATIENT, everywhere=False, counted=counted))

    by_key = {guest.user.pk: guest for guest in guests if guest.user}
    found += hostile_files.what_is_handed_out(by_key, began, PATIENT, counted)
    assert found + list(hostile_files.what_lies_about()) == []
    assert counted["sent"] >= 25
    assert counted["kept"]


@pytest.mark.takes_long
def test_hostile_strings_remain_strings(guests):
    met, counted, places = set(), Counter(), defaultdict(list)
    for guest in guests:
        for place in hostile_strings.places_of([guest], met, 1, pages_of(guest)):
            places[place.key].append(place)

    found = list(hostile_strings.send_all(places, strings(25), STRINGS_IN_EACH_FIELD, PATIENT, counted))

    readers = [guest for guest in guests if guest.user and guest.user.username in ("anna", "officer")]
    found += hostile_strings.what_is_shown(readers, PATIENT, counted, most=1)
    found += in_letters(OutboxMail.objects.all())
    assert found == []
    assert list(hostile_strings.never_met(met)) == []
