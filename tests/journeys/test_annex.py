"""Annex 1 shows the screens as they are: `make pictures` takes them anew (S28)."""

import os
from datetime import UTC, datetime

import pytest
import time_machine
from PIL import Image

from accreditation_portal.pages.pictures import CAPTIONS, FOLDER
from accreditation_portal.review import references
from events import demo as events_demo
from profiles.models import IssuingBody
from tests.factories import profiles as cast
from tests.journeys import camera
from tests.journeys.annex import Walk
from tests.journeys.conftest import ARGUMENTS, chromium

THE_DAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)  # the pictures are always of the same minute
TAKES = os.environ.get("PICTURES") == "take"
TAKE_ANEW = "take the pictures anew with `make pictures`, look at them, and commit them"


@pytest.fixture
def the_day(settings, monkeypatch):
    """One minute, and the reference of the text. The browser's own clock differs: no cookie may have a last day."""
    body = "7K2M90QX"
    monkeypatch.setattr(references, "new_reference", lambda letter: letter + body + references.check_character(body))
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = True
    settings.CSRF_COOKIE_AGE = None
    with time_machine.travel(THE_DAY, tick=False):
        yield


@pytest.fixture
def stage(the_day, portal, press, officer):
    events_demo.furnish()
    cast.organisation("Northern Wire", kind="agency")
    IssuingBody.objects.create(
        name="Association générale des journalistes professionnels (AGJPB)",
        country="BE", kind="association", standing="recognised",
    )  # fmt: skip


@pytest.fixture(params=["en", "fr"])
def language(request) -> str:
    return request.param


@pytest.fixture
def page(browser, portal, language):
    """For pictures, of a browser whose own words, those of a field for a file among them, are in that language too."""
    locale = {"en": "en-GB", "fr": "fr-FR"}[language]
    own = None
    if TAKES:
        own = browser = browser.browser_type.launch(
            executable_path=chromium(), args=[*ARGUMENTS, f"--lang={locale}"], env=os.environ | {"LANGUAGE": locale}
        )
    context = browser.new_context(
        base_url=portal, locale=locale, viewport={"width": camera.WIDTH, "height": 900},
        device_scale_factor=camera.SCALE,
    )  # fmt: skip
    context.set_default_timeout(30_000)
    context.clock.set_fixed_time(THE_DAY)
    yield context.new_page()
    context.close()
    if own:
        own.close()


def test_s28_the_pictures_show_the_screens_of_today(stage, page, language):
    picture = camera.Camera(page, language, takes=TAKES)

    Walk(page, language, picture).all_the_way()

    if TAKES:
        camera.keep(language, picture.seen)
    taken = camera.kept()
    stale = [name for name, now in picture.seen.items() if taken[name][language]["digest"] != now["digest"]]
    assert not stale, f"the screens {', '.join(stale)} have changed: {TAKE_ANEW}"
    assert set(picture.seen) == set(CAPTIONS)


@pytest.mark.parametrize("name", CAPTIONS)
def test_s28_every_picture_is_there_small_and_as_large_as_the_page_says(name, language):
    path = FOLDER / language / f"{name}.webp"
    taken = camera.kept()[name][language]

    with Image.open(path) as picture:
        assert (picture.width, picture.height) == pytest.approx(
            (taken["width"] * camera.SCALE, taken["height"] * camera.SCALE), abs=2
        )
    assert path.stat().st_size <= camera.MOST_BYTES
