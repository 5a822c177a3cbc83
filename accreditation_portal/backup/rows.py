"""Rows of any table as lines of JSON that both databases can write and read."""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models

MOST_ROWS, MOST_BYTES = 2000, 4 * 1024**2  # of one piece, which is held in memory
OF_A_STATEMENT = 200
LEFT_BEHIND = {"sessions.Session", "limits.Count"}  # everybody logs in again, and counts anew

Model = type[models.Model]


def tables(apps: Apps) -> dict[str, Model]:
    """By label, every model with a table of its own whose rows are carried; those between two models too."""
    found = apps.get_models(include_auto_created=True)
    return {
        model._meta.label: model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_BEHIND
    }


def columns(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _file_fields(model: Model) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def file_names(model: Model) -> Iterator[str]:
    """The file that each row names."""
    for field in _file_fields(model):
        names = model._base_manager.order_by("pk").values_list(field, flat=True)
        yield from filter(None, names.iterator(chunk_size=MOST_ROWS))


def naming(model: Model, name: str) -> models.QuerySet:
    """The rows that name this file."""
    some = models.Q()
    for field in _file_fields(model):
        some |= models.Q(**{field: name})
    return model._base_manager.filter(some)


def pieces(model: Model) -> Iterator[tuple[int, bytes]]:
    """The rows in the order of their keys, some at a time: how many they are, and their lines."""
    some, length = [], 0
    rows = model._base_manager.order_by("pk").values_list(*columns(model))
    own = {
        number: field
        for number, field in enumerate(model._meta.concrete_fields)
        if hasattr(field, "from_db_value") and not isinstance(field, models.JSONField)
    }
    for row in map(list, rows.iterator(chunk_size=MOST_ROWS)):
        for number, field in own.items():  # what is an object here, such as a telephone number
            row[number] = field.get_prep_value(row[number])
        some.append(json.dumps(row, default=_written, ensure_ascii=False, separators=(",", ":")))
        length += len(some[-1])
        if len(some) >= MOST_ROWS or length >= MOST_BYTES:
            yield len(some), _packed(some)
            some, length = [], 0
    if some:
        yield len(some), _packed(some)


def read(piece: bytes) -> Iterator[list[Any]]:
    # Not splitlines(): a text may hold other characters that end a line.
    return map(json.loads, filter(None, gzip.decompress(piece).split(b"\n")))


def insert(model: Model, names: list[str], rows: list[list[Any]]) -> None:
    """Write these rows as they stand: no default and no key is filled in anew, as saving them would."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    kinds = [_kind(fields[name]) for name in names]
    quoted = connection.ops.quote_name
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(quoted(fields[name].column) for name in names)})"
    one = f"({', '.join(['%s'] * len(names))})"
    most = min(OF_A_STATEMENT, (connection.features.max_query_params or 10**6) // len(names))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), most):
            some = rows[start : start + most]
            values = [_read(kind, value) for row in some for kind, value in zip(kinds, row, strict=True)]
            cursor.execute(f"{into} VALUES {', '.join([one] * len(some))}", values)


def _packed(lines: list[str]) -> bytes:
    return gzip.compress("\n".join(lines).encode(), compresslevel=3, mtime=0)


def _written(value: Any) -> str:
    """What JSON has no word for."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(f"A backup has no words for {type(value).__name__}")


def _kind(field: models.Field) -> models.Field | None:
    """The field that turns a written value into the database's own; None: they are the same."""
    while field.remote_field:
        field = field.target_field
    special = (models.DateField, models.TimeField, models.UUIDField, models.BinaryField, models.JSONField)
    return field if isinstance(field, special) else None


def _read(kind: models.Field | None, value: Any) -> Any:
    if kind is None or value is None:
        return value
    return kind.get_db_prep_save(value if isinstance(kind, models.JSONField) else kind.to_python(value), connection)
