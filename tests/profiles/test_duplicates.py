"""Who is alike (B14): shown to officers side by side, never merged, never refused."""

from datetime import date

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from profiles.admin.compared import side_by_side
from profiles.duplicates import MOST_SHOWN, Likeness, likely_duplicates
from profiles.models import MediaRepresentative, number_key
from tests.factories import events as stage
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, issuing_body, press_card
from tests.factories.files import jpeg
from tests.factories.profiles import document, representative
from tests.profiles.desk import page_of

pytestmark = pytest.mark.both_databases

DOCUMENT, CARD, PHOTO, SCAN, BIRTH = Likeness


def person(username, **fields):
    """Somebody who is like nobody else, but in these fields."""
    number = MediaRepresentative.objects.count()
    user = representative(username, **{"birth_date": date(1960 + number, 1, 1), "photo": None, **fields})
    if "photo" not in fields:
        user.representative.photo = document(user, data=username.encode())
        user.representative.save()
    return MediaRepresentative.objects.get(user=user)


def alike(data):
    """By user name of the others: in what they are alike."""
    found, number = likely_duplicates(data)
    assert number == len(found)
    return {each.person.user.username: each.likenesses for each in found}


@pytest.fixture
def one(db):
    return person("one", family_name="Đorđević", given_names="Ana", document_number="592-1234567-89")


def test_b14_nobody_is_alike_who_shares_nothing(one):
    person("two", family_name="Đorđević")
    assert alike(one) == {}


@pytest.mark.parametrize("number", ["592123456789", "592 1234567 89", "592-1234567-89"])
def test_b14_the_same_document_however_it_is_grouped(one, number):
    person("two", document_number=number)
    assert alike(one) == {"two": [DOCUMENT]}


def test_b14_the_same_number_of_another_country_is_another_document(one):
    person("two", document_number=one.document_number, document_country="FR")
    assert alike(one) == {}


def test_b14_two_without_a_number_do_not_share_it(db):
    first = person("first", document_number="")
    person("second", document_number="")
    assert alike(first) == {}


def test_b14_the_same_card_under_two_names_also_an_older_one(one):
    two = person("two")
    press_card(one.user, number="B 40127")
    press_card(two.user, number="b-40127")
    press_card(two.user, number="B 40128")
    assert alike(one) == {"two": [CARD]}
    assert alike(two) == {"one": [CARD]}


def test_b14_the_same_number_of_another_body_is_another_card(one):
    press_card(one.user, number="B 40127")
    press_card(person("two").user, number="B 40127", issuing_body=issuing_body("Union of others"))
    assert alike(one) == {}


def test_b14_bodies_that_an_officer_joined_are_one(one):
    press_card(one.user, number="B 40127")
    joined = issuing_body("Union of others", same_as=issuing_body())
    press_card(person("two").user, number="B 40127", issuing_body=joined)
    assert alike(one) == {"two": [CARD]}


def test_b14_the_same_photo_and_the_same_scan(one):
    two, three = person("two"), person("three")
    one.photo = document(one.user, data=jpeg((413, 531)))
    one.save()
    document(two.user, data=jpeg((413, 531)))  # a photo that was replaced since counts as well
    for holder in (one, three):
        scan = document(holder.user, "card.jpg", data=b"the same scan")
        press_card(holder.user, number=f"N {holder.pk}", scan=scan)
    assert alike(one) == {"two": [PHOTO], "three": [SCAN]}


@pytest.mark.parametrize(
    ("names", "is_alike"),
    [
        ({"family_name": "Dordevic"}, True),
        ({"family_name": "Petrović", "former_names": "Dordević"}, True),
        ({"family_name": "Marić", "given_names": "Ana"}, True),
        ({"family_name": "Đorđevićka", "given_names": "Anabel"}, False),
    ],
)
def test_b14_born_on_the_same_day_with_a_whole_word_alike(one, names, is_alike):
    person("two", birth_date=one.birth_date, **names)
    assert alike(one) == ({"two": [BIRTH]} if is_alike else {})


def test_b14_an_initial_is_no_name_in_common_but_a_sign_of_another_script_is(db):
    first = person("first", family_name="Peeters", given_names="J", birth_date=date(1980, 1, 1))
    person("second", family_name="Janssens", given_names="J", birth_date=date(1980, 1, 1))
    assert alike(first) == {}
    third = person("third", family_name="李", latin_family_name="LI", birth_date=date(1981, 1, 1), given_names="娜")
    person("fourth", family_name="李", latin_family_name="LEE", birth_date=date(1981, 1, 1), given_names="伟")
    assert alike(third) == {"fourth": [BIRTH]}


def test_b14_the_most_alike_come_first_and_the_rest_is_counted(one):
    for number in range(MOST_SHOWN + 1):
        person(f"other{number}", family_name="Đorđević", birth_date=one.birth_date)
    person("twin", document_number=one.document_number, birth_date=one.birth_date, given_names="Ana")
    found, number = likely_duplicates(one)
    assert [each.person.user.username for each in found][:2] == ["twin", "other0"]
    assert (found[0].likenesses, len(found), number) == ([DOCUMENT, BIRTH], MOST_SHOWN, MOST_SHOWN + 2)


def test_a_number_is_its_letters_and_digits():
    assert number_key("b-40.127/É") == number_key("B 40127 e") == "b40127e"


def test_b14_what_is_the_same_is_marked(one, officer):
    press_card(one.user, number="B 40127")
    two = person("two", document_number="592123456789")
    press_card(two.user, number="b40127")
    press_card(two.user, number="b40128")
    found = side_by_side(MediaRepresentative.objects.get(pk=one.pk), reader=officer)
    same = {str(label) for label, cells in found["rows"] if cells[1].is_same}
    assert {"Number of the document", "Press cards"} <= same
    assert not {"Name", "Date of birth", "Email address"} & same


# --- What officers see ------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(one):
    """Two accounts with one document and one date of birth."""
    return one, person("two", document_number="592123456789", birth_date=one.birth_date, family_name="Đorđević")


def case_of(kind, user, press):
    if kind == "annual":
        return annual_request(user)
    away = stage.event("away", by=press, at_headquarters=False, annual_accreditation_suffices=False)
    return event_registration(user, away)


def desk_of(case):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


@pytest.mark.parametrize("kind", ["annual", "adhoc"])
def test_b14_the_case_shows_them_side_by_side(client, officer, press, pair, kind):
    case = case_of(kind, pair[0].user, press)
    client.force_login(officer)

    page = client.get(desk_of(case)).content.decode()
    assert "Somebody else may be the same person" in page
    for text in ("The same identity document", "The same date of birth, and a name in common", pair[1].user.email):
        assert text in page
    assert str(pair[0].photo_id) in page
    assert str(pair[1].photo_id) in page
    assert page_of(pair[1]) in page


def test_b14_both_count_what_was_submitted_and_what_the_profile_says_today(press, one):
    case = case_of("annual", one.user, press)
    person("two", document_number="Z9")
    assert alike(case) == {}
    MediaRepresentative.objects.filter(pk=one.pk).update(document_number="z-9")
    assert alike(type(case).objects.get(pk=case.pk)) == {"two": [DOCUMENT]}


def test_b14_who_was_alike_when_it_was_submitted_stays_so(press, pair):
    case = case_of("annual", pair[0].user, press)
    MediaRepresentative.objects.filter(pk=pair[0].pk).update(birth_date=date(1999, 9, 9), document_number="Y1")
    case = type(case).objects.get(pk=case.pk)
    assert alike(case) == {"two": [DOCUMENT, BIRTH]}


def test_b14_who_is_alike_is_approved_as_anybody_else(officer, press, pair):
    case = case_of("adhoc", pair[0].user, press)
    case.approve(by=officer)
    assert case.state == State.APPROVED
    assert MediaRepresentative.objects.count() == 2


def test_b14_a_draft_shows_nothing_of_others(client, officer, pair):
    case = annual_request(pair[0].user, at=State.DRAFT)
    client.force_login(officer)
    assert "duplicates" not in client.get(desk_of(case)).content.decode()


def test_b14_the_pass_office_is_told_nothing_of_others(client, officer, passoffice, press, pair):
    case = case_of("adhoc", pair[0].user, press)
    case.approve(by=officer)
    client.force_login(passoffice)
    page = client.get(desk_of(case)).content.decode()
    assert "duplicates" not in page
    assert pair[1].user.email not in page


def test_b14_a_person_s_page_shows_them_too(client, officer, pair):
    client.force_login(officer)
    assert "The same identity document" in client.get(page_of(pair[0])).content.decode()


def test_comparing_asks_the_same_of_the_database_however_many_are_alike(
    one, django_assert_max_num_queries, django_assert_num_queries
):
    press_card(one.user)
    fresh = MediaRepresentative.objects.prefetch_related("press_cards__issuing_body__same_as", "press_cards__scan")
    person("other", birth_date=one.birth_date, family_name="Đorđević")
    data = fresh.select_related("user", "photo").get(pk=one.pk)
    with django_assert_max_num_queries(7) as first:
        likely_duplicates(data)
    for number in range(4):
        press_card(person(f"other{number}", birth_date=one.birth_date, family_name="Đorđević").user)
    with django_assert_num_queries(len(first) + 1):  # and their cards' bodies
        likely_duplicates(data)


def test_b14_a_number_that_is_changed_on_the_page_changes_its_key(client, one):
    two = person("two", document_number=one.document_number)
    assert alike(one) == {"two": [DOCUMENT]}
    client.force_login(two.user)
    sent = {"document_kind": "id_card", "document_number": "599-0000001-11", "document_country": "BE",
            "document_valid_until": "2035-01-01", "document_explanation": ""}  # fmt: skip
    assert client.post(reverse("profiles:document"), sent).status_code == 302
    assert alike(one) == {}
    client.force_login(one.user)
    client.post(reverse("profiles:document"), sent | {"document_number": "599 0000001 11"})
    assert alike(MediaRepresentative.objects.get(pk=one.pk)) == {"two": [DOCUMENT]}
