"""The counter: a scanned reference leads to its case, a name to those who bear it, and nothing else is told (P9)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review import references
from accreditation_portal.review.admin import counter
from accreditation_portal.review.states import State
from adhoc.models import PassHandOver as EventPass
from annual.models import PassHandOver as AnnualPass
from events.models import Event
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending, today
from tests.factories.events import event
from tests.factories.profiles import representative
from tests.review.acts import KINDS

COUNTER = "/admin/passes/"
UNKNOWN = "No approved case has this reference."
MISTYPED = "This is no reference: look at each character again."


@pytest.fixture
def desk(client, passoffice):
    client.force_login(passoffice)
    return client


def look_up(client, typed):
    return client.get(COUNTER, {"q": typed})


def told(client, typed):
    return look_up(client, typed).context["counter"].sentence


def found(client, typed):
    return [each.case for each in look_up(client, typed).context["counter"].found]


def address(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_of_either_kind_leads_straight_to_its_case(desk, case_at, kind):
    case = case_at(kind, State.APPROVED)

    for typed in (case.shown_reference, case.reference, f"  {case.shown_reference.lower()} ",
                  case.shown_reference.replace("-", " "), case.shown_reference.replace("-", "\u2011")):  # fmt: skip
        response = look_up(desk, typed)
        assert (response.status_code, response.url) == (302, address(case)), typed


@pytest.mark.parametrize("kind", KINDS)
def test_every_slip_of_one_character_is_told_as_a_slip(desk, case_at, kind):
    case = case_at(kind, State.APPROVED)
    body, check = case.shown_reference[:-1], case.shown_reference[-1]
    other = next(char for char in references.ALPHABET if char != check)

    for typed in (body + other, case.shown_reference[:-2], case.shown_reference + "7", "E-ABCD-EFGH-I", "1234"):
        assert told(desk, typed) == MISTYPED, typed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", [state for state in State if state != State.APPROVED])
def test_a_case_that_is_not_approved_is_told_like_a_reference_that_nobody_has(desk, case_at, kind, state):
    case = case_at(kind, state)

    def page(typed):
        shown = look_up(desk, typed).content.decode().replace(typed, "")
        return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", shown)

    assert told(desk, case.shown_reference) == UNKNOWN
    assert page(case.shown_reference) == page(references.shown(references.new_reference("A")))


@pytest.mark.both_databases
def test_a_name_in_any_spelling_lists_those_whose_pass_can_be_collected(desk, officer, passoffice, press):
    meeting = event(by=press)
    zoe = representative("zoe", family_name="Đorđević", given_names="Zoë", latin_family_name="DORDEVIC",
                         latin_given_names="ZOE")  # fmt: skip
    registered = event_registration(zoe, meeting, at=State.APPROVED, officer=officer)
    accredited = annual_request(zoe, at=State.APPROVED, officer=officer)
    event_registration(representative("bob"), meeting, at=State.APPROVED, officer=officer)
    AnnualPass.objects.record(accredited, by=passoffice)

    response = look_up(desk, "dordevic zoe")
    page = " ".join(response.content.decode().split())

    assert {case.reference for case in found(desk, "dordevic zoe")} == {registered.reference, accredited.reference}
    assert page.count("Zoë Đorđević") == 2
    photo = reverse("documents:page_picture", args=[zoe.representative.photo_id, 1])
    for shown in ("Foreign ministers", "Annual accreditation", photo, address(registered),
                  "Not handed over", f"by {passoffice.shown_name}"):  # fmt: skip
        assert shown in page, shown
    assert told(desk, "nobody") == "No pass can be collected under this name."


def test_no_name_finds_what_cannot_be_collected(desk, anna, bruno, stranger, officer, press):
    over, cancelled, waiting = (event(slug, by=press) for slug in ("over", "cancelled", "waiting"))
    event_registration(anna, over, at=State.APPROVED, officer=officer)
    event_registration(anna, cancelled, at=State.APPROVED, officer=officer)
    event_registration(anna, waiting)
    ending(annual_request(anna, at=State.APPROVED, officer=officer), today() - timedelta(days=1))
    yesterday = today() - timedelta(days=1)
    Event.objects.filter(pk=over.pk).update(ends_at=timezone.now() - timedelta(hours=1), starts_on=yesterday,
                                            ends_on=yesterday, registration_deadline=None)  # fmt: skip
    Event.objects.filter(pk=cancelled.pk).update(cancelled_at=timezone.now(), cancelled_by=press)

    assert found(desk, "peeters") == []


def test_an_annual_pass_is_found_before_its_validity_begins(desk, anna, officer):
    case = annual_request(anna, at=State.APPROVED, officer=officer)
    case.valid_from, case.valid_until = today() + timedelta(days=9), today() + timedelta(days=99)
    case.save()

    assert found(desk, "peeters") == [case]


@pytest.mark.both_databases
def test_a_name_finds_nobody_by_address_user_name_or_number(desk, anna, officer, press):
    event_registration(anna, event(by=press), at=State.APPROVED, officer=officer)

    for typed in ("anna@example.org", "example", anna.representative.document_number, "Ghent", "Gazette", "@", "%"):
        assert found(desk, typed) == [], typed


def test_more_than_twenty_are_to_be_narrowed_down_and_cost_the_same(
    desk, officer, press, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(counter, "MOST_FOUND", 3)
    meeting = event(by=press)
    for number in range(3):
        person = representative(f"dupont{number}", family_name="Dupont", given_names=f"N{number}")
        event_registration(person, meeting, at=State.APPROVED, officer=officer)
    look_up(desk, "dupont")
    with django_assert_max_num_queries(12):
        few = look_up(desk, "dupont")
    person = representative("dupont9", family_name="Dupont", given_names="A first")
    annual_request(person, at=State.APPROVED, officer=officer)

    with django_assert_max_num_queries(12):
        many = look_up(desk, "dupont")

    assert (len(few.context["counter"].found), few.context["counter"].more) == (3, False)
    assert (len(many.context["counter"].found), many.context["counter"].more) == (3, True)
    assert many.context["counter"].found[0].name == "A first Dupont"
    assert "narrow it down" not in few.content.decode()
    assert "narrow it down" in many.content.decode()


@pytest.mark.both_databases
def test_the_box_has_the_focus_and_keeps_what_was_typed_as_text(desk):
    evil = '"><script>alert(1)</script>{{ 7|add:7 }}'
    page = look_up(desk, evil).content.decode()

    assert page.count("autofocus") == 1
    assert "<script>alert" not in page
    assert 'name="q"' in desk.get(reverse("admin:index")).content.decode()
    for typed in ("\x00", "x" * 5000, "a b " * 900, "\u0661\u0662"):
        assert look_up(desk, typed).status_code == 200


def test_the_counter_counts_what_was_handed_over_today(desk, anna, bruno, officer, passoffice, press):
    first = annual_request(anna, at=State.APPROVED, officer=officer)
    second = event_registration(bruno, event(by=press), at=State.APPROVED, officer=officer)
    AnnualPass.objects.record(first, by=passoffice)
    EventPass.objects.record(second, by=passoffice).strike_out(by=passoffice, why="The wrong person.")

    for page in (COUNTER, reverse("admin:index")):
        assert "Passes handed over today: 1" in " ".join(desk.get(page).content.decode().split())


@pytest.mark.both_databases
def test_somebody_who_is_staff_by_now_does_not_find_themselves(client, anna, officer, passoffice, press):
    case = event_registration(anna, event(by=press), at=State.APPROVED, officer=officer)
    anna.is_staff = True
    anna.save()
    anna.groups.set(passoffice.groups.all())
    client.force_login(anna)

    assert told(client, case.shown_reference) == UNKNOWN
    assert found(client, "peeters") == []


def test_the_start_page_says_per_event_whose_pass_waits_and_costs_the_same(
    desk, anna, bruno, officer, passoffice, press, django_assert_max_num_queries
):
    meeting = event(by=press)
    handed_over = event_registration(anna, meeting, at=State.APPROVED, officer=officer)
    event_registration(bruno, meeting, at=State.APPROVED, officer=officer)
    accredited = annual_request(anna, at=State.APPROVED, officer=officer)
    EventPass.objects.record(handed_over, by=passoffice)
    for number in range(5):
        event(f"meeting-{number}", by=press)

    with django_assert_max_num_queries(18):
        panels = desk.get(reverse("admin:index")).context["panels"]

    lines = {str(line.label): line.number for panel in panels for line in panel.lines}
    row = next(row for panel in panels for row in panel.rows if row.label == "Foreign ministers")
    assert [number.count for number in row.numbers] == [2, 1]
    assert (lines["Approved"].count, lines["Pass not handed over"].count) == (1, 1)
    for number in [*row.numbers, *lines.values()]:
        assert desk.get(number.url).context["cl"].result_count == number.count
    AnnualPass.objects.record(accredited, by=passoffice)
    assert desk.get(lines["Pass not handed over"].url).context["cl"].result_count == 0
