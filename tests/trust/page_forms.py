"""The forms of a page as a browser sees them: where they lead, what they ask, what is filled in already."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

# What a person types into; a browser checks some of them, an attacker's does not.
TYPED = {"text", "search", "email", "url", "tel", "number", "date", "time", "datetime-local", "password", "textarea"}
FREE = {"text", "search", "textarea"}


@dataclass
class Field:
    """One field. ``value``: what the page shows; ``choices``: of a select, or of radio buttons with this name."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[Field]:
        return [one for one in self.fields if one.kind in TYPED]

    @property
    def files(self) -> list[Field]:
        return [one for one in self.fields if one.kind == "file"]

    def filled(self) -> dict[str, str | list[str]]:
        """What a browser would send if one pressed a button now; of choices that are open, the first."""
        sent: dict[str, str | list[str]] = {}
        for one in self.fields:
            if one.kind == "file" or (one.kind in ("checkbox", "radio") and not one.checked):
                continue
            value = one.value or next(filter(None, one.choices), "") if one.kind == "select" else one.value
            sent.setdefault(one.name, value)
        for one in self.fields:
            if one.kind in ("radio", "checkbox"):
                sent.setdefault(one.name, one.value)
        return sent


class _Reader(HTMLParser):
    def __init__(self, address: str):
        super().__init__(convert_charrefs=True)
        self.address, self.forms, self.by_id = address, [], {}
        self.form: Form | None = None
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            path = urlsplit(urljoin(self.address, found.get("action", "")))
            action = path.path + (f"?{path.query}" if path.query else "")
            self.form = Form(action, found.get("method", "get").lower())
            self.forms.append(self.form)
            self.by_id[found.get("id")] = self.form
            return
        form = self.by_id.get(found["form"]) if "form" in found else self.form
        name = found.get("name", "")
        if form is None or "disabled" in found:
            return
        if tag == "option" and self.select:
            self.select.choices.append(found.get("value", ""))
            if "selected" in found:
                self.select.value = found.get("value", "")
        elif tag in ("input", "button") and found.get("type", "submit" if tag == "button" else "text") == "submit":
            form.buttons.append((name, found.get("value", "")))
        elif name and tag == "input":
            kind = found.get("type", "text").lower()
            form.fields.append(Field(name, kind, found.get("value", ""), "checked" in found))
        elif name and tag in ("textarea", "select"):
            form.fields.append(Field(name, tag))
            self.area = form.fields[-1] if tag == "textarea" else None
            self.select = form.fields[-1] if tag == "select" else None

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area is not None:
            self.area.value += data


def forms_of(page: str, address: str) -> list[Form]:
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms
