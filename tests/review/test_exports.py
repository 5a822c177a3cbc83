"""Tables taken out of the portal: what the list shows, in chosen columns, recorded, and nothing that computes (B8)."""

import csv
import io
import re
import zipfile
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accreditation_portal.review import exports
from accreditation_portal.review.cells import neutralised
from accreditation_portal.review.models import Export
from accreditation_portal.review.states import State
from adhoc.exports import columns
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.factories.profiles import organisation, representative

pytestmark = pytest.mark.both_databases

ADDRESS = reverse("admin:adhoc_eventregistration_export")
ANNUAL = reverse("admin:annual_annualrequest_export")


@pytest.fixture
def meeting(press):
    return event(by=press)


@pytest.fixture
def cases(meeting, officer, anna, bruno, stranger):
    approved = event_registration(anna, meeting, at=State.APPROVED, officer=officer)
    return [approved, event_registration(bruno, meeting), event_registration(stranger, meeting)]


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet(response):
    book = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert found.find(".//m:f", names) is None
    return [["".join(cell.itertext()) for cell in row] for row in found.iterfind(".//m:row", names)]


def taken(client, query="", address=ADDRESS, **form):
    return client.post(address + query, {"columns": ["reference", "family_name"], "file_format": "csv", **form})


def test_the_table_holds_what_the_list_shows_in_the_chosen_columns(client, officer, cases):
    client.force_login(officer)

    approved, waiting, _third = cases
    assert rows(taken(client, "?state=approved")) == [
        ["Reference", "Family name, or only name"],
        [approved.shown_reference, "Peeters"],
    ]
    assert rows(taken(client, "?state=all&q=costa"))[1:] == [[waiting.shown_reference, "Costa"]]
    assert len(rows(taken(client))) == 3  # as the list: what awaits review


def test_the_page_says_how_many_and_offers_columns_of_the_kind_of_case(client, officer, cases, anna):
    annual_request(anna)
    client.force_login(officer)

    page = client.get(f"{ADDRESS}?state=submitted").content.decode()
    annual = client.get(ANNUAL).content.decode()

    assert "2 cases, as the list shows them now." in page
    assert "1 case, as the list shows it now." in annual
    assert 'value="event"' in page
    assert 'value="valid_until"' in annual
    for kept_back in ("birth_date", "document_number"):
        assert kept_back not in page + annual
    assert (
        f'href="{ADDRESS}?state=submitted"'
        in client.get(reverse("admin:adhoc_eventregistration_changelist") + "?state=submitted").content.decode()
    )


@pytest.mark.parametrize("address", [ADDRESS, ANNUAL])
def test_every_column_of_either_kind_can_be_filled(client, officer, cases, anna, address):
    annual_request(anna)
    client.force_login(officer)
    every = [value for value, _label in client.get(address).context["form"].fields["columns"].choices]

    table = rows(taken(client, "?state=all", address, columns=every))

    assert len(table[0]) == len(every)
    assert all(len(row) == len(every) for row in table)
    person = dict(zip(every, table[1], strict=True))
    assert person["state"] in ("Approved", "Submitted")
    assert person["organisation_country"] == "Belgium"
    assert person["email"].endswith("@example.org")


def test_a_workbook_holds_the_same(client, officer, cases):
    client.force_login(officer)

    table = sheet(taken(client, "?state=all", file_format="xlsx"))

    assert table == rows(taken(client, "?state=all"))


def test_b8_every_export_is_recorded_without_what_was_searched(client, officer, cases, meeting):
    client.force_login(officer)

    rows(taken(client, f"?state=all&event={meeting.pk}&q=costa&o=2"))

    export = Export.objects.get()
    assert (export.by, export.number, export.file_format) == (officer, 1, "csv")
    assert export.filters == {"event": str(meeting.pk), "state": "all", "searched": "yes"}
    assert export.columns == ["reference", "family_name"]
    assert export.ended_at is not None
    listed = client.get(reverse("admin:review_export_changelist")).content.decode()
    assert "state: all" in listed
    assert "costa" not in listed.lower()


def test_an_export_that_is_broken_off_says_how_far_it_came(officer, cases, monkeypatch):
    monkeypatch.setattr(exports, "ROWS_AT_A_TIME", 1)
    export = Export.objects.create(kind="adhoc.eventregistration", by=officer, file_format="csv", columns=["state"])

    file = exports.as_csv(EventRegistration.objects.order_by("pk"), columns()[:2], export)
    next(file)
    file.close()  # as the web server does when somebody has gone

    export.refresh_from_db()
    assert (export.number, export.ended_at) == (1, None)


@pytest.mark.parametrize("typed", ["=1+1", "+32", "-2", "@here", "\tx", "\rx"])
def test_what_somebody_typed_is_never_computed(client, officer, meeting, typed):
    assert neutralised(typed) == f"'{typed}"
    assert neutralised(f"a{typed}") == f"a{typed}"


def test_a_formula_in_a_name_stays_a_name(client, officer, meeting):
    evil = representative("evil", family_name='=HYPERLINK("http://evil.example")', latin_family_name="EVIL")
    event_registration(evil, meeting)
    client.force_login(officer)

    assert rows(taken(client))[1][1] == '\'=HYPERLINK("http://evil.example")'
    assert sheet(taken(client, file_format="xlsx"))[1][1] == '=HYPERLINK("http://evil.example")'


def test_a_table_is_written_in_the_officers_language(officer, cases):
    with translation.override("fr"):
        chosen = [column for column in columns() if column.name in ("state", "role")]
        found = list(exports.cells_of(EventRegistration.objects.approved(), chosen))

    assert found == [["Approuvé", "Journaliste"]]


def test_moments_stand_in_the_offices_zone():
    assert exports.moment(None) == ""
    assert exports.moment(timezone.datetime(2026, 7, 1, 22, 30, tzinfo=timezone.get_fixed_timezone(0))) == (
        "2026-07-02 00:30"
    )


def test_a_workbook_too_long_to_wait_for_is_refused_and_csv_is_not(client, officer, cases, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_OF_A_WORKBOOK", 2)
    client.force_login(officer)

    refused = taken(client, "?state=all", file_format="xlsx")

    assert "file_format" in refused.context["form"].errors
    assert not Export.objects.exists()
    assert len(rows(taken(client, "?state=all"))) == 4


def test_no_column_is_no_table(client, officer, cases):
    client.force_login(officer)

    assert "columns" in taken(client, columns=[]).context["form"].errors


def test_only_officers_export_and_nobody_by_a_link(client, officer, press, passoffice, anna, cases):
    for user in (press, passoffice, anna):
        client.force_login(user)
        for method in (client.get, client.post):
            assert method(ADDRESS).status_code in (302, 403)
    assert not Export.objects.exists()
    client.force_login(officer)
    client.get(f"{ADDRESS}?state=all&file_format=csv&columns=reference")
    assert not Export.objects.exists()


def test_the_list_of_exports_is_only_read(client, officer):
    client.force_login(officer)

    assert client.get(reverse("admin:review_export_add")).status_code == 403


def test_a_table_of_any_length_takes_the_same_statements(client, officer, cases, django_assert_max_num_queries):
    client.force_login(officer)
    client.get(ADDRESS)

    with django_assert_max_num_queries(13):
        rows(taken(client, "?state=all"))


def test_the_table_has_the_order_of_the_list(client, officer, cases):
    client.force_login(officer)
    address = reverse("admin:adhoc_eventregistration_changelist")
    changes = client.get(f"{address}?state=all").context["cl"]
    column = changes.list_display.index("shown_reference")
    for order in (f"{column}", f"-{column}"):
        listed = [
            case.shown_reference for case in client.get(f"{address}?state=all&o={order}").context["cl"].result_list
        ]
        assert [row[0] for row in rows(taken(client, f"?state=all&o={order}"))[1:]] == listed


@pytest.mark.parametrize("typed", ["Eve;=1+1", "Eve\n=1+1", "Eve; \t@x", "a\r\n-1"])
def test_nor_where_a_spreadsheet_of_another_country_begins_a_cell(typed):
    assert re.search(r"[;\n\t]\s*'[=@-]", neutralised(typed))
    assert neutralised("Ó Súilleabháin-Müller; Köln") == "Ó Súilleabháin-Müller; Köln"


def test_a_joined_organisation_has_the_standing_and_the_country_that_the_list_shows(client, officer, meeting):
    paper = organisation(
        "Tagblick", country="DE", standing="bona_fide", standing_by=officer, standing_at=timezone.now()
    )
    alias = organisation("Tagblick Online", country="AT", same_as=paper)
    event_registration(representative("gerd", organisation=alias), meeting)
    client.force_login(officer)

    assert rows(taken(client, columns=["standing", "organisation_country"]))[1] == ["Bona fide", "Germany"]


@pytest.mark.parametrize(
    "wrong", ["event__exact=abc", "assigned__exact=1", "late__exact=foo", f"event={'9' * 5000}", f"assigned={'9' * 23}"]
)
def test_a_filter_that_somebody_wrote_is_never_an_error_page(client, officer, cases, wrong):
    case = cases[1]
    client.force_login(officer)
    page = reverse("admin:adhoc_eventregistration_change", args=[case.pk]) + f"?_changelist_filters={quote(wrong)}"

    assert client.get(f"{reverse('admin:adhoc_eventregistration_changelist')}?{wrong}").status_code < 500
    assert taken(client, f"?{wrong}").status_code < 500
    assert client.get(f"{ADDRESS}?{wrong}").status_code < 500
    assert client.get(page).status_code == 200
    denied = {"step": "deny", "seen": case.latest_decision_id, "words": "No.", "act": "take_next"}
    assert client.post(page, denied).status_code == 302
