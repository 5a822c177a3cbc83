"""Whether files and rows agree: each row has its file, unchanged, and each file its row."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from heapq import merge

from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import F, Model
from django.db.models.functions import Collate

from accreditation_portal.documents.models import Document, PagePicture

SETTLED = timedelta(days=1)  # a younger file may belong to a transaction that has not ended


def lost() -> Iterator[Model]:
    """Documents and pictures of pages whose file is not there."""
    for model in (Document, PagePicture):
        for row in model._base_manager.order_by("pk").iterator():
            if not row.file.storage.exists(row.file.name) and _is_still_there(row):
                yield row


def changed() -> Iterator[tuple[Document, str]]:
    """Documents whose file is there and not what was kept: "size" or "digest". Every byte is read."""
    for document in Document.objects.order_by("pk").iterator():
        digest, size = sha256(), 0
        try:
            with document.file.open("rb") as file:
                for data in file.chunks():
                    digest.update(data)
                    size += len(data)
        except FileNotFoundError:
            continue
        if size != document.size:
            yield document, "size"
        elif digest.hexdigest() != document.digest:
            yield document, "digest"


def orphans(at: datetime) -> Iterator[str]:
    """Names of files that no row names, and that have lain there for more than a day."""
    # Both in the same order, so that neither has to be remembered.
    named = merge(_named(Document), _named(PagePicture))
    next_named = next(named, None)
    for name in _stored(default_storage, ""):
        while next_named is not None and next_named < name:
            next_named = next(named, None)
        if name != next_named and _may_go(name, at):
            yield name


def remove(name: str, at: datetime) -> bool:
    """Delete a file that no row names; False: one names it now."""
    if not _may_go(name, at):
        return False
    default_storage.delete(name)
    return True


def _may_go(name: str, at: datetime) -> bool:
    try:
        settled = default_storage.get_modified_time(name) < at - SETTLED
    except FileNotFoundError:
        return False
    return settled and not any(model._base_manager.filter(file=name).exists() for model in (Document, PagePicture))


def _is_still_there(row: Model) -> bool:
    """A document may be discarded while we look: its row goes first."""
    return type(row)._base_manager.filter(pk=row.pk).exists()


def _named(model: type[Model]) -> Iterable[str]:
    # By code point, as names of files are compared here; a database has an order of its own for words.
    order = Collate("file", "C") if connection.vendor == "postgresql" else F("file")
    return model._base_manager.order_by(order).values_list("file", flat=True).iterator()


def _stored(storage: Storage, folder: str) -> Iterator[str]:
    """Every file below this folder, in the order of their names."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    # A folder comes where its contents come: before "a-b" and after "a.b" if it is "a/".
    for name, is_folder in sorted([(f"{one}/", True) for one in folders] + [(one, False) for one in names]):
        if is_folder:
            yield from _stored(storage, f"{folder}{name}")
        else:
            yield f"{folder}{name}"
