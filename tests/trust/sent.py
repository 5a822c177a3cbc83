"""What goes to the portal, byte by byte, and what comes back."""

import uuid
from dataclasses import dataclass
from urllib.parse import quote

SAFE_TYPES = ("image/jpeg", "image/png", "application/pdf")


@dataclass(frozen=True)
class Reply:
    """One answer, whatever its status."""

    status: int
    headers: dict[str, str]  # by name in small letters
    content: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


def encoded(fields: dict[str, str | bytes | list]) -> tuple[bytes, str]:
    """A form's body; bytes are sent as they are, also where they are no text."""
    pairs = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    text = "&".join(f"{quote(name)}={quote(one, safe='', errors='surrogatepass')}" if isinstance(one, str)
                    else f"{quote(name)}={quote(one, safe='')}" for name, one in pairs)  # fmt: skip
    return text.encode(), "application/x-www-form-urlencoded"


def multipart(fields: dict[str, str | list], files: list[tuple[str, bytes, bytes]]) -> tuple[bytes, str]:
    """A form with files; their names go into the header as they are, but for what would end it."""
    boundary, parts = uuid.uuid4().hex.encode(), []
    for name, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            head = b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n' % (boundary, name.encode())
            parts += [head, one.encode(), b"\r\n"]
    for field, name, data in files:
        sent_as = name.replace(b'"', b"%22")
        head = b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: text/html\r\n\r\n'
        parts += [head % (boundary, field.encode(), sent_as), data, b"\r\n"]
    return b"".join([*parts, b"--%s--\r\n" % boundary]), f"multipart/form-data; boundary={boundary.decode()}"
