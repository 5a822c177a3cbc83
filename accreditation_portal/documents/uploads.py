"""Large files on their way in: where there is no room for one, its form says so, and what was typed beside it stays."""

import errno
from contextlib import suppress
from io import BytesIO
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LostOnTheWay(UploadedFile):
    """A file that arrived while the disk was full: its name and size are known, its bytes are gone."""

    def seek(self, *args: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, "the disk was full when the file arrived")


class TemporaryFiles(TemporaryFileUploadHandler):
    """As Django's own, but a full disk spoils one field of a form, not the whole request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.room = True
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self.room = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.room:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError:
                self._give_up()

    def file_complete(self, file_size: int) -> UploadedFile:
        if self.room:
            try:
                return super().file_complete(file_size)  # what was still in memory is written here
            except OSError:
                self._give_up()
        return LostOnTheWay(BytesIO(), self.file_name, self.content_type, file_size, self.charset)

    def _give_up(self) -> None:
        """Make room for others at once."""
        self.room = False
        with suppress(OSError):  # closing writes what was still in memory
            self.file.close()
