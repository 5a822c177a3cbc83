"""Names in the letters of the machine-readable zone."""

import pytest

from profiles.models.latin import latin, tidied


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Peeters", "PEETERS"),
        ("de la Peña", "DE LA PENA"),
        ("Müller", "MUELLER"),
        ("Weiß", "WEISS"),
        ("Søren Ærø", "SOEREN AEROE"),
        ("Đorđević", "DORDEVIC"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("Þóra", "THORA"),
        ("Şahin İnönü", "SAHIN INOENUE"),
        ("Ilıca", "ILICA"),
        ("O’Brien-Smith", "O'BRIEN-SMITH"),
        ("Nguyễn Văn", "NGUYEN VAN"),
        ("Иванов", "IVANOV"),
        ("Щедрин", "SHCHEDRIN"),
        ("Йорданов", "IORDANOV"),
        ("Παπαδόπουλος", "PAPADOPOULOS"),
        ("Ευαγγελία", "EVANGELIA"),
        ("Ευθύμιος", "EFTHYMIOS"),
        ("Μαΐου", "MAIOU"),
        ("Æneas  of   many   words and one more", "AENEAS OF MANY WORDS AND ONE MORE"),
        ("", ""),
    ],
)
def test_p11_a_name_is_proposed_as_the_document_writes_it(name, line):
    assert latin(name) == line


@pytest.mark.parametrize("name", ["王小明", "محمد", "한지민", "ดาว", "Peeters 王"])
def test_p11_a_letter_without_a_certain_transliteration_leads_to_no_proposal(name):
    assert latin(name) == ""


def test_p11_a_line_that_was_typed_is_tidied():
    assert tidied("  o’brien –  smith ") == "O'BRIEN - SMITH"
