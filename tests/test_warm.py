"""What a web process has read before anybody asks it something."""

import gc
import resource
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.template import Template, engines

from accreditation_portal.warm import warm_up, with_room


def test_every_page_of_ours_is_ready_and_no_database_was_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        warm_up()

    (cached,) = engines["django"].engine.template_loaders
    ready = {found.name for found in cached.get_template_cache.values() if isinstance(found, Template)}
    ours = settings.BASE_DIR / "templates"
    assert {str(path.relative_to(ours)) for path in ours.rglob("*.html")} <= ready


def test_what_is_loaded_is_searched_for_garbage_no_more():
    gc.unfreeze()

    warm_up()

    assert gc.get_freeze_count() > 100_000


def test_gunicorn_loads_the_portal_once_for_all_its_workers():
    told: dict = {}
    exec((Path(settings.BASE_DIR) / "gunicorn.conf.py").read_text(), told)

    assert told["preload_app"] is True


def test_no_connection_is_open_when_workers_are_forked():
    """Two workers on one connection to PostgreSQL would read each other's answers."""
    loaded = "import accreditation_portal.wsgi; from django.db import connections as c; print(c['default'].connection)"

    ran = subprocess.run(
        [sys.executable, "-c", loaded], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )

    assert ran.stdout == "None\n"


def longer(a=0, b=0, c=0, d=0, e=0, f=0, g=0, h=0, i=0, j=0, k=0, m=0):
    """A frame longer than its caller's, so that one of the callers has no room for it."""


def calls_at_every_depth(environ, start_response, depth=200):
    """Wherever a chunk of frames ends, one of these depths lies just there."""
    for _ in range(500):
        longer()
    return calls_at_every_depth(environ, start_response, depth - 1) if depth else [environ, start_response]


def faults():
    """How often this thread was given a page of memory."""
    return resource.getrusage(getattr(resource, "RUSAGE_THREAD", resource.RUSAGE_SELF)).ru_minflt


def test_calls_within_an_answer_ask_the_system_for_no_memory_again_and_again():
    application = with_room(calls_at_every_depth)
    application("environ", "start")
    before = faults()

    assert application("environ", "start") == ["environ", "start"]
    assert faults() - before < 100  # without it: 500
