"""A file that was cut, changed or put together anew is never taken for a backup."""

import tarfile
from random import Random

import pytest

from accreditation_portal.backup.archive import FORMAT, HEAD, Damaged, Reader, Writer

PARTS = {"rows/a/000000": b"[1]\n[2]", "files/ab/cd/abcd": Random(1).randbytes(1300), "files/empty": b""}


@pytest.fixture
def whole(tmp_path):
    path = tmp_path / "whole"
    with path.open("wb") as file:
        writer = Writer(file)
        for name, data in PARTS.items():
            writer.add(name, data)
        writer.close({"counts": {"a": 2}})
    return path


def test_what_was_written_is_read(whole):
    backup = Reader(whole)

    assert dict(backup.parts("files")) == {"ab/cd/abcd": PARTS["files/ab/cd/abcd"], "empty": b""}
    assert dict(backup.parts("rows")) == {"a/000000": b"[1]\n[2]"}
    assert backup.manifest["counts"] == {"a": 2}


def test_other_programs_read_it_too(whole):
    with tarfile.open(whole) as tar:
        assert tar.getnames() == [HEAD, *PARTS, "manifest.json"]


def test_every_flipped_byte_is_noticed(whole):
    data = whole.read_bytes()

    for place in range(0, len(data), 31):
        whole.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        with pytest.raises(Damaged):
            Reader(whole)


def test_every_cut_is_noticed(whole):
    data = whole.read_bytes()

    for length in [*range(0, len(data), 97), len(data) - 1]:
        whole.write_bytes(data[:length])
        with pytest.raises(Damaged):
            Reader(whole)


def test_a_part_that_is_gone_is_noticed(whole, tmp_path):
    with tarfile.open(whole) as tar:
        begins = {part.name: part.offset for part in tar.getmembers()}
    data = whole.read_bytes()
    whole.write_bytes(data[: begins["files/empty"]] + data[begins["manifest.json"] :])

    with pytest.raises(Damaged, match="its checksum is not that of its bytes"):
        Reader(whole)


def test_a_damaged_part_is_named(whole):
    data = whole.read_bytes()
    place = data.index(PARTS["files/ab/cd/abcd"])
    whole.write_bytes(data[:place] + b"?" + data[place + 1 :])

    with pytest.raises(Damaged, match="its part files/ab/cd/abcd is not what was written"):
        Reader(whole)


def test_something_else_is_no_backup(tmp_path):
    with tarfile.open(tmp_path / "other", "w") as tar:
        tar.add(__file__, "something")
    (tmp_path / "text").write_text("a letter to my aunt " * 1000)

    for name in ("other", "text"):
        with pytest.raises(Damaged):
            Reader(tmp_path / name)


def test_a_later_format_is_refused_by_its_number(tmp_path, monkeypatch):
    monkeypatch.setattr("accreditation_portal.backup.archive.FORMAT", FORMAT + 1)
    with (tmp_path / "later").open("wb") as file:
        Writer(file).close({})
    monkeypatch.undo()

    with pytest.raises(Damaged, match=f"its format is {FORMAT + 1}, and this version reads {FORMAT}"):
        Reader(tmp_path / "later")
