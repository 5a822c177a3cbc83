"""The desk's pages on people: officers judge organisations and bodies, read people, and change nothing about them."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from profiles.admin import waiting
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, PressCard
from tests.factories import profiles as cast
from tests.profiles.desk import address, errors_of, fields_of, found, page_of, save

CURATED = ("mediaorganisation", "issuingbody")
PAGES = (*CURATED, "mediarepresentative", "user")


@pytest.fixture
def superuser(db):
    return cast.account("root-of-all", is_staff=True, is_superuser=True, first_name="Alex")


@pytest.fixture
def gazette(db):
    return cast.organisation()


@pytest.fixture
def proposal(anna):
    return MediaOrganisation.objects.create(name="The Daily Gazette", kind="print", proposed_by=anna)


@pytest.fixture
def body(anna):
    return IssuingBody.objects.create(name="Đorđe’s Union", country="BE", kind="union", proposed_by=anna)


# --- Who comes in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("officer", (200, 200, 200, 403)),
        ("superuser", (200, 200, 200, 200)),
        ("press", (403, 403, 403, 403)),
        ("passoffice", (403, 403, 403, 403)),
        ("anna", (302, 302, 302, 302)),
    ],
)
def test_each_role_lists_what_is_theirs(client, request, who, expected):
    client.force_login(request.getfixturevalue(who))

    assert tuple(client.get(address(model)).status_code for model in PAGES) == expected


def test_nobody_adds_changes_or_deletes_a_person(client, officer, superuser, anna):
    person = anna.representative
    for user in (officer, superuser):
        client.force_login(user)
        assert client.get(address("mediarepresentative", "add")).status_code == 403
        assert client.post(page_of(person), {"family_name": "Changed"}).status_code == 403
        assert client.post(page_of(person, "delete"), {"post": "yes"}).status_code == 403
    person.refresh_from_db()
    assert person.family_name == "Peeters"


def test_who_may_not_read_people_finds_no_person(client, press, passoffice, anna):
    for user in (press, passoffice):
        client.force_login(user)
        assert client.get(page_of(anna.representative)).status_code == 404


# --- Standing ---------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize("model", CURATED)
def test_a_standing_says_who_gave_it_and_when(client, officer, proposal, body, model):
    row, good, name = {
        "mediaorganisation": (proposal, "bona_fide", "Bona fide"),
        "issuingbody": (body, "recognised", "Recognised"),
    }[model]
    client.force_login(officer)

    assert save(client, row, standing=good, standing_note="Known for years.").status_code == 302

    assert (row.standing, row.standing_by, row.standing_note) == (good, officer, "Known for years.")
    assert timezone.now() - row.standing_at < timedelta(minutes=1)
    (line,) = client.get(page_of(row)).context["history"]
    assert line["who"] == officer.shown_name
    assert f"now “{name}”" in " ".join(line["what"])
    assert line["note"] == "Known for years."


def test_a_change_of_something_else_leaves_the_judgement_as_it_was(client, officer, officer2, proposal):
    client.force_login(officer)
    save(client, proposal, standing="bona_fide")
    judged = proposal.standing_at
    client.force_login(officer2)

    save(client, proposal, website="https://gazette.example/")

    assert (proposal.standing_by, proposal.standing_at) == (officer, judged)
    assert len(client.get(page_of(proposal)).context["history"]) == 2


def test_saving_twice_changes_and_records_once(client, officer, proposal):
    client.force_login(officer)
    sent = fields_of(client, proposal) | {"standing": "bona_fide"}

    answers = [client.post(page_of(proposal), sent).status_code for _click in range(2)]

    proposal.refresh_from_db()
    assert answers == [302, 302]
    assert LogEntry.objects.count() == 1
    assert proposal.standing == "bona_fide"


@pytest.mark.both_databases
def test_b7_a_stale_page_saves_nothing_and_says_who_was_first(client, officer, officer2, proposal):
    client.force_login(officer2)
    seen = fields_of(client, proposal)
    client.force_login(officer)
    save(client, proposal, standing="not_bona_fide", standing_note="A shop.")
    client.force_login(officer2)

    response = client.post(page_of(proposal), seen | {"standing": "bona_fide", "standing_note": "I know them."})

    refusal = errors_of(response)["__all__"]
    assert officer.shown_name in refusal
    assert "Not bona fide" in refusal
    proposal.refresh_from_db()
    assert proposal.standing == "not_bona_fide"
    form = response.context["adminform"].form
    assert form["standing_note"].value() == "I know them."
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(page_of(proposal), again).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.standing, proposal.standing_by) == ("bona_fide", officer2)


def test_what_an_officer_enters_with_a_standing_is_judged_at_once(client, officer):
    client.force_login(officer)
    sent = {"name": "Union of X", "country": "FR", "kind": "union", "standing": "recognised", "standing_note": ""}

    client.post(address("issuingbody", "add"), sent)

    entered = IssuingBody.objects.get()
    assert (entered.standing_by, entered.proposed_by) == (officer, None)


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["daily  GAZETTE", "Dàily-Gazette"])
def test_a_name_that_is_there_is_refused_and_named_however_it_is_written(client, officer, gazette, proposal, name):
    client.force_login(officer)

    error = errors_of(save(client, proposal, name=name))["name"]

    assert "Daily Gazette" in error
    assert page_of(gazette) in error
    new = {"name": name, "kind": "print", "standing": "unverified"}
    assert "name" in errors_of(client.post(address("mediaorganisation", "add"), new))


def test_the_same_name_in_another_country_is_another_body(client, officer, body):
    client.force_login(officer)
    new = {"name": body.name, "country": "FR", "kind": "union", "standing": "to_be_verified"}

    assert client.post(address("issuingbody", "add"), new).status_code == 302
    assert "name" in errors_of(client.post(address("issuingbody", "add"), new))
    assert IssuingBody.objects.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "!!!", "a\x00b", "x" * 201])
def test_what_is_no_name_is_refused(client, officer, proposal, name):
    client.force_login(officer)
    assert "name" in errors_of(save(client, proposal, name=name))


@pytest.mark.both_databases
def test_markup_in_a_name_is_shown_as_text(client, officer, proposal):
    client.force_login(officer)
    save(client, proposal, name="<b>Gazette</b> {0} %s")
    other = MediaOrganisation.objects.create(name="Other", kind="print")

    error = errors_of(save(client, other, name="b Gazette b 0 s"))["name"]

    assert "&lt;b&gt;Gazette&lt;/b&gt; {0} %s" in error
    for response in (client.get(page_of(proposal)), client.get(address("mediaorganisation"))):
        assert b"<b>Gazette" not in response.content


# --- Joining ----------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_a_joined_proposal_keeps_its_name_and_its_people_follow(client, officer, anna, gazette, proposal):
    MediaRepresentative.objects.filter(user=anna).update(organisation=proposal)
    client.force_login(officer)

    assert save(client, proposal, same_as=gazette.pk).status_code == 302

    person = MediaRepresentative.objects.get(user=anna)
    assert (person.organisation, person.organisation.itself) == (proposal, gazette)
    assert proposal.name == "The Daily Gazette"
    assert found(client, "mediarepresentative", f"organisation={gazette.pk}") == [person]
    page = client.get(page_of(gazette)).content.decode()
    assert "The Daily Gazette" in page
    assert "1 media representative<" in page
    person_page = client.get(page_of(person)).content.decode()
    assert "entered as The Daily Gazette" in person_page
    assert "Joined to “Daily Gazette”." in client.get(page_of(proposal)).content.decode()


def test_the_standing_of_a_joined_name_is_the_other_ones(client, officer, gazette, proposal):
    client.force_login(officer)
    save(client, proposal, same_as=gazette.pk)

    save(client, proposal, standing="bona_fide")
    assert proposal.standing == "unverified"
    save(client, proposal, same_as="")
    save(client, proposal, standing="bona_fide")
    assert (proposal.same_as, proposal.standing) == (None, "bona_fide")


@pytest.mark.both_databases
def test_nothing_is_joined_to_itself_to_an_alias_or_with_aliases_of_its_own(client, officer, gazette, proposal):
    third = MediaOrganisation.objects.create(name="Gazette Group", kind="print")
    client.force_login(officer)

    assert "itself" in errors_of(save(client, gazette, same_as=gazette.pk))["same_as"]
    save(client, proposal, same_as=gazette.pk)
    assert "“Daily Gazette”" in errors_of(save(client, third, same_as=proposal.pk))["same_as"]
    assert "“The Daily Gazette”" in errors_of(save(client, gazette, same_as=third.pk))["same_as"]
    assert "same_as" in errors_of(save(client, third, same_as="999999"))
    assert save(client, third, same_as="x").status_code == 400
    assert set(MediaOrganisation.objects.exclude(same_as=None)) == {proposal}


@pytest.mark.both_databases
def test_only_what_stands_alone_is_offered_for_joining(client, officer, gazette, proposal):
    MediaOrganisation.objects.filter(pk=proposal.pk).update(same_as=gazette)
    client.force_login(officer)
    wanted = {"app_label": "profiles", "model_name": "mediaorganisation", "field_name": "same_as", "term": "GAZETTE"}

    answer = client.get(reverse("admin:autocomplete"), wanted).json()

    assert [result["text"] for result in answer["results"]] == ["Daily Gazette"]


def test_names_near_a_proposal_are_offered_on_its_page(client, officer, gazette, proposal):
    client.force_login(officer)
    assert page_of(gazette) in client.get(page_of(proposal)).content.decode()


# --- Removing ---------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_only_a_proposal_that_nobody_uses_can_be_deleted(client, officer, anna, gazette, proposal):
    client.force_login(officer)
    person = anna.representative

    person.further_organisations.set([proposal])
    assert client.post(page_of(proposal, "delete"), {"post": "yes"}).status_code == 403
    person.further_organisations.clear()
    MediaRepresentative.objects.filter(pk=person.pk).update(organisation=proposal)
    assert client.post(page_of(proposal, "delete"), {"post": "yes"}).status_code == 403
    MediaRepresentative.objects.filter(pk=person.pk).update(organisation=None)
    unused = MediaOrganisation.objects.create(name="Entered by the office", kind="print")
    assert client.post(page_of(unused, "delete"), {"post": "yes"}).status_code == 403

    assert client.post(page_of(proposal, "delete"), {"post": "yes"}).status_code == 302
    assert set(MediaOrganisation.objects.all()) == {gazette, unused}


@pytest.mark.both_databases
def test_a_body_with_a_card_stays(client, officer, anna, body):
    PressCard.objects.create(representative=anna.representative, number="7", issuing_body=body)
    client.force_login(officer)

    assert client.post(page_of(body, "delete"), {"post": "yes"}).status_code == 403
    assert found(client, "mediarepresentative", f"issuing_body={body.pk}") == [anna.representative]


# --- Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", ["dordes", "ĐORĐE", "union dorde", "Đorđe's"])
def test_a_body_is_found_in_any_spelling(client, officer, body, typed):
    IssuingBody.objects.create(name="Another", country="BE", kind="union")
    client.force_login(officer)
    typed = typed.replace("dordes", "dorde s")
    assert found(client, "issuingbody", f"q={typed}") == [body]
    assert found(client, "issuingbody", "q=%25") == []


@pytest.mark.both_databases
def test_lists_narrow_by_standing_kind_proposal_and_joining(client, officer, gazette, proposal):
    MediaOrganisation.objects.filter(pk=proposal.pk).update(same_as=gazette)
    client.force_login(officer)

    assert found(client, "mediaorganisation", "proposed=yes") == [proposal]
    assert found(client, "mediaorganisation", "joined=no") == [gazette]
    assert found(client, "mediaorganisation", "standing__exact=bona_fide") == []
    assert len(found(client, "mediaorganisation", "kind__exact=print&joined=nonsense")) == 2


def test_people_are_found_in_any_spelling_by_user_name_and_by_address(client, officer, bruno):
    user = cast.representative("milos", family_name="Đorđević", given_names="Miloš", latin_family_name="DORDEVIC",
                               latin_given_names="MILOS")  # fmt: skip
    client.force_login(officer)

    for typed in ("dordevic", "MILOŠ đorđević", "milos@example.org", "MILOS", "milos"):
        assert found(client, "mediarepresentative", f"q={typed}") == [user.representative], typed
    for typed in ("nobody", "%25", "'", "!!"):
        assert found(client, "mediarepresentative", f"q={typed}") == [], typed


@pytest.mark.parametrize("query", ["document_number__startswith=X", "user__password__startswith=a"])
def test_people_are_not_narrowed_by_other_fields(client, officer, query):
    client.force_login(officer)
    assert client.get(f"{address('mediarepresentative')}?{query}").status_code == 400


@pytest.mark.parametrize("wanted", ["nonsense", "999999", "9" * 40, "-1", "²"])
def test_people_of_an_organisation_that_is_not_there_are_none(client, officer, anna, wanted):
    client.force_login(officer)
    assert found(client, "mediarepresentative", f"organisation={wanted}") == []


@pytest.mark.parametrize("model", PAGES)
def test_a_list_costs_the_same_however_long(client, superuser, django_assert_max_num_queries, model):
    for number in range(12):
        user = cast.representative(f"person{number}", organisation=cast.organisation(f"Paper {number}"))
        body = IssuingBody.objects.create(name=f"Body {number}", country="BE", kind="union")
        PressCard.objects.create(representative=user.representative, number="1", issuing_body=body)
    client.force_login(superuser)

    with django_assert_max_num_queries(8):
        client.get(address(model))


@pytest.mark.both_databases
def test_a_page_costs_the_same_for_whatever_is_on_it(client, officer, anna, django_assert_max_num_queries):
    person, papers = anna.representative, [cast.organisation(f"Paper {number}") for number in range(6)]
    person.further_organisations.set(papers)
    for number in range(6):
        body = IssuingBody.objects.create(name=f"Body {number}", country="BE", kind="union")
        scan = cast.document(anna)
        PressCard.objects.create(
            representative=person, number="1", issuing_body=body, is_current=number == 0, scan=scan
        )
    MediaOrganisation.objects.exclude(pk=papers[0].pk).update(same_as=papers[0])
    client.force_login(officer)

    with django_assert_max_num_queries(18):
        assert client.get(page_of(person)).status_code == 200
    with django_assert_max_num_queries(18):
        assert client.get(page_of(papers[0])).status_code == 200


@pytest.mark.both_databases
def test_a_persons_page_shows_the_profile_and_the_files(client, officer, anna):
    person = anna.representative
    scan, body = cast.document(anna, "card.jpg"), IssuingBody.objects.create(name="Union", country="BE", kind="union")
    PressCard.objects.create(representative=person, number="B-123", issuing_body=body, scan=scan)
    MediaRepresentative.objects.filter(pk=person.pk).update(identity_changed_at=timezone.now())
    client.force_login(officer)

    page = client.get(page_of(person)).content.decode()

    for shown in ("Anna Peeters", "PEETERS, ANNA", "17 May 1980", "Belgium", person.document_number, "Daily Gazette",
                  "anna@example.org", "B-123", "Union", "Identity changed"):  # fmt: skip
        assert shown in page, shown
    for document in (person.photo, scan):
        assert reverse("documents:page_picture", args=[document.pk, 1]) in page


# --- The start page ---------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_the_start_page_counts_what_is_to_be_verified_and_leads_to_it(
    client, officer, press, passoffice, anna, gazette, proposal, body
):
    MediaOrganisation.objects.filter(pk=proposal.pk).update(same_as=gazette)
    client.force_login(officer)
    (panel,) = waiting(officer, timezone.now())

    assert [line.number.count for line in panel.lines] == [1, 1]
    for line in panel.lines:
        assert len(client.get(line.number.url).context["cl"].result_list) == line.number.count
        assert line.number.url.replace("&", "&amp;") in client.get(reverse("admin:index")).content.decode()
    assert [waiting(user, timezone.now()) for user in (press, passoffice, anna)] == [[], [], []]
