"""What the scanner answers is understood, and what it does not answer is never taken for clean."""

import socket

import pytest

from accreditation_portal.documents import clamd
from accreditation_portal.documents.clamd import NotScanned, ScannerAway, malware_in, place_of
from tests.documents.scanner import EICAR, listening


@pytest.fixture
def scanner():
    with listening() as scanner:
        yield scanner


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(clamd, "ANSWER_WITHIN", 0.2)


def test_every_byte_is_shown_to_the_scanner_in_its_order(scanner):
    assert malware_in([b"one", b"", b"two" * 50_000], scanner.address) == ""
    assert scanner.streams == [b"one" + b"two" * 50_000]


def test_a_file_of_no_bytes_is_one_too(scanner):
    assert malware_in([], scanner.address) == ""


def test_malware_is_named_as_the_scanner_names_it(scanner):
    assert malware_in([b"%PDF-1.7 ", EICAR], scanner.address) == "Eicar-Test-Signature"


def test_it_is_reached_by_a_socket_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with listening(tmp_path / "clamd") as scanner:
        assert malware_in([EICAR], scanner.address) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer",
    ["INSTREAM size limit exceeded. ERROR", "stream: Can't allocate memory ERROR", "PONG", "", "OK", "x" * 10_000],
)
def test_any_other_answer_says_nothing_about_the_file(scanner, answer):
    scanner.answer = answer or "\0"

    with pytest.raises(NotScanned):
        malware_in([b"clean"], scanner.address)


def test_a_name_that_is_missing_is_malware_all_the_same(scanner):
    scanner.answer = "stream:  FOUND"

    assert malware_in([b"?"], scanner.address) == "?"


def test_one_that_dies_has_not_answered(scanner):
    scanner.answer = "die"

    with pytest.raises(ScannerAway):
        malware_in([b"x" * 1_000_000] * 20, scanner.address)


def test_one_that_hangs_is_not_waited_for_without_end(scanner, impatient):
    scanner.answer = "hang"

    with pytest.raises(ScannerAway):
        malware_in([b"clean"], scanner.address)


def test_where_nobody_listens_nothing_is_clean(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    for address in (f"tcp://127.0.0.1:{port}", f"unix:{tmp_path}/none"):
        with pytest.raises(ScannerAway):
            malware_in([b"clean"], address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("tcp://127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://clamd.example.org:3310", ("clamd.example.org", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_an_address_is_a_host_with_its_port_or_a_path(address, place):
    assert place_of(address) == place


@pytest.mark.parametrize(
    "address",
    ["clamd", "127.0.0.1:3310", "tcp://127.0.0.1", "tcp://:3310", "tcp://127.0.0.1:99999", "tcp://127.0.0.1:3310/x",
     "unix:", "unix:/", "unix:clamd.ctl", "unix://run/clamd.ctl", "http://127.0.0.1:3310"],
)  # fmt: skip
def test_another_address_is_none(address):
    with pytest.raises(ValueError, match=r".*"):
        place_of(address)
