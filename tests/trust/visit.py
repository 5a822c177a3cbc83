"""A browser that opens a page as somebody, does there what the state says, and looks at what came."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import resolve

from profiles.models import User
from tests.benchmarks.visitor import session_of
from tests.trust.states import State

OK = 200
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# What colours decide; the rest is the same in the dark.
# select2, of Django's admin, gives a part of its own the role of a field; what has it inside is named.
WITHOUT = {"exclude": [[".select2-selection__rendered"]]}
OF_COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
UNFOLD = """() => { for (const folded of document.querySelectorAll('details')) {
    folded.removeAttribute('name'); folded.open = true; } }"""
# Colours change little by little.
SETTLED = """async () => {
    await new Promise(requestAnimationFrame);
    await Promise.all(document.getAnimations().map(change => change.finished.catch(() => {})));
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Visits:
    """One context for each person and language."""

    def __init__(self, browser: Any, base: str):
        self._browser, self._base = browser, base
        self._who: tuple[str, str] | None = None
        self.page: Any = None
        self.complaints: list[str] = []
        self._came: Any = None

    def open(self, state: State, language: str) -> Iterator[str]:
        """What is wrong with the answer itself; afterwards ``page`` shows the state."""
        if self._who != (state.who, language) or not state.who:
            self._become(state.who, language)
        self.complaints.clear()
        path = state.path()
        answer = self.page.goto(self._base + path)
        if answer.status != state.status:
            yield f"answered with {answer.status}"
        if not state.act and state.status == OK and resolve(urlsplit(self.page.url).path).view_name != state.name:
            yield f"leads to {self.page.url}"
        if state.act:
            state.act(self.page)
        said = self.page.locator("html").get_attribute("lang")
        if said != language:
            yield f"speaks {said}"
        yield from self.complaints

    def _become(self, who: str, language: str) -> None:
        self.close()
        context = self._browser.new_context(
            viewport=WIDE, locale={"en": "en-GB", "fr": "fr-FR"}[language], bypass_csp=True
        )
        context.set_default_timeout(10_000)
        context.add_cookies([self._cookie(settings.LANGUAGE_COOKIE_NAME, language)])
        User.objects.update(language=language)
        if who:
            user = User.objects.get(username=who)
            context.add_cookies([self._cookie(settings.SESSION_COOKIE_NAME, session_of(user))])
        context.on("response", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page, self._who = context.new_page(), (who, language)

    def _note(self, response: Any) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self._came = response

    @property
    def markup(self) -> str:
        """What the portal sent, before any script touched it."""
        return self._came.text()

    def _cookie(self, name: str, value: str) -> dict[str, str]:
        return {"name": name, "value": value, "url": self._base}

    def close(self) -> None:
        if self.page:
            self.page.context.close()
            self.page = None


def barriers(page: Any, themes: tuple[str, ...] = ("light", "dark")) -> Iterator[str]:
    """What axe finds on the page with everything unfolded, and whether it has to be scrolled sideways at 320 pixels."""
    page.evaluate(UNFOLD)
    for number, theme in enumerate(themes):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        found = Axe().run(page, WITHOUT, **({"options": OF_COLOURS} if number else {})).response
        for violation in found["violations"]:
            for node in violation["nodes"]:
                about = node["failureSummary"].replace("\n", " ")
                yield f"{theme}: {violation['id']}: {node['target'][-1]}: {about}"
    page.set_viewport_size(NARROW)
    if page.evaluate(TOO_WIDE):
        yield f"is wider than {NARROW['width']} pixels"
    page.set_viewport_size(WIDE)


@contextmanager
def visits(browser: Any, base: str) -> Iterator[Visits]:
    made = Visits(browser, base)
    try:
        yield made
    finally:
        made.close()
