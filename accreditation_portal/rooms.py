"""How the roof reaches the rooms: by name, from the ground up, and never by import."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


def each_room_with(part: str) -> Iterator[ModuleType]:
    """Yield the module called ``part`` of every room that has one, lowest room first."""
    for label in settings.ROOMS:
        room = apps.get_app_config(label)
        if module_has_submodule(room.module, part):
            yield import_module(f"{room.name}.{part}")
