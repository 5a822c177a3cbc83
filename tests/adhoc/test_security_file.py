"""The file for the authorities and the file of their answers: columns, cells, checks, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accreditation_portal.review.cells import neutralised
from adhoc import security_file
from adhoc.models import EventRegistration
from adhoc.security_file import FROZEN, ResultLine, alpha_3, cells_of, digest_of, doubts, faults, read_results, written

LAST_DAY = date(2027, 6, 2)
WHOLE = {
    "family_name": "Müller", "given_names": "Eva", "latin_family_name": "MUELLER", "latin_given_names": "EVA",
    "birth_date": date(1979, 1, 21), "birth_place": "Kraków", "nationality": "DE", "document_kind": "passport",
    "document_number": "C01X00T47", "document_country": "DE", "document_valid_until": date(2031, 1, 1),
    "former_names": "Weiß",
}  # fmt: skip


def person(**changes) -> EventRegistration:
    return EventRegistration(**WHOLE | changes)


def found_in(**changes) -> str:
    someone = person(**changes)
    return " ".join(map(str, faults(someone, cells_of(someone), LAST_DAY)))


def test_p12_the_file_is_utf_8_with_commas_crlf_and_exactly_these_columns():
    row = {"REFERENCE": "E-7K2M-90QX-T", **cells_of(person()), "KIND": "NEW"}

    assert written([row]).decode() == (
        "REFERENCE,FAMILY_NAME,GIVEN_NAMES,FORMER_NAMES,BIRTH_DATE,BIRTH_PLACE,NATIONALITY,DOCUMENT_KIND,"
        "DOCUMENT_NUMBER,DOCUMENT_COUNTRY,DOCUMENT_VALID_UNTIL,KIND\r\n"
        "E-7K2M-90QX-T,MUELLER,EVA,WEISS,1979-01-21,KRAKOW,DEU,PASSPORT,C01X00T47,DEU,2031-01-01,NEW\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_computed_by_a_spreadsheet(start):
    typed = f"{start}1+1"
    row = dict.fromkeys(security_file.COLUMNS, "") | {"DOCUMENT_NUMBER": typed}

    assert neutralised(typed) == f"'{typed}"
    assert f"'{typed}".encode() in written([row])


@pytest.mark.parametrize("plain", ["", "PEETERS", "A=1", "'T HOOFT", "1979-01-21"])
def test_a_cell_that_nobody_computes_stays_as_it_is(plain):
    assert neutralised(plain) == plain


def test_every_frozen_cell_tells_one_state_of_a_person_from_another():
    cells = cells_of(person())
    changed = {digest_of(cells | {column: "X"}) for column in FROZEN}

    assert len(changed | {digest_of(cells)}) == len(FROZEN) + 1


def test_codes_of_three_letters_are_those_of_travel_documents():
    assert [alpha_3(code) for code in ("BE", "GB", "XX", "", "ZZ")] == ["BEL", "GBR", "XXA", "", ""]


def test_a_whole_person_has_no_fault_and_raises_no_doubt():
    assert found_in() == ""
    assert doubts(person()) == []
    assert doubts(person(latin_family_name="MULLER")) == []
    assert found_in(given_names="", latin_given_names="") == ""
    assert found_in(latin_family_name="'T HOOFT-DE VRIES") == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latin_family_name": ""}, "family name in Latin letters is missing"),
        ({"latin_given_names": ""}, "given names in Latin letters are missing"),
        ({"latin_family_name": "MÜLLER"}, "A to Z, spaces, hyphens and apostrophes"),
        ({"latin_family_name": "ST. JOHN"}, "A to Z, spaces, hyphens and apostrophes"),
        ({"latin_given_names": "EVA 2"}, "given names in Latin letters may hold"),
        ({"latin_family_name": "-"}, "family name in Latin letters may hold"),
        ({"latin_family_name": "EVA", "latin_given_names": "MUELLER"}, "stand where the family name belongs"),
        ({"birth_date": None}, "date of birth"),
        ({"birth_place": ""}, "place of birth"),
        ({"nationality": ""}, "nationality"),
        ({"document_kind": ""}, "kind of the identity document"),
        ({"document_number": ""}, "number of the identity document"),
        ({"document_country": ""}, "country of the identity document"),
        ({"document_valid_until": None}, "until which the identity document is valid is missing"),
        ({"document_valid_until": date(2027, 6, 1)}, "not valid any more on the last day"),
    ],
)
def test_p12_what_the_authorities_could_not_check_is_a_fault(changes, words):
    assert words in found_in(**changes)


def test_every_fault_is_named_at_once():
    empty = EventRegistration()

    assert len(faults(empty, cells_of(empty), LAST_DAY)) == 8


def test_a_document_that_ends_on_the_last_day_is_valid():
    assert found_in(document_valid_until=LAST_DAY) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latin_family_name": "MILLER"}, "which gives MUELLER"),
        ({"family_name": "محمد", "latin_family_name": "MOHAMMED"}, "cannot be told here"),
        ({"former_names": "محمد"}, "goes as it was written"),
        ({"birth_place": "東京"}, "goes as it was written"),
    ],
)
def test_a_line_that_does_not_follow_from_the_name_is_shown_and_keeps_nobody_out(changes, words):
    assert words in " ".join(map(str, doubts(person(**changes))))
    assert found_in(**changes) == ""


# The answers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("CLEARED", "cleared"), ("not cleared", "not_cleared"), ("Not_Cleared", "not_cleared"),
     (" MORE  INFORMATION ", "more_information"), ("more-information", "more_information"), ("perhaps", ""), ("", "")],
)  # fmt: skip
def test_a_result_is_one_of_three_words_however_it_is_written(word, outcome):
    assert ResultLine(2, "E7K2M90QXT", word).outcome == outcome


@pytest.mark.parametrize(
    "head", ["REFERENCE,RESULT,REMARK", "reference;result;remark", "\ufeffReference,Result,Remark"]
)
def test_a_file_is_read_with_commas_or_semicolons_and_other_columns_are_not(head):
    separator = ";" if ";" in head else ","
    data = f"{head}\r\n\r\nE1{separator}CLEARED{separator}a secret\r\n{separator}{separator}\r\nE2\r\n".encode()

    assert read_results(data) == ([ResultLine(3, "E1", "CLEARED"), ResultLine(5, "E2", "")], ["REMARK"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "must name the columns"),
        (b"REFERENCE\nE1\n", "must name the columns"),
        (b"REFERENCE,RESULT,RESULT\nE1,CLEARED,CLEARED\n", "each once"),
        (b"REFERENCE,RESULT\n", "holds no result"),
        ("REFERENCE,RESULT\nE1,CLEARED\n".encode("utf-16"), "CSV file in UTF-8"),
        (b"PK\x03\x04\xff\xfe", "CSV file in UTF-8"),
        (b'REFERENCE,RESULT\n"' + b"x" * 140_000 + b'",CLEARED\n', "CSV file in UTF-8"),
        (b"REFERENCE,RESULT\n" + b"E,C\n" * 20_001, "more than 20000 lines"),
        (b"x" * (2 * 1024 * 1024 + 1), "at most 2 MB"),
    ],
)
def test_what_is_no_file_of_results_is_refused_in_words(data, words):
    with pytest.raises(ValidationError, match=words):
        read_results(data)


def test_the_largest_file_is_read():
    lines, _unread = read_results(b"REFERENCE,RESULT\n" + b"E,C\n" * 20_000)

    assert len(lines) == 20_000
