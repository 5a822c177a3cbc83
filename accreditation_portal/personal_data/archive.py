"""Everything held on a person as one ZIP: the data as JSON, the files as they are kept, written while it is sent."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.documents.models import Document

EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
AT_A_TIME = 64 * 1024  # bytes of a file
DATA = "data.json"

log = logging.getLogger(__name__)


class Outgoing:
    """What a ZIP writes into, to be sent on at once; it cannot be wound back, and the ZIP is told so."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to wait for."""

    def taken(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def archive_of(content: dict[str, Any], documents: list[Document], at: datetime) -> Iterator[bytes]:
    """The ZIP, part by part: at most one part of one file is in memory. A file that is lost is named as missing."""
    out = Outgoing()
    names, missing = names_of(content, documents), []
    with ZipFile(out, "w") as archive:
        for document in documents:
            try:
                with document.file.open("rb") as kept, archive.open(_entry(names[document.pk], at), "w") as entry:
                    while part := kept.read(AT_A_TIME):
                        entry.write(part)
                        yield out.taken()
            except OSError:
                log.exception("The storage has lost the file of document %s", document.pk)
                missing.append(names[document.pk])
        by_id = {str(pk): name for pk, name in names.items()}
        for held in content.get("files", []):
            held["in_this_archive"] = by_id.get(held["id"])  # none: kept or discarded at this very moment
        text = json.dumps(content | {"files_missing": missing}, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
        archive.writestr(_entry(DATA, at, ZIP_DEFLATED), text.encode())
        yield out.taken()
    yield out.taken()


def _entry(name: str, at: datetime, how: int = ZIP_STORED) -> ZipInfo:
    """Pictures and PDFs are packed already."""
    entry = ZipInfo(name, timezone.localtime(at, office.ZONE).timetuple()[:6])
    entry.compress_type, entry.external_attr = how, 0o600 << 16
    return entry


def names_of(content: Any, documents: list[Document]) -> dict[Any, str]:
    """For each document a name of ours that says where it belongs: no name that somebody typed is in it."""
    places: dict[str, str] = {}
    _find(content, "profile", {str(document.pk) for document in documents}, places)
    names: dict[Any, str] = {}
    for document in documents:
        stem = places.get(str(document.pk), "other/file")
        extension = EXTENSIONS[document.content_type]
        name, number = f"{stem}.{extension}", 1
        while name in names.values():
            number += 1
            name = f"{stem}-{number}.{extension}"
        names[document.pk] = name
    return names


def _find(held: Any, place: str, wanted: set[str], places: dict[str, str]) -> None:
    """Where each wanted document is named first: the case or the profile, and as what."""
    if isinstance(held, list):
        for each in held:
            _find(each, place, wanted, places)
        return
    if not isinstance(held, dict):
        return
    place = held.get("reference") or place
    for key, value in held.items():
        if key == "id":  # the list of files names them all
            continue
        if isinstance(value, str) and value in wanted:
            what = held["kind"] if key == "file" else {"photo": "identity-photo", "scan": "press-card"}.get(key, key)
            places.setdefault(value, f"{place}/{what.replace('_', '-')}")
        else:
            _find(value, place, wanted, places)
