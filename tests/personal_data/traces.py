"""Where in database, cache, sessions and files a word still stands, however it is encoded."""

import base64
import contextlib
import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection


def traces(words) -> set[tuple[str, str]]:
    """Each of these words with the table, column or file in which it stands."""
    found = set()
    patterns = {word: _pattern(word) for word in words}
    for place, text in _everything():
        found |= {(word, place) for word, pattern in patterns.items() if pattern.search(text)}
    return found


def _pattern(word: str) -> re.Pattern:
    """As it is written, and as JSON escapes it; a whole word, so that no other word that holds it counts."""
    escaped = json.dumps(word)[1:-1]
    either = "|".join(re.escape(each) for each in {word, escaped})
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _everything():
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", _as_text(value)
                    if table == settings.CACHES["default"]["LOCATION"] and name == "value":
                        yield f"{table}.{name}", _as_text(base64.b64decode(value))
    for session in Session.objects.all():
        yield "session", json.dumps(session.get_decoded())
    for path in Path(settings.STORAGES["default"]["OPTIONS"]["location"]).rglob("*"):
        if path.is_file():
            yield f"file {path.name}", _as_text(path.read_bytes())


def _as_text(value) -> str:
    if isinstance(value, memoryview):
        value = bytes(value)
    if isinstance(value, bytes):
        with contextlib.suppress(UnicodeDecodeError):
            return value.decode()
        return value.decode("latin-1")
    return str(value)
