"""Synthetic people for benchmarks: whole rows, by the hundred, on both databases."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review.references import normalised
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from profiles.completeness import missing_for_event
from profiles.demo.many import PREFIX
from profiles.demo.names import name_of
from profiles.models import MediaOrganisation, MediaRepresentative, User

MANY = 300


def load(scale):
    call_command("load_demo", scale=scale, stdout=StringIO())


@pytest.fixture
def synthetic(db, settings):
    settings.DEBUG = True
    load(MANY)
    settings.DEBUG = False
    return MediaRepresentative.objects.filter(user__username__startswith=PREFIX)


@pytest.fixture
def desk(synthetic, client):
    client.force_login(User.objects.get(username="officer"))
    return client


def test_without_debug_it_refuses(db, settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG"):
        load(MANY)
    assert not User.objects.exists()


def test_without_the_demo_it_refuses(david, settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="demo's officers"):
        load(MANY)
    assert list(User.objects.all()) == [david]


def everybody_has_a_whole_profile_and_one_registration(synthetic):
    people = synthetic.select_related("user", "organisation").annotate(cases=Count("eventregistrations"))

    assert len(people) == MANY
    assert {person.cases for person in people} == {1}
    for person in people[:50]:
        person.full_clean()
        assert missing_for_event(person) == []
        assert not person.user.has_usable_password()
    assert EmailAddress.objects.filter(user__representative__in=synthetic, verified=True).count() == MANY
    assert len({person.full_name for person in people}) == MANY
    assert set(MediaOrganisation.objects.values_list("standing", flat=True)) == set(MediaOrganisation.Standing.values)


def every_state_is_there_and_every_constraint_holds(synthetic):
    for kind in (EventRegistration, AnnualRequest):
        states_and_constraints_of(kind, synthetic)


def states_and_constraints_of(kind, synthetic):
    cases = kind.objects.filter(representative__in=synthetic).select_related("representative")

    connection.check_constraints()
    for case in cases:
        case.validate_constraints()
        assert normalised(case.reference) == case.reference
    states = {case.state for case in cases}
    assert states == set(State.values) if kind is EventRegistration else {State.SUBMITTED, State.APPROVED} <= states


def the_record_ends_where_the_case_stands(synthetic):
    for case in EventRegistration.objects.filter(representative__in=synthetic).prefetch_related("decisions"):
        lines = sorted(case.decisions.all(), key=lambda line: line.pk)
        assert [line.before for line in lines] == [State.DRAFT, *(line.after for line in lines)][: len(lines)]
        assert not lines if case.state == State.DRAFT else lines[-1].after == case.state
        assert all(line.verdicts for line in lines)
        if case.state in (State.APPROVED, State.DENIED):
            assert (case.decided_at, case.decided_by_id) == (lines[-1].at, lines[-1].by_id)


def some_came_late_and_some_originals_are_awaited(synthetic):
    assert EventRegistration.objects.filter(representative__in=synthetic, late=True).exists()
    awaited = AnnualRequest.objects.filter(representative__in=synthetic).awaiting_the_original(on=timezone.localdate())
    assert awaited.exists()


ROWS = [
    everybody_has_a_whole_profile_and_one_registration, every_state_is_there_and_every_constraint_holds,
    the_record_ends_where_the_case_stands, some_came_late_and_some_originals_are_awaited,
]  # fmt: skip


def test_what_was_loaded_is_as_if_people_had_done_it(synthetic, subtests):
    for check in ROWS:
        with subtests.test(check.__name__):
            check(synthetic)


def lists_and_pages_of_every_state_open(desk):
    for kind in ("adhoc_eventregistration", "annual_annualrequest"):
        list_and_pages_of(kind, desk)


def list_and_pages_of(kind, desk):
    model = EventRegistration if kind.startswith("adhoc") else AnnualRequest
    mine = model.objects.filter(representative__user__username__startswith=PREFIX)

    assert desk.get(reverse(f"admin:{kind}_changelist")).status_code == 200
    for state in mine.values_list("state", flat=True).distinct():
        case = mine.filter(state=state).first()
        assert desk.get(reverse(f"admin:{kind}_change", args=[case.pk])).status_code == 200, state
        assert desk.get(reverse(f"admin:{kind}_story", args=[case.pk])).status_code == 200, state


def somebody_is_found_by_a_folded_name(desk):
    number = next(number for number in range(1, MANY) if "Đ" in name_of(number).family_name)
    case = EventRegistration.objects.get(representative__user__username=f"{PREFIX}{number:07}")
    typed = f"{name_of(number).given_names} {name_of(number).family_name}".lower().replace("đ", "d").replace("ć", "c")

    page = desk.get(reverse("admin:adhoc_eventregistration_changelist"), {"q": typed})

    assert case.shown_reference in page.content.decode()


def the_photo_is_shown(desk):
    photo = MediaRepresentative.objects.filter(user__username__startswith=PREFIX).first().photo

    page = desk.get(photo.get_absolute_url())
    assert page.status_code == 200
    assert len(b"".join(page.streaming_content)) == photo.size
    page.close()


PAGES = [lists_and_pages_of_every_state_open, somebody_is_found_by_a_folded_name, the_photo_is_shown]


def test_officers_work_with_what_was_loaded(desk, subtests):
    for check in PAGES:
        with subtests.test(check.__name__):
            check(desk)


def test_a_second_run_adds_and_counts_on(synthetic, settings):
    settings.DEBUG = True
    load(20)

    assert synthetic.count() == MANY + 20
    assert synthetic.filter(user__username=f"{PREFIX}{MANY + 20:07}").exists()
    # Rows that are made one by one afterwards find a number of their own.
    assert User.objects.create(username="afterwards", email="afterwards@example.org").pk
