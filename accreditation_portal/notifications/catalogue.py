"""Every notice of every room, what its placeholders hold; and `docs/notices.md`, which is written from them."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.module_loading import module_has_submodule

from accreditation_portal.notifications import notices as ground
from accreditation_portal.notifications.letters import PLACEHOLDER, source_of
from accreditation_portal.notifications.notices import GLOBAL_PLACEHOLDERS, Notice, Placeholder
from accreditation_portal.rooms import each_room_with

FILE = settings.BASE_DIR / "docs" / "notices.md"

HEAD = """# The letters

Every notice that the portal sends, written from the declarations (`*/notices.py`) and the files beside the templates by
`manage.py notices`; a test fails when it is stale. What an office has worded anew stands in its database, not here.

A notice is added by a line in `notices.py` of its room, a file in each language (`templates/ROOM/email/`), and a
description of each new placeholder in `PLACEHOLDERS` of that module.
"""


def modules() -> Iterator[ModuleType]:
    """The modules in which notices are declared: the ground's, then the rooms', lowest first."""
    for config in apps.get_app_configs():
        if config.name.startswith("accreditation_portal.") and module_has_submodule(config.module, "notices"):
            module = import_module(f"{config.name}.notices")
            if module is not ground:
                yield module
    yield from each_room_with("notices")


def by_room() -> Iterator[tuple[Any, list[Notice]]]:
    """The parts that tell people something, lowest first: the name of each, and its notices as they are declared."""
    for module in modules():
        declared = [notice for notice in vars(module).values() if isinstance(notice, Notice)]
        yield apps.get_app_config(declared[0].room).verbose_name, declared


def all_notices() -> dict[str, Notice]:
    """Every notice, by its full name."""
    return {notice.full_name: notice for _room, declared in by_room() for notice in declared}


def placeholders_of(notice: Notice) -> dict[str, Placeholder]:
    """What each of a notice's own placeholders holds; refuses aloud where nobody says it."""
    module = import_module(f"{apps.get_app_config(notice.room).name}.notices")
    known = ground.PLACEHOLDERS | getattr(module, "PLACEHOLDERS", {})
    if unknown := [name for name in notice.placeholders if name not in known]:
        raise LookupError(f"{notice.full_name}: say in {module.__name__}.PLACEHOLDERS what {', '.join(unknown)} holds")
    return {name: known[name] for name in notice.placeholders}


def placeholders_of_all() -> dict[str, Placeholder]:
    """What every letter may name besides: the office's own."""
    return {name: ground.PLACEHOLDERS[name] for name in GLOBAL_PLACEHOLDERS}


def page() -> str:
    """The whole of `docs/notices.md`."""
    with translation.override("en"):
        parts = [HEAD]
        for room, declared in by_room():
            parts += [f"## {room}\n", *map(section, declared)]
        parts += ["## What every letter may name\n", *table(placeholders_of_all()), ""]
    return "\n".join(parts)


def section(notice: Notice) -> str:
    """One notice: when, to whom, once or not, what it names, and its default words."""
    own, named = placeholders_of(notice), PLACEHOLDER.findall(source_of(notice, "en"))
    kept = ", ".join(f"`{name}`" for name in notice.kept)
    lines = [
        f"### `{notice.full_name}`\n",
        f"{notice.purpose}\n",
        f"- To: {notice.told_to}.",
        f"- Told once, under the key `{notice.key}`." if notice.key else "- Told each time.",
        f"- Every wording names: {kept or 'nothing that it must'}.",
        f"- Of the office it names: {', '.join(f'`{n}`' for n in GLOBAL_PLACEHOLDERS if n in named) or 'nothing'}.\n",
        *table(own),
    ]
    for language, _name in settings.LANGUAGES:
        lines += ["", f"```text {language}", source_of(notice, language).strip(), "```"]
    return "\n".join([*lines, ""])


def table(placeholders: dict[str, Placeholder]) -> list[str]:
    rows = [
        f"| `{name}` | {each.holds} | {'may be empty' if each.may_be_empty else ''} |"
        for name, each in placeholders.items()
    ]
    return ["| placeholder | holds | |", "| --- | --- | --- |", *rows]
