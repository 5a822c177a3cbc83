"""What all reminders share: their day and hour, the newest alone, one letter's mistake; and a sane order."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accreditation_portal import checks, office
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker import reminders
from accreditation_portal.worker.due import MoreToDo
from accreditation_portal.worker.reminders import day_of, due_after, due_before
from profiles.models import MediaRepresentative
from tests.factories import profiles as cast

DAYS = [timedelta(days=3), timedelta(days=7)]
FIRST = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 5, 4, 4, 59, tzinfo=UTC), "Europe/Brussels", date(2026, 5, 3)),
        (datetime(2026, 5, 4, 5, 0, tzinfo=UTC), "Europe/Brussels", FIRST),
        (datetime(2026, 5, 4, 21, 59, tzinfo=UTC), "Europe/Brussels", FIRST),
        (datetime(2026, 5, 3, 22, 0, tzinfo=UTC), "Asia/Tokyo", FIRST),
        (datetime(2026, 5, 4, 10, 59, tzinfo=UTC), "America/New_York", date(2026, 5, 3)),
    ],
)
def test_a_day_of_reminders_begins_in_the_morning_of_its_zone(at, zone, day):
    assert day_of(at, ZoneInfo(zone)) == day


@pytest.mark.parametrize(("passed", "due"), [(2, None), (3, 3), (6, 3), (7, 7), (13, 7), (14, None), (400, None)])
def test_after_a_request_the_newest_alone_is_due_and_not_for_ever(passed, due):
    asked_at = datetime(2026, 5, 4, 22, 30, tzinfo=office.ZONE)

    found = due_after(asked_at, DAYS, FIRST + timedelta(days=passed))

    assert found == (FIRST + timedelta(days=due) if due else None)


@pytest.mark.parametrize(("left", "due"), [(61, None), (60, 60), (15, 60), (14, 14), (0, 14)])
def test_before_a_last_day_the_newest_alone_is_due(left, due):
    found = due_before(FIRST, office.REMIND_OF_END, FIRST - timedelta(days=left))

    assert found == (FIRST - timedelta(days=due) if due else None)


def test_what_is_read_is_all_of_which_something_can_be_due():
    day = FIRST + timedelta(days=30)
    begins, ends = reminders.asked_between(DAYS, day)

    for passed in range(20):
        asked_at = datetime(2026, 5, 4, 23, 59, tzinfo=office.ZONE) + timedelta(days=30 - passed)
        assert (begins <= asked_at < ends) >= bool(due_after(asked_at, DAYS, day))


@pytest.fixture
def many(db, monkeypatch):
    """Five people, read two at a time; two of them were born on one day."""
    monkeypatch.setattr(reminders, "ROWS_AT_ONCE", 2)
    for number, year in enumerate((1980, 1975, 1980, 1990, 1960)):
        cast.representative(f"person{number}", birth_date=date(year, 1, 1))
    return MediaRepresentative.objects.all()


def reminded(rows, tell):
    reminders.remind(rows, by="birth_date", key=lambda person: f"birthday:{person.pk}", tell=tell)


def test_rows_are_read_in_batches_and_each_comes_once(many, django_assert_max_num_queries):
    found = []
    with django_assert_max_num_queries(4 + 3 + 5 * 4):  # batches, the outbox, of each a savepoint and two looks
        reminded(many, lambda person, key: found.append(key))

    born = many.order_by("birth_date", "pk").values_list("pk", flat=True)
    assert found == [f"birthday:{pk}" for pk in born]


def test_a_letter_that_fails_keeps_back_no_other(many, caplog):
    found, poisoned = [], many.order_by("birth_date").first()

    def tell(person, key):
        if person == poisoned:
            raise ZeroDivisionError
        found.append(person)

    reminded(many, tell)

    assert len(found) == 4
    assert f"birthday:{poisoned.pk} failed" in caplog.text


def test_after_some_seconds_letters_have_their_turn_and_then_it_goes_on(many, monkeypatch):
    monkeypatch.setattr(reminders, "AT_MOST", -1)
    found = []

    def tell(person, key):
        found.append(key)
        return OutboxMail.objects.create(to="a@example.org", language="en", subject="S", text="T", key=key)

    for _ in range(5):
        with pytest.raises(MoreToDo):
            reminded(many, tell)
    reminded(many, tell)

    assert len(set(found)) == len(found) == 5


def test_a_go_in_which_nobody_was_told_goes_on_to_the_end(many, monkeypatch):
    monkeypatch.setattr(reminders, "AT_MOST", -1)
    asked = []
    reminded(many, lambda person, key: asked.append(key))
    assert len(asked) == 5


# --- The office's choice ----------------------------------------------------------------------------------------------


def test_the_reminders_as_they_are_have_an_order():
    assert checks.reminders_have_an_order(None) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMIND_OF_INFORMATION", (timedelta(days=7), timedelta(days=3))),
        ("REMIND_OF_INFORMATION", (timedelta(days=3), timedelta(days=3))),
        ("REMIND_OF_INFORMATION", ()),
        ("REMIND_OF_ORIGINAL", (timedelta(0), timedelta(days=28))),
        ("REMIND_OF_ORIGINAL", (timedelta(days=-14),)),
        ("REMIND_OF_DRAFT", (timedelta(hours=30),)),
        ("REMIND_OF_DRAFT", (3,)),
        ("REMIND_OF_END", (timedelta(days=14), timedelta(days=60))),
        ("REMIND_OF_END", (timedelta(days=90), timedelta(days=60))),  # by then a renewal is open already
        ("REMINDED_FOR", timedelta(0)),
    ],
)
def test_an_order_of_reminders_without_sense_is_refused_at_the_start(monkeypatch, name, value):
    monkeypatch.setattr(office, name, value)

    assert [error.id for error in checks.reminders_have_an_order(None)] == ["office.E003"]
    assert name in checks.reminders_have_an_order(None)[0].msg
