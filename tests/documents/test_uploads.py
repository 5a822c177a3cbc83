"""A disk that is full while a file arrives spoils that file alone, not what was typed beside it."""

import os

import pytest
from django.core.exceptions import ValidationError

from accreditation_portal.documents.acceptance import read_upload
from accreditation_portal.documents.uploads import TemporaryFiles
from tests.documents.test_keep import room_for

CHUNK = b"x" * 64 * 1024


def arrived(chunks: int):
    """The file that the handler makes of so many chunks."""
    handler = TemporaryFiles()
    handler.new_file("proof", "letter.pdf", "application/pdf", chunks * len(CHUNK))
    for number in range(chunks):
        assert handler.receive_data_chunk(CHUNK, number * len(CHUNK)) is None
    return handler.file_complete(chunks * len(CHUNK))


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    return tmp_path


def test_where_there_is_room_the_file_is_there():
    assert read_upload(arrived(3), 10**6) == CHUNK * 3


@pytest.mark.parametrize("room", [0, 100_000, 3 * len(CHUNK) - 1])
def test_a_file_without_room_is_refused_by_its_field(room, a_folder_of_its_own):
    with room_for(room):
        file = arrived(3)

    assert (file.name, file.size) == ("letter.pdf", 3 * len(CHUNK))
    with pytest.raises(ValidationError, match="there is no room for it just now"):
        read_upload(file, 10**6)
    assert os.listdir(a_folder_of_its_own) == []
    file.close()


def test_the_last_bytes_are_written_when_the_file_is_complete(a_folder_of_its_own):
    handler = TemporaryFiles()
    handler.new_file("proof", "letter.pdf", "application/pdf", 10)
    handler.receive_data_chunk(b"0123456789", 0)  # still in memory

    with room_for(5):
        file = handler.file_complete(10)

    with pytest.raises(ValidationError, match="there is no room for it just now"):
        read_upload(file, 10**6)
    assert os.listdir(a_folder_of_its_own) == []
