"""Officers find a case by whatever they have at hand: a name however it is written, a card, an organisation."""

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from profiles.models import MediaOrganisation
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, press_card
from tests.factories.events import event
from tests.review.acts import KINDS

pytestmark = pytest.mark.both_databases

NAMES = {
    ("Müller", "Eva"): ("muller", "Müller", "eva muller", "muller eva", "MULLER, EVA"),
    ("Đorđević", "Ana"): ("dordevic", "đorđević ana", "Ana Dordevic"),
    ("Ó Súilleabháin", "Seán"): ("o suilleabhain", "suilleabhain sean", "Sean O Suilleabhain"),
    ("Иванов", "Иван"): ("иванов", "ИВАНОВ", "иван иванов", "иванов иван", "IVANOV"),
    ("Łukasiewicz", "Jan"): ("lukasiewicz", "łukasiewicz"),
    ("Strauß", "Ina"): ("strauss", "strauß"),
}
LATIN = {"Иванов": {"latin_family_name": "IVANOV", "latin_given_names": "IVAN"}}


@pytest.fixture
def listed(client, officer, press):
    """Make a case of a kind for somebody; list what a search finds."""
    meeting = event(by=press)

    def case(kind, user):
        return annual_request(user) if kind == "annual" else event_registration(user, meeting)

    def found(kind, typed, by=officer):
        client.force_login(by)
        model = "annual_annualrequest" if kind == "annual" else "adhoc_eventregistration"
        page = client.get(reverse(f"admin:{model}_changelist"), {"q": typed})
        return [row.pk for row in page.context["cl"].result_list]

    return case, found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[0])
def test_b6_a_name_is_found_in_any_spelling_and_order(listed, kind, name):
    case, found = listed
    family_name, given_names = name
    more = LATIN.get(family_name, {})
    wanted = case(kind, cast.representative("wanted", family_name=family_name, given_names=given_names, **more))
    case(kind, cast.representative("other", family_name="Maes", given_names="Piet"))
    for typed in NAMES[name]:
        assert found(kind, typed) == [wanted.pk], typed


@pytest.mark.parametrize("kind", KINDS)
def test_b6_a_case_is_found_by_the_number_of_a_card_also_an_older_one(listed, kind, anna, bruno):
    case, found = listed
    press_card(anna, number="B 40-127")
    press_card(anna, number="B 40-128")
    press_card(bruno, number="B 40-129")
    wanted = case(kind, anna)
    case(kind, bruno)
    for typed in ("B40127", "b 40 127", "B 40-128"):
        assert found(kind, typed) == [wanted.pk], typed
    assert found(kind, "40127") == []


@pytest.mark.parametrize("kind", KINDS)
def test_b6_a_case_is_found_by_its_organisation_and_the_names_joined_to_it(listed, kind, anna, bruno):
    case, found = listed
    main = cast.organisation("L'Écho du matin")
    alias = cast.organisation("Morgenecho", same_as=main)
    for user, organisation in ((anna, main), (bruno, alias)):
        user.representative.organisation = organisation
        user.representative.save()
    wanted = [case(kind, user).pk for user in (anna, bruno)]
    case(kind, cast.representative("other"))
    assert sorted(found(kind, "echo matin")) == sorted(wanted)
    assert sorted(found(kind, "morgenecho")) == sorted(wanted)
    assert MediaOrganisation.objects.named("").count() == 0


def test_the_pass_office_finds_by_reference_and_name_alone(client, listed, anna, officer, passoffice):
    case, found = listed
    press_card(anna, number="B 40-127")
    registration = case("adhoc", anna)
    registration.approve(by=officer)
    assert registration.state == State.APPROVED
    assert found("adhoc", "peeters", by=passoffice) == [registration.pk]
    for typed in ("B 40-127", anna.representative.organisation.name, anna.email):
        assert found("adhoc", typed, by=passoffice) == [], typed
    page = client.get(reverse("admin:adhoc_eventregistration_changelist")).content.decode()
    assert "number of a press card" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_asks_the_same_of_the_database_however_much_it_finds(
    client, listed, kind, django_assert_max_num_queries, django_assert_num_queries
):
    case, found = listed
    case(kind, cast.representative("one", family_name="Maes"))
    found(kind, "maes")
    with django_assert_max_num_queries(22) as asked:
        found(kind, "maes")
    for number in range(3):
        case(kind, cast.representative(f"more{number}", family_name="Maes"))
    with django_assert_num_queries(len(asked)):
        assert len(found(kind, "maes")) == 4


def test_a_search_that_finds_more_people_than_it_lists_says_so(client, officer, press, monkeypatch):
    monkeypatch.setattr("accreditation_portal.review.admin.case_list.MOST_PEOPLE_OF_A_SEARCH", 1)
    meeting = event(by=press)
    for name in ("ada", "ben"):
        event_registration(cast.representative(name, family_name="Müller"), meeting)
    client.force_login(officer)

    page = client.get("/admin/adhoc/eventregistration/?q=muller")

    assert len(page.context["cl"].result_list) == 1
    assert "More than 1 people have this name" in page.content.decode()
    assert "people have this name" not in client.get("/admin/adhoc/eventregistration/?q=ada").content.decode()
