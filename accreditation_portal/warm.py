"""What a web process reads and sets aside before it answers, so that no visitor waits for it."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

STACK = 17_000  # entries, 136 kB: the chunk is the next power of two, 256 kB, and the rest of it is for calls within


def warm_up() -> None:
    """Read addresses, catalogues and templates, then take all that is loaded out of what is searched for garbage.

    Workers forked from this process share it.
    """
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse(settings.LOGIN_URL)
    for folder in engines["django"].dirs:
        for template in sorted(Path(folder).rglob("*.html")):
            get_template(str(template.relative_to(folder)))
    gc.collect()
    gc.freeze()


def with_room(application: Callable[..., Any]) -> Callable[..., Any]:
    """The WSGI application, with room for the frames of all calls within one answer.

    CPython keeps frames in chunks of 16 kB; a call that does not fit asks the system for another and gives it back when
    it returns, so that what is called in a loop just there costs that each time: 150 times on a page with a form. This
    frame claims a stack so large that its chunk holds the others too. What nobody writes to takes no memory.
    """

    def answer(environ: Any, start_response: Any) -> Any:
        return application(environ, start_response)

    answer.__code__ = answer.__code__.replace(co_stacksize=STACK)
    return answer
