"""The cast, and the stage: one database file, one storage and one clock for each run."""

import gc

import pytest
from allauth.account.internal.flows import login
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection, connections
from django.utils import translation

from accreditation_portal import staff
from accreditation_portal.review import record
from tests.factories import profiles as cast


def pytest_collection_modifyitems(config, items):
    """What one database answers as well as the other is asked once: the run on PostgreSQL leaves it out."""
    items.sort(key=lambda item: item.get_closest_marker("takes_long") is None)  # begun last, it would end alone
    if connections.settings["default"]["ENGINE"].endswith("sqlite3"):
        return
    needless = [item for item in items if not asks_the_database(item)]
    items[:] = [item for item in items if item not in set(needless)]
    config.hook.pytest_deselected(items=needless)


def pytest_collection_finish(session):
    """What is loaded by now stays to the end: looking through it for garbage takes some hundredths of a run."""
    gc.collect()
    gc.freeze()


def asks_the_database(item) -> bool:
    """Whether a test rests on the database; one that asks for pages does where it is marked with ``both_databases``.

    `python -m tests.statements` names what no test would send to PostgreSQL.
    """
    if item.get_closest_marker("one_database"):
        return False
    if {"browser", "client"} & set(item.fixturenames):
        return item.get_closest_marker("both_databases") is not None
    return bool({"db", "transactional_db"} & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite's test database lies in the run's own folder, so that runs beside each other never meet."""
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A process that a test has ended may hold its session a moment longer, and PostgreSQL would keep the database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_their_own(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        }
    }


@pytest.fixture(autouse=True)
def everybody_begins_in_english():
    """A page in French that an earlier test asked for leaves its language to the thread."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def mails_are_queued(settings):
    """Django's test runner would swap the outbox for a list of its own."""
    settings.EMAIL_BACKEND = "accreditation_portal.notifications.outbox.OutboxBackend"


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


LATER_THAN_ANY_TEST = 1e11


def confirmed_for_good(request, user, **kwargs):
    if not hasattr(request, "session"):
        return
    record = {"method": "mfa", "at": LATER_THAN_ANY_TEST, "reauthenticated": True}
    request.session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    request.session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    request.session[staff.BEGAN] = request.session[staff.SEEN] = LATER_THAN_ANY_TEST


@pytest.fixture(autouse=True)
def whoever_logs_in_has_confirmed_who_they_are(request):
    """A session of a test neither ends nor asks again; ``sessions_as_they_are`` lets them."""
    if "sessions_as_they_are" in request.fixturenames:
        yield
        return
    user_logged_in.connect(confirmed_for_good)
    yield
    user_logged_in.disconnect(confirmed_for_good)


@pytest.fixture
def sessions_as_they_are():
    """Sessions get old, and asks for who it is are made."""


@pytest.fixture
def transactional(transactional_db):
    """A test that commits: the record's triggers come off before the tables are emptied, and back with post_migrate."""
    yield
    record.uninstall()
    cache.clear()  # rate limits are kept in a table that no flush empties


@pytest.fixture
def anna(db):
    return cast.representative("anna", family_name="Peeters", given_names="Anna")


@pytest.fixture
def bruno(db):
    return cast.representative("bruno", family_name="Costa", given_names="Bruno", employment="freelance")


@pytest.fixture
def stranger(db):
    return cast.representative("stranger", family_name="Doe", given_names="John")


@pytest.fixture
def david(db):
    return cast.account("david")


@pytest.fixture
def officer(db):
    return cast.staff("officer", "Accreditation officers")


@pytest.fixture
def officer2(db):
    return cast.staff("officer2", "Accreditation officers")


@pytest.fixture
def press(db):
    return cast.staff("press", "Press officers")


@pytest.fixture
def passoffice(db):
    return cast.staff("passoffice", "Pass Office")
