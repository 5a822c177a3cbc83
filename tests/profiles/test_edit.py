"""Completing a profile part by part (S5, S6, P11)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import MediaOrganisation, MediaRepresentative

IDENTITY = {
    "family_name": "Peeters", "given_names": "Anna", "latin_family_name": "PEETERS", "latin_given_names": "ANNA",
    "birth_date": "1984-03-12", "birth_place": "Gent", "nationality": "BE",
}  # fmt: skip
DOCUMENT = {
    "document_kind": "passport", "document_number": "EH123456", "document_country": "BE",
    "document_valid_until": "2035-01-31",
}  # fmt: skip
RESIDENCE = {"residence_country": "BE", "residence_town": "Gent"}
ASKS, MENDS = "One more look, then save again", "There is something to mend"
WORK = {"role": "journalist", "employment": "employed", "organisation-name": "Daily Gazette"}


def send(client, part, data, **more):
    return client.post(reverse(f"profiles:{part}"), data | more)


def as_shown(form):
    return {name: form[name].value() or "" for name in form.fields}


def of(user):
    return MediaRepresentative.objects.get(user=user)


# --- The way through ------------------------------------------------------------------------------------------------


def test_d3_a_profile_begins_with_the_first_part_that_is_saved(as_david, david):
    assert as_david.get(reverse("profiles:edit")).url == reverse("profiles:identity")

    response = send(as_david, "identity", IDENTITY)

    assert response.url == reverse("profiles:document")
    assert of(david).full_name == "Anna Peeters"


@pytest.mark.both_databases
def test_p11_each_part_leads_to_the_next_that_lacks_something(as_david, david, gazette):
    steps = [("identity", IDENTITY), ("document", DOCUMENT), ("residence", RESIDENCE), ("work", WORK)]

    led_to = [send(as_david, part, data).url for part, data in steps]

    assert led_to == [reverse(f"profiles:{part}") for part in ("document", "residence", "work", "photo")]
    assert of(david).organisation == gazette


def test_each_part_says_how_many_there_are(as_david):
    assert "Part 2 of 6" in as_david.get(reverse("profiles:document")).text
    assert "Part 6 of 6" in as_david.get(reverse("profiles:photo")).text


def test_where_one_goes_on_is_said_at_the_beginning_and_not_after_each_part(as_david):
    sentence = "you go on with your request"
    afterwards = {"next": "/events/"}

    assert sentence in as_david.get(reverse("profiles:identity"), afterwards).text
    assert sentence in as_david.get(reverse("profiles:document"), afterwards).text  # where somebody begins there
    saved = as_david.post(reverse("profiles:identity"), {**IDENTITY, **afterwards}, follow=True).text
    assert "Part 2 of" in saved
    assert sentence not in saved


def test_who_came_from_another_page_returns_to_it_when_the_profile_is_complete(as_anna):
    assert send(as_anna, "residence", RESIDENCE, next="/events/").url == "/events/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_page_leads_to_another_site(as_anna, address):
    assert send(as_anna, "residence", RESIDENCE, next=address).url == reverse("profiles:profile")


@pytest.mark.both_databases
def test_two_tabs_write_their_own_part_alone(as_anna, anna):
    send(as_anna, "residence", RESIDENCE | {"residence_town": "Liège"})
    send(as_anna, "document", DOCUMENT | {"document_number": "NEW-1"})

    assert (of(anna).residence_town, of(anna).document_number) == ("Liège", "NEW-1")


# --- Identity -------------------------------------------------------------------------------------------------------


def test_p11_the_latin_line_is_proposed_and_kept_only_when_it_is_confirmed(as_david, david):
    typed = IDENTITY | {"family_name": "Müller", "latin_family_name": "", "latin_given_names": ""}

    page = send(as_david, "identity", typed)

    form = page.context["form"]
    assert form["latin_family_name"].value() == "MUELLER"
    assert page.text.count("proposed from your name") == page.text.count("proposed too") == 2  # above and at its field
    assert ASKS in page.text
    assert not MediaRepresentative.objects.filter(user=david).exists()

    send(as_david, "identity", as_shown(form))
    assert of(david).latin_name == "MUELLER, ANNA"


@pytest.mark.both_databases
def test_p11_a_changed_name_asks_for_its_latin_line_again(as_anna, anna):
    typed = IDENTITY | {"family_name": "Janssens"}  # the line below it still says PEETERS

    page = send(as_anna, "identity", typed)

    form = page.context["form"]
    assert form["latin_family_name"].value() == "JANSSENS"
    assert of(anna).family_name == "Peeters"

    send(as_anna, "identity", as_shown(form) | {"latin_family_name": "PEETERS"})
    assert (of(anna).family_name, of(anna).latin_family_name) == ("Janssens", "PEETERS")


def test_p11_a_line_in_other_letters_is_asked_where_none_is_certain(as_david):
    page = send(as_david, "identity", IDENTITY | {"family_name": "王", "latin_family_name": ""})

    assert "with the letters A to Z" in page.content.decode()
    assert page.context["form"]["family_name"].value() == "王"


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("family", "given", "latin_family", "latin_given"),
    [
        ("Sukarno", "", "SUKARNO", ""),
        ("王", "小明", "WANG", "XIAOMING"),
        ("محمد", "علي", "MUHAMMAD", "ALI"),
        ("O’Connor", "Seán", "O'CONNOR", "SEAN"),
        ("von und zu der Tann-Rathsamhausen", "Maria Anna Josepha Luise Eva", "VON DER TANN", "MARIA ANNA"),
        ("=HYPERLINK(1)", "<script>alert(1)</script>", "HYPERLINK", "SCRIPT"),
    ],
)
def test_p11_a_name_has_any_letters_and_any_number_of_words(as_david, david, family, given, latin_family, latin_given):
    typed = {"latin_family_name": latin_family, "latin_given_names": latin_given}

    send(as_david, "identity", IDENTITY | typed | {"family_name": family, "given_names": given})

    assert (of(david).family_name, of(david).given_names) == (family, given)
    page = as_david.get(reverse("profiles:profile")).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["\u202eevil", "one\ntwo", "bell\x07", "nul\x00", "   ", "!?", "x" * 121])
def test_a_name_that_is_none_is_refused_with_a_sentence(as_david, david, name):
    page = send(as_david, "identity", IDENTITY | {"family_name": name})

    assert page.context["form"].errors["family_name"]
    assert not MediaRepresentative.objects.filter(user=david).exists()


@pytest.mark.parametrize(
    ("born", "accepted"),
    [("1984-03-12", True), ("2026-11-22", True), ("2026-11-23", False), ("2026-11-24", False), ("1906-11-23", False),
     ("1906-11-24", True), ("0084-03-12", False), ("31/31/1984", False), ("", False)],
)  # fmt: skip
def test_p11_a_day_of_birth_lies_in_the_past_and_not_120_years_back(as_david, time_machine, born, accepted):
    time_machine.move_to("2026-11-23T12:00:00Z", tick=False)

    response = send(as_david, "identity", IDENTITY | {"birth_date": born})

    assert (response.status_code == 302) == accepted


def test_nationality_can_be_none(as_david, david):
    send(as_david, "identity", IDENTITY | {"nationality": "XX"})

    assert of(david).nationality.code == "XX"


def test_b14_a_changed_identity_is_marked_and_the_page_warns_of_it_before(as_anna, anna):
    assert "goes back to the office" in as_anna.get(reverse("profiles:document")).content.decode()
    before = timezone.now()

    send(as_anna, "residence", RESIDENCE | {"residence_town": "Namur"})
    assert of(anna).identity_changed_at is None

    send(as_anna, "document", DOCUMENT | {"document_number": "ANOTHER"})
    assert of(anna).identity_changed_at >= before


# --- Document and residence -----------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_p11_an_expired_document_is_sent_with_an_explanation(as_anna, anna):
    expired = DOCUMENT | {"document_valid_until": "2020-01-01"}

    assert send(as_anna, "document", expired).context["form"].errors.keys() == {"document_explanation"}

    send(as_anna, "document", expired, document_explanation="The new one comes next week.")
    assert of(anna).document_valid_until.year == 2020
    assert "not valid any more" in as_anna.get(reverse("profiles:profile")).content.decode()


@pytest.mark.both_databases
def test_s2_an_official_residence_has_a_last_day_and_is_in_belgium(as_anna, anna):
    abroad = RESIDENCE | {"residence_country": "FR", "belgian_residence": "id_card"}

    errors = send(as_anna, "residence", abroad).context["form"].errors
    assert errors.keys() == {"residence_country", "belgian_residence_until"}

    send(as_anna, "residence", RESIDENCE, belgian_residence="certificate", belgian_residence_until="2030-05-01")
    assert of(anna).belgian_residence == "certificate"

    send(as_anna, "residence", RESIDENCE, belgian_residence="", belgian_residence_until="2030-05-01")
    assert of(anna).belgian_residence_until is None


@pytest.mark.both_databases
def test_a_phone_number_is_read_with_its_country(as_anna, anna):
    assert "phone" in send(as_anna, "residence", RESIDENCE, phone="12").context["form"].errors

    send(as_anna, "residence", RESIDENCE, phone="+32 470 12 34 56")
    assert str(of(anna).phone.as_e164) == "+32470123456"


# --- Work -----------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ["journalist", "tv_producer", "photographer", "videographer", "blogger", "technician"])
def test_s1_d14_each_role_can_be_chosen(as_anna, anna, role):
    send(as_anna, "work", WORK | {"role": role})

    assert of(anna).role == role


@pytest.mark.both_databases
def test_s1_another_function_has_its_name(as_anna, anna):
    assert send(as_anna, "work", WORK | {"role": "other"}).context["form"].errors.keys() == {"other_role"}

    send(as_anna, "work", WORK | {"role": "other", "other_role": "Interpreter"})
    assert of(anna).shown_role == "Interpreter"


def test_s13_a_known_name_picks_its_organisation_however_it_is_written(as_anna, anna, gazette):
    send(as_anna, "work", WORK | {"organisation-name": "  DAILY   gazette "})

    assert of(anna).organisation == gazette
    assert MediaOrganisation.objects.count() == 1


def test_s13_a_name_near_to_a_known_one_offers_that_one(as_anna, anna, gazette):
    page = send(as_anna, "work", WORK | {"organisation-name": "The Daily Gazete"})

    assert b"Daily Gazette" in page.content
    assert page.context["form"].organisations[0]["name"].value() == "The Daily Gazete"

    choice = {"organisation-name": "The Daily Gazete", "organisation-match": str(gazette.pk)}
    send(as_anna, "work", WORK | choice)
    assert of(anna).organisation == gazette
    assert MediaOrganisation.objects.count() == 1


def test_s13_a_name_that_is_not_known_is_asked_about_before_anything_is_called_wrong(as_anna, gazette):
    typed = WORK | {"organisation-name": "The Daily Gazete", "organisation-kind": ""}
    first = send(as_anna, "work", typed)
    again = send(
        as_anna, "work", typed | {"organisation-asked": first.context["form"].organisations[0]["asked"].value()}
    )

    assert ASKS in first.text
    assert MENDS in again.text
    assert ASKS not in again.text


def test_a_question_beside_an_error_is_not_all_there_is(as_anna, gazette):
    page = send(as_anna, "work", WORK | {"organisation-name": "The Daily Gazete", "role": ""})

    assert MENDS in page.text


@pytest.mark.both_databases
def test_s13_a_missing_organisation_is_proposed_and_waits_for_the_office(as_anna, anna):
    proposed = {"organisation-name": "Radio Ñandú", "organisation-kind": "", "organisation-website": "nandu.example"}

    page = send(as_anna, "work", WORK | proposed)
    assert page.context["form"].organisations[0].errors.keys() == {"kind"}
    assert not MediaOrganisation.objects.filter(name="Radio Ñandú").exists()

    more = {"organisation-kind": "broadcast", "organisation-country": "PY"}
    send(as_anna, "work", WORK | proposed | more)
    send(as_anna, "work", WORK | proposed | more)
    row = MediaOrganisation.objects.get(name="Radio Ñandú")
    assert (row.standing, row.proposed_by, row.country.code) == ("unverified", anna, "PY")
    assert row.website == "https://nandu.example"
    assert of(anna).organisation == row


def test_s13_a_proposal_that_was_joined_leads_to_the_one_it_is(as_anna, anna, gazette):
    MediaOrganisation.objects.create(name="Gazette du jour", kind="print", same_as=gazette)

    send(as_anna, "work", WORK | {"organisation-name": "gazette du jour"})

    assert of(anna).organisation == gazette


def test_nobodys_proposal_is_shown_to_others(as_anna, stranger):
    MediaOrganisation.objects.create(name="Secret Blog", kind="online", proposed_by=stranger)
    MediaOrganisation.objects.create(name="Known Wire", kind="agency", standing="bona_fide")

    page = as_anna.get(reverse("profiles:work")).content.decode()

    assert "Secret Blog" not in page
    assert '<option value="Known Wire">' in page


@pytest.mark.both_databases
def test_s1_a_freelancer_names_none_or_up_to_three_organisations(as_anna, anna, gazette):
    for name in ("Wire", "Weekly"):
        MediaOrganisation.objects.create(name=name, kind="agency")
    freelance = WORK | {"employment": "freelance"}

    send(as_anna, "work", freelance | {"organisation-name": ""})
    assert of(anna).organisation is None

    send(as_anna, "work", freelance | {"further_1-name": "wire", "further_2-name": "WEEKLY"})
    assert {row.name for row in of(anna).further_organisations.all()} == {"Wire", "Weekly"}

    send(as_anna, "work", WORK | {"further_1-name": "wire"})
    assert of(anna).further_organisations.count() == 0


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["", "!!!", "x\ny", "\u202ex"])
def test_an_organisation_without_a_name_is_refused(as_anna, name):
    page = send(as_anna, "work", WORK | {"organisation-name": name, "organisation-kind": "print"})

    assert page.status_code == 200
    assert "name" in page.context["form"].organisations[0].errors


def test_errors_keep_what_was_typed_and_link_to_their_fields(as_anna):
    page = send(as_anna, "document", DOCUMENT | {"document_number": ""}).content.decode()

    assert 'href="#id_document_number"' in page
    assert 'value="2035-01-31"' in page


def test_a_phone_number_may_be_written_as_it_is_dialled_where_one_lives(as_anna, anna):
    send(as_anna, "residence", RESIDENCE, phone="0470 12 34 56")
    assert str(of(anna).phone.as_e164) == "+32470123456"

    somewhere = RESIDENCE | {"residence_country": "FR"}
    send(as_anna, "residence", somewhere, phone="06 12 34 56 78", belgian_residence="", belgian_residence_until="")
    assert str(of(anna).phone.as_e164) == "+33612345678"
    assert (
        "phone"
        in send(as_anna, "residence", RESIDENCE | {"residence_country": ""}, phone="0470 12 34 56")
        .context["form"]
        .errors
    )


def test_the_document_is_of_the_nationality_unless_another_country_is_chosen(as_david, david):
    send(as_david, "identity", IDENTITY)
    first = as_david.get(reverse("profiles:document")).context["form"]
    assert str(first["document_country"].value()) == IDENTITY["nationality"]


def test_only_the_parts_that_an_event_needs_are_counted_on_the_way_to_one(as_david):
    back = {"next": "/events/"}

    assert "Part 5 of 5" in as_david.get(reverse("profiles:photo"), back).text
    assert "Part 6 of 6" in as_david.get(reverse("profiles:photo")).text
    assert "Part 5 of 6" in as_david.get(reverse("profiles:press_card")).text
    assert "Part " not in as_david.get(reverse("profiles:press_card"), back).text.split("<h1>")[0]
    assert "Save and continue" in as_david.get(reverse("profiles:identity"), back).text


@pytest.mark.parametrize(
    ("part", "field", "purpose"),
    [
        ("identity", "family_name", "family-name"), ("identity", "given_names", "given-name"),
        ("identity", "birth_date", "bday"), ("residence", "residence_country", "country"),
        ("residence", "residence_town", "address-level2"), ("residence", "phone", "tel"),
    ],
)  # fmt: skip
def test_a_browser_that_knows_the_person_is_told_what_is_asked(as_david, part, field, purpose):
    form = as_david.get(reverse(f"profiles:{part}")).context["form"]

    assert f'autocomplete="{purpose}"' in str(form[field])


def test_a_browser_that_knows_the_organisation_may_fill_it_in(as_david):
    first = as_david.get(reverse("profiles:work")).context["form"].organisations[0]

    assert 'autocomplete="organization"' in str(first["name"])
