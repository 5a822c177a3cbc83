"""How many uploads and registrations one account, and one address, may send in a while."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from accreditation_portal.limits.counting import is_within_limits
from accreditation_portal.limits.models import Count
from accreditation_portal.worker.retention import forget_counts
from adhoc.models import EventRegistration
from tests.factories import profiles as cast
from tests.factories.events import event

pytestmark = pytest.mark.both_databases

MORNING = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def limited(settings):
    def to(action, account, address, window=HOUR):
        settings.LIMITS = settings.LIMITS | {action: {"account": (account, window), "address": (address, window)}}

    return to


@pytest.fixture
def asks():
    """Whether somebody's request from an address is within the limits."""

    def of(user, address="192.0.2.1"):
        return is_within_limits("upload", account=user.pk, address=address)

    return of


def test_an_account_is_counted_and_so_is_an_address_that_several_share(limited, asks, anna, stranger, time_machine):
    time_machine.move_to(MORNING, tick=False)
    limited("upload", 2, 4)

    assert [asks(anna) for _time in range(3)] == [True, True, False]
    assert [asks(stranger) for _time in range(2)] == [True, False]  # of the same address
    assert asks(stranger, "198.51.100.1") is False  # the account's own two are spent
    assert Count.objects.count() == 4


def test_a_window_ends_by_itself_and_its_counts_are_forgotten(limited, asks, anna, time_machine):
    limited("upload", 1, 10)
    time_machine.move_to(MORNING + timedelta(minutes=59), tick=False)
    assert [asks(anna), asks(anna)] == [True, False]

    time_machine.move_to(MORNING + HOUR, tick=False)
    assert asks(anna)
    forget_counts(at=MORNING + HOUR)

    assert set(Count.objects.values_list("ends_at", flat=True)) == {MORNING + 2 * HOUR}


def test_an_address_of_version_6_counts_as_its_network(limited, asks, anna, stranger):
    limited("upload", 9, 1)

    assert asks(anna, "2001:db8::1")
    assert not asks(stranger, "2001:db8::2")
    assert asks(stranger, "2001:db8:0:1::2")


def test_no_address_is_kept(asks, anna):
    asks(anna, "203.0.113.77")

    assert not any("203.0.113.77" in key for key in Count.objects.values_list("key", flat=True))


def test_one_statement_counts(asks, anna, django_assert_num_queries):
    with django_assert_num_queries(1):
        asks(anna)


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_moment_are_all_counted(limited, asks, anna, time_machine):
    time_machine.move_to(MORNING, tick=False)
    limited("upload", 5, 100)
    allowed = []

    def several():
        allowed.extend(asks(anna) for _time in range(5))
        connection.close()

    threads = [threading.Thread(target=several) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(allowed) == [False] * 10 + [True] * 5
    assert sorted(Count.objects.values_list("number", flat=True)) == [15, 15]


def test_too_many_files_are_refused_and_forms_without_a_file_are_not(limited, client, anna):
    limited("upload", 1, 9)
    client.force_login(anna)
    address = reverse("profiles:photo")

    def upload():
        picture = SimpleUploadedFile("me.jpg", cast.jpeg(), "image/jpeg")
        return client.post(address, {"picture": picture})

    assert upload().status_code != 429
    assert "Too many attempts" in (refused := upload()).content.decode()
    assert refused.status_code == 429
    assert client.post(address, {}).status_code != 429


def test_too_many_registrations_are_refused_and_what_was_typed_is_offered_again(limited, client, anna, press):
    limited("registration", 1, 9)
    client.force_login(anna)
    first, second = (event(slug, by=press, at_headquarters=False, annual_accreditation_suffices=False)
                     for slug in ("first", "second"))  # fmt: skip

    def keep(meeting):
        address = reverse("adhoc:register", args=[meeting.slug])
        made_for = re.search(r'name="made_for" value="([^"]+)"', client.get(address).content.decode())[1]
        typed = {"role": "journalist", "purpose": "A portrait of the town", "draft": "1", "made_for": made_for}
        return client.post(address, typed)

    assert [keep(meeting).status_code for meeting in (first, first)] == [302, 302]  # a draft that is there goes on
    refused = keep(second)

    assert refused.status_code == 429
    assert "A portrait of the town" in refused.content.decode()
    assert not EventRegistration.objects.filter(event=second).exists()
